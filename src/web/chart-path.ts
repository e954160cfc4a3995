const CORNER = /([ML])(-?[\d.]+),(-?[\d.]+)/g;
/** A path of straight lines alone. */
const STRAIGHT = /^(?:[ML]-?[\d.]+,-?[\d.]+|Z)*$/;

/** Tenths of a pixel as SVG writes pixels: `.5`, `-12`. */
const written = (tenths: number): string => `${tenths / 10}`.replace(/^(-?)0\./, '$1.');

const tenthsOf = (pixels: string): number => Math.round(Number(pixels) * 10);

/** A line by so much; nothing where it leads nowhere. */
function lineBy(x: number, y: number): string {
  if (x === 0) return y === 0 ? '' : `v${written(y)}`;
  return y === 0 ? `h${written(x)}` : `l${written(x)},${written(y)}`;
}

/** One part of a path, from where its pen is put down. */
function partOf(part: string): string {
  let [lastX, lastY] = [0, 0];
  return part.replace(CORNER, (_, how: string, longX: string, longY: string) => {
    const [x, y] = [tenthsOf(longX), tenthsOf(longY)];
    const by = how === 'M' ? `M${written(x)},${written(y)}` : lineBy(x - lastX, y - lastY);
    [lastX, lastY] = [x, y];
    return by;
  });
}

/**
 * A path in few characters: to a tenth of a pixel, each line by how far it goes from where the one before
 * ended, so that nothing adds up, and none where it goes nowhere. A path with curves stays as it is.
 */
export const shortPath = (path: string): string =>
  STRAIGHT.test(path) ? path.split(/(?=M)/).map(partOf).join('') : path;

/** A reader of PNG (W3C, "Portable Network Graphics"), written apart from what writes them: RGBA in eight bits. */
import { inflateSync } from 'node:zlib';

/** A picture, pixel by pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** The colour of a pixel, as in #ffffff. */
  at(x: number, y: number): string;
  /** How many pixels of a colour there are above a line (all, where it is not said). */
  count(colour: string, above?: number): number;
}

const SIGNATURE = '89504e470d0a1a0a';
const BYTES = 4;

/** The chunks of a picture, by their types. */
function chunksOf(png: Buffer): ReadonlyMap<string, Buffer> {
  if (png.subarray(0, 8).toString('hex') !== SIGNATURE) throw new Error('this is no PNG');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.set(
      type,
      Buffer.concat([chunks.get(type) ?? Buffer.alloc(0), png.subarray(at + 8, end)]),
    );
    at = end + 4;
  }
  return chunks;
}

/** What a filter adds to a byte, by the bytes to the left, above, and above to the left. */
function added(filter: number, left: number, up: number, corner: number): number {
  if (filter <= 2) return [0, left, up][filter] ?? 0;
  if (filter === 3) return (left + up) >> 1;
  const guess = left + up - corner;
  const [far, farther, farthest] = [left, up, corner].map((each) => Math.abs(guess - each));
  if (far === undefined || farther === undefined || farthest === undefined) return 0;
  if (far <= farther && far <= farthest) return left;
  return farther <= farthest ? up : corner;
}

/** Undoes the filters of all lines. Left of and above the picture there are zeros. */
function unfiltered(data: Buffer, width: number, height: number): Buffer {
  const line = width * BYTES;
  const bytes = Buffer.alloc(line * height);
  let above = Buffer.alloc(BYTES + line);
  for (let y = 0; y < height; y += 1) {
    const [filter = 0, ...sent] = data.subarray(y * (line + 1), (y + 1) * (line + 1));
    const here = Buffer.alloc(BYTES + line);
    for (const [x, each] of sent.entries()) {
      const [left = 0, up = 0, corner = 0] = [here[x], above[x + BYTES], above[x]];
      here[x + BYTES] = each + added(filter, left, up, corner);
    }
    here.copy(bytes, y * line, BYTES);
    above = here;
  }
  return bytes;
}

/** Reads a picture. Throws at what is no PNG of this kind. */
export function parsePng(png: Buffer): Pixels {
  const chunks = chunksOf(png);
  const head = chunks.get('IHDR') ?? Buffer.alloc(13);
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  if (head.toString('hex', 8) !== '0806000000') throw new Error('this is another kind of PNG');
  const bytes = unfiltered(inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0)), width, height);
  const pixel = (place: number) => bytes.readUInt32BE(place * BYTES) >>> 8;
  return {
    width,
    height,
    at: (x, y) =>
      `#${pixel(y * width + x)
        .toString(16)
        .padStart(6, '0')}`,
    count: (colour, above = height) => {
      const sought = Number.parseInt(colour.slice(1), 16);
      let found = 0;
      for (let place = 0; place < above * width; place += 1) {
        if (pixel(place) === sought) found += 1;
      }
      return found;
    },
  };
}

import stringWidth from 'string-width';

/** A label at the end of a line. */
export interface Label {
  readonly lines: readonly string[];
  /** Where it would like its middle to be, in pixels from the top. */
  readonly wanted: number;
}

const NO_TEXT = /[\p{Cc}\p{Cs}\u{FFFE}\u{FFFF}]/gu;

/** A name as a picture can hold it: what XML cannot say is replaced. */
export const pictured = (text: string): string => text.replace(NO_TEXT, '\u{FFFD}');

/** The beginning of a text that has at most this many columns, marked where it is cut. */
export function cut(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    if (stringWidth(kept + segment) >= columns) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** A name and a count in one or two lines, none wider than this many columns; what is longer is cut. */
export function labelLines(name: string, count: string, columns: number): string[] {
  const words = pictured(name).split(/\s+/);
  const whole = words.join(' ');
  if (stringWidth(`${whole} ${count}`) <= columns) return [`${whole} ${count}`];
  const fits = (upTo: number) => stringWidth(words.slice(0, upTo).join(' ')) <= columns;
  const breaks = [...words.keys()].slice(1).findLast(fits) ?? words.length;
  const first = cut(words.slice(0, breaks).join(' '), columns);
  const rest = cut(words.slice(breaks).join(' '), columns - stringWidth(count) - 1);
  return [first, `${rest} ${count}`.trim()];
}

/**
 * Where the middles of labels come to stand, in their order: as near to where they would like to be as
 * can be with none over another, between `top` and `bottom`.
 */
export function placed(
  labels: readonly Label[],
  { top, bottom, lineHeight }: Readonly<Record<'top' | 'bottom' | 'lineHeight', number>>,
): number[] {
  const half = labels.map(({ lines }) => (lines.length * lineHeight) / 2 + 1);
  const order = [...labels.keys()].sort(
    (one, other) => (labels[one]?.wanted ?? 0) - (labels[other]?.wanted ?? 0) || one - other,
  );
  const middles = labels.map(({ wanted }) => wanted);
  let edge = top;
  for (const at of order) {
    middles[at] = Math.max(middles[at] ?? 0, edge + (half[at] ?? 0));
    edge = middles[at] + (half[at] ?? 0);
  }
  edge = bottom;
  for (const at of order.reverse()) {
    middles[at] = Math.min(middles[at] ?? 0, edge - (half[at] ?? 0));
    edge = middles[at] - (half[at] ?? 0);
  }
  return middles;
}

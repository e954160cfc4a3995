import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** Text of letters and signs that take a column each, whatever stands beside them. */
const SINGLE = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]*$/;

/**
 * How many columns of a terminal a line of text takes. What can tell of any text is loaded for one that
 * needs it: that alone takes as long as most answers.
 */
export function widthOf(line: string): number {
  if (SINGLE.test(line)) return line.length;
  const { default: stringWidth } = load('string-width') as typeof import('string-width');
  return stringWidth(line);
}

/** How wide the widest of some lines is. */
export const widest = (lines: readonly string[]): number => Math.max(0, ...lines.map(widthOf));

/** A text in lines, and how much was broken for it that is better whole. */
export interface Folded {
  readonly lines: readonly string[];
  /** Names broken at a hyphen, addresses at a slash. */
  readonly broken: number;
  /** Words cut anywhere. */
  readonly cut: number;
}

/** A line may be broken after spaces, within lists, and between the two days of a range. */
const wordsOf = (line: string): string[] => line.split(/(?<=[\s;,])(?=\S)|(?<=\.\.)/);

/** A word may be broken after the hyphens of a name (never of a date) and within an address. */
const partsOf = (word: string): string[] => word.split(/(?<=\p{L}-)(?=\p{L})|(?<=[/_?&=])(?=\S)/u);

function cutUp(part: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of new Intl.Segmenter('en').segment(part)) {
    if (piece !== '' && widthOf(piece + segment) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}

/** Puts pieces into lines; a piece that is too long is first made into smaller ones. */
function fill(pieces: readonly string[], width: number, smaller: (piece: string) => string[]) {
  const lines: string[] = [];
  let [current, split] = ['', 0];
  for (const piece of pieces) {
    if (widthOf(current + piece.trimEnd()) <= width) {
      current += piece;
      continue;
    }
    if (current !== '') lines.push(current.trimEnd());
    const parts = widthOf(piece.trimEnd()) > width ? smaller(piece) : [piece];
    split += parts.length - 1;
    lines.push(...parts.slice(0, -1));
    current = parts.at(-1) ?? '';
  }
  return { lines: [...lines, current], split };
}

function foldLine(line: string, width: number): Folded {
  let cut = 0;
  const { lines, split } = fill(wordsOf(line), width, (word) => {
    const filled = fill(partsOf(word), width, (part) => cutUp(part, width));
    cut += filled.split;
    return filled.lines;
  });
  return { lines: lines.map((each) => each.trimEnd()), broken: split - cut, cut };
}

/** A text in lines none of which is wider than `width`, with its own line ends kept. */
export function fold(text: string, width: number): Folded {
  const folded = text
    .split('\n')
    .map((line) =>
      widthOf(line) <= width ? { lines: [line], broken: 0, cut: 0 } : foldLine(line, width),
    );
  return {
    lines: folded.flatMap((each) => each.lines),
    broken: folded.reduce((sum, each) => sum + each.broken, 0),
    cut: folded.reduce((sum, each) => sum + each.cut, 0),
  };
}

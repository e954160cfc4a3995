import { partsOf } from './judged.ts';

/** How many characters are read: the square of it would take most of a second. */
const LENGTH = 32_768;

/** In milliseconds: some hundred times what reading so much once takes, on whatever machine. */
const MOST = 150;

/** What comes between and behind whatever a pattern names. */
const COMMON = [
  ' ',
  'a',
  '0',
  '\n',
  '/',
  '"',
  "'",
  '-',
  '.',
  ',',
  ':',
  '=',
  '\\',
  '[',
  '(',
  '%',
  '&',
  '?',
  '+',
  'a0',
  '0.',
  ' "',
  'é',
];

/** Short texts that a pattern may read over and over: its own characters, two of them, and common ones. */
function partsFor(pattern: string): readonly string[] {
  const own = [...new Set(pattern.replace(/\\[a-zA-Z]|[\\^$*+?()|{}]/g, ''))];
  const pairs = own.slice(1).map((char, at) => `${own[at]}${char}`);
  return [...new Set([...own, ...pairs, ...COMMON])];
}

function millisecondsOf(test: RegExp, text: string): number {
  const began = performance.now();
  text.replace(test, '');
  return performance.now() - began;
}

/** The text in which a pattern takes longer than any that reads it once; undefined where there is none. */
export function slowOn(written: string): string | undefined {
  const { pattern, flags } = partsOf(written);
  const test = new RegExp(pattern, flags);
  for (const part of partsFor(pattern)) {
    for (const end of ['', '\u0000', '\n!']) {
      const text = `${part.repeat(Math.ceil(LENGTH / part.length))}${end}`;
      // The machine may have been busy: what is slow is slow every time.
      const slow = [1, 2, 3].every(() => millisecondsOf(test, text) > MOST);
      if (slow) return `${JSON.stringify(part)} over and over, then ${JSON.stringify(end)}`;
    }
  }
  return undefined;
}

/** Regular expressions whose steps grow as the square of what they read, each with what keeps that short. */
import { EndorserEnrolled } from '../../../../events/endorser-enrolled.ts';
import { readJson } from '../../../../src/interchange/json-text.ts';
import { dateFormat } from '../../../../src/interchange/lists/serial-date.ts';

/** What keeps short what one reads, and whether it does. */
export interface Bound {
  readonly why: string;
  holds(): boolean;
}

const refuses = (read: () => unknown): boolean => {
  try {
    read();
    return false;
  } catch {
    return true;
  }
};

const FORMAT: Bound = {
  why: 'the format of a cell has at most 255 characters',
  holds: () =>
    refuses(() => dateFormat('y'.repeat(256))) && !refuses(() => dateFormat('y'.repeat(255))),
};

const named = (length: number) =>
  EndorserEnrolled.safeParse({
    endorser: 'a',
    name: 'a'.repeat(length),
    category: 'MP',
    nominates: true,
  });

/** Which they are, by how they are written. */
export const BOUNDED: ReadonlyMap<string, Bound> = new Map([
  [
    String.raw`/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/g`,
    {
      why: 'it reads what JSON.parse has taken, where every quotation mark is closed',
      holds: () => !readJson('"'.repeat(1_000_001)).ok && !readJson('"\\'.repeat(500_000)).ok,
    },
  ],
  [String.raw`/"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|AM\/PM|A\/P/gi`, FORMAT],
  [String.raw`/\[?h+\]?[^a-z]*m+|\[m+\]|m+(?=[^a-z]*s)|\[?[hs]+\]?/g`, FORMAT],
  [
    String.raw`/^(.*?)(?:["“”„«]([^"“”„«»]+)["“”»]|\(([^()]+)\)(?=\s*\S)|(?<=\s)['‘]([^'’]+)['’](?=\s))(.*)$/su`,
    {
      why: 'a name has at most 200 characters',
      holds: () => named(200).success && !named(201).success,
    },
  ],
]);

/** Those that are put together when the code runs, by their file, with one that is like them. */
export const MADE: Readonly<Record<string, string>> = {
  'src/interchange/steering.ts': String.raw`/(?!\t|\r\n)(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu`,
  'src/web/open-day.ts': String.raw`/(0123456789abcdefx\d+x)/`,
};

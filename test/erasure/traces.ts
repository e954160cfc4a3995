import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredEntry } from '../../src/store/event-store.ts';

/** Words that stand nowhere but in what is to be erased. */
export const WORDS = {
  slug: 'quixbury-xylophonists',
  name: 'Quixbury Xylophone Guild',
  note: 'zyzzyvaquill',
  quote: 'brobdingquark',
  title: 'Flummoxgrave Gazette',
  why: 'wobblethwaite',
  dispute: 'snollygostrum',
  reason: 'quodlibetarian',
} as const;

/** What to look for: its name, and the bytes that would betray it. */
export interface Trace {
  readonly of: string;
  readonly bytes: Buffer;
}

const written = (of: string, text: string): Trace[] => [
  { of: `${of} in UTF-8`, bytes: Buffer.from(text) },
  { of: `${of} in UTF-16`, bytes: Buffer.from(text, 'utf16le') },
  // The whole groups of three bytes that come out the same wherever the text begins.
  ...[0, 1, 2].map((shift) => ({
    of: `${of} in base64, shifted by ${shift}`,
    bytes: Buffer.from(
      Buffer.from(text.slice(shift, shift + 3 * Math.floor((text.length - shift) / 3))).toString(
        'base64',
      ),
    ),
  })),
];

/** What the words leave behind. */
export const wordTraces: readonly Trace[] = Object.entries(WORDS).flatMap(([of, text]) =>
  written(of, text),
);

/** What salts and payloads leave behind, raw and as an export writes them. */
export const bytesTraces = (entries: readonly StoredEntry[]): Trace[] =>
  entries.flatMap(({ seq, salt, payload }) =>
    Object.entries({ salt, payload }).flatMap(([of, bytes]) => [
      { of: `the ${of} of ${seq}`, bytes: Buffer.from(bytes) },
      { of: `the ${of} of ${seq} in hex`, bytes: Buffer.from(Buffer.from(bytes).toString('hex')) },
      {
        of: `the ${of} of ${seq} in base64`,
        bytes: Buffer.from(Buffer.from(bytes).toString('base64').replace(/=+$/, '')),
      },
    ]),
  );

/** The traces that some bytes hold. */
export const tracesIn = (bytes: Buffer, traces: readonly Trace[]): string[] =>
  traces.filter((trace) => bytes.includes(trace.bytes)).map(({ of }) => of);

/** The traces in all files of a folder and those below it, each with its file. */
export function tracesBelow(folder: string, traces: readonly Trace[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return tracesIn(readFileSync(path), traces).map((of) => `${entry.name}: ${of}`);
    });
}

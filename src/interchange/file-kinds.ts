import { BadInput } from './bad-input.ts';

/** How files of a kind begin, and what they are and what to do with them. */
export type FileKind = readonly [start: string, what: string];

const KINDS: readonly FileKind[] = [
  ['SQLite format 3\0', 'is a SQLite database; to read a ledger, name it with --ledger'],
  ['\x1f\x8b', 'is compressed by gzip; unpack it first'],
  ['PK\x03\x04', 'is a zip archive; unpack it first'],
];

/** Text that is not UTF-8, where no other will do. */
export const UTF_16: readonly FileKind[] = [
  ['\xff\xfe', 'is UTF-16; save it as UTF-8'],
  ['\xfe\xff', 'is UTF-16; save it as UTF-8'],
];

/** Does a file begin with these bytes? */
export const beginsWith = (start: Uint8Array, bytes: string): boolean =>
  Buffer.from(bytes, 'latin1').equals(start.subarray(0, bytes.length));

/** Refuses, as BadInput, a file of another kind than what is asked for, by how it begins. */
export function checkKind(name: string, start: Uint8Array, others: readonly FileKind[]): void {
  const found = [...KINDS, ...others].find(([begins]) => beginsWith(start, begins));
  if (found !== undefined) throw new BadInput(`${name} ${found[1]}.`);
}

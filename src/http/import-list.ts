import { type Delimiter, delimiterOf } from '../interchange/csv-rows.ts';
import { type Reading, readFlat } from './import-flat.ts';
import { readJsonLines } from './import-json-lines.ts';
import type { Format, ImportList } from './import-row.ts';

const DELIMITERS: Readonly<Record<Exclude<Format, 'ndjson'>, Delimiter>> = {
  csv: ',',
  semicolons: ';',
  tsv: '\t',
};

/** Pasted or read from a file: without a byte order mark, and with lines that end in LF. */
export const plainText = (text: string): string =>
  text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');

/** The delimiter that a spreadsheet says in a first line of its own. */
const saidDelimiter = (text: string): string | undefined => /^sep=(.)\n/i.exec(text)?.[1];

/** Which format a text is in, by how it begins. */
export function formatOf(text: string): Format {
  if (/^\s*[{[]/.test(text)) return 'ndjson';
  const delimiter = saidDelimiter(text) ?? delimiterOf(text);
  const found = Object.entries(DELIMITERS).find(([, each]) => each === delimiter);
  return (found?.[0] as Format | undefined) ?? 'csv';
}

/** Reads a list in a format, every row by itself: what is wrong with one hides nothing of the others. */
export function readList(text: string, format: Format, reading: Reading): ImportList {
  const read =
    format === 'ndjson'
      ? readJsonLines(text, reading)
      : readFlat(text, DELIMITERS[format], reading);
  const faults = read.faults.toSorted((one, other) => one.line - other.line);
  return { ...read, faults, format };
}

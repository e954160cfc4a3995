import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** What separates the values of a row. */
export type Delimiter = ',' | ';' | '\t';

/** A record of CSV: where it begins, from 1, and its values, or what is wrong with it. */
export type CsvRecord =
  | { readonly line: number; readonly values: readonly string[] }
  | { readonly line: number; readonly problem: string };

/** How many records that cannot be read are looked beyond. */
const MOST_BROKEN = 20;

/** What puts wrong quotation marks right. */
export const QUOTES_NEEDED =
  'put quotation marks around the whole value, and double those that it has';

/** What the codes of csv-parse mean for a record. */
export const QUOTES_WRONG: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'has a quotation mark that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has text after a quotation mark that closes a value',
  INVALID_OPENING_QUOTE: 'has a quotation mark within a value',
};

const DELIMITERS: readonly Delimiter[] = ['\t', ';', ','];

/** Which of some characters, and of them which first, a text's first line has most of, quoted values left out. */
export function mostOf<T extends string>(characters: readonly T[], text: string): T | undefined {
  const [head = ''] = text.replace(/"(?:[^"]|"")*"/g, '').split('\n', 1);
  const counts = characters.map((each) => head.split(each).length);
  return characters[counts.indexOf(Math.max(...counts))];
}

/** Which delimiter a text's first line has most of, quoted values left out. */
export const delimiterOf = (text: string): Delimiter => mostOf(DELIMITERS, text) ?? ',';

/** Where a record begins that ends in a line; its values have the lines between. */
const beginOf = (end: number, values: readonly string[]): number =>
  end - values.reduce((lines, value) => lines + value.split('\n').length - 1, 0);

interface Run {
  readonly records: CsvRecord[];
  /** The line at which it could not go on; undefined where all was read. */
  readonly stopped: { readonly line: number; readonly problem: string } | undefined;
}

/** Reads records until one cannot be read; `from` is the number of the text's first line. */
function readUntil(text: string, delimiter: Delimiter, from: number): Run {
  const records: CsvRecord[] = [];
  let next = from;
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      on_record: (values: string[], { lines }) => {
        const end = from - 1 + lines;
        next = end + 1;
        records.push({ line: beginOf(end, values), values });
        return null;
      },
    });
    return { records, stopped: undefined };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const wrong = QUOTES_WRONG[error.code];
    const problem = wrong ? `${wrong}; ${QUOTES_NEEDED}` : `cannot be read (${error.message})`;
    return { records, stopped: { line: next, problem } };
  }
}

const isBlank = (record: CsvRecord): boolean =>
  'values' in record && record.values.every((value) => value.trim() === '');

/**
 * The records of CSV (RFC 4180) whose lines end in LF; those without any value, as spreadsheets leave them
 * below a list, are passed over. A record whose quotation marks are wrong is told, and reading goes on in
 * the line after its first.
 */
export function readCsv(text: string, delimiter: Delimiter): CsvRecord[] {
  const lines = text.split('\n');
  const records: CsvRecord[] = [];
  let from = 1;
  for (let broken = 0; broken < MOST_BROKEN; broken += 1) {
    const run = readUntil(lines.slice(from - 1).join('\n'), delimiter, from);
    records.push(...run.records);
    if (run.stopped === undefined) break;
    records.push(run.stopped);
    from = run.stopped.line + 1;
  }
  return records.filter((record) => !isBlank(record));
}

/**
 * Rows as CSV for spreadsheets: with a byte order mark, by which they know UTF-8, and with an apostrophe
 * before what they would take for a formula.
 */
export const sheetOf = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(rows as (string | number)[][], {
    bom: true,
    escape_formulas: true,
    quoted_match: /[\r\n]/,
  });

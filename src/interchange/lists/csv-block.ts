import { CsvError, parse } from 'csv-parse/sync';

/** A record of CSV and where it begins: its line, from that of the block. */
export interface BlockRecord {
  readonly line: number;
  readonly values: readonly string[];
}

/** What could be read of a block. */
export interface BlockRead {
  readonly records: readonly BlockRecord[];
  /** How many bytes they took. */
  readonly used: number;
  /** The line at which what was not read begins. */
  readonly line: number;
  /** The code of csv-parse at which it could not go on. */
  readonly stopped: string | undefined;
}

/** The line ends that files have, be they mixed; the longest first. */
const LINE_ENDS = ['\r\n', '\n', '\r'];

/** How many line ends a text has. */
export const lineEnds = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

/**
 * Reads the records of a block that begins where one begins. Unless it is the last of its file, its last
 * record is left to be read with what follows, for it may go on there; so is one whose quotation mark is
 * still open.
 */
export function readBlock(
  block: Buffer,
  delimiter: string,
  from: number,
  isLast: boolean,
): BlockRead {
  const records: BlockRecord[] = [];
  let [line, used, counted] = [from, 0, 0];
  let before = { line, used };
  const take = (values: string[], { lines, bytes }: { lines: number; bytes: number }): null => {
    before = { line, used };
    records.push({ line, values });
    // csv-parse counts a line end of Windows within a value twice.
    line += lines - counted === 1 ? 1 : 1 + values.reduce((sum, value) => sum + lineEnds(value), 0);
    [used, counted] = [bytes, lines];
    return null;
  };
  try {
    parse(block, {
      delimiter,
      record_delimiter: LINE_ENDS,
      relax_column_count: true,
      on_record: take,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const goesOn = error.code === 'CSV_QUOTE_NOT_CLOSED' && !isLast;
    return { records, used, line, stopped: goesOn ? undefined : error.code };
  }
  if (isLast) return { records, used: block.length, line, stopped: undefined };
  records.pop();
  return { records, ...before, stopped: undefined };
}

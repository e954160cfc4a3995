import { BadInput } from '../bad-input.ts';
import { QUOTES_NEEDED, QUOTES_WRONG } from '../csv-rows.ts';
import { type BlockRead, lineEnds, readBlock } from './csv-block.ts';
import type { RowProblem } from './row.ts';
import { NoText } from './text.ts';

/** A record by its row and line; one that is wrong says so instead of its values. */
export type Numbered =
  | { readonly row: number; readonly line: number; readonly values: readonly string[] }
  | RowProblem;

/** The largest record: no row of a list comes near it. */
export const LARGEST_RECORD = 1024 * 1024;

/** How much of a line that cannot be read is shown. */
const SHOWN = 200;

const [CR, LF] = [13, 10];

/** Where a block's first line ends, its end with it; undefined where more must be read to know. */
function endOfLine(block: Buffer, isLast: boolean): number | undefined {
  const [cr, lf] = [block.indexOf(CR), block.indexOf(LF)];
  const none = isLast ? block.length : undefined;
  if (cr === -1 || (lf !== -1 && lf < cr)) return lf === -1 ? none : lf + 1;
  if (cr === block.length - 1) return none;
  return lf === cr + 1 ? cr + 2 : cr + 1;
}

function problemOf(code: string, row: number, line: number, text: string): RowProblem {
  const [value = ''] = text.slice(0, SHOWN).split(/[\r\n]/, 1);
  const problem = QUOTES_WRONG[code] ?? 'cannot be read';
  return { row, line, column: '', value, problem, suggestion: QUOTES_NEEDED };
}

/** Reads the records of text in order, whatever pieces it comes in. */
class Records {
  readonly #name: string;
  readonly #delimiter: string;
  #rest: Buffer = Buffer.alloc(0);
  #row = 1;
  #line: number;

  constructor(name: string, delimiter: string, line: number) {
    this.#name = name;
    this.#delimiter = delimiter;
    this.#line = line;
  }

  /** The records that end in what was given so far. */
  *take(text: Buffer, isLast: boolean): Generator<readonly Numbered[]> {
    this.#rest = this.#rest.length === 0 ? text : Buffer.concat([this.#rest, text]);
    while (this.#rest.length > 0) {
      const read = readBlock(this.#rest, this.#delimiter, this.#line, isLast);
      yield this.#numbered(read);
      const stuck = read.used === 0 && this.#rest.length > LARGEST_RECORD;
      const wrong = read.stopped ?? (stuck ? 'CSV_QUOTE_NOT_CLOSED' : undefined);
      if (wrong === undefined) return;
      const end = endOfLine(this.#rest, isLast);
      if ((end ?? this.#rest.length) > LARGEST_RECORD) throw this.#tooLong();
      if (end === undefined) return;
      yield [this.#passOver(wrong, end)];
    }
  }

  /** Why a file cannot be read on, with the line at which that is. */
  refusal(problem: string): BadInput {
    const line = this.#line + lineEnds(this.#rest.toString('utf8'));
    return new BadInput(`${this.#name}:${line}: ${problem}.`);
  }

  #numbered({ records, used, line }: BlockRead): Numbered[] {
    const first = this.#row;
    this.#row += records.length;
    this.#line = line;
    this.#rest = this.#rest.subarray(used);
    return records.map((record, index) => ({ row: first + index, ...record }));
  }

  #tooLong(): BadInput {
    return new BadInput(
      `${this.#name}:${this.#line}: is longer than 1 MiB, which no row is; give a file of lines, with a row in each.`,
    );
  }

  /** Tells the record that cannot be read; reading goes on in the line after its first. */
  #passOver(code: string, end: number): RowProblem {
    const text = this.#rest.subarray(0, Math.min(end, 4 * SHOWN)).toString('utf8');
    const problem = problemOf(code, this.#row, this.#line, text);
    this.#rest = this.#rest.subarray(end);
    this.#row += 1;
    this.#line += 1;
    return problem;
  }
}

/**
 * The records of CSV (RFC 4180, whatever ends its lines) from a line on, in runs. A record whose quotation
 * marks are wrong is told, and reading goes on in the line after its first. Throws BadInput at the line
 * from which on there is no text.
 */
export async function* recordsOf(
  texts: AsyncIterable<Buffer>,
  name: string,
  delimiter: string,
  line: number,
): AsyncGenerator<readonly Numbered[]> {
  const records = new Records(name, delimiter, line);
  try {
    for await (const text of texts) yield* records.take(text, false);
  } catch (error) {
    throw error instanceof NoText ? records.refusal(error.message) : error;
  }
  yield* records.take(Buffer.alloc(0), true);
}

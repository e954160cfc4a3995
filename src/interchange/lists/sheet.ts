import type { Numbered } from './csv-records.ts';
import { MOST_COLUMNS } from './rows.ts';
import { dateText } from './serial-date.ts';
import { TextRuns, type Workbook } from './workbook.ts';
import { readXml, type XmlReader } from './xml.ts';

/** How many columns and rows the largest sheet has. */
const LAST_COLUMN = 16_384;
const LAST_ROW = 1_048_576;

/** How many digits of a number spreadsheets keep; what stands behind them is how computers halve. */
const DIGITS = 15;

/** The column of a cell, from 0, by its letters, as `AB7`. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '';
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  if (column < 1 || column > LAST_COLUMN) throw new Error(`it has a cell ${reference}`);
  return column - 1;
}

function rowOf(text: string): number {
  const row = Number(text);
  if (!Number.isInteger(row) || row < 1 || row > LAST_ROW) throw new Error(`it has a row ${text}`);
  return row;
}

/** A cell as it is being read. */
interface Cell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  /** What its formula came to, or what was written in it. */
  value: string | undefined;
  formula: string | undefined;
}

/** A number as it is shown, of dates as ISO 8601; its digits are all told, whatever its format has of them. */
function numberText(number: number, style: number, book: Workbook): string {
  if (style >= Math.max(1, book.formats.length)) throw new Error(`it has no style ${style}`);
  const format = book.formats[style];
  if (format !== undefined) return dateText(number, format, book.from1904);
  return String(Number(number.toPrecision(DIGITS)));
}

function sharedText(number: string, { texts }: Workbook): string {
  const text = texts[Number(number)];
  if (text === undefined) throw new Error(`it has no text ${number}`);
  return text;
}

/** The text that a cell shows; a formula that nobody has worked out is shown itself. */
function textOf(cell: Cell, inline: string, book: Workbook): string {
  const { type, style, value, formula } = cell;
  if (type === 'inlineStr') return inline;
  if (value === undefined) return formula === undefined ? '' : `=${formula}`;
  if (value === '') return '';
  if (type === 's') return sharedText(value, book);
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type === 'd') return value.replace(/T00:00:00(?:\.0+)?Z?$/, '');
  const number = Number(value);
  return type === 'n' && Number.isFinite(number) ? numberText(number, style, book) : value;
}

/** Gathers the rows of a sheet; those without a value are left out. */
class Rows implements XmlReader {
  readonly #book: Workbook;
  readonly #inline = new TextRuns();
  #row = 0;
  #column = -1;
  #values: string[] = [];
  #cell: Cell | undefined;
  #part: 'value' | 'formula' | undefined;
  #found: Numbered[] = [];

  constructor(book: Workbook) {
    this.#book = book;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    this.#inline.open(name);
    this.#part = name === 'v' ? 'value' : name === 'f' ? 'formula' : undefined;
    if (this.#part !== undefined) this.#add('');
    if (name === 'row') this.#begin(attributes.get('r'));
    if (name !== 'c') return;
    const reference = attributes.get('r');
    this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
    const [type = 'n', style = 0] = [attributes.get('t'), Number(attributes.get('s') ?? 0)];
    this.#cell = { column: this.#column, type, style, value: undefined, formula: undefined };
  }

  text(text: string): void {
    this.#inline.text(text);
    this.#add(text);
  }

  close(name: string): void {
    this.#inline.close(name);
    if (name === 'v' || name === 'f') this.#part = undefined;
    if (name === 'c') this.#end();
    if (name !== 'row' || this.#values.length === 0) return;
    this.#found.push({ row: this.#row, line: this.#row, values: this.#values });
  }

  /** The rows that were read since they were taken last. */
  take(): Numbered[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #add(text: string): void {
    if (this.#part === undefined || this.#cell === undefined) return;
    this.#cell[this.#part] = (this.#cell[this.#part] ?? '') + text;
  }

  #begin(number: string | undefined): void {
    this.#row = number === undefined ? this.#row + 1 : rowOf(number);
    this.#values = [];
    this.#column = -1;
  }

  #end(): void {
    const cell = this.#cell;
    if (cell === undefined) return;
    const text = textOf(cell, this.#inline.take(), this.#book);
    this.#cell = undefined;
    if (text === '') return;
    // A place is made for each column before it, and a sheet of few bytes has a million rows.
    if (cell.column >= MOST_COLUMNS && cell.column > 2 * this.#values.length + 1) {
      throw new Error(`it has a value in column ${cell.column + 1}, far from all others`);
    }
    while (this.#values.length < cell.column) this.#values.push('');
    this.#values[cell.column] = text;
  }
}

/** The rows of a sheet in their order, as many at a time as come. Of merged cells the first has the value. */
export async function* sheetRows(
  bytes: AsyncIterable<Buffer>,
  book: Workbook,
): AsyncGenerator<readonly Numbered[]> {
  const rows = new Rows(book);
  for await (const _ of readXml(bytes, rows)) yield rows.take();
  yield rows.take();
}

/** A row of a list, by its columns. */
export interface ListRow {
  /**
   * Its number as people see it in a spreadsheet, where the first row is 1; blank rows count. A value with
   * line ends in it stands in one row of CSV, but in several lines.
   */
  readonly row: number;
  /** The first of its lines in the file, from 1; in a workbook, which has none, its row. */
  readonly line: number;
  /** A value for each column of the head; those that the row lacks are empty. */
  readonly cells: readonly string[];
}

/** A row that cannot be read, though those around it can. */
export interface RowProblem {
  readonly row: number;
  readonly line: number;
  /** The column; empty where the whole row is meant. */
  readonly column: string;
  readonly value: string;
  /** What is wrong, as half a sentence of which the row is the subject. */
  readonly problem: string;
  /** What to do, as half a sentence. */
  readonly suggestion: string;
}

/** What a list says of itself before its rows. */
export interface ListHead {
  /** The names of its columns, no two alike; one that has none is called `column 4`, by its number. */
  readonly columns: readonly string[];
}

/** What somebody who knows a list says of it. */
export interface ListOptions {
  /** Else by what the file is named and how it begins. */
  readonly format?: 'csv' | 'tsv' | 'xlsx';
  /** What separates values: a comma, a semicolon, a tab or a bar; else whichever the first line has most of. */
  readonly delimiter?: string;
  /** A label of the Encoding Standard, as `windows-1252`; else by the byte order mark, else UTF-8, strictly. */
  readonly encoding?: string;
  /** The sheet of a workbook; else its first. */
  readonly sheet?: string;
  /** The row that names the columns, from 1; those above it are passed over. */
  readonly headerRow?: number;
}

/** A list whose head was read; its rows come as they are asked for. */
export interface OpenList {
  readonly head: ListHead;
  /** The size of the file. */
  readonly bytes: number;
  /** The SHA-256 of the whole file in hexadecimal; refused before all rows were read. */
  sha256(): string;
  /**
   * The rows below the head in their order, some hundred at a time; blank ones are passed over. To be asked
   * for once. Throws BadInput, even late, at what makes the whole file doubtful.
   */
  rows(): AsyncGenerator<readonly (ListRow | RowProblem)[]>;
  /** How much of the file was read so far. */
  bytesRead(): number;
}

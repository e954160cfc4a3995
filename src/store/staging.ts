/** A row of a list that waits until all rows of its contest are known. */
export interface StagedRow {
  /** Which of the lists it stands in, from 0. */
  readonly list: number;
  /** Its number in its list. */
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * Rows of lists, kept by contest until they are taken in: in memory while they are few, on disk beyond, and
 * nowhere once it is closed. Rows of a contest come back in the order in which they were added.
 */
export interface Staging {
  add(contest: string, row: StagedRow): void;
  /** The contests in the order of their first row, with how many rows each has. */
  contests(): readonly { readonly contest: string; readonly rows: number }[];
  rowsOf(contest: string): Iterable<StagedRow>;
  close(): void;
}

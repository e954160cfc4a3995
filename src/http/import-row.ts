import type { Draft } from '../../events/entry.ts';
import type { Values } from '../web/form/values.ts';

/** The formats in which a list may come. */
export const FORMATS = ['ndjson', 'csv', 'semicolons', 'tsv'] as const;
/** One of them. */
export type Format = (typeof FORMATS)[number];

/** Something wrong in a list: where it stands, what stands there, and what would help. */
export interface RowFault {
  /** From 1. */
  readonly line: number;
  /** The column, or the place in the JSON; empty: the whole row. */
  readonly column: string;
  readonly value: string;
  /** A sentence without its full stop. */
  readonly problem: string;
}

/** A row that says an entry. */
export interface ImportRow {
  readonly line: number;
  readonly draft: Draft;
  /** What it says, by the names of a form's fields. */
  readonly values: Values;
  /** How the list itself writes the name of a field. */
  written(name: string): string;
}

/** A list as it was read: its entries in order, and what is wrong with the others. */
export interface ImportList {
  readonly format: Format;
  readonly rows: readonly ImportRow[];
  readonly faults: readonly RowFault[];
  /** How many rows there are, good and bad. */
  readonly count: number;
}

/** What a row means by what it does not say itself: by the names of a form's fields, `type` among them. */
export type Same = Values;

/** What became of a row by itself. */
export type RowRead = ImportRow | readonly RowFault[];

const isRow = (read: RowRead): read is ImportRow => 'draft' in read;

/** The rows that say an entry, and what is wrong with the others. */
export const sorted = (read: readonly RowRead[]) => ({
  rows: read.filter(isRow),
  faults: read.flatMap((each) => (isRow(each) ? [] : each)),
});

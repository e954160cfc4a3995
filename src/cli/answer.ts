import { plain } from '../../events/plain.ts';
import { type Rows, toCsv, toNdjson, type Value } from '../interchange/rows/row.ts';
import { type Drawing, drawTable } from './table.ts';
import { exact, type Terminal } from './terminal.ts';

/** The ways to print an answer. */
export const FORMATS = ['table', 'json', 'ndjson', 'csv', 'tsv'] as const;
/** One of them. */
export type Format = (typeof FORMATS)[number];

/** What a command answers, in the shapes that its formats need. */
export interface Answer extends Rows {
  /** The whole answer: the same body as the HTTP API's. */
  readonly body: unknown;
  /** The answer for a reader, where rows alone would not do. */
  readonly table?: Drawing;
}

/** A value as a reader sees it. */
export const shown = (value: Value | undefined): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');

/** A digest as far as a reader compares it by eye, and other text as it is. */
export const brief = (text: string | undefined): string =>
  `${text}`.replace(/^(sha256:.{16}).+/, '$1…');

/** Tabs and line ends would break a TSV row, which has no quoting. */
const flat = (value: Value): string => plain(shown(value).replace(/\s+/g, ' '));

/** The answer as text: the format asked for, else a table on a terminal and TSV in a pipe. */
export function render(terminal: Terminal, answer: Answer, format: Format | undefined): string {
  const chosen = format ?? (terminal.out.isTTY === true ? 'table' : 'tsv');
  if (chosen === 'json') return exact(terminal.out, `${JSON.stringify(answer.body, null, 2)}\n`);
  if (chosen === 'ndjson') return exact(terminal.out, toNdjson(answer));
  if (chosen === 'csv') return exact(terminal.out, toCsv(answer));
  if (chosen === 'tsv') {
    return [answer.columns, ...answer.rows].map((row) => `${row.map(flat).join('\t')}\n`).join('');
  }
  const { columns: head, rows } = answer;
  return drawTable(terminal.out, answer.table ?? { head, rows: rows.map((row) => row.map(shown)) });
}

import { stringify } from 'csv-stringify/sync';
import { type Drawing, drawTable } from './table.ts';
import { plain, type Terminal } from './terminal.ts';

/** The ways to print an answer. */
export const FORMATS = ['table', 'json', 'ndjson', 'csv', 'tsv'] as const;
/** One of them. */
export type Format = (typeof FORMATS)[number];

/** What a cell of a row holds. */
export type Value = string | number | boolean | null;

/** What a command answers, in the shapes that its formats need. */
export interface Answer {
  /** The whole answer: the same body as the HTTP API's. */
  readonly body: unknown;
  /** The answer as rows, for csv, tsv and ndjson. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** The answer for a reader, where rows alone would not do. */
  readonly table?: Drawing;
}

/** A value as a reader sees it. */
export const shown = (value: Value | undefined): string => String(value ?? '');

/** Tabs and line ends would break a TSV row, which has no quoting. */
const flat = (value: Value): string => plain(shown(value).replace(/\s+/g, ' '));

/** RFC 4180, every value as it is, so that it reads back the same. */
function delimited(answer: Answer): string {
  return stringify([answer.columns, ...answer.rows] as string[][], {
    cast: { boolean: (value) => String(value) },
    quoted_match: /[\r\n]/,
  });
}

function lines(answer: Answer): string {
  return answer.rows
    .map((row) => {
      const pairs = answer.columns.map((column, index) => [column, row[index] ?? null]);
      return `${JSON.stringify(Object.fromEntries(pairs))}\n`;
    })
    .join('');
}

/** The answer as text: the format asked for, else a table on a terminal and TSV in a pipe. */
export function render(terminal: Terminal, answer: Answer, format: Format | undefined): string {
  const chosen = format ?? (terminal.out.isTTY === true ? 'table' : 'tsv');
  if (chosen === 'json') return `${JSON.stringify(answer.body, null, 2)}\n`;
  if (chosen === 'ndjson') return lines(answer);
  if (chosen === 'csv') return delimited(answer);
  if (chosen === 'tsv') {
    return [answer.columns, ...answer.rows].map((row) => `${row.map(flat).join('\t')}\n`).join('');
  }
  const { columns: head, rows } = answer;
  return drawTable(terminal.out, answer.table ?? { head, rows: rows.map((row) => row.map(shown)) });
}

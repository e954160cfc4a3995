import { stringify } from 'csv-stringify/sync';

/** What a cell of a row holds; an object is JSON wherever a row has no place for one. */
export type Value = string | number | boolean | null | object;

/** An answer as rows, for CSV, TSV and NDJSON. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** RFC 4180, every value as it is, so that it reads back the same. */
export function toCsv({ columns, rows }: Rows): string {
  return stringify([columns, ...rows] as string[][], {
    cast: { boolean: (value) => String(value) },
    quoted_match: /[\r\n]/,
  });
}

/** One JSON object a line, with the columns as its keys. */
export function toNdjson({ columns, rows }: Rows): string {
  return rows
    .map((row) => {
      const pairs = columns.map((column, index) => [column, row[index] ?? null]);
      return `${JSON.stringify(Object.fromEntries(pairs))}\n`;
    })
    .join('');
}

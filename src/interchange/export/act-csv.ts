import { stringify } from 'csv-stringify/sync';
import { formatDay } from '../../time/day.ts';
import { ACT_COLUMNS, type ActColumn } from './act-columns.ts';
import type { ActRow } from './act-rows.ts';

/** A value as CSV has it: a day as YYYY-MM-DD, nothing as nothing. */
function cell(row: ActRow, { name, type }: ActColumn): string {
  const value = row[name];
  if (value === null) return '';
  return type === 'day' ? formatDay(value as number) : String(value);
}

/**
 * Acts as CSV (RFC 4180), piece by piece; every value reads back the same. `sheet` makes it safe for
 * spreadsheets instead: with a byte order mark, by which they know UTF-8, and with an apostrophe before
 * what they would take for a formula.
 */
export async function* actCsv(
  batches: AsyncIterable<readonly ActRow[]>,
  sheet: boolean,
): AsyncGenerator<string> {
  const options = { quoted_match: /[\r\n]/, escape_formulas: sheet };
  yield stringify([ACT_COLUMNS.map(({ name }) => name)], { ...options, bom: sheet });
  for await (const batch of batches) {
    const rows = batch.map((row) => ACT_COLUMNS.map((column) => cell(row, column)));
    yield stringify(rows, options);
  }
}

import { BadInput } from '../bad-input.ts';
import type { Numbered } from './csv-records.ts';
import type { ListHead, ListRow, RowProblem } from './row.ts';
import { after } from './text.ts';

/** How many columns a list may have; a table of more is no list. */
export const MOST_COLUMNS = 1000;

/** Has a row no value, as those that spreadsheets leave below a list? */
export const isBlank = (values: readonly string[]): boolean =>
  values.every((value) => value.trim() === '');

const nameOf = (text: string, index: number): string =>
  text.replace(/\s+/g, ' ').trim() || `column ${index + 1}`;

/** The head of a list, by the row that names its columns. Refuses, as BadInput, one that names none, or two alike. */
export function headOf(name: string, at: { row: number; values: readonly string[] }): ListHead {
  const { row, values } = at;
  if (values.length > MOST_COLUMNS) {
    throw new BadInput(
      `${name}: row ${row} has ${values.length} columns, and a list has at most ${MOST_COLUMNS}; check its delimiter, or leave columns out.`,
    );
  }
  if (isBlank(values)) {
    throw new BadInput(
      `${name}: row ${row} is blank, where the names of the columns should be; say in which row they are, as "headerRow": 3.`,
    );
  }
  const columns = values.map(nameOf);
  for (const [index, column] of columns.entries()) {
    const first = columns.indexOf(column);
    if (first === index) continue;
    throw new BadInput(
      `${name}: columns ${first + 1} and ${index + 1} are both called "${column}"; rename one of them.`,
    );
  }
  return { columns };
}

/** Why a row has more values than there are columns; blank ones are no values. */
function beyond(row: number, line: number, values: readonly string[], most: number) {
  const index = values.findIndex((value, at) => at >= most && value.trim() !== '');
  if (index === -1) return undefined;
  return {
    row,
    line,
    column: `column ${index + 1}`,
    value: values[index] ?? '',
    problem: `has a value in column ${index + 1}, but the header names ${most} columns`,
    suggestion: 'put quotation marks around a value with the delimiter in it, or name the column',
  };
}

/**
 * A record as a row of its list; undefined where it is blank. Values that it lacks are empty, as spreadsheets
 * leave them out at the end of a row; one too many is a problem, since those before it may stand in the wrong
 * columns.
 */
export function rowOf(record: Numbered, { columns }: ListHead): ListRow | RowProblem | undefined {
  if (!('values' in record)) return record;
  const { row, line, values } = record;
  if (values.length === columns.length && values[0]?.trim() !== '') {
    return { row, line, cells: values };
  }
  if (isBlank(values)) return undefined;
  const problem = beyond(row, line, values, columns.length);
  if (problem !== undefined) return problem;
  return { row, line, cells: columns.map((_, index) => values[index] ?? '') };
}

/** How many rows come at a time: enough to be quick, and few enough to be held. */
const AT_A_TIME = 500;

/** Records as rows, some hundred at a time. */
export async function* rowsOf(
  runs: AsyncIterable<readonly Numbered[]>,
  head: ListHead,
): AsyncGenerator<readonly (ListRow | RowProblem)[]> {
  for await (const run of runs) {
    for (let from = 0; from < run.length; from += AT_A_TIME) {
      const some = run.slice(from, from + AT_A_TIME);
      const rows = some.flatMap((record) => rowOf(record, head) ?? []);
      if (rows.length > 0) yield rows;
    }
  }
}

/** Reads records up to the row that names the columns: the head, and the runs that follow it. */
export async function headed(
  name: string,
  runs: AsyncGenerator<readonly Numbered[]>,
  headerRow: number,
): Promise<{ head: ListHead; below: AsyncGenerator<readonly Numbered[]> }> {
  for (let next = await runs.next(); next.done !== true; next = await runs.next()) {
    const index = next.value.findIndex(({ row }) => row >= headerRow);
    const found = next.value[index];
    if (found === undefined) continue;
    if (!('values' in found)) {
      throw new BadInput(
        `${name}:${found.line}: ${found.problem}, in the row that names the columns; ${found.suggestion}.`,
      );
    }
    const head = headOf(name, found.row > headerRow ? { row: headerRow, values: [] } : found);
    return { head, below: after(next.value.slice(index + 1), runs) };
  }
  throw new BadInput(
    `${name} has no row ${headerRow}, which should name the columns; give a list.`,
  );
}

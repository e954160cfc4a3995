import { setImmediate as turn } from 'node:timers/promises';
import { slug } from '../../../events/fields.ts';
import type { Course } from '../../store/ledger-store.ts';
import type { StagedRow, Staging } from '../../store/staging.ts';
import type { ListRow, OpenList, RowProblem as Unreadable } from '../lists/row.ts';
import type { JoinedMapping } from '../mapping/lookup.ts';
import { remembered } from '../mapping/remembered.ts';
import { RowMapper } from '../mapping/row-mapper.ts';
import type { MappedList } from './contest-rows.ts';
import type { Hearing } from './outcome.ts';

/** A list that is open, and what it is called. */
export interface NamedList {
  readonly name: string;
  readonly list: OpenList;
}

/** Makes lists ready to be mapped. Throws BadInput where the mapping names what one of them has not. */
export const mappedLists = (lists: readonly NamedList[], mapping: JoinedMapping): MappedList[] =>
  lists.map(({ name, list }) => ({
    name,
    mapper: new RowMapper(mapping, list.head.columns, name, list),
  }));

const isUnreadable = (row: ListRow | Unreadable): row is Unreadable => 'problem' in row;

const isSlug = remembered((contest) => slug.safeParse(contest).success);

/** Puts a row with its contest, or tells why it has none. */
function stageRow(
  staging: Staging,
  index: number,
  { name, mapper }: MappedList,
  { row, cells }: ListRow,
  hearing: Pick<Hearing, 'problem'>,
): void {
  const { contest, faults } = mapper.contest(cells);
  const refuse = (fault: (typeof faults)[number]) =>
    hearing.problem({ list: name, row, kind: 'refused', ...fault });
  faults.forEach(refuse);
  if (contest === undefined) return;
  if (isSlug(contest)) {
    staging.add(contest, { list: index, row, cells });
    return;
  }
  const suggestion = 'add "slug": true to the contest of the mapping';
  refuse({
    column: '',
    value: contest,
    reason: 'is no contest: it must be kebab-case',
    suggestion,
  });
}

/** Reads lists whole into a staging place, by contest. Answers how many rows could not be placed. */
export async function stageLists(
  lists: readonly NamedList[],
  mapped: readonly MappedList[],
  staging: Staging,
  hearing: Hearing,
  { progress, signal }: Course,
): Promise<{ readonly rows: number; readonly unplaced: number }> {
  const all = lists.reduce((sum, { list }) => sum + list.bytes, 0);
  const wrong = new Set<string>();
  const listening: Pick<Hearing, 'problem'> = {
    problem(problem) {
      wrong.add(`${problem.row} ${problem.list}`);
      hearing.problem(problem);
    },
  };
  let [rows, before] = [0, 0];
  for (const [index, { name, list }] of lists.entries()) {
    for await (const chunk of list.rows()) {
      // A signal is only heard between two turns of the event loop.
      await turn();
      signal.throwIfAborted();
      for (const row of chunk) {
        if (isUnreadable(row)) {
          const { problem: reason, column, value, suggestion } = row;
          listening.problem({
            list: name,
            row: row.row,
            kind: 'refused',
            column,
            value,
            reason,
            suggestion,
          });
        } else stageRow(staging, index, mapped[index] as MappedList, row, listening);
      }
      rows += chunk.length;
      progress(before + list.bytesRead(), all);
    }
    before += list.bytes;
  }
  return { rows, unplaced: wrong.size };
}

/** Takes in what was staged, contest by contest. */
export async function takeStaged<T>(
  staging: Staging,
  { progress, signal }: Course,
  take: (contest: string, rows: Iterable<StagedRow>, signal: AbortSignal) => Promise<T>,
): Promise<T[]> {
  const contests = staging.contests();
  const all = contests.reduce((sum, { rows }) => sum + rows, 0);
  const taken: T[] = [];
  let done = 0;
  for (const { contest, rows } of contests) {
    taken.push(await take(contest, staging.rowsOf(contest), signal));
    done += rows;
    progress(done, all);
  }
  return taken;
}

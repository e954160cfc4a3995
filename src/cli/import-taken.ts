import type { CellEffect, ContestTaken } from '../interchange/intake/outcome.ts';
import type { CopiesTaken } from '../interchange/snapshots/take-copies.ts';
import type { Answer } from './answer.ts';

const range = ([certain, possible]: readonly [number, number]): string =>
  possible === 0 ? `${certain}` : `${certain}–${certain + possible}`;

/** How many changed counts are told in a cell of the table; JSON has them all. */
const TOLD = 6;

function effectText(effect: readonly CellEffect[]): string {
  const told = effect
    .slice(0, TOLD)
    .map(
      ({ candidate, category, before, after }) =>
        `${candidate} ${category} ${range(before)} → ${range(after)}`,
    );
  const untold = effect.length - told.length;
  return [...told, ...(untold > 0 ? [`… ${untold} more`] : [])].join('; ');
}

const DIFFERENCES = [
  'contest',
  'copy',
  'since',
  'what',
  'endorser',
  'candidate',
  'on',
  'was',
  'row',
  'told',
];

const hasDifferences = (done: readonly ContestTaken[]): done is readonly CopiesTaken[] =>
  done.some((each) => 'differences' in each);

/** What differs between dated copies, a row each. */
function differencesAnswer(done: readonly CopiesTaken[]): Answer {
  const rows = done.flatMap(({ contest, differences }) =>
    differences.map(({ copy, since, what, endorser, candidate, on, was, row, told }) => [
      ...[contest, copy, since, what, endorser, candidate, on, was, row, told],
    ]),
  );
  return { body: done, columns: DIFFERENCES, rows };
}

/** What became of each contest of an import, and, of a dry run, what it would change in today's standings. */
export function takenAnswer(done: readonly ContestTaken[], dryRun: boolean): Answer {
  if (hasDifferences(done)) return differencesAnswer(done);
  const columns = ['contest', 'rows', 'new', 'there', 'changed', 'refused', 'warned'];
  const rows = done.map(
    ({ contest, rows: all, added, there, changed, refused, warned, effect }) => {
      const counts = [contest, all, added, there, changed, refused, warned];
      return dryRun ? [...counts, effectText(effect ?? [])] : counts;
    },
  );
  return { body: done, columns: dryRun ? [...columns, 'effect'] : columns, rows };
}

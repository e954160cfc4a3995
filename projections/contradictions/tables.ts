import { formatDay } from '../../src/time/day.ts';
import type { Bounds } from '../bounds.ts';
import type { Holding } from '../holding.ts';
import { keptWith } from '../kept-with.ts';
import type { Pair } from '../pairs.ts';
import { countsUnder } from '../policy.ts';
import { isIn, plainOf } from '../roll.ts';
import { covers, minus, span, within } from '../spans.ts';
import type { StandingsTimeline } from '../standings.ts';
import { lastUpTo } from '../steps.ts';
import { type Contradiction, disagreeing, type Showing, showing } from './contradiction.ts';
import { parts, sums } from './sums.ts';
import { type Cell, type CheckedCell, type CheckedTable, side, what } from './table.ts';

/** The figures of candidates, which come before those of who is left. */
const cellsOf = (tables: readonly CheckedTable[]): CheckedCell[] =>
  tables.flatMap((table) =>
    table.tally.data.cells.map((cell, index) => {
      const { named = { least: 0, most: 0 } } = table.figures[index] ?? {};
      return { table, ...cell, named };
    }),
  );

const isDay = ({ table: { tally } }: Cell): boolean =>
  tally.bounds.earliest === tally.bounds.latest;

/** Do the named entries that its source could have known move a count on the day of a table? */
const moved = ({ named }: CheckedCell): boolean => named.least !== named.most;

/**
 * Are two tables of one day of different hours? One has no figure below the other's, and the named
 * entries move on that day one of those that differ.
 */
function ofOtherHours(one: readonly CheckedCell[], other: readonly CheckedCell[]): boolean {
  // Where a table prints a figure twice, the first counts.
  const others = new Map(other.toReversed().map((cell) => [what(cell), cell]));
  const shared = one.flatMap((cell) => {
    const same = others.get(what(cell));
    return same === undefined || same.value === cell.value ? [] : [[cell, same] as const];
  });
  const signs = new Set(shared.map(([mine, theirs]) => Math.sign(mine.value - theirs.value)));
  return signs.size === 1 && shared.flat().some(moved);
}

/** Tables of one day and hour, as far as is known, that differ. */
function sameDay(cells: readonly CheckedCell[]): Showing[] {
  const tables = Map.groupBy(cells.filter(isDay), (cell) => cell.table);
  const days = Map.groupBy(
    [...tables.values()].flat(),
    (cell) => `${cell.table.tally.day} ${what(cell)}`,
  );
  return [...days.values()].flatMap((same) => {
    const [first] = same as [CheckedCell];
    const { day } = first.table.tally;
    const about = `${what(first)} on ${formatDay(day)}`;
    const cannotBe = same.some((one) =>
      same.some(
        (other) =>
          one.value < other.value &&
          !ofOtherHours(tables.get(one.table) ?? [], tables.get(other.table) ?? []),
      ),
    );
    const said = same.map((cell) => side(cell));
    return showing(cannotBe ? [disagreeing('same-day', about, said) ?? []].flat() : [], day);
  });
}

const pairsByCandidate = keptWith(
  ({ pairs }: StandingsTimeline): ReadonlyMap<number, readonly Pair[]> =>
    Map.groupBy(pairs, (pair) => pair.candidate),
);

/** May an act for a candidate have ended between two days, or the candidate have left? */
function mayHaveLost(cell: Cell, before: Bounds, after: Bounds): boolean {
  const { now } = cell.table;
  const { symbols } = now.view.columns;
  const candidate = symbols.of(cell.candidate);
  const withdrew = now.view.candidates.get(candidate)?.withdrew ?? null;
  if (withdrew !== null && withdrew.earliest <= after.latest) return true;
  const plain = plainOf(now.categories, [cell.category]);
  return (pairsByCandidate(now).get(candidate) ?? []).some(
    (pair) =>
      isIn(plain, symbols, pair.category) &&
      within(pair.possible, before.earliest, before.latest + 1).length > 0 &&
      minus(span(after.earliest, after.latest + 1), [pair.certain]).length > 0,
  );
}

/** A later table that has fewer, though nobody is known to have left. */
function fell(cells: readonly Cell[]): Showing[] {
  const found: Showing[] = [];
  for (const same of Map.groupBy(cells, what).values()) {
    const ordered = same.toSorted((one, other) => one.table.tally.day - other.table.tally.day);
    const days = ordered.map((each) => each.table.tally.day);
    ordered.forEach((cell) => {
      const { bounds } = cell.table.tally;
      const before = ordered[lastUpTo(days, bounds.earliest - 1)];
      if (before === undefined || before.value <= cell.value) return;
      if (mayHaveLost(cell, before.table.tally.bounds, bounds)) return;
      const dated = (each: Cell) => side(each, `${each.value} on ${each.table.tally.on}`);
      const sides = [dated(before), dated(cell)];
      found.push(...showing([{ kind: 'fell', about: what(cell), sides }], bounds.earliest));
    });
  }
  return found;
}

/** The acts that count for each candidate, each with the category of its endorser. */
const actsByCandidate = keptWith(({ endorsers, policy, view }: StandingsTimeline) => {
  const counts = countsUnder(policy, view.columns.symbols);
  const counted = endorsers.flatMap(({ category, acts }) =>
    acts.filter(({ act }) => counts(act)).map((holding: Holding) => ({ category, holding })),
  );
  return Map.groupBy(counted, ({ holding }) => holding.act.candidate);
});

/** The claims of those who by name certainly stood for a candidate when a table was printed. */
function naming(timeline: StandingsTimeline, cell: Cell): number[] {
  const { symbols } = timeline.view.columns;
  const plain = plainOf(timeline.categories, [cell.category]);
  const day = cell.table.tally.bounds.earliest - 1;
  return (actsByCandidate(timeline).get(symbols.of(cell.candidate)) ?? [])
    .filter(
      ({ category, holding }) => covers(holding.certain, day) && isIn(plain, symbols, category),
    )
    .flatMap(({ holding }) => holding.act.claims);
}

/** A table that has fewer than are named: the paper missed one, or the ledger is wrong. */
function moreNamed(table: CheckedTable): Contradiction[] {
  return table.figures.flatMap((figure): Contradiction[] => {
    const { candidate, category, printed, outcome, now } = figure;
    const more = outcome === 'more-named' || now.outcome === 'more-named';
    if (candidate === null || !more) return [];
    const cell = { table, candidate, category, value: printed };
    const named = Math.max(figure.named.least, now.named.least);
    const about = `${what(cell)} on ${table.tally.on}`;
    const rows = naming(table.now, cell);
    return [{ kind: 'more-named', about, sides: [side(cell), { says: `${named} named`, rows }] }];
  });
}

/**
 * What printed tables say against one another, against themselves, and against the entries, in a contest
 * of so many stages.
 */
export function inTables(tables: readonly CheckedTable[], stages: number): Showing[] {
  const cells = cellsOf(tables);
  const alone = tables.flatMap((table) =>
    showing(
      [...moreNamed(table), ...sums(table, stages), ...parts(table)],
      table.tally.bounds.earliest,
    ),
  );
  return [...sameDay(cells), ...fell(cells), ...alone];
}

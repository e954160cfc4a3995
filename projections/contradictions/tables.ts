import { formatDay } from '../../src/time/day.ts';
import type { Bounds } from '../bounds.ts';
import { limitsOver } from '../checked-tally.ts';
import { countsUnder } from '../policy.ts';
import { isIn, plainOf } from '../roll.ts';
import { covers, minus, span, within } from '../spans.ts';
import type { StandingsTimeline } from '../standings.ts';
import { type Contradiction, disagreeing } from './contradiction.ts';
import { parts, sums } from './sums.ts';
import { type Cell, type CheckedTable, side, what } from './table.ts';

const cellsOf = (tables: readonly CheckedTable[]): Cell[] =>
  tables.flatMap((table) => table.tally.data.cells.map((cell) => ({ table, ...cell })));

const isDay = ({ table: { tally } }: Cell): boolean =>
  tally.bounds.earliest === tally.bounds.latest;

/** Do the named entries that its source could have known move a count on the day of a table? */
function moved({ table: { tally, then }, candidate, category }: Cell): boolean {
  const cell = then.cells.get(then.view.columns.symbols.of(candidate))?.get(category);
  if (cell === undefined) return false;
  const { least, most } = limitsOver(tally.bounds, cell.certain, cell.possible);
  return least !== most;
}

/**
 * Are two tables of one day of different hours? One has no figure below the other's, and the named
 * entries move on that day one of those that differ.
 */
function ofOtherHours(one: readonly Cell[], other: readonly Cell[]): boolean {
  const shared = one.flatMap((cell) => {
    const same = other.find((each) => what(each) === what(cell));
    return same === undefined || same.value === cell.value ? [] : [[cell, same] as const];
  });
  const signs = new Set(shared.map(([mine, theirs]) => Math.sign(mine.value - theirs.value)));
  return signs.size === 1 && shared.flat().some(moved);
}

/** Tables of one day and hour, as far as is known, that differ. */
function sameDay(cells: readonly Cell[]): Contradiction[] {
  const tables = Map.groupBy(cells.filter(isDay), (cell) => cell.table);
  const days = Map.groupBy(
    [...tables.values()].flat(),
    (cell) => `${cell.table.tally.day} ${what(cell)}`,
  );
  return [...days.values()].flatMap((same) => {
    const [first] = same as [Cell];
    const about = `${what(first)} on ${formatDay(first.table.tally.day)}`;
    const cannotBe = same.some((one) =>
      same.some(
        (other) =>
          one.value < other.value &&
          !ofOtherHours(tables.get(one.table) ?? [], tables.get(other.table) ?? []),
      ),
    );
    const said = same.map((cell) => side(cell));
    return cannotBe ? (disagreeing('same-day', about, said) ?? []) : [];
  });
}

/** May an act for a candidate have ended between two days, or the candidate have left? */
function mayHaveLost(cell: Cell, before: Bounds, after: Bounds): boolean {
  const { now } = cell.table;
  const { symbols } = now.view.columns;
  const candidate = symbols.of(cell.candidate);
  const withdrew = now.view.candidates.get(candidate)?.withdrew ?? null;
  if (withdrew !== null && withdrew.earliest <= after.latest) return true;
  const plain = plainOf(now.categories, [cell.category]);
  return now.pairs.some(
    (pair) =>
      pair.candidate === candidate &&
      isIn(plain, symbols, pair.category) &&
      within(pair.possible, before.earliest, before.latest + 1).length > 0 &&
      minus(span(after.earliest, after.latest + 1), [pair.certain]).length > 0,
  );
}

/** A later table that has fewer, though nobody is known to have left. */
function fell(cells: readonly Cell[]): Contradiction[] {
  const found: Contradiction[] = [];
  for (const same of Map.groupBy(cells, what).values()) {
    const ordered = same.toSorted((one, other) => one.table.tally.day - other.table.tally.day);
    ordered.forEach((cell, index) => {
      const { bounds } = cell.table.tally;
      const before = ordered
        .slice(0, index)
        .findLast((each) => each.table.tally.bounds.latest < bounds.earliest);
      if (before === undefined || before.value <= cell.value) return;
      if (mayHaveLost(cell, before.table.tally.bounds, bounds)) return;
      const dated = (each: Cell) => side(each, `${each.value} on ${each.table.tally.on}`);
      found.push({ kind: 'fell', about: what(cell), sides: [dated(before), dated(cell)] });
    });
  }
  return found;
}

/** The claims of those who by name certainly stood for a candidate when a table was printed. */
function naming(timeline: StandingsTimeline, cell: Cell): number[] {
  const { symbols } = timeline.view.columns;
  const candidate = symbols.of(cell.candidate);
  const plain = plainOf(timeline.categories, [cell.category]);
  const counts = countsUnder(timeline.policy, symbols);
  return timeline.endorsers
    .filter((each) => isIn(plain, symbols, each.category))
    .flatMap((each) => each.acts)
    .filter(({ act }) => act.candidate === candidate && counts(act))
    .filter(({ certain }) => covers(certain, cell.table.tally.bounds.earliest - 1))
    .flatMap(({ act }) => act.claims);
}

/** A table that has fewer than are named: the paper missed one, or the ledger is wrong. */
function moreNamed(tables: readonly CheckedTable[]): Contradiction[] {
  return tables.flatMap((table) =>
    table.figures.flatMap((figure): Contradiction[] => {
      const { candidate, category, printed, outcome, now } = figure;
      const more = outcome === 'more-named' || now.outcome === 'more-named';
      if (candidate === null || !more) return [];
      const cell = { table, candidate, category, value: printed };
      const named = Math.max(figure.named.least, now.named.least);
      const about = `${what(cell)} on ${table.tally.on}`;
      const rows = naming(table.now, cell);
      return [{ kind: 'more-named', about, sides: [side(cell), { says: `${named} named`, rows }] }];
    }),
  );
}

/**
 * What printed tables say against one another, against themselves, and against the entries, in a contest
 * of so many stages.
 */
export function inTables(tables: readonly CheckedTable[], stages: number): Contradiction[] {
  const cells = cellsOf(tables);
  return [
    ...sameDay(cells),
    ...fell(cells),
    ...moreNamed(tables),
    ...tables.flatMap((table) => sums(table, stages)),
    ...tables.flatMap(parts),
  ];
}

import { isIn, plainOf, sizeOf, sizesOf } from '../roll.ts';
import { seatsOf } from '../seats.ts';
import { within } from '../spans.ts';
import type { Contradiction } from './contradiction.ts';
import { type CheckedTable, what } from './table.ts';

/** How many backed nobody by the day of a table, at most: they stand in no cell and are not yet to declare. */
function abstained({ tally, now }: CheckedTable, category: string): number {
  const { symbols } = now.view.columns;
  const plain = plainOf(now.categories, [category]);
  return now.endorsers.filter(
    (each) =>
      isIn(plain, symbols, each.category) &&
      each.stances.some(
        ({ possible }) => within(possible, tally.bounds.earliest, tally.day + 1).length > 0,
      ),
  ).length;
}

/** Does a table have a figure in a category for everybody who may have stood on its day? */
function isWhole({ tally, now }: CheckedTable, category: string): boolean {
  const { symbols } = now.view.columns;
  const shown = tally.data.cells.filter((cell) => cell.category === category);
  return [...now.view.candidates.values()].every(({ candidate, entered, withdrew }) => {
    const stood =
      (entered === null || entered.earliest <= tally.day) &&
      (withdrew === null || withdrew.latest > tally.bounds.earliest);
    return !stood || shown.some((cell) => cell.candidate === symbols.name(candidate));
  });
}

/**
 * A table whose candidates and undeclared do not make up the number of those who could act. Only where
 * each of them counts once, or at most once a seat: not of all acts, nor of nominations in whatever stage.
 */
export function sums(table: CheckedTable, stages: number): Contradiction[] {
  const { tally, now } = table;
  const { of, stage, cells, undeclared } = tally.data;
  const once =
    of === 'endorsements' || (of === 'nominations' && (stage !== undefined || stages <= 1));
  if (!once) return [];
  return [...new Set(cells.map((cell) => cell.category))].flatMap((category): Contradiction[] => {
    const left = undeclared?.find((each) => each.category === category)?.value;
    const values = cells.filter((cell) => cell.category === category).map(({ value }) => value);
    const sum = values.reduce((all, value) => all + value, 0);
    const size = sizeOf(now, [category], tally.day);
    if (size === null) return [];
    // Of several seats one endorser may stand in as many cells.
    const backing = Math.max(Math.ceil(sum / seatsOf(now.view)), ...values);
    const atLeast = backing + (left ?? 0);
    const whole = left !== undefined && isWhole(table, category);
    const tooFew = whole && sum + left + abstained(table, category) < size.least;
    if (atLeast <= size.most && !tooFew) return [];
    const says = left === undefined ? `${sum} in all` : `${sum} and ${left} yet to declare`;
    const number = size.least === size.most ? `${size.most}` : `${size.least} or ${size.most}`;
    const rows = sizesOf(now, [category], tally.day).map((each) => each.row);
    return [
      {
        kind: 'sum',
        about: `${category} on ${tally.on}`,
        sides: [
          { says, rows: [tally.row] },
          { says: `${number} in all`, rows },
        ],
      },
    ];
  });
}

/** A table that prints a sum and all its parts, and the parts make up another number. */
export function parts(table: CheckedTable): Contradiction[] {
  const { cells } = table.tally.data;
  return cells.flatMap((cell): Contradiction[] => {
    const category = table.now.categories.find((each) => each.category === cell.category);
    const names = category?.of ?? [];
    const of = cells.filter(
      (each) => each.candidate === cell.candidate && names.includes(each.category),
    );
    const sum = of.reduce((all, each) => all + each.value, 0);
    const whole = of.length === names.length;
    if (names.length === 0 || (whole ? sum === cell.value : sum <= cell.value)) return [];
    const about = `${what({ table, ...cell })} on ${table.tally.on}`;
    const rows = [table.tally.row];
    const split = of.map((each) => `${each.category} ${each.value}`).join(' + ');
    return [
      {
        kind: 'sum',
        about,
        sides: [
          { says: `${cell.value}`, rows },
          { says: split, rows },
        ],
      },
    ];
  });
}

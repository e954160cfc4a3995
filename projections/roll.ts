import type { DataOf } from '../events/catalog.ts';
import type { Day } from '../src/time/day.ts';
import { detailOf, facetOf } from './claims.ts';
import { at, NONE, type Symbols } from './columns.ts';
import type { Category } from './counter.ts';
import type { Cut } from './cut.ts';
import { ENROLMENT } from './facets.ts';
import type { Figure } from './figures.ts';
import { keptWith } from './kept-with.ts';
import type { Range } from './shares.ts';
import type { StandingsTimeline } from './standings.ts';
import { rowsOf } from './told.ts';

/** An endorser of a contest, under all its names. */
export interface Enrolled {
  readonly endorser: number;
  readonly category: number;
  readonly nominates: boolean;
  /** How many members are affiliated through it; null where nobody says, or two names differ. */
  readonly members: number | null;
  /** The rows that enrol it. */
  readonly rows: readonly number[];
}

/** Who is enrolled in a contest. */
export const rollOf: (view: Cut) => readonly Enrolled[] = keptWith((view: Cut) => {
  const { claims, merges, categoryOf } = view;
  const endorserOf = (row: number) =>
    merges.root(at(claims.columns.endorser, at(claims.dataFrom, row)));
  const byEndorser = Map.groupBy(rowsOf(claims, 'EndorserEnrolled'), endorserOf);
  return [...byEndorser].map(([endorser, rows]) => {
    const members = rows.flatMap(
      (row) => detailOf<DataOf<'EndorserEnrolled'>>(claims, row)?.affiliatedMembers ?? [],
    );
    return {
      endorser,
      category: categoryOf.get(endorser) ?? NONE,
      nominates: rows.some((row) => (facetOf(claims, row) & ENROLMENT.nominates) !== 0),
      members: new Set(members).size === 1 ? (members[0] as number) : null,
      rows,
    };
  });
});

/** The plain categories that categories count, each once: a sum stands for its parts. */
export function plainOf(
  categories: readonly Category[],
  names: readonly string[],
): ReadonlySet<string> {
  return new Set(
    names.flatMap((name) => categories.find((each) => each.category === name)?.of ?? [name]),
  );
}

/** Is a category, as a symbol, one of these? NONE, of whoever is enrolled nowhere, is none of any. */
export const isIn = (plain: ReadonlySet<string>, symbols: Symbols, category: number): boolean =>
  category !== NONE && plain.has(symbols.name(category));

/** Does nobody belong to two of these? */
export const areDisjoint = (categories: readonly Category[], names: readonly string[]): boolean =>
  names.reduce((all, name) => all + plainOf(categories, [name]).size, 0) ===
  plainOf(categories, names).size;

/** The sizes that sources print for a category and that hold on a day: several where they differ. */
function printedFor(timeline: StandingsTimeline, name: string, day: Day): readonly Figure[] {
  const latest = timeline.undeclared.get(name)?.sizes.on(day);
  return latest === undefined ? [] : [latest.figure, ...latest.others];
}

/** The categories whose own sizes tell how many endorsers of some there are: themselves, or else their parts. */
function sized(timeline: StandingsTimeline, names: readonly string[], day: Day): readonly string[] {
  const isPrinted = (name: string) => printedFor(timeline, name, day).length > 0;
  const own = [...new Set(names)];
  if (areDisjoint(timeline.categories, own) && own.every(isPrinted)) return own;
  const plain = [...plainOf(timeline.categories, names)];
  return plain.every(isPrinted) ? plain : [];
}

/** The claims of the sizes by which sizeOf answers. */
export const sizesOf = (
  timeline: StandingsTimeline,
  names: readonly string[],
  day: Day,
): Figure['table'][] =>
  sized(timeline, names, day).flatMap((name) =>
    printedFor(timeline, name, day).map((figure) => figure.table),
  );

/**
 * How many endorsers of some categories there are on a day, by what sources print for the same day;
 * without a size for each, null: who is enrolled are those that the ledger happens to know.
 */
export function sizeOf(
  timeline: StandingsTimeline,
  names: readonly string[],
  day: Day,
): Range | null {
  const counted = sized(timeline, names, day);
  if (counted.length === 0) return null;
  let [least, most] = [0, 0];
  for (const name of counted) {
    const printed = printedFor(timeline, name, day).map((figure) => figure.value);
    least += Math.min(...printed);
    most += Math.max(...printed);
  }
  return { least, most };
}

import type { DataOf } from '../events/catalog.ts';
import type { Bounds } from './bounds.ts';
import type { Printed } from './cut.ts';
import type { Policy } from './policy.ts';
import { sizeOf } from './roll.ts';
import type { Range } from './shares.ts';
import { policyOfStage } from './stages.ts';
import type { StandingsTimeline } from './standings.ts';
import { lastUpTo, type Steps } from './steps.ts';

export type Tally = Printed<DataOf<'TallyReported'>>;

/** How a printed figure compares with what the ledger names: fewer, more, or as many as may be. */
export type Comparison = 'agrees' | 'fewer-named' | 'more-named';

/** A printed figure beside the named entries of its day. */
export interface CheckedFigure {
  /** Null where the figure is of those who had declared, as printed by how many had not. */
  readonly candidate: string | null;
  readonly category: string;
  readonly printed: number;
  /** How many the entries name that its source could have known: certain, and at most. */
  readonly named: Range;
  readonly outcome: Comparison;
  /** How many of the printed nobody names, or how many named are not among the printed. */
  readonly difference: Range;
  /** The same by all that is visible now. */
  readonly now: { readonly named: Range; readonly outcome: Comparison };
}

/** The policy by which a tally of a contest with these stages counts. */
export function policyOfTally(
  stages: readonly object[],
  tally: { readonly data: Pick<Tally['data'], 'of' | 'stage'> },
): Policy {
  const { of, stage } = tally.data;
  return of === 'nominations' && stage !== undefined ? policyOfStage(stages, stage) : of;
}

/**
 * The limits of a count over the days that a figure may be of, and the day before: a table that is
 * printed in the morning lacks what happens in the afternoon.
 */
export function limitsOver({ earliest, latest }: Bounds, certain: Steps, atMost: Steps): Range {
  const daysOf = ({ days }: Steps) =>
    days.subarray(lastUpTo(days, earliest - 1) + 1, lastUpTo(days, latest) + 1);
  const all = [earliest - 1, ...daysOf(certain), ...daysOf(atMost)];
  return {
    least: Math.min(...all.map((day) => certain.on(day))),
    most: Math.max(...all.map((day) => atMost.on(day))),
  };
}

function compare(printed: number, { least, most }: Range): Comparison {
  if (printed > most) return 'fewer-named';
  return printed < least ? 'more-named' : 'agrees';
}

function difference(printed: number, { least, most }: Range, outcome: Comparison): Range {
  if (outcome === 'agrees') return { least: 0, most: 0 };
  return outcome === 'fewer-named'
    ? { least: printed - most, most: printed - least }
    : { least: least - printed, most: most - printed };
}

/** A tally's figures against what its source could have known (`then`), and against all that is visible. */
export function checkTally(
  tally: Tally,
  then: StandingsTimeline,
  now: StandingsTimeline,
): CheckedFigure[] {
  const { symbols } = now.view.columns;
  const check = (
    candidate: string | null,
    category: string,
    printed: number,
    named: (timeline: StandingsTimeline) => Range,
  ): CheckedFigure => {
    const [known, all] = [named(then), named(now)];
    const outcome = compare(printed, known);
    return {
      candidate,
      category,
      printed,
      named: known,
      outcome,
      difference: difference(printed, known, outcome),
      now: { named: all, outcome: compare(printed, all) },
    };
  };
  const cells = tally.data.cells.map(({ candidate, category, value }) =>
    check(candidate, category, value, (timeline) => {
      const cell = timeline.cells.get(symbols.of(candidate))?.get(category);
      if (cell === undefined) return { least: 0, most: 0 };
      return limitsOver(tally.bounds, cell.certain, cell.possible);
    }),
  );
  const declared = (tally.data.undeclared ?? []).flatMap(({ category, value }) => {
    const size = sizeOf(now, [category], tally.day);
    // By the greater of two sizes: who is missing from the smaller is for the sizes to explain.
    const printed = size === null ? -1 : size.most - value;
    if (printed < 0) return [];
    return [
      check(null, category, printed, (timeline) => {
        const found = timeline.undeclared.get(category);
        if (found === undefined) return { least: 0, most: 0 };
        return limitsOver(tally.bounds, found.declared, found.declaredAtMost);
      }),
    ];
  });
  return [...cells, ...declared];
}

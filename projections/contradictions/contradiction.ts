import { type Day, FOREVER, LONG_AGO } from '../../src/time/day.ts';
import { type Spans, span } from '../spans.ts';

/** What cannot all be true, or is not all there. */
export const CONTRADICTION_KINDS = [
  'same-day',
  'fell',
  'more-named',
  'sum',
  'size',
  'roll',
  'ballot',
  'decided-by',
  'rule',
  'stage-dates',
  'result',
  'dates',
  'withdrawal-dates',
  'acts',
  'stance',
] as const;
/** One of them. */
export type ContradictionKind = (typeof CONTRADICTION_KINDS)[number];

/** One of the things said, and the rows of the claims that say it. */
export interface Side {
  readonly says: string;
  readonly rows: readonly number[];
}

/** Things that sources say and that cannot all be true. */
export interface Contradiction {
  readonly kind: ContradictionKind;
  /** What it is about, in a few words. */
  readonly about: string;
  readonly sides: readonly Side[];
}

/** A contradiction, and the days on which it shows. */
export interface Showing {
  readonly contradiction: Contradiction;
  readonly days: Spans;
}

/** Contradictions that show from a day on; on all days, where none is given. */
export const showing = (found: readonly Contradiction[], from: Day = LONG_AGO): Showing[] =>
  found.map((contradiction) => ({ contradiction, days: span(from, FOREVER) }));

/** Those who say one thing together, where they say more than one; undefined where all agree. */
export function disagreeing(
  kind: ContradictionKind,
  about: string,
  said: readonly Side[],
): Contradiction | undefined {
  const sides = [...Map.groupBy(said, (each) => each.says)].map(([says, same]) => ({
    says,
    rows: [...new Set(same.flatMap((each) => each.rows))],
  }));
  return sides.length > 1 ? { kind, about, sides } : undefined;
}

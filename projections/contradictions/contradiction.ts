import type { Columns } from '../columns.ts';

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

/** In order of kind, then of what they are about. */
export function inOrder(all: readonly Contradiction[], columns: Columns): Contradiction[] {
  const key = ({ kind, about, sides }: Contradiction) =>
    [
      String(CONTRADICTION_KINDS.indexOf(kind)).padStart(2, '0'),
      about,
      ...sides.flatMap((side) => side.rows.map((row) => columns.idOf(row))),
    ].join(' ');
  return all
    .map((each) => ({ key: key(each), each }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ each }) => each);
}

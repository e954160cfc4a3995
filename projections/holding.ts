import { FOREVER } from '../src/time/day.ts';
import type { Act } from './acts.ts';
import type { Bounds } from './bounds.ts';
import { NONE } from './columns.ts';
import { inAtLeast, minus, NEVER, type Spans, span, union } from './spans.ts';

/** On which days an act possibly and certainly stands. */
export interface Holding {
  readonly act: Act;
  readonly possible: Spans;
  /** The days on which it certainly stands, were there no conflicting act. */
  readonly sure: Spans;
  /** Those less the days on which conflicting acts possibly stand for as many others as there are seats. */
  readonly certain: Spans;
  /** The days on which its candidate has surely withdrawn and nothing else surely ended it. */
  readonly lapsed: Spans;
  /** The conflicting acts of the same endorser. */
  readonly rivals: readonly Holding[];
}

/** A stance that a claim tells, in the days on which it may have been taken. */
export interface StanceClaim {
  readonly row: number;
  readonly endorser: number;
  /** Its index in STANCES. */
  readonly stance: number;
  readonly taken: Bounds;
  readonly disputed: boolean;
}

/** On which days a stance possibly and certainly stands. */
export interface StanceHolding {
  readonly claim: StanceClaim;
  readonly possible: Spans;
  readonly certain: Spans;
}

/** Two acts that share an endorser's seats (of one, it can mean only one): of one kind, stages equal or unsaid. */
function conflict(one: Act, other: Act): boolean {
  return (
    one.nomination === other.nomination &&
    one.candidate !== other.candidate &&
    (one.stage === other.stage || one.stage === NONE || other.stage === NONE) &&
    !one.replaces.includes(other.root) &&
    !other.replaces.includes(one.root)
  );
}

/** The days on which rivals of an act possibly stand for as many candidates as there are seats. */
function taken(rivals: readonly Holding[], seats: number): readonly Spans[] {
  // Of one seat any rival takes it.
  if (seats === 1) return rivals.map((rival) => rival.possible);
  const byCandidate = Map.groupBy(rivals, (rival) => rival.act.candidate);
  if (byCandidate.size < seats) return [];
  const possible = [...byCandidate.values()].map((held) => union(held.map((one) => one.possible)));
  return [inAtLeast(seats, possible)];
}

const NONE_OTHER: Holding[] = [];

/** When each act of one endorser stands, in a contest of so many seats. */
export function holdingsOf(acts: readonly Act[], seats: number): Holding[] {
  const alone = acts.map((act): Holding & { rivals: Holding[]; certain: Spans } => {
    const { begin, end } = act;
    const { earliest: c, latest: d } = end ?? { earliest: FOREVER, latest: FOREVER };
    const sure = act.disputed ? NEVER : span(begin.latest, c);
    const otherwise = act.endOtherwise?.latest ?? FOREVER;
    const lapsed =
      act.endLapse === null
        ? NEVER
        : span(Math.max(begin.earliest, act.endLapse.latest), otherwise);
    return {
      act,
      possible: span(begin.earliest, d),
      sure,
      certain: sure,
      lapsed,
      rivals: NONE_OTHER,
    };
  });
  if (alone.length === 1) return alone;
  for (const one of alone) {
    one.rivals = alone.filter((other) => conflict(one.act, other.act));
    one.certain = minus(one.sure, taken(one.rivals, seats));
  }
  return alone;
}

/**
 * When each stance of one endorser stands: until the endorser's next stance or act. It is certain
 * only where no other stance and no act may have come since, and while no act possibly stands.
 */
export function stancesOf(
  stances: readonly StanceClaim[],
  acts: readonly Holding[],
): StanceHolding[] {
  return stances.map((claim) => {
    const { earliest, latest } = claim.taken;
    const others = stances.filter((other) => other !== claim);
    const unsettling = [
      ...others.filter((other) => other.stance !== claim.stance).map((other) => other.taken),
      ...acts.map((holding) => holding.act.begin),
    ];
    const settling = [
      ...others.filter((other) => !other.disputed).map((other) => other.taken),
      ...acts.filter((holding) => !holding.act.disputed).map((holding) => holding.act.begin),
    ];
    const mayEnd = unsettling.filter((next) => next.latest >= earliest);
    const mustEnd = settling.filter((next) => next.earliest > latest);
    const certainTo = Math.min(FOREVER, ...mayEnd.map((next) => next.earliest));
    const possibleTo = Math.min(FOREVER, ...mustEnd.map((next) => next.latest));
    const standing = acts.map((holding) => holding.possible);
    return {
      claim,
      possible: span(earliest, possibleTo),
      certain: claim.disputed ? NEVER : minus(span(latest, certainTo), standing),
    };
  });
}

/** The days on which an act certainly stood already when the stance was taken, from then on. */
export function contradicted(claim: StanceClaim, holding: Holding): Spans {
  const { earliest, latest } = claim.taken;
  if (claim.disputed || holding.sure.length === 0) return NEVER;
  const [from, to] = holding.sure as [number, number];
  return from <= earliest && latest < to ? span(latest, to) : NEVER;
}

import type { Act } from './acts.ts';
import { NONE } from './columns.ts';
import type { Cut } from './cut.ts';
import { type Holding, holdingsOf, type StanceHolding, stancesOf } from './holding.ts';
import { seatsOf } from './seats.ts';
import { type Spans, union } from './spans.ts';

/** One endorser for one candidate, all acts that count under a policy united. */
export interface Pair {
  readonly endorser: number;
  readonly candidate: number;
  readonly category: number;
  readonly possible: Spans;
  readonly certain: Spans;
  readonly lapsed: Spans;
}

/** One endorser (all names merged into it): its category, and when its acts and stances stand. */
export interface EndorserHoldings {
  readonly endorser: number;
  readonly category: number;
  readonly acts: readonly Holding[];
  readonly stances: readonly StanceHolding[];
}

/** When the acts and stances of each endorser of a cut stand. */
export function endorsersOf(view: Cut): EndorserHoldings[] {
  const acts = Map.groupBy(view.acts, (act) => act.endorser);
  const stances = Map.groupBy(view.stances, (stance) => stance.endorser);
  const seats = seatsOf(view);
  return [...new Set([...acts.keys(), ...stances.keys()])].map((endorser) => {
    const held = holdingsOf(acts.get(endorser) ?? [], seats);
    return {
      endorser,
      category: view.categoryOf.get(endorser) ?? NONE,
      acts: held,
      stances: stancesOf(stances.get(endorser) ?? [], held),
    };
  });
}

/** The pairs of one endorser and one candidate, of the acts that count. */
export function pairsOf(
  endorsers: readonly EndorserHoldings[],
  counts: (act: Act) => boolean,
): Pair[] {
  return endorsers.flatMap(({ endorser, category, acts }) => {
    const counted = acts.filter((holding) => counts(holding.act));
    const byCandidate = Map.groupBy(counted, (holding) => holding.act.candidate);
    return [...byCandidate].map(([candidate, held]) => ({
      endorser,
      candidate,
      category,
      possible: union(held.map((each) => each.possible)),
      certain: union(held.map((each) => each.certain)),
      lapsed: union(held.map((each) => each.lapsed)),
    }));
  });
}

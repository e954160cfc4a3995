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
  const found: EndorserHoldings[] = [];
  const hold = (endorser: number, held: readonly Holding[]) => {
    const taken = stances.get(endorser);
    found.push({
      endorser,
      category: view.categoryOf.get(endorser) ?? NONE,
      acts: held,
      stances: taken === undefined ? NOTHING : stancesOf(taken, held),
    });
  };
  for (const [endorser, some] of acts) hold(endorser, holdingsOf(some, seats));
  for (const endorser of stances.keys()) if (!acts.has(endorser)) hold(endorser, NOTHING);
  return found;
}

const NOTHING: readonly never[] = [];

/** The pairs of one endorser and one candidate, of the acts that count. */
export function pairsOf(
  endorsers: readonly EndorserHoldings[],
  counts: (act: Act) => boolean,
): Pair[] {
  const pairs: Pair[] = [];
  for (const { endorser, category, acts } of endorsers) {
    const counted = acts.filter((holding) => counts(holding.act));
    const [first] = counted;
    if (first === undefined) continue;
    const pairOf = (candidate: number, spans: Pick<Pair, 'possible' | 'certain' | 'lapsed'>) => {
      const { possible, certain, lapsed } = spans;
      pairs.push({ endorser, candidate, category, possible, certain, lapsed });
    };
    if (counted.length === 1) pairOf(first.act.candidate, first);
    else {
      for (const [candidate, held] of Map.groupBy(counted, ({ act }) => act.candidate)) {
        pairOf(candidate, {
          possible: union(held.map((each) => each.possible)),
          certain: union(held.map((each) => each.certain)),
          lapsed: union(held.map((each) => each.lapsed)),
        });
      }
    }
  }
  return pairs;
}

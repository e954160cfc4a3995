import type { Day } from '../src/time/day.ts';
import { keptWith } from './kept-with.ts';
import type { Pair } from './pairs.ts';
import type { StandingsTimeline } from './standings.ts';
import { lastUpTo } from './steps.ts';

/** The days on which an endorser's stand for a candidate may change, each perhaps several times. */
const turnsOf = ({ certain, possible }: Pair): number[] => [...certain, ...possible];

/** The pairs of a view by the names of endorser and candidate, and on which days any of them turns. */
export class OrderedPairs {
  readonly #pairs: readonly Pair[];
  /** Ascending, and beside each the place of the pair that turns. */
  readonly #days: Int32Array;
  readonly #turning: Int32Array;

  constructor({ view, pairs }: StandingsTimeline) {
    const { symbols } = view.columns;
    const keyed = pairs.map((pair) => ({
      pair,
      key: `${symbols.name(pair.endorser)} ${symbols.name(pair.candidate)}`,
    }));
    this.#pairs = keyed
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ pair }) => pair);
    const turns = this.#pairs.flatMap((pair, place) =>
      turnsOf(pair).map((day) => ({ day, place })),
    );
    turns.sort((one, other) => one.day - other.day);
    this.#days = Int32Array.from(turns, ({ day }) => day);
    this.#turning = Int32Array.from(turns, ({ place }) => place);
  }

  /** The pair at a place. Refuses a place that there is not. */
  at(place: number): Pair {
    const pair = this.#pairs[place];
    if (pair === undefined) throw new RangeError(`there is no pair ${place}`);
    return pair;
  }

  /** The places, ascending, of those that may stand otherwise on two days: no others do. */
  turningBetween(one: Day, other: Day): number[] {
    const from = lastUpTo(this.#days, Math.min(one, other)) + 1;
    const to = lastUpTo(this.#days, Math.max(one, other)) + 1;
    const marked = new Uint8Array(this.#pairs.length);
    for (let turn = from; turn < to; turn += 1) marked[this.#turning[turn] as number] = 1;
    const places: number[] = [];
    for (let at = marked.indexOf(1); at >= 0; at = marked.indexOf(1, at + 1)) places.push(at);
    return places;
  }
}

/** The pairs of a timeline in order: made once for each. */
export const orderedPairs: (timeline: StandingsTimeline) => OrderedPairs = keptWith(
  (timeline) => new OrderedPairs(timeline),
);

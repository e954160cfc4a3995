import type { Act } from './acts.ts';
import { NONE } from './columns.ts';
import { type GroupedActs, groupedActs } from './grouped-acts.ts';
import { keptWith } from './kept-with.ts';
import { standOf } from './on-day.ts';
import { type OrderedPairs, orderedPairs } from './ordered-pairs.ts';
import { happened, type Moment, type Move, type Moves, type Reason } from './reasons.ts';
import { covers } from './spans.ts';
import type { StandingsTimeline } from './standings.ts';

/** A move within one view: `place` is that of its pair in order. */
interface Placed extends Move {
  readonly place: number;
}

/**
 * What explains the moves of one view: there time alone moves anybody, so the acts of a pair are the one
 * reason, whatever the days. Each is told once.
 */
class Explained {
  readonly pairs: OrderedPairs;
  readonly #timeline: StandingsTimeline;
  readonly #acts: GroupedActs;
  readonly #reasons: (readonly Reason[])[] = [];

  constructor(timeline: StandingsTimeline) {
    this.#timeline = timeline;
    this.pairs = orderedPairs(timeline);
    this.#acts = groupedActs(timeline.view);
  }

  actsOf(place: number): readonly Act[] {
    const { endorser, candidate } = this.pairs.at(place);
    return this.#acts.of(endorser, candidate);
  }

  reasonsOf(place: number): readonly Reason[] {
    const found = this.#reasons[place];
    if (found !== undefined) return found;
    const acts = this.actsOf(place);
    const rows = acts.flatMap((act) => this.#acts.rowsOf(act));
    const reasons = [happened(this.#timeline.view.columns, acts, rows)];
    this.#reasons[place] = reasons;
    return reasons;
  }
}

const explainedIn = keptWith((timeline: StandingsTimeline) => new Explained(timeline));

/** Who stands otherwise on two days of one view. */
export function movesInView(from: Moment, to: Moment): Moves<Placed> {
  const explained = explainedIn(to.timeline);
  const { symbols } = to.timeline.view.columns;
  const all: Placed[] = [];
  for (const place of explained.pairs.turningBetween(from.asOf, to.asOf)) {
    const pair = explained.pairs.at(place);
    const [before, after] = [standOf(pair, from.asOf), standOf(pair, to.asOf)];
    if (before === after) continue;
    all.push({
      place,
      endorser: symbols.name(pair.endorser),
      category: pair.category === NONE ? null : symbols.name(pair.category),
      candidate: symbols.name(pair.candidate),
      before,
      after,
      lapsed: covers(pair.lapsed, to.asOf),
    });
  }
  return {
    all,
    actsAfter: ({ place }) => explained.actsOf(place),
    explain: ({ place }) => explained.reasonsOf(place),
  };
}

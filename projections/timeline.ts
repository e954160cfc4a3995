import { CATALOG, type EntryType } from '../events/catalog.ts';
import type { Day } from '../src/time/day.ts';
import { boundsOf } from './agreement.ts';
import type { Bounds } from './bounds.ts';
import { GONE } from './claims.ts';
import { at } from './columns.ts';
import type { CandidateFacts } from './cut.ts';
import type { Happening, HappeningKind } from './happening.ts';
import { keptWith } from './kept-with.ts';
import type { StandingsTimeline } from './standings.ts';
import { lastUpTo } from './steps.ts';
import { Teller } from './telling.ts';

/** The happenings that no count hangs on: each claim stands for itself. */
const OTHERS = new Map<number, HappeningKind>(
  (
    [
      ['ContestOpened', 'opened'],
      ['StageOpened', 'stage-opened'],
      ['CandidateEntered', 'entered'],
      ['TallyReported', 'tally'],
      ['BallotResultReported', 'ballot'],
      ['PollPublished', 'poll'],
      ['ExpectationReported', 'expectation'],
      ['ContestResultDeclared', 'result'],
    ] satisfies [EntryType, HappeningKind][]
  ).map(([type, kind]) => [CATALOG[type].code, kind]),
);

/** Where a timeline holds what happened: among whose acts or stances, or by itself. */
const PLACE = { begun: 0, ended: 1, stance: 2, exit: 3, other: 4 } as const;
type Place = (typeof PLACE)[keyof typeof PLACE];

/** The numbers by which happenings are put in order and found again, a list of each. */
class Places {
  readonly place: Place[] = [];
  /** The place of an endorser or of a candidate, or a row. */
  readonly of: number[] = [];
  /** The place of an act or a stance among those of its endorser. */
  readonly nth: number[] = [];
  readonly earliest: number[] = [];
  readonly latest: number[] = [];
  /** The first row that tells it: rows stand in order of recording. */
  readonly row: number[] = [];

  add(place: Place, of: number, nth: number, bounds: Bounds, rows: readonly number[]): void {
    this.place.push(place);
    this.of.push(of);
    this.nth.push(nth);
    this.earliest.push(bounds.earliest);
    this.latest.push(bounds.latest);
    this.row.push(Math.min(...rows));
  }

  /** By earliest and latest day, then in order of recording. */
  inOrder(): Int32Array {
    const by = (list: readonly number[], one: number, other: number) =>
      (list[one] as number) - (list[other] as number);
    return Int32Array.from(this.place.keys()).sort(
      (one, other) =>
        by(this.earliest, one, other) ||
        by(this.latest, one, other) ||
        by(this.row, one, other) ||
        one - other,
    );
  }
}

function placesIn(timeline: StandingsTimeline, candidates: readonly CandidateFacts[]): Places {
  const places = new Places();
  timeline.endorsers.forEach(({ acts, stances }, of) => {
    acts.forEach(({ act }, nth) => {
      places.add(PLACE.begun, of, nth, act.begin, act.claims);
    });
    acts.forEach(({ act }, nth) => {
      // Replacements and lapses are told with what brought them.
      if (act.withdrawals.length === 0 || act.endOtherwise === null) return;
      places.add(PLACE.ended, of, nth, act.endOtherwise, act.withdrawals);
    });
    stances.forEach(({ claim }, nth) => {
      places.add(PLACE.stance, of, nth, claim.taken, [claim.row]);
    });
  });
  candidates.forEach(({ withdrew, withdrawals }, of) => {
    if (withdrew !== null) places.add(PLACE.exit, of, 0, withdrew, withdrawals);
  });
  const { claims, columns, opening } = timeline.view;
  for (let row = 0; row < claims.known; row += 1) {
    if (!OTHERS.has(at(columns.type, row)) || claims.state[row] === GONE) continue;
    places.add(PLACE.other, row, 0, boundsOf(claims, row, opening), [row]);
  }
  return places;
}

/**
 * Everything that happened in a contest, by earliest and latest day, then in order of recording. Only the
 * order is kept, as integers: what happened is told when it is asked for.
 */
export class Happenings {
  readonly #timeline: StandingsTimeline;
  readonly #candidates: readonly CandidateFacts[];
  readonly #teller: Teller;
  readonly #place: Uint8Array;
  readonly #of: Int32Array;
  readonly #nth: Int32Array;
  readonly #earliest: Int32Array;
  /** Of each and those before it, the one whose latest day is the last; of several the last of them. */
  readonly #last: Int32Array;

  constructor(timeline: StandingsTimeline) {
    this.#timeline = timeline;
    this.#candidates = [...timeline.view.candidates.values()];
    this.#teller = new Teller(timeline);
    const places = placesIn(timeline, this.#candidates);
    const order = places.inOrder();
    const ordered = (list: readonly number[]) => order.map((index) => list[index] as number);
    this.#place = Uint8Array.from(ordered(places.place));
    this.#of = ordered(places.of);
    this.#nth = ordered(places.nth);
    this.#earliest = ordered(places.earliest);
    const latest = ordered(places.latest);
    this.#last = new Int32Array(order.length);
    let last = 0;
    latest.forEach((day, index) => {
      if (day >= (latest[last] as number)) last = index;
      this.#last[index] = last;
    });
  }

  get length(): number {
    return this.#place.length;
  }

  /** The opening of the contest, as the first claim of it by day tells it; undefined where none does. */
  opening(): Happening | undefined {
    const { type } = this.#timeline.view.columns;
    const opened = this.#of.findIndex(
      (of, index) =>
        this.#place[index] === PLACE.other && at(type, of) === CATALOG.ContestOpened.code,
    );
    return opened < 0 ? undefined : this.#told(opened)[0];
  }

  /** How many may have happened by a day: as many from the first on. */
  by(day: Day): number {
    return lastUpTo(this.#earliest, day) + 1;
  }

  /** Tells those from one up to but not including another, counted from 0. */
  told(from: number, to: number): Happening[] {
    const told: Happening[] = [];
    for (let index = from; index < to; index += 1) told.push(...this.#told(index));
    return told;
  }

  /** Of the first so many, the one whose latest day is the last; undefined where they are none. */
  lastOf(count: number): Happening | undefined {
    return count === 0 ? undefined : this.#told(this.#last[count - 1] as number)[0];
  }

  #told(index: number): Happening[] {
    const of = this.#of[index] as number;
    const place = this.#place[index];
    if (place === PLACE.other) {
      const { columns } = this.#timeline.view;
      const kind = OTHERS.get(at(columns.type, of));
      return kind === undefined ? [] : [this.#teller.other(kind, of)];
    }
    if (place === PLACE.exit) {
      const facts = this.#candidates[of];
      return facts?.withdrew == null ? [] : [this.#teller.withdrew(facts, facts.withdrew)];
    }
    const { acts = [], stances = [] } = this.#timeline.endorsers[of] ?? {};
    const nth = this.#nth[index] as number;
    const [holding, stance] = [acts[nth], stances[nth]];
    if (place === PLACE.stance)
      return stance === undefined ? [] : [this.#teller.stance(stance.claim)];
    if (holding === undefined) return [];
    if (place === PLACE.begun) return [this.#teller.begun(holding)];
    const { endOtherwise } = holding.act;
    return endOtherwise === null ? [] : [this.#teller.ended(holding, endOtherwise)];
  }
}

/** The happenings of a contest: their order is made once for each view. */
export const happeningsOf: (timeline: StandingsTimeline) => Happenings = keptWith(
  (timeline) => new Happenings(timeline),
);

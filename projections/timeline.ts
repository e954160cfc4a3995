import { CATALOG, type EntryType } from '../events/catalog.ts';
import { type Day, FOREVER } from '../src/time/day.ts';
import type { Act } from './acts.ts';
import { boundsOf } from './agreement.ts';
import { type Bounds, formatBounds } from './bounds.ts';
import { GONE } from './claims.ts';
import { at, NONE } from './columns.ts';
import { STANCES } from './facets.ts';
import type { Holding } from './holding.ts';
import type { Pair } from './pairs.ts';
import { covers, type Spans } from './spans.ts';
import type { StandingsTimeline } from './standings.ts';

/** What a happening did to one cell, and the cell's counts by its latest day. */
export interface Effect {
  readonly candidate: string;
  readonly category: string;
  /** How the certain count, and certain and possible together, changed by this alone. */
  readonly certain: number;
  readonly possible: number;
  readonly lapsed: number;
  readonly after: { readonly certain: number; readonly possible: number };
}

export type HappeningKind =
  | 'opened'
  | 'stage-opened'
  | 'entered'
  | 'withdrew'
  | 'endorsed'
  | 'nominated'
  | 'ended'
  | 'neutral'
  | 'tally'
  | 'ballot'
  | 'poll'
  | 'expectation'
  | 'result';

/** One thing that happened in a contest, and what it changed in the standings. */
export interface Happening {
  readonly kind: HappeningKind;
  /** When, as EDTF; null where nobody knows. */
  readonly on: string | null;
  readonly bounds: Bounds;
  readonly endorser: string | null;
  readonly category: string | null;
  readonly candidate: string | null;
  /** How an act ended, which stance was taken, which stage an act belongs to. */
  readonly how: string | null;
  /** The entries that tell it, by id. */
  readonly entries: readonly string[];
  readonly effects: readonly Effect[];
}

interface Placed {
  readonly happening: Happening;
  readonly seq: number;
}

const had = (spans: Spans, day: Day): number => (covers(spans, day) ? 1 : 0);

/** The change of a count from the day before the bounds to their last day. */
function over(bounds: Bounds, count: (day: Day) => number): number {
  const last = bounds.latest === FOREVER ? FOREVER - 1 : bounds.latest;
  return count(last) - count(bounds.earliest - 1);
}

/** Tells a contest's happenings from its standings over all days. */
class Teller {
  readonly timeline: StandingsTimeline;
  readonly #pairs: ReadonlyMap<string, Pair>;
  readonly #byRoot: ReadonlyMap<number, readonly Act[]>;

  constructor(timeline: StandingsTimeline) {
    this.timeline = timeline;
    this.#pairs = new Map(
      timeline.pairs.map((pair) => [`${pair.endorser} ${pair.candidate}`, pair]),
    );
    this.#byRoot = Map.groupBy(timeline.view.acts, (act) => act.root);
  }

  name(symbol: number): string | null {
    return symbol === NONE ? null : this.timeline.view.columns.symbols.name(symbol);
  }

  place(
    kind: HappeningKind,
    bounds: Bounds,
    rows: readonly number[],
    told: Partial<Happening> = {},
  ): Placed {
    const { columns } = this.timeline.view;
    const nothing = { endorser: null, category: null, candidate: null, how: null, effects: [] };
    const entries = rows.map((row) => columns.idOf(row)).sort();
    return {
      happening: { kind, on: formatBounds(bounds), bounds, entries, ...nothing, ...told },
      seq: Math.min(...rows.map((row) => at(columns.seq, row))),
    };
  }

  effect(bounds: Bounds, endorser: number, candidate: number): Effect[] {
    const pair = this.#pairs.get(`${endorser} ${candidate}`);
    const category = pair === undefined ? null : this.name(pair.category);
    const cell = this.timeline.cells.get(candidate)?.get(category ?? '');
    if (pair === undefined || category === null || cell === undefined) return [];
    const last = Math.min(bounds.latest, FOREVER - 1);
    const certain = cell.certain.on(last);
    return [
      {
        candidate: this.name(candidate) ?? '',
        category,
        certain: over(bounds, (day) => had(pair.certain, day)),
        possible: over(bounds, (day) => had(pair.possible, day)),
        lapsed: over(bounds, (day) => had(pair.lapsed, day)),
        after: { certain, possible: cell.possible.on(last) - certain },
      },
    ];
  }

  /** An act begins; where it replaces others, their loss is part of it. */
  begun(holding: Holding): Placed {
    const { act } = holding;
    const { view } = this.timeline;
    const replaced = [...new Set(act.replaces)]
      .flatMap((root) => this.#byRoot.get(root) ?? [])
      .filter((other) => other.candidate !== act.candidate);
    const candidates = [act.candidate, ...replaced.map((other) => other.candidate)];
    const stage = this.name(act.stage);
    return this.place(act.nomination ? 'nominated' : 'endorsed', act.begin, act.claims, {
      endorser: this.name(act.endorser),
      category: this.name(view.categoryOf.get(act.endorser) ?? NONE),
      candidate: this.name(act.candidate),
      how:
        replaced.length > 0
          ? `instead of ${replaced.map((other) => this.name(other.candidate)).join(', ')}`
          : stage,
      effects: candidates.flatMap((candidate) => this.effect(act.begin, act.endorser, candidate)),
    });
  }

  /** An act is withdrawn; replacements and lapses are told with what brought them. */
  ended(holding: Holding): Placed[] {
    const { act } = holding;
    if (act.withdrawals.length === 0 || act.endOtherwise === null) return [];
    return [
      this.place('ended', act.endOtherwise, act.withdrawals, {
        endorser: this.name(act.endorser),
        category: this.name(this.timeline.view.categoryOf.get(act.endorser) ?? NONE),
        candidate: this.name(act.candidate),
        how: act.nomination ? 'nomination withdrawn' : 'endorsement withdrawn',
        effects: this.effect(act.endOtherwise, act.endorser, act.candidate),
      }),
    ];
  }

  /** A candidate withdraws: every act for it lapses. */
  withdrew(candidate: number, bounds: Bounds, rows: readonly number[]): Placed {
    const slug = this.name(candidate) ?? '';
    const sums = new Set(
      this.timeline.categories.filter((each) => each.of !== undefined).map((each) => each.category),
    );
    const all = [...(this.timeline.cells.get(candidate) ?? [])];
    const cells = all.filter(([category]) => !sums.has(category));
    const last = Math.min(bounds.latest, FOREVER - 1);
    const effects = cells.flatMap(([category, cell]): Effect[] => {
      const certain = over(bounds, (day) => cell.certain.on(day));
      const possible = over(bounds, (day) => cell.possible.on(day));
      const lapsed = over(bounds, (day) => cell.lapsed.on(day));
      const after = {
        certain: cell.certain.on(last),
        possible: cell.possible.on(last) - cell.certain.on(last),
      };
      const nothing = certain === 0 && possible === 0 && lapsed === 0;
      return nothing ? [] : [{ candidate: slug, category, certain, possible, lapsed, after }];
    });
    return this.place('withdrew', bounds, rows, { candidate: slug, effects });
  }

  acts(): Placed[] {
    return this.timeline.endorsers.flatMap((endorser) => [
      ...endorser.acts.map((holding) => this.begun(holding)),
      ...endorser.acts.flatMap((holding) => this.ended(holding)),
      ...endorser.stances.map(({ claim }) =>
        this.place('neutral', claim.taken, [claim.row], {
          endorser: this.name(claim.endorser),
          category: this.name(endorser.category),
          how: STANCES[claim.stance] ?? null,
        }),
      ),
    ]);
  }

  exits(): Placed[] {
    return [...this.timeline.view.candidates.values()].flatMap((each) =>
      each.withdrew === null
        ? []
        : [this.withdrew(each.candidate, each.withdrew, each.withdrawals)],
    );
  }

  /** The happenings that no count hangs on: each claim stands for itself. */
  others(): Placed[] {
    const { claims, columns, opening } = this.timeline.view;
    const found: Placed[] = [];
    for (let row = 0; row < claims.known; row += 1) {
      const kind = OTHERS.get(at(columns.type, row));
      if (kind === undefined || claims.state[row] === GONE) continue;
      const from = at(claims.dataFrom, row);
      found.push(
        this.place(kind, boundsOf(claims, row, opening), [row], {
          endorser: this.name(at(columns.endorser, from)),
          candidate: this.name(at(columns.candidate, from)),
          how: this.name(at(columns.stage, from)),
        }),
      );
    }
    return found;
  }
}

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

/** Everything that happened in a contest, by earliest and latest day, then in order of recording. */
export function happenings(timeline: StandingsTimeline): Happening[] {
  const teller = new Teller(timeline);
  return [...teller.acts(), ...teller.exits(), ...teller.others()]
    .sort(
      (one, other) =>
        one.happening.bounds.earliest - other.happening.bounds.earliest ||
        one.happening.bounds.latest - other.happening.bounds.latest ||
        one.seq - other.seq,
    )
    .map(({ happening }) => happening);
}

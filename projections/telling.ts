import { FOREVER } from '../src/time/day.ts';
import { boundsOf } from './agreement.ts';
import { type Bounds, formatBounds } from './bounds.ts';
import { at, NONE } from './columns.ts';
import type { CandidateFacts } from './cut.ts';
import { STANCES } from './facets.ts';
import { type GroupedActs, groupedActs } from './grouped-acts.ts';
import type { Effect, Happening, HappeningKind } from './happening.ts';
import type { Holding, StanceClaim } from './holding.ts';
import type { Pair } from './pairs.ts';
import { covers, type Spans } from './spans.ts';
import type { StandingsTimeline } from './standings.ts';

/** The last day of bounds; of those without one, the last day there is. */
const lastOf = ({ latest }: Bounds): number => Math.min(latest, FOREVER - 1);

/** The change of a count from the day before the bounds to their last day. */
const over = (bounds: Bounds, count: (day: number) => number): number =>
  count(lastOf(bounds)) - count(bounds.earliest - 1);

const had = (spans: Spans, bounds: Bounds): number =>
  over(bounds, (day) => (covers(spans, day) ? 1 : 0));

/** Tells the happenings of a contest, each with what it changed, from its standings over all days. */
export class Teller {
  readonly #timeline: StandingsTimeline;
  readonly #acts: GroupedActs;
  readonly #pairs: ReadonlyMap<number, readonly Pair[]>;
  readonly #sums: ReadonlySet<string>;

  constructor(timeline: StandingsTimeline) {
    const sums = timeline.categories.filter((each) => each.of !== undefined);
    this.#timeline = timeline;
    this.#acts = groupedActs(timeline.view);
    this.#pairs = Map.groupBy(timeline.pairs, (pair) => pair.endorser);
    this.#sums = new Set(sums.map((each) => each.category));
  }

  #name(symbol: number): string | null {
    return symbol === NONE ? null : this.#timeline.view.columns.symbols.name(symbol);
  }

  #categoryOf(endorser: number): string | null {
    return this.#name(this.#timeline.view.categoryOf.get(endorser) ?? NONE);
  }

  #told(
    kind: HappeningKind,
    bounds: Bounds,
    rows: readonly number[],
    told: Partial<Happening> = {},
  ): Happening {
    const { columns } = this.#timeline.view;
    const nothing = { endorser: null, category: null, candidate: null, how: null, effects: [] };
    const entries = rows.map((row) => columns.idOf(row)).sort();
    return { kind, on: formatBounds(bounds), bounds, entries, ...nothing, ...told };
  }

  #effect(bounds: Bounds, endorser: number, candidate: number): Effect[] {
    const pair = this.#pairs.get(endorser)?.find((each) => each.candidate === candidate);
    const category = pair === undefined ? null : this.#name(pair.category);
    const cell = this.#timeline.cells.get(candidate)?.get(category ?? '');
    if (pair === undefined || category === null || cell === undefined) return [];
    const certain = cell.certain.on(lastOf(bounds));
    return [
      {
        candidate: this.#name(candidate) ?? '',
        category,
        certain: had(pair.certain, bounds),
        possible: had(pair.possible, bounds),
        lapsed: had(pair.lapsed, bounds),
        after: { certain, possible: cell.possible.on(lastOf(bounds)) - certain },
      },
    ];
  }

  /** An act begins; where it replaces others, their loss is part of it. */
  begun({ act }: Holding): Happening {
    const replaced = [...new Set(act.replaces)]
      .flatMap((root) => this.#acts.begunBy(root))
      .filter((other) => other.candidate !== act.candidate);
    const candidates = [act.candidate, ...replaced.map((other) => other.candidate)];
    const stage = this.#name(act.stage);
    return this.#told(act.nomination ? 'nominated' : 'endorsed', act.begin, act.claims, {
      endorser: this.#name(act.endorser),
      category: this.#categoryOf(act.endorser),
      candidate: this.#name(act.candidate),
      how:
        replaced.length > 0
          ? `instead of ${replaced.map((other) => this.#name(other.candidate)).join(', ')}`
          : stage,
      effects: candidates.flatMap((candidate) => this.#effect(act.begin, act.endorser, candidate)),
    });
  }

  /** An act is withdrawn, on a day within some bounds. */
  ended({ act }: Holding, bounds: Bounds): Happening {
    return this.#told('ended', bounds, act.withdrawals, {
      endorser: this.#name(act.endorser),
      category: this.#categoryOf(act.endorser),
      candidate: this.#name(act.candidate),
      how: act.nomination ? 'nomination withdrawn' : 'endorsement withdrawn',
      effects: this.#effect(bounds, act.endorser, act.candidate),
    });
  }

  /** An endorser says that it backs nobody. */
  stance({ endorser, stance, taken, row }: StanceClaim): Happening {
    return this.#told('neutral', taken, [row], {
      endorser: this.#name(endorser),
      category: this.#categoryOf(endorser),
      how: STANCES[stance] ?? null,
    });
  }

  /** A candidate withdraws, on a day within some bounds: every act for it lapses. */
  withdrew({ candidate, withdrawals }: CandidateFacts, bounds: Bounds): Happening {
    const slug = this.#name(candidate) ?? '';
    const all = [...(this.#timeline.cells.get(candidate) ?? [])];
    const cells = all.filter(([category]) => !this.#sums.has(category));
    const last = lastOf(bounds);
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
    return this.#told('withdrew', bounds, withdrawals, { candidate: slug, effects });
  }

  /** What no count hangs on: a claim that stands for itself. */
  other(kind: HappeningKind, row: number): Happening {
    const { claims, columns, opening } = this.#timeline.view;
    const from = at(claims.dataFrom, row);
    return this.#told(kind, boundsOf(claims, row, opening), [row], {
      endorser: this.#name(at(columns.endorser, from)),
      candidate: this.#name(at(columns.candidate, from)),
      how: this.#name(at(columns.stage, from)),
    });
  }
}

/** A ledger for random histories: real rules, a clock that ticks in fives, bytes that are no surprise. */
import { type Draft, parseDraft } from '../../events/entry.ts';
import { type State, standingsOn } from '../../projections/on-day.ts';
import type { Policy } from '../../projections/policy.ts';
import type { StandingsTimeline } from '../../projections/standings.ts';
import type { Appended } from '../../src/ledger/appended.ts';
import { digestOf } from '../../src/ledger/digest.ts';
import { Ledger } from '../../src/ledger/ledger.ts';
import { Reader } from '../../src/read/reader.ts';
import { Views } from '../../src/read/views.ts';
import type { EventStore } from '../../src/store/event-store.ts';
import type { FactStore } from '../../src/store/fact-store.ts';
import { FOREVER } from '../../src/time/day.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { DAY_ZERO } from './dates.ts';
import { CONTEST, type Sent } from './sheet.ts';

export type Store = EventStore & FactStore;

/** The past clocks and the policy of a question; days count from DAY_ZERO, null is unbounded. */
export interface Sight {
  readonly knownAt: number;
  readonly reportedBy: number | null;
  readonly policy: Policy;
}

const BUDGET = 64e6;
const NEW_YEAR_2021 = Date.UTC(2021, 0, 1);

/** Reads a store's standings. */
export class Eyes {
  readonly views: Views;

  constructor(store: Store, reader = new Reader(store, BUDGET)) {
    this.views = new Views(reader, BUDGET);
  }

  timeline({ knownAt, reportedBy, policy }: Sight): Promise<StandingsTimeline> {
    const by = reportedBy === null ? FOREVER : DAY_ZERO + reportedBy;
    return this.views.timeline(CONTEST, { knownAt, reportedBy: by }, policy);
  }

  /** The digests of some days, as one text. */
  async digests(sight: Sight, days: readonly number[]): Promise<string> {
    const timeline = await this.timeline(sight);
    return days.map((day) => digestOf(stateOn(timeline, day), sight.policy).slice(7, 27)).join(' ');
  }
}

/** The state on a day of the histories. */
export const stateOn = (timeline: StandingsTimeline, day: number): State =>
  standingsOn(timeline, CONTEST, DAY_ZERO + day);

/** A store, its writing side, and the eyes that see through the same reader. */
export class Bench {
  readonly store: Store;
  readonly eyes: Eyes;
  readonly #ledger: Ledger;
  /** Does the clock stand still? */
  frozen = false;
  #looked = 0;
  #drawn = 0;

  constructor(store: Store = new MemoryStore()) {
    this.store = store;
    const reader = new Reader(store, BUDGET);
    this.eyes = new Eyes(store, reader);
    this.#ledger = new Ledger(store, reader, {
      // Five looks a millisecond, so that several entries share one.
      now: () => {
        if (!this.frozen) this.#looked += 1;
        return NEW_YEAR_2021 + Math.floor(this.#looked / 5);
      },
      randomBytes: (length) => {
        this.#drawn += 1;
        return Buffer.alloc(length, this.#drawn % 251);
      },
    });
  }

  /** Offers an entry, as a client would send it; a malformed one is refused too. */
  offer(id: string, sent: Sent): Promise<Appended | string> {
    return this.offerAll([{ id, sent }]);
  }

  /** Offers entries of one stream together. */
  async offerAll(
    batch: readonly { readonly id: string; readonly sent: Sent }[],
  ): Promise<Appended | string> {
    const drafts: Draft[] = [];
    for (const { id, sent } of batch) {
      const { contest: _, ...rest } = sent;
      const parsed = parseDraft({ id, ...rest });
      if (!parsed.ok) return parsed.problem;
      drafts.push(parsed.draft);
    }
    const contest = batch[0]?.sent.contest ?? null;
    return this.#ledger.append(contest, drafts, { recordedBy: 'a law' });
  }
}

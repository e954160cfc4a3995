import type { Facts } from '../../projections/facts.ts';
import type { Reader } from '../read/reader.ts';
import type { EventStore, Expected, StoredEntry } from '../store/event-store.ts';
import { dayOfInstant } from '../time/day.ts';
import { type Appended, idReused, refused, strictly, wrongRevision } from './appended.ts';
import { type Ready, saysTheSame } from './arrival.ts';
import { decide } from './decide.ts';
import { Desk } from './desk.ts';
import type { Warning } from './refusals.ts';
import type { Surroundings } from './rules/rule.ts';
import { surroundingsOf } from './surroundings.ts';

/** Where a batch goes. */
export interface Place {
  readonly stream: string;
  /** Null for the register. */
  readonly contest: string | null;
}

/** A batch at its place, and what of it is there already. */
export interface Arrived extends Place {
  readonly all: readonly Ready[];
  /** The entries that are stored already, by id. */
  readonly known: ReadonlyMap<string, StoredEntry>;
  /** The others. */
  readonly fresh: readonly Ready[];
}

/** What the fresh entries of a batch were judged by, and that they may be appended. */
export interface Decided {
  readonly ok: true;
  readonly around: Surroundings;
  /** The stream's last revision that the decision holds for, -1 for none. */
  readonly revision: number;
  /** How many entries of the register were known. */
  readonly registered: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly facts: readonly Facts[];
  readonly warnings: readonly Warning[];
}

export type Refused = Appended & { readonly ok: false };

/** Decides on batches by what the store holds, and stores nothing: for appends and for trials alike. */
export class Deciding {
  readonly #store: EventStore;
  readonly #reader: Reader;
  readonly #now: () => number;
  readonly #desks = new WeakMap<object, Desk>();

  constructor(store: EventStore, reader: Reader, now: () => number) {
    this.#store = store;
    this.#reader = reader;
    this.#now = now;
  }

  /** Finds what of a batch is stored already, with the same body; refuses other bodies. */
  async arrived(place: Place, all: readonly Ready[]): Promise<Arrived | Refused> {
    const known = new Map<string, StoredEntry>();
    for (const [index, ready] of all.entries()) {
      const { id, draft } = ready;
      const stored = draft.id === undefined ? undefined : await this.#store.byId(id);
      if (stored === undefined) continue;
      if (!saysTheSame(ready, place.stream, stored)) return idReused(stored, index);
      known.set(id, stored);
    }
    return { ...place, all, known, fresh: all.filter(({ id }) => !known.has(id)) };
  }

  /** May the fresh entries of a batch be appended to what is there now? */
  async decide(
    { contest, all, fresh }: Arrived,
    expected: Expected,
    strict: boolean,
  ): Promise<Decided | Refused> {
    const now = this.#now();
    const desk = await this.desk(contest);
    const today = dayOfInstant(now);
    const around = await surroundingsOf(this.#store, this.#reader, desk, contest, fresh, today);
    desk.sync();
    const revision = desk.columns.length - 1;
    const stale = expected !== 'any' && (expected === 'no-stream' ? -1 : expected) !== revision;
    if (stale) return wrongRevision(revision, expected);
    const decision = decide(fresh, around);
    const indexIn = (index: number) => all.indexOf(fresh[index] as Ready);
    if (!decision.ok) return refused(decision.refusal, indexIn(decision.refusal.index));
    const warnings = decision.warnings.map((each) => ({ ...each, index: indexIn(each.index) }));
    if (strict && warnings.length > 0) return strictly(warnings);
    const registered = desk.register.length;
    return { ok: true, around, revision, registered, now, facts: decision.facts, warnings };
  }

  /** The desk of a stream, kept as long as its columns are, at what the store holds now. */
  async desk(contest: string | null): Promise<Desk> {
    const register = await this.#reader.register();
    const columns = contest === null ? register : await this.#reader.contest(contest);
    let desk = this.#desks.get(columns);
    if (desk === undefined || desk.register !== register) {
      desk = new Desk(columns, register);
      this.#desks.set(columns, desk);
    }
    desk.sync();
    return desk;
  }
}

import type { Facts } from '../../projections/facts.ts';
import type { Reader } from '../read/reader.ts';
import type { EventStore, Expected, StoredEntry } from '../store/event-store.ts';
import { dayOfInstant } from '../time/day.ts';
import { type Appended, idReused, refused, strictly, wrongRevision } from './appended.ts';
import {
  type Arriving,
  arrive,
  malformedEntry,
  misplacedIn,
  type Ready,
  saysTheSame,
} from './arrival.ts';
import { decide } from './decide.ts';
import { Desk } from './desk.ts';
import type { Refusal, Warning } from './refusals.ts';
import type { Surroundings } from './rules/rule.ts';
import { sift } from './sift.ts';
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

/** How what is good of a batch is appended. */
export interface GoodOptions {
  readonly recordedBy: string;
  /** Turns warnings into refusals. */
  readonly strict?: boolean;
  /** Decides, and stores nothing. */
  readonly dryRun?: boolean;
  /** Another draft for one that is refused, which is then judged in its place; asked once for each. */
  readonly again?: (draft: Arriving, refusal: Refusal) => Arriving | undefined;
  /** Ids of a contest that is not open yet are not looked up: the store refuses those that it has after all. */
  readonly trusting?: boolean;
}

/** A batch by what became of its entries. */
export interface SiftedBatch {
  /** Those that are new and good, at their place. */
  readonly arrived: Arrived;
  readonly decided: Decided;
  readonly refusals: readonly Refusal[];
  /** The places of those that are stored already. */
  readonly there: readonly number[];
}

/** Puts other drafts in the place of refused ones; says whether there were any. */
function replaced(
  left: Map<number, Ready>,
  refusals: readonly Refusal[],
  again: NonNullable<GoodOptions['again']>,
  asked: Set<number>,
): boolean {
  let changed = false;
  for (const refusal of refusals) {
    const ready = left.get(refusal.index);
    if (asked.has(refusal.index)) continue;
    asked.add(refusal.index);
    const draft = ready && again(ready.draft, refusal);
    if (ready === undefined || draft === undefined) continue;
    const [other] = arrive([draft], () => ready.id);
    if (other !== undefined) left.set(refusal.index, { ...other, id: ready.id });
    changed = true;
  }
  return changed;
}

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
    const judged = await this.#around(contest, fresh);
    const { around, revision } = judged;
    const stale = expected !== 'any' && (expected === 'no-stream' ? -1 : expected) !== revision;
    if (stale) return wrongRevision(revision, expected);
    const decision = decide(fresh, around);
    const indexIn = (index: number) => all.indexOf(fresh[index] as Ready);
    if (!decision.ok) return refused(decision.refusal, indexIn(decision.refusal.index));
    const warnings = decision.warnings.map((each) => ({ ...each, index: indexIn(each.index) }));
    if (strict && warnings.length > 0) return strictly(warnings);
    return { ok: true, ...judged, facts: decision.facts, warnings };
  }

  /** Which of a batch may be appended to what is there now, and why the others may not. */
  async sifted(place: Place, given: readonly Ready[], options: GoodOptions): Promise<SiftedBatch> {
    const { recordedBy, strict = false, again = () => undefined, trusting = false } = options;
    const isNew = trusting && (await this.desk(place.contest)).columns.length === 0;
    const there: number[] = [];
    const left = new Map<number, Ready>();
    const refusals: Refusal[] = [];
    const asked = new Set<number>();
    const seen = new Set<string>();
    const misplaced = misplacedIn(place.contest, recordedBy);
    for (const [index, ready] of given.entries()) {
      const malformed = misplaced ?? malformedEntry(ready, index, false);
      if (malformed !== undefined) refusals.push({ ...malformed, index });
      else if (seen.has(ready.id) || (!isNew && (await this.#store.byId(ready.id)))) {
        there.push(index);
      } else left.set(index, ready);
      seen.add(ready.id);
    }
    for (;;) {
      const places = [...left.keys()];
      const batch = [...left.values()];
      const judged = await this.#around(place.contest, batch);
      const found = sift(batch, judged.around, strict);
      const placed = <T extends { readonly index: number }>(each: T): T => ({
        ...each,
        index: places[each.index] as number,
      });
      const refused = found.refusals.map(placed);
      if (replaced(left, refused, again, asked)) continue;
      const fresh = found.good.map((index) => batch[index] as Ready);
      return {
        arrived: { ...place, all: fresh, known: new Map(), fresh },
        decided: { ok: true, ...judged, facts: found.facts, warnings: found.warnings.map(placed) },
        refusals: [...refusals, ...refused],
        there,
      };
    }
  }

  /** All that a batch is judged by. */
  async #around(contest: string | null, batch: readonly Ready[]) {
    const now = this.#now();
    const desk = await this.desk(contest);
    const today = dayOfInstant(now);
    const around = await surroundingsOf(this.#store, this.#reader, desk, contest, batch, today);
    desk.sync();
    return { around, now, revision: desk.columns.length - 1, registered: desk.register.length };
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

import { v7 } from 'uuid';
import type { Facts } from '../../projections/facts.ts';
import type { Reader } from '../read/reader.ts';
import type { AppendOutcome, EventStore, NewEntry, StoredEntry } from '../store/event-store.ts';
import { contestStream, type Expected, REGISTER_STREAM } from '../store/event-store.ts';
import type { FactStore } from '../store/fact-store.ts';
import { dayOfInstant } from '../time/day.ts';
import { type Appended, idReused, refused, strictly, wrongRevision } from './appended.ts';
import {
  type Arriving,
  arrive,
  malformedIn,
  type Ready,
  saysTheSame,
  sealArrival,
} from './arrival.ts';
import { decide } from './decide.ts';
import { Desk } from './desk.ts';
import { seqsCoveredBy } from './erasing.ts';
import { RandomPool } from './random-pool.ts';
import type { Surroundings } from './rules/rule.ts';
import { surroundingsOf } from './surroundings.ts';

/** What the world gives the ledger: passed in, never reached for. */
export interface World {
  /** Milliseconds since 1970. */
  now(): number;
  randomBytes(length: number): Uint8Array;
}

export interface AppendOptions {
  /** Who appends, as the entry will say. */
  readonly recordedBy: string;
  /** The stream's last revision that the editor saw; without one, whatever is there. */
  readonly expected?: Expected;
  /** Turns warnings into refusals. */
  readonly strict?: boolean;
  /** Decides, and stores nothing. */
  readonly dryRun?: boolean;
  /** Removes the bytes of what the batch, a single PayloadErased, names. */
  readonly erasing?: boolean;
}

const SALT_BYTES = 16;
/** How often an append that expects nothing is decided anew when another writer came first. */
const TRIES = 8;

/** The writing side: decides on drafts, makes their bytes final and stores them. */
export class Ledger {
  readonly #store: EventStore & FactStore;
  readonly #reader: Reader;
  readonly #world: World;
  readonly #random: RandomPool;
  /** Appends to one stream wait for one another; those to different streams share a commit. */
  readonly #lines = new Map<string, Promise<unknown>>();
  readonly #desks = new WeakMap<object, Desk>();

  constructor(store: EventStore & FactStore, reader: Reader, world: World) {
    this.#store = store;
    this.#reader = reader;
    this.#world = world;
    this.#random = new RandomPool((length) => world.randomBytes(length));
  }

  /**
   * Appends a batch to a contest, or to the register (`null`): all of it or nothing. The same ids
   * with the same bodies again answer with the stored entries, for ever.
   */
  append(
    contest: string | null,
    drafts: readonly Arriving[],
    options: AppendOptions,
  ): Promise<Appended> {
    const stream = contest === null ? REGISTER_STREAM : contestStream(contest);
    const before = this.#lines.get(stream) ?? Promise.resolve();
    const mine = before.then(() => this.#append(stream, contest, drafts, options));
    const settled = mine.catch(() => undefined);
    this.#lines.set(stream, settled);
    void settled.then(() => {
      if (this.#lines.get(stream) === settled) this.#lines.delete(stream);
    });
    return mine;
  }

  async #append(
    stream: string,
    contest: string | null,
    drafts: readonly Arriving[],
    options: AppendOptions,
  ): Promise<Appended> {
    const batch = arrive(drafts, () => this.#id());
    const erasing = options.erasing === true;
    const malformed = malformedIn(batch, contest, options.recordedBy, erasing);
    if (malformed !== undefined) return { ok: false, refusal: malformed };
    const stored = await this.#storedAlready(stream, batch);
    if ('refusal' in stored) return stored;
    const { known } = stored;
    if (known.size === batch.length) {
      return { ok: true, entries: [...known.values()], appended: 0, warnings: [] };
    }
    for (let tries = 1; ; tries += 1) {
      const done = await this.#decideAndStore(stream, contest, batch, known, options);
      const raced = !done.ok && done.refusal.code === 'wrong-revision';
      const { expected = 'any' } = options;
      if (!raced || expected !== 'any' || tries === TRIES) return done;
    }
  }

  #id(): string {
    return v7({ msecs: this.#world.now(), random: this.#random.take(SALT_BYTES) });
  }

  /** The entries of the batch that are stored already, with the same body. */
  async #storedAlready(
    stream: string,
    batch: readonly Ready[],
  ): Promise<{ readonly known: Map<string, StoredEntry> } | (Appended & { ok: false })> {
    const known = new Map<string, StoredEntry>();
    for (const [index, ready] of batch.entries()) {
      const { id, draft } = ready;
      const stored = draft.id === undefined ? undefined : await this.#store.byId(id);
      if (stored === undefined) continue;
      if (!saysTheSame(ready, stream, stored)) return idReused(stored, index);
      known.set(id, stored);
    }
    return { known };
  }

  async #decideAndStore(
    stream: string,
    contest: string | null,
    batch: readonly Ready[],
    known: ReadonlyMap<string, StoredEntry>,
    options: AppendOptions,
  ): Promise<Appended> {
    const fresh = batch.filter(({ id }) => !known.has(id));
    const now = this.#world.now();
    const desk = await this.#desk(contest);
    desk.sync();
    const today = dayOfInstant(now);
    const around = await surroundingsOf(this.#store, this.#reader, desk, contest, fresh, today);
    desk.sync();
    const revision = desk.columns.length - 1;
    const { expected = 'any' } = options;
    const stale = expected !== 'any' && (expected === 'no-stream' ? -1 : expected) !== revision;
    if (stale) return wrongRevision(revision, expected);
    const decision = decide(fresh, around);
    const indexIn = (index: number) => batch.indexOf(fresh[index] as Ready);
    if (!decision.ok) return refused(decision.refusal, indexIn(decision.refusal.index));
    const warnings = decision.warnings.map((each) => ({ ...each, index: indexIn(each.index) }));
    if (options.strict === true && warnings.length > 0) return strictly(warnings);
    if (options.dryRun === true) {
      return { ok: true, entries: [...known.values()], appended: 0, warnings };
    }
    const stamp = { contest, recordedAt: now, recordedBy: options.recordedBy };
    const entries = this.#seal(fresh, decision.facts, stamp);
    // What was decided holds for the revision that was read, whatever the editor expects.
    const at = revision < 0 ? 'no-stream' : revision;
    const outcome =
      options.erasing === true
        ? await this.#erase(stream, at, fresh[0] as Ready, entries[0] as NewEntry, around)
        : await this.#store.append(stream, at, entries);
    if (!outcome.ok) {
      if (outcome.reason === 'wrong-revision') return wrongRevision(outcome.actual, revision);
      const stored = await this.#store.byId(outcome.id);
      if (stored === undefined) throw new Error(`${outcome.id} is reused, and not stored`);
      return idReused(stored, 0);
    }
    const stored = new Map(outcome.entries.map((entry) => [entry.id, entry]));
    return {
      ok: true,
      entries: batch.flatMap(({ id }) => known.get(id) ?? stored.get(id) ?? []),
      appended: outcome.appended,
      warnings,
    };
  }

  #erase(
    stream: string,
    expected: Expected,
    { draft }: Ready,
    erasure: NewEntry,
    { desk, references }: Surroundings,
  ): Promise<AppendOutcome> {
    const row = desk.rowOf(`${draft.data.entry}`, references);
    return this.#store.erase(stream, expected, erasure, seqsCoveredBy(desk, row));
  }

  #seal(
    fresh: readonly Ready[],
    facts: readonly Facts[],
    stamp: { contest: string | null; recordedAt: number; recordedBy: string },
  ): NewEntry[] {
    return fresh.map((ready, index) => {
      const decided = facts[index];
      if (decided === undefined) throw new Error('a decision without facts');
      const salt = this.#random.take(SALT_BYTES);
      return sealArrival(ready, { ...stamp, salt }, decided);
    });
  }

  /** The desk of a stream, kept as long as its columns are. */
  async #desk(contest: string | null): Promise<Desk> {
    const register = await this.#reader.register();
    const columns = contest === null ? register : await this.#reader.contest(contest);
    let desk = this.#desks.get(columns);
    if (desk === undefined || desk.register !== register) {
      desk = new Desk(columns, register);
      this.#desks.set(columns, desk);
    }
    return desk;
  }
}

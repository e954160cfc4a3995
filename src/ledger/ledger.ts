import { v7 } from 'uuid';
import type { Facts } from '../../projections/facts.ts';
import type { Reader } from '../read/reader.ts';
import type { AppendOutcome, EventStore, NewEntry, Receipt } from '../store/event-store.ts';
import { type Expected, streamOf } from '../store/event-store.ts';
import type { FactStore } from '../store/fact-store.ts';
import { Lines } from '../store/lines.ts';
import { type Appended, idReused, wrongRevision } from './appended.ts';
import { type Arriving, arrive, malformedIn, type Ready, sealArrival } from './arrival.ts';
import { type Arrived, type Decided, Deciding, type Place, type Refused } from './deciding.ts';
import { seqsCoveredBy } from './erasing.ts';
import { RandomPool } from './random-pool.ts';
import { answerAgain, keyReused, type ReceiptAsked, receiptOf } from './receipts.ts';
import { type Trial, type TrialOptions, tryBatch } from './trial.ts';

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
  /**
   * What the append is known by to who may send it again. The first success under a key is kept for
   * ever; a refusal and a dry run are not, and a dry run does not look.
   */
  readonly receipt?: ReceiptAsked;
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
  readonly #deciding: Deciding;
  /** Appends to one stream wait for one another; those to different streams share a commit. */
  readonly #lines = new Lines();

  constructor(store: EventStore & FactStore, reader: Reader, world: World) {
    this.#store = store;
    this.#reader = reader;
    this.#world = world;
    this.#random = new RandomPool((length) => world.randomBytes(length));
    this.#deciding = new Deciding(store, reader, () => world.now());
  }

  /**
   * Appends a batch to a contest, or to the register (`null`): all of it or nothing. The same ids
   * with the same bodies again answer with the stored entries, for ever; the same request again under
   * the key of its receipt with the first answer, whatever revision it expects.
   */
  append(
    contest: string | null,
    drafts: readonly Arriving[],
    options: AppendOptions,
  ): Promise<Appended> {
    return this.#inLine(contest, (place) => this.#once(place, drafts, options));
  }

  /** Decides on a batch as an append would, and answers with columns that hold it; stores nothing. */
  try(
    contest: string,
    drafts: readonly Arriving[],
    options: TrialOptions,
  ): Promise<Trial | Refused> {
    return this.#inLine(contest, async (place) => {
      const batch = this.#read(place, drafts, options);
      if ('refusal' in batch) return batch;
      return tryBatch(this.#store, this.#reader, this.#deciding, place, batch, options);
    });
  }

  #inLine<T>(contest: string | null, work: (place: Place) => Promise<T>): Promise<T> {
    const stream = streamOf(contest);
    return this.#lines.add(stream, () => work({ stream, contest }));
  }

  /** Looks for the receipt first, and once more before it refuses: another process may have been first. */
  async #once(
    place: Place,
    drafts: readonly Arriving[],
    options: AppendOptions,
  ): Promise<Appended> {
    const asked = options.dryRun === true ? undefined : options.receipt;
    if (asked === undefined) return this.#append(place, drafts, options);
    const again = () => answerAgain(this.#store, this.#reader, asked);
    const first = await again();
    if (first !== undefined) return first;
    const done = await this.#append(place, drafts, options);
    return done.ok ? done : ((await again()) ?? done);
  }

  /** A batch with its ids and bytes, unless it is malformed whatever the ledger holds. */
  #read(
    { contest }: Place,
    drafts: readonly Arriving[],
    { recordedBy, erasing = false }: AppendOptions,
  ): readonly Ready[] | Refused {
    const batch = arrive(drafts, () => this.newId());
    const refusal = malformedIn(batch, contest, recordedBy, erasing);
    return refusal === undefined ? batch : { ok: false, refusal };
  }

  async #append(
    place: Place,
    drafts: readonly Arriving[],
    options: AppendOptions,
  ): Promise<Appended> {
    const batch = this.#read(place, drafts, options);
    if ('refusal' in batch) return batch;
    for (let tries = 1; ; tries += 1) {
      const done = await this.#decideAndKeep(place, batch, options);
      if (done.ok || tries === TRIES) return done;
      // Whoever expects a revision that is over hears so the second time.
      const again = tries === 1 || (options.expected ?? 'any') === 'any';
      const raced = done.refusal.code === 'wrong-revision' && again;
      // Before anything is refused: has more been stored, by whatever process, than was decided on?
      if (!raced && !(await this.#store.refresh())) return done;
    }
  }

  async #decideAndKeep(
    place: Place,
    batch: readonly Ready[],
    options: AppendOptions,
  ): Promise<Appended> {
    const arrived = await this.#deciding.arrived(place, batch);
    if ('refusal' in arrived) return arrived;
    if (arrived.fresh.length === 0) return this.#allThere(arrived, options);
    const { expected = 'any', strict = false } = options;
    const decided = await this.#deciding.decide(arrived, expected, strict);
    if (!decided.ok) return decided;
    if (options.dryRun !== true) return this.#keep(arrived, decided, options);
    const { warnings } = decided;
    return { ok: true, entries: [...arrived.known.values()], appended: 0, warnings };
  }

  /** An id for an entry, a UUIDv7 (RFC 9562 section 5.7), as it gives to those that bring none. */
  newId(): string {
    return v7({ msecs: this.#world.now(), random: this.#random.take(SALT_BYTES) });
  }

  /** All of a batch is stored already: there is nothing to append, and a receipt is kept all the same. */
  async #allThere({ stream, known }: Arrived, options: AppendOptions): Promise<Appended> {
    const entries = [...known.values()];
    if (options.receipt !== undefined && options.dryRun !== true) {
      const receipt = receiptOf(options.receipt, entries, 0, []);
      const outcome = await this.#store.append(stream, 'any', [], receipt);
      if (!outcome.ok) return keyReused(entries);
    }
    return { ok: true, entries, appended: 0, warnings: [] };
  }

  /** Stores what was decided on. What was decided holds for the revision that was read, whatever the editor expects. */
  async #keep(
    { stream, contest, all, known, fresh }: Arrived,
    decided: Decided,
    { recordedBy, erasing, receipt: asked }: AppendOptions,
  ): Promise<Appended> {
    const { revision, warnings } = decided;
    const entries = this.#seal(fresh, decided.facts, {
      contest,
      recordedAt: decided.now,
      recordedBy,
    });
    const made = new Map(entries.map((entry) => [entry.id, entry]));
    const inOrder = all.flatMap(({ id }) => known.get(id) ?? made.get(id) ?? []);
    const receipt =
      asked === undefined ? undefined : receiptOf(asked, inOrder, fresh.length, warnings);
    const at = revision < 0 ? 'no-stream' : revision;
    const outcome =
      erasing === true
        ? await this.#erase(stream, at, fresh[0] as Ready, entries[0] as NewEntry, decided, receipt)
        : await this.#store.append(stream, at, entries, receipt);
    if (!outcome.ok) {
      if (outcome.reason === 'key-used') return keyReused([]);
      if (outcome.reason === 'wrong-revision') return wrongRevision(outcome.actual, revision);
      const stored = await this.#store.byId(outcome.id);
      if (stored === undefined) throw new Error(`${outcome.id} is reused, and not stored`);
      return idReused(stored, 0);
    }
    const stored = new Map(outcome.entries.map((entry) => [entry.id, entry]));
    return {
      ok: true,
      entries: all.flatMap(({ id }) => known.get(id) ?? stored.get(id) ?? []),
      appended: outcome.appended,
      warnings,
    };
  }

  #erase(
    stream: string,
    expected: Expected,
    { draft }: Ready,
    erasure: NewEntry,
    { around: { desk, references } }: Decided,
    receipt: Receipt | undefined,
  ): Promise<AppendOutcome> {
    const row = desk.rowOf(`${draft.data.entry}`, references);
    return this.#store.erase(stream, expected, erasure, seqsCoveredBy(desk, row), receipt);
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
}

import { v7 } from 'uuid';
import type { Reader } from '../read/reader.ts';
import { type EventStore, type Expected, streamOf } from '../store/event-store.ts';
import type { FactStore } from '../store/fact-store.ts';
import { Lines } from '../store/lines.ts';
import type { Appended, AppendedGood } from './appended.ts';
import { type Arriving, arrive, malformedIn, type Ready } from './arrival.ts';
import { Deciding, type GoodOptions, type Place, type Refused } from './deciding.ts';
import { Keeping } from './keeping.ts';
import { RandomPool } from './random-pool.ts';
import { answerAgain, type ReceiptAsked } from './receipts.ts';
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

const ID_BYTES = 16;
/** How often an append that expects nothing is decided anew when another writer came first. */
const TRIES = 8;

/** Is it one entry that the store would compare, should it be there already, as deciding does? */
const mayTrust = (
  batch: readonly Ready[],
  { dryRun = false, erasing = false }: AppendOptions,
): boolean => batch.length === 1 && batch[0]?.draft.sealed === undefined && !dryRun && !erasing;

/** The writing side: decides on drafts, makes their bytes final and stores them. */
export class Ledger {
  readonly #store: EventStore & FactStore;
  readonly #reader: Reader;
  readonly #world: World;
  readonly #random: RandomPool;
  readonly #deciding: Deciding;
  readonly #keeping: Keeping;
  /** Appends to one stream wait for one another; those to different streams share a commit. */
  readonly #lines = new Lines();

  constructor(store: EventStore & FactStore, reader: Reader, world: World) {
    this.#store = store;
    this.#reader = reader;
    this.#world = world;
    this.#random = new RandomPool((length) => world.randomBytes(length));
    this.#deciding = new Deciding(store, reader, () => world.now());
    this.#keeping = new Keeping(store, this.#random);
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
    if (mayTrust(batch, options)) {
      const done = await this.#keepTrusting(place, batch, options);
      if (done.ok) return done;
    }
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

  /**
   * Takes one entry for new, and leaves it to the store to look whether it is: a second search of all ids would
   * cost as much as deciding. Where it is stored already, it says so; whatever is refused is to be looked at anew.
   */
  async #keepTrusting(
    place: Place,
    batch: readonly Ready[],
    options: AppendOptions,
  ): Promise<Appended> {
    const arrived = { ...place, all: batch, known: new Map(), fresh: batch };
    const { expected = 'any', strict = false } = options;
    const decided = await this.#deciding.decide(arrived, expected, strict);
    if (!decided.ok) return decided;
    const done = await this.#keeping.keep(arrived, decided, options);
    return done.ok && done.appended === 0 ? { ...done, warnings: [] } : done;
  }

  async #decideAndKeep(
    place: Place,
    batch: readonly Ready[],
    options: AppendOptions,
  ): Promise<Appended> {
    const arrived = await this.#deciding.arrived(place, batch);
    if ('refusal' in arrived) return arrived;
    if (arrived.fresh.length === 0) return this.#keeping.allThere(arrived, options);
    const { expected = 'any', strict = false } = options;
    const decided = await this.#deciding.decide(arrived, expected, strict);
    if (!decided.ok) return decided;
    if (options.dryRun !== true) return this.#keeping.keep(arrived, decided, options);
    const { warnings } = decided;
    return { ok: true, entries: [...arrived.known.values()], appended: 0, warnings };
  }

  /** An id for an entry, a UUIDv7 (RFC 9562 section 5.7), as it gives to those that bring none. */
  newId(): string {
    return v7({ msecs: this.#world.now(), random: this.#random.take(ID_BYTES) });
  }

  /**
   * Appends what of a batch is good, in one step, and says why the rest is not: what a list says of one
   * contest. An id that is stored already is left as it is, whatever its body: it is made of what a row says.
   * `again` may put another draft in the place of one that is refused.
   */
  appendGood(
    contest: string | null,
    drafts: readonly Arriving[],
    options: GoodOptions,
  ): Promise<AppendedGood> {
    return this.#inLine(contest, (place) => this.#sift(place, drafts, options));
  }

  async #sift(
    place: Place,
    drafts: readonly Arriving[],
    options: GoodOptions,
  ): Promise<AppendedGood> {
    const given = arrive(drafts, () => this.newId());
    for (let tries = 1; ; tries += 1) {
      const trusting = tries === 1 && options.dryRun !== true;
      const found = await this.#deciding.sifted(place, given, { ...options, trusting });
      const { arrived, decided, refusals, there } = found;
      const good = arrived.fresh.map(({ draft }) => draft);
      const answer = { good, refusals, there, warnings: decided.warnings };
      if (refusals.length > 0 && tries < TRIES && (await this.#store.refresh())) continue;
      if (good.length === 0 || options.dryRun === true) return answer;
      const done = await this.#keeping.keep(arrived, decided, options);
      if (done.ok) return answer;
      const another = done.refusal.code === 'wrong-revision' || trusting;
      if (!another || tries === TRIES) {
        throw new Error(`${place.stream} takes no append: ${done.refusal.message}`);
      }
    }
  }
}

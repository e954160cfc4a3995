import { setImmediate as turn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { Columns } from '../../projections/columns.ts';
import { contestStream, REGISTER_STREAM, streamOf } from '../store/event-store.ts';
import type { FactStore } from '../store/fact-store.ts';

/** How many rows are fetched at once: so many take a few milliseconds, and others may be answered after them. */
const PAGE = 10_000;

/** What of a store a reader needs. */
export type ReaderStore = Pick<FactStore, 'symbols' | 'factsOf' | 'generation' | 'changes'>;

/** The columns of one stream, read as far as the store goes. */
interface Held {
  readonly columns: Columns;
  /** The store's generation in which they were read. */
  readonly generation: number;
  /** The store's number of changes to which they are complete; NaN where that is not known. */
  at: number;
  /** Reads of one stream wait for one another, so that no row is taken in twice. */
  reading: Promise<void>;
}

/**
 * The columns of contests in memory, read from the store as they are asked for and brought up to its
 * head each time. Disposable: what is dropped from memory is read anew.
 */
export class Reader {
  readonly #store: ReaderStore;
  readonly #held: LRUCache<string, Held>;
  #generation = -1;
  #changes = Number.NaN;

  /**
   * `budget` is about how many bytes of columns are kept, of at most so many contests (0: any number); the least
   * used go first. What is appended to a contest that nobody reads after it counts for nothing.
   */
  constructor(store: ReaderStore, budget: number, contests = 0) {
    this.#store = store;
    this.#held = new LRUCache({
      max: contests,
      maxSize: budget,
      sizeCalculation: (held) => 1 + held.columns.bytes,
    });
  }

  /** Changes when all that was read before may be gone: bytes were erased, or columns made anew. */
  generation(): number {
    const now = this.#store.generation();
    if (now !== this.#generation) this.#held.clear();
    this.#generation = now;
    return now;
  }

  /** A contest's columns, up to the store's head; empty where there is no such contest. */
  contest(contest: string): Promise<Columns> {
    return this.#columns(contestStream(contest));
  }

  /** The register's columns, up to the store's head. */
  register(): Promise<Columns> {
    return this.#columns(REGISTER_STREAM);
  }

  /** The columns of a contest, or of the register (null). */
  of(contest: string | null): Promise<Columns> {
    return this.#columns(streamOf(contest));
  }

  async #columns(stream: string): Promise<Columns> {
    for (;;) {
      const changes = this.#store.changes();
      if (changes !== this.#changes) this.generation();
      this.#changes = changes;
      const known = this.#held.get(stream);
      if (known?.at === changes && known.generation === this.#generation) return known.columns;
      const held = await this.#upToHead(stream);
      const unchanged = this.#store.changes() === changes;
      if (!unchanged) this.generation();
      // What was erased meanwhile may be among the rows that were just read.
      if (held.generation !== this.#generation) continue;
      held.at = unchanged ? changes : Number.NaN;
      return held.columns;
    }
  }

  async #upToHead(stream: string): Promise<Held> {
    const known = this.#held.get(stream);
    const held = known?.generation === this.#generation ? known : this.#nothingOf();
    const read = () => this.#read(stream, held.columns);
    held.reading = held.reading.then(read, read);
    if (held !== known) this.#held.set(stream, held);
    const { bytes } = held.columns;
    await held.reading;
    if (held.columns.bytes === bytes) return held;
    // What is there already keeps the size that it had, and it has grown.
    this.#held.delete(stream);
    this.#held.set(stream, held);
    return held;
  }

  #nothingOf(): Held {
    return {
      columns: new Columns(this.#store.symbols),
      generation: this.#generation,
      at: Number.NaN,
      reading: Promise.resolve(),
    };
  }

  async #read(stream: string, columns: Columns): Promise<void> {
    for (;;) {
      const { length } = columns;
      columns.take(await this.#store.factsOf(stream, length, PAGE));
      if (columns.length < length + PAGE) return;
      await turn();
    }
  }
}

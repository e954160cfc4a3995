import { idBytes, NONE, rowOfFacts, type Symbols } from '../../projections/columns.ts';
import type { Target } from '../../projections/details.ts';
import { factsOf } from '../../projections/facts.ts';
import { decodeEntry } from '../store/decode.ts';
import type { StoredEntry } from '../store/event-store.ts';
import type { FactRow } from '../store/fact-store.ts';
import type { ReaderStore } from './reader.ts';

/** Names in the order in which they were first met. */
class Names implements Symbols {
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();

  name(symbol: number): string {
    const name = this.#names[symbol];
    if (name === undefined) throw new RangeError(`no name has the number ${symbol}`);
    return name;
  }

  of(name: string): number {
    return this.#numbers.get(name) ?? NONE;
  }

  give(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }
}

interface Met {
  readonly seq: number;
  readonly target: Target;
}

/**
 * A ledger's columns derived from its bytes whenever they are read, with nothing of those that it keeps:
 * what a reader over it builds is what the entries themselves say. Streams are read from their beginning.
 */
export class FactsFromBytes implements ReaderStore {
  readonly #store: ReaderStore;
  readonly #names = new Names();
  /** The entries met so far: one only ever names an earlier one of its stream. */
  readonly #met = new Map<string, Met>();

  constructor(store: ReaderStore) {
    this.#store = store;
  }

  get symbols(): Symbols {
    return this.#names;
  }

  generation(): number {
    return this.#store.generation();
  }

  readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEntry[]> {
    return this.#store.readStream(stream, fromRevision, limit);
  }

  byId(id: string): Promise<StoredEntry | undefined> {
    return this.#store.byId(id);
  }

  async factsOf(stream: string, fromRevision: number, limit: number): Promise<FactRow[]> {
    const page = await this.#store.readStream(stream, fromRevision, limit);
    return page.map((stored) => this.#rowOf(stored));
  }

  #rowOf(stored: StoredEntry): FactRow {
    const { seq, id } = stored;
    const entry = decodeEntry(stored);
    const row = rowOfFacts(
      seq,
      factsOf(entry, (named) => this.#met.get(named)?.target),
      (name) => this.#names.give(name),
      (named) => this.#met.get(named)?.seq ?? NONE,
    );
    this.#met.set(id, { seq, target: { type: entry.type, version: entry.version } });
    return { row, id: idBytes(id) };
  }
}

import { setImmediate as turn } from 'node:timers/promises';
import {
  idBytes,
  NONE,
  type PackedRows,
  pack,
  rowOfFacts,
  type Symbols,
} from '../../projections/columns.ts';
import {
  type Detail,
  detailOfEntry,
  isDetailed,
  type LazyDetail,
  type Target,
} from '../../projections/details.ts';
import { factsOf } from '../../projections/facts.ts';
import { decodeEntry } from '../store/decode.ts';
import type { EventStore, StoredEntry } from '../store/event-store.ts';
import type { FactStore } from '../store/fact-store.ts';
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

/** How many entries are decoded before others have their turn: some milliseconds. */
const AT_ONCE = 500;

/** Where the bytes are read. */
type BytesStore = Pick<EventStore, 'readStream'> & Pick<FactStore, 'generation' | 'changes'>;

interface Met {
  readonly seq: number;
  readonly target: Target;
}

/**
 * A ledger's columns derived from its bytes whenever they are read, with nothing of those that it keeps:
 * what a reader over it builds is what the entries themselves say. Streams are read from their beginning.
 */
export class FactsFromBytes implements ReaderStore {
  readonly #store: BytesStore;
  readonly #names = new Names();
  /** The entries met so far: one only ever names an earlier one of its stream. */
  readonly #met = new Map<string, Met>();

  constructor(store: BytesStore) {
    this.#store = store;
  }

  get symbols(): Symbols {
    return this.#names;
  }

  generation(): number {
    return this.#store.generation();
  }

  changes(): number {
    return this.#store.changes();
  }

  async factsOf(stream: string, fromRevision: number, limit: number): Promise<PackedRows> {
    const details = new Map<number, LazyDetail>();
    const rows: Uint8Array[] = [];
    while (rows.length < limit) {
      const wanted = Math.min(AT_ONCE, limit - rows.length);
      const page = await this.#store.readStream(stream, fromRevision + rows.length, wanted);
      for (const stored of page) {
        const { packed, detail } = this.#rowOf(stored);
        if (detail !== undefined) details.set(rows.length, () => detail);
        rows.push(packed);
      }
      if (page.length < wanted) break;
      await turn();
    }
    return { rows: Buffer.concat(rows), details };
  }

  #rowOf(stored: StoredEntry): { readonly packed: Uint8Array; readonly detail?: Detail } {
    const { seq, id } = stored;
    const entry = decodeEntry(stored);
    const target = (named: string) => this.#met.get(named)?.target;
    const facts = factsOf(entry, target);
    const row = rowOfFacts(
      seq,
      facts,
      (name) => this.#names.give(name),
      (named) => this.#met.get(named)?.seq ?? NONE,
    );
    this.#met.set(id, { seq, target: { type: entry.type, version: entry.version } });
    const packed = pack(row, idBytes(id));
    if (!isDetailed(entry.type, facts.facet)) return { packed };
    return { packed, detail: detailOfEntry(entry, target) };
  }
}

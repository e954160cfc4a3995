import { afterEach, beforeEach, expect } from 'vitest';
import {
  type AppendOutcome,
  contestStream,
  type EventStore,
  type NewEntry,
  type StoredEntry,
} from '../../../src/store/event-store.ts';
import { EntryFactory } from '../entries.ts';

/** A ledger opened for one test. */
export interface OpenedLedger {
  readonly store: EventStore;
  /** Closes the store and opens the same ledger again; absent where it does not outlive closing. */
  readonly reopen?: () => Promise<EventStore>;
  /** Opens the same ledger once more beside the store; absent where there can be only one. */
  readonly second?: () => Promise<EventStore>;
  /** Closes every store opened and removes the ledger. */
  readonly cleanup: () => Promise<void>;
}

/** Opens a new, empty ledger. */
export type OpenLedger = () => Promise<OpenedLedger>;

export const STREAM = contestStream('labour-leader-2010');
export const OTHER_STREAM = contestStream('labour-leader-2020');

/** What a test of the contract works on: a ledger of its own and entries to put in it. */
export class Ledger {
  readonly #opened: OpenedLedger;
  store: EventStore;
  readonly entries = new EntryFactory();

  constructor(opened: OpenedLedger) {
    this.#opened = opened;
    this.store = opened.store;
  }

  /** Opens the ledger again, where it outlives closing. */
  async reopen(): Promise<void> {
    this.store = (await this.#opened.reopen?.()) ?? this.store;
  }

  /** Another store on the same ledger; the same store where there can be only one. */
  async second(): Promise<EventStore> {
    return (await this.#opened.second?.()) ?? this.store;
  }

  cleanup(): Promise<void> {
    return this.#opened.cleanup();
  }

  /** Appends entries that must be stored, and answers them as stored. */
  async stored(stream: string, entries: readonly NewEntry[]): Promise<readonly StoredEntry[]> {
    return entriesOf(await this.store.append(stream, 'any', entries));
  }

  /** Appends so many entries to a stream, in batches as large as an editor's import. */
  async fill(stream: string, count: number): Promise<void> {
    for (let left = count; left > 0; left -= 100) {
      await this.stored(stream, this.entries.batch(Math.min(left, 100)));
    }
  }

  /** Waits until a store can read what another one has stored up to this sequence number. */
  async knows(seq: number, store: EventStore = this.store): Promise<void> {
    for await (const _ of store.subscribe(seq, new AbortController().signal)) return;
  }

  async seqs(fromSeq: number, limit: number): Promise<number[]> {
    return (await this.store.readAll(fromSeq, limit)).map((entry) => entry.seq);
  }

  async revisions(stream: string, fromRevision: number, limit: number): Promise<number[]> {
    const entries = await this.store.readStream(stream, fromRevision, limit);
    return entries.map((entry) => entry.revision);
  }
}

/** The entries of an append that must have succeeded. */
export function entriesOf(outcome: AppendOutcome): readonly StoredEntry[] {
  if (!outcome.ok) throw new Error(`the append was refused: ${JSON.stringify(outcome)}`);
  return outcome.entries;
}

/** Expects that a ledger holds these entries and nothing else, in this order. */
export async function expectHolds(ledger: Ledger, entries: readonly NewEntry[]): Promise<void> {
  const all = await ledger.store.readAll(0, entries.length + 1);
  expect(all.map((entry) => entry.id)).toEqual(entries.map((entry) => entry.id));
  expect((await ledger.store.head()).seq).toBe(entries.length - 1);
}

/** The numbers from one to before another. */
export const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

/** Gives every test of the surrounding describe a new ledger, and removes it afterwards. */
export function eachWithLedger(open: OpenLedger): { readonly ledger: Ledger } {
  let current: Ledger | undefined;
  beforeEach(async () => {
    current = new Ledger(await open());
  });
  afterEach(async () => {
    await current?.cleanup();
    current = undefined;
  });
  return {
    get ledger() {
      if (current === undefined) throw new Error('no test is running');
      return current;
    },
  };
}

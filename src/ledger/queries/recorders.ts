import { setImmediate as turn } from 'node:timers/promises';
import { decodeEnvelope } from '../../store/decode.ts';
import type { EventStore } from '../../store/event-store.ts';
import { fitsFacets, type RecordedFacets } from './recorded.ts';

/** An entry's place, as the first or last of somebody's. */
export interface RecorderMark {
  readonly seq: number;
  readonly recordedAt: string;
}

/** How many entries there are of something, and which was the first and the last. */
interface Counted {
  readonly entries: number;
  readonly first: RecorderMark;
  readonly last: RecorderMark;
}

/** Somebody who recorded entries: how many, and which was the first and the last. */
export interface Recorder extends Counted {
  readonly recordedBy: string;
}

/** The entries of one hand, one contest (null: the register) and one type. */
interface Tally extends Counted {
  readonly recordedBy: string;
  readonly contest: string | null;
  readonly type: string;
}

/** How many entries have a value. */
export interface FacetCount<Value> {
  readonly value: Value;
  readonly entries: number;
}

/** How many entries have each value of a facet, among those that fit the other facets; by value. */
export interface FacetCounts {
  /** The last entry that was counted; -1 in an empty ledger. */
  readonly knownAt: number;
  /** How many fit all facets. */
  readonly entries: number;
  readonly recordedBy: readonly FacetCount<string>[];
  readonly contest: readonly FacetCount<string | null>[];
  readonly type: readonly FacetCount<string>[];
}

const READ = 500;

/** Both together: one after the other, or one within the other. */
const joined = (one: Counted | undefined, other: Counted): Counted =>
  one === undefined
    ? other
    : {
        entries: one.entries + other.entries,
        first: one.first.seq < other.first.seq ? one.first : other.first,
        last: one.last.seq > other.last.seq ? one.last : other.last,
      };

const inOrder = (one: string | null, other: string | null): number => {
  if (one === other) return 0;
  return one !== null && (other === null || one < other) ? -1 : 1;
};

/** The values of a facet among some tallies, with how many entries each has; null last. */
function countsOf<Value extends string | null>(
  tallies: readonly Tally[],
  read: (tally: Tally) => Value,
): FacetCount<Value>[] {
  const counts = new Map<Value, number>();
  for (const tally of tallies) {
    const value = read(tally);
    counts.set(value, (counts.get(value) ?? 0) + tally.entries);
  }
  return [...counts]
    .map(([value, entries]) => ({ value, entries }))
    .sort((one, other) => inOrder(one.value, other.value));
}

/**
 * Who recorded how much, where, of which type. Every entry is read once and then remembered by its count:
 * none is ever changed.
 */
export class Recorders {
  readonly #store: EventStore;
  readonly #tallies = new Map<string, Tally>();
  #next = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** All that is known by the ledger's head, by name; `knownAt` is the last entry that was read. */
  async ask(): Promise<{ readonly knownAt: number; readonly recorders: readonly Recorder[] }> {
    await this.#read();
    const found = new Map<string, Counted>();
    for (const tally of this.#tallies.values()) {
      const { recordedBy, entries, first, last } = tally;
      found.set(recordedBy, joined(found.get(recordedBy), { entries, first, last }));
    }
    const recorders = [...found].map(([recordedBy, counted]) => ({ recordedBy, ...counted }));
    recorders.sort((one, other) => inOrder(one.recordedBy, other.recordedBy));
    return { knownAt: this.#next - 1, recorders };
  }

  /** How many entries have each value of each facet, where the other facets are chosen. */
  async facets(chosen: RecordedFacets): Promise<FacetCounts> {
    await this.#read();
    const tallies = [...this.#tallies.values()];
    const but = (without: RecordedFacets): Tally[] =>
      tallies.filter((tally) => fitsFacets(tally, { ...chosen, ...without }));
    return {
      knownAt: this.#next - 1,
      entries: but({}).reduce((sum, { entries }) => sum + entries, 0),
      recordedBy: countsOf(but({ recordedBy: undefined }), (tally) => tally.recordedBy),
      contest: countsOf(but({ contest: undefined }), (tally) => tally.contest),
      type: countsOf(but({ type: undefined }), (tally) => tally.type),
    };
  }

  #read(): Promise<void> {
    const read = () => this.#catchUp();
    this.#reading = this.#reading.then(read, read);
    return this.#reading;
  }

  async #catchUp(): Promise<void> {
    for (;;) {
      const page = await this.#store.readAll(this.#next, READ);
      for (const stored of page) {
        const { recordedBy, recordedAt, contest, type } = decodeEnvelope(stored);
        const mark = { seq: stored.seq, recordedAt };
        const key = JSON.stringify([recordedBy, contest, type]);
        const one = { entries: 1, first: mark, last: mark };
        const all = joined(this.#tallies.get(key), one);
        const { entries, first, last } = all;
        this.#tallies.set(key, { recordedBy, contest, type, entries, first, last });
        this.#next = stored.seq + 1;
      }
      if (page.length < READ) return;
      await turn();
    }
  }
}

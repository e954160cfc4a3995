import { setImmediate as turn } from 'node:timers/promises';
import { decodeEnvelope } from '../../store/decode.ts';
import type { EventStore } from '../../store/event-store.ts';

/** An entry's place, as the first or last of somebody's. */
export interface RecorderMark {
  readonly seq: number;
  readonly recordedAt: string;
}

/** Somebody who recorded entries: how many, and which was the first and the last. */
export interface Recorder {
  readonly recordedBy: string;
  readonly entries: number;
  readonly first: RecorderMark;
  readonly last: RecorderMark;
}

const READ = 500;

/** Who recorded how much. Every entry is read once and then remembered: none is ever changed. */
export class Recorders {
  readonly #store: EventStore;
  readonly #found = new Map<string, Recorder>();
  #next = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** All that is known by the ledger's head, by name; `knownAt` is the last entry that was read. */
  async ask(): Promise<{ readonly knownAt: number; readonly recorders: readonly Recorder[] }> {
    const read = () => this.#catchUp();
    const reading = this.#reading.then(read, read);
    this.#reading = reading;
    await reading;
    const byName = (one: Recorder, other: Recorder) => (one.recordedBy < other.recordedBy ? -1 : 1);
    return { knownAt: this.#next - 1, recorders: [...this.#found.values()].sort(byName) };
  }

  async #catchUp(): Promise<void> {
    for (;;) {
      const page = await this.#store.readAll(this.#next, READ);
      for (const stored of page) {
        const { recordedBy, recordedAt } = decodeEnvelope(stored);
        const last = { seq: stored.seq, recordedAt };
        const { entries = 0, first = last } = this.#found.get(recordedBy) ?? {};
        this.#found.set(recordedBy, { recordedBy, entries: entries + 1, first, last });
        this.#next = stored.seq + 1;
      }
      if (page.length < READ) return;
      await turn();
    }
  }
}

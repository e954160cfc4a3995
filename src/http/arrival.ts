import type { Service } from '../ledger/service.ts';
import type { LedgerStore } from '../store/ledger-store.ts';

/** How long an answer waits for an entry that has not come here yet, in milliseconds. */
const PATIENCE = 2000;
/** How many answers may wait at once. */
const WAITERS = 100;

/**
 * What is known of an entry by its sequence number: it is here; the ledger has none such, anywhere; or it is
 * not here, and more is not known.
 */
export type Whereabouts = 'here' | 'nowhere' | 'unknown';

/** What an arrival is waited for by. */
export interface Waiting {
  /** Aborts when nobody waits for the answer any more. */
  readonly leaving: AbortSignal;
  /** May what is not there yet still be appended? Then to learn that it is nowhere ends no waiting. */
  readonly mayCome: boolean;
}

/** Is a store a copy of a log, so that others may have read what has not come here yet? */
export const mayLag = (store: LedgerStore): boolean => store.compareWithOrigin !== undefined;

/** A signal that aborts as soon as one of these does, when patience is over, or by `end`. */
function endingWith(signals: readonly AbortSignal[]) {
  const ending = new AbortController();
  const abort = () => ending.abort();
  const timer = setTimeout(abort, PATIENCE);
  for (const each of signals) each.addEventListener('abort', abort);
  if (signals.some(({ aborted }) => aborted)) abort();
  const end = () => {
    clearTimeout(timer);
    for (const each of signals) each.removeEventListener('abort', abort);
    abort();
  };
  return { signal: ending.signal, end };
}

/** Waits for entries that others have seen and that are still on their way here: not for long, and not for many at once. */
export class Arrivals {
  readonly #store: LedgerStore;
  readonly #stopping: AbortSignal;
  #waiting = 0;
  #refreshing: Promise<unknown> = Promise.resolve();
  #next: Promise<unknown> | undefined;

  constructor({ store }: Pick<Service, 'store'>, stopping: AbortSignal) {
    this.#store = store;
    this.#stopping = stopping;
  }

  /** Where the entry with a sequence number is, at once if it is here. */
  async whereabouts(seq: number, waiting: Waiting): Promise<Whereabouts> {
    if (await this.#isHere(seq)) return 'here';
    if (this.#waiting >= WAITERS) return 'unknown';
    this.#waiting += 1;
    const { signal, end } = endingWith([waiting.leaving, this.#stopping]);
    try {
      const arrival = this.#arrival(seq, signal);
      if (waiting.mayCome) return await arrival;
      return await Promise.race([arrival, this.#search(seq, arrival)]);
    } finally {
      end();
      this.#waiting -= 1;
    }
  }

  async #isHere(seq: number): Promise<boolean> {
    return (await this.#store.head()).seq >= seq;
  }

  async #arrival(seq: number, signal: AbortSignal): Promise<Whereabouts> {
    for await (const _ of this.#store.subscribe(seq, signal)) return 'here';
    return 'unknown';
  }

  /** Looks in the database that a store copies, unless that is known to be away. */
  async #search(seq: number, otherwise: Promise<Whereabouts>): Promise<Whereabouts> {
    if (!this.#store.currency().current) return otherwise;
    try {
      await this.#refreshed();
      return (await this.#isHere(seq)) ? 'here' : 'nowhere';
    } catch {
      return otherwise;
    }
  }

  /** One look at a time, for all who have asked before it began. */
  #refreshed(): Promise<unknown> {
    this.#next ??= this.#refreshing
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        this.#refreshing = this.#store.refresh();
        return this.#refreshing;
      });
    return this.#next;
  }
}

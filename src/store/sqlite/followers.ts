import { setImmediate as turn } from 'node:timers/promises';
import type { StoredEntry } from '../event-store.ts';

/** Where who follows reads from. */
export interface Followed {
  /** Why it cannot be followed, where it cannot: thrown when the first entry is asked for. */
  readonly refusal: Error | undefined;
  isClosing(): boolean;
  /** The entries from a sequence number on, some of them; none where there are none yet. */
  page(next: number): StoredEntry[];
}

interface Follower {
  readonly next: number;
  wake(): void;
}

/** Those who wait for entries that are not stored yet. */
export class Followers {
  readonly #headSeq: () => number;
  readonly #pollMilliseconds: number;
  readonly #waiting = new Set<Follower>();
  #timer: NodeJS.Timeout | undefined;

  /** `headSeq` says which entry is the last; it is asked at each poll, for others' appends. */
  constructor(headSeq: () => number, pollMilliseconds: number) {
    this.#headSeq = headSeq;
    this.#pollMilliseconds = pollMilliseconds;
  }

  /**
   * Waits until the entry `next` may be there, the signal aborts, or the store wakes everybody. To
   * miss nothing, call it in the same turn as the read that found nothing.
   */
  wait(next: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const follower: Follower = {
        next,
        wake: () => {
          this.#waiting.delete(follower);
          signal.removeEventListener('abort', follower.wake);
          if (this.#waiting.size === 0) this.#rest();
          resolve();
        },
      };
      this.#waiting.add(follower);
      signal.addEventListener('abort', follower.wake, { once: true });
      this.#timer ??= setInterval(() => this.#poll(), this.#pollMilliseconds).unref();
    });
  }

  /** Every entry from a sequence number on, in order, as they come, until the signal or the store's end. */
  async *follow(
    fromSeq: number,
    signal: AbortSignal,
    { refusal, isClosing, page }: Followed,
  ): AsyncGenerator<StoredEntry, void> {
    if (refusal !== undefined) throw refusal;
    let next = fromSeq;
    while (!signal.aborted && !isClosing()) {
      const entries = page(next);
      if (entries.length === 0) await this.wait(next, signal);
      for (const entry of entries) {
        if (signal.aborted || isClosing()) return;
        yield entry;
        next = entry.seq + 1;
      }
      // Lets timers and appends have their turn: reading itself never waits for the event loop.
      if (entries.length > 0) await turn();
    }
  }

  /** Wakes those whose entry is there by now. */
  wakeUpTo(seq: number): void {
    for (const follower of [...this.#waiting]) {
      if (follower.next <= seq) follower.wake();
    }
  }

  /** Wakes everybody: the store closes, or cannot be read, which each then finds by itself. */
  wakeAll(): void {
    this.wakeUpTo(Number.POSITIVE_INFINITY);
  }

  #poll(): void {
    try {
      this.wakeUpTo(this.#headSeq());
    } catch {
      this.wakeAll();
    }
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

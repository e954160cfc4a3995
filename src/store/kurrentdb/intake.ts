import type { CopyStore, Logged } from '../copy-store.ts';
import { StoreError } from '../store-error.ts';
import type { EventRead } from './event.ts';
import { isMisplaced } from './failure.ts';
import { Writes } from './writes.ts';

/** Who hears how taking in goes. */
export interface Taking {
  readonly copy: CopyStore;
  /** The address of the database as it may be shown. */
  readonly place: string;
  /** Something was taken in, or was there already; `atHead`: it was all that there is. */
  taken(atHead: boolean): void;
  /** Nothing more can be taken in. */
  failed(error: unknown): void;
}

/**
 * Takes what one subscription delivers into a copy, in steps: what a turn of the event loop has brought is
 * one. The first event to come must be the last that the copy has taken in.
 */
export class Intake {
  readonly #taking: Taking;
  readonly #writes: Writes;
  #expected: { readonly position: number; readonly event: string } | null;
  #heard: number;
  #pending: Logged[] = [];
  #atHead = false;
  #flushing = false;
  #ended = false;
  /** The position after which the subscription must begin. */
  readonly after: number | null;

  constructor(taking: Taking) {
    const { last } = taking.copy.followed();
    this.#taking = taking;
    this.#expected = last;
    this.#heard = last?.position ?? -1;
    this.#writes = new Writes(last?.position ?? null);
    this.after = last?.before ?? null;
  }

  event(event: EventRead): void {
    const expected = this.#expected;
    this.#expected = null;
    if (expected !== null) {
      const same = event.position === expected.position && event.id === expected.event;
      if (!same) this.#taking.failed(this.#anotherLog());
      return;
    }
    // What is delivered twice was taken up once.
    if (event.position <= this.#heard) return;
    this.#heard = event.position;
    try {
      this.#pending.push(...this.#writes.take(event));
      this.#soon();
    } catch (error) {
      this.#flush();
      this.#taking.failed(error);
    }
  }

  caughtUp(): void {
    if (this.#expected !== null) this.#taking.failed(this.#anotherLog());
    else {
      this.#atHead = true;
      this.#soon();
    }
  }

  failed(error: unknown): void {
    this.#taking.failed(isMisplaced(error) ? this.#anotherLog() : error);
  }

  /**
   * The last event of a write of which the rest is still to come; null without one. What is written at once
   * comes at once: where nothing more comes, it was no write of Hustings.
   */
  get unended(): string | null {
    return this.#writes.unended;
  }

  /** Takes in nothing more: what it has not taken in comes again. */
  end(): void {
    this.#ended = true;
  }

  /** The database does not hold what the copy has taken in last. */
  #anotherLog(): StoreError {
    const { copy, place } = this.#taking;
    return new StoreError(
      'another-log',
      `${place} does not hold event ${copy.followed().last?.event} where this copy has found it: it is another database, or was put back to an older state; see the operations guide`,
    );
  }

  #soon(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#flushing = false;
    if (this.#ended) return;
    const [pending, atHead] = [this.#pending, this.#atHead];
    [this.#pending, this.#atHead] = [[], false];
    try {
      this.#taking.copy.takeIn(pending, atHead);
      this.#taking.taken(atHead);
    } catch (error) {
      this.#oneByOne(pending);
      this.#taking.taken(false);
      this.#taking.failed(error);
    }
  }

  /** What stands before the write that cannot be taken in is taken in. */
  #oneByOne(pending: readonly Logged[]): void {
    try {
      for (const each of pending) this.#taking.copy.takeIn([each], false);
    } catch {
      // The fault is told already.
    }
  }
}

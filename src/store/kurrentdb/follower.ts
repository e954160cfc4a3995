import { setTimeout as pause } from 'node:timers/promises';
import type { CopyStore } from '../copy-store.ts';
import type { Currency } from '../ledger-store.ts';
import type { StoreError } from '../store-error.ts';
import { CHECKPOINTS, endEvent } from './event.ts';
import { asStoreError, isPassing, NoAnswer } from './failure.ts';
import { Intake } from './intake.ts';
import { Remote, type Target } from './remote.ts';
import type { Tempo } from './tempo.ts';

/** How often it is looked whether all is here, in milliseconds. */
const GLANCE = 5;

/** What a follower works with. */
export interface FollowerOptions extends Target {
  readonly copy: CopyStore;
  /** The address as it may be shown. */
  readonly place: string;
  readonly tempo: Tempo;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that never jump. */
  elapsed(): number;
}

interface Waiting {
  readonly position: number;
  end(there: boolean): void;
}

/**
 * Follows the `$all` of a database into a copy: from where the copy has come to, then live, for ever. After
 * a failure it begins again from there, with growing pauses; what is delivered twice is taken in once.
 */
export class Follower {
  readonly #around: FollowerOptions;
  readonly #ending = new AbortController();
  #nudge = new AbortController();
  #waiting = new Set<Waiting>();
  #live = false;
  #lastCurrent: number | null = null;
  #fault: unknown = new NoAnswer('it has not answered yet');
  #fail: (error: unknown) => void = () => undefined;
  #done: Promise<void> = Promise.resolve();

  constructor(around: FollowerOptions) {
    this.#around = around;
  }

  start(): void {
    this.#done = this.#follow();
  }

  currency(): Currency {
    if (this.#live) return { current: true };
    return { current: false, since: this.#lastCurrent, why: this.trouble().message };
  }

  /** Why it does not follow now, as a StoreError. */
  trouble(): StoreError {
    const { place } = this.#around;
    return asStoreError(this.#fault, place);
  }

  /** Waits until the copy has followed to a position; false where that takes too long. */
  async reached(position: number, milliseconds: number): Promise<boolean> {
    if (this.#position() >= position) return true;
    this.#hurry();
    return new Promise((resolve) => {
      const timer = setTimeout(() => waiting.end(false), milliseconds);
      const waiting: Waiting = {
        position,
        end: (there) => {
          clearTimeout(timer);
          this.#waiting.delete(waiting);
          resolve(there);
        },
      };
      this.#waiting.add(waiting);
    });
  }

  /**
   * Waits until all that there was is here, and a position is reached; `each` is called meanwhile. False where
   * nothing moves for a while.
   */
  async comeTo(position: number, idle: number, each: () => Promise<void>): Promise<boolean> {
    const { elapsed } = this.#around;
    let moved = { to: this.#position(), at: elapsed() };
    while (!this.#live || this.#position() < position) {
      await pause(GLANCE);
      await each();
      if (this.#position() !== moved.to) moved = { to: this.#position(), at: elapsed() };
      if (elapsed() - moved.at > idle) return false;
    }
    return true;
  }

  #position(): number {
    return this.#around.copy.followed().last?.position ?? -1;
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    this.#hurry();
    this.#fail(new NoAnswer('it is not followed any more'));
    await this.#done;
  }

  /** Ends the pause before the next try, if there is one. */
  #hurry(): void {
    this.#nudge.abort();
    this.#nudge = new AbortController();
  }

  async #follow(): Promise<void> {
    const { tempo } = this.#around;
    const { signal } = this.#ending;
    for (let failures = 0; !signal.aborted; ) {
      let remote: Remote | undefined;
      try {
        remote = new Remote(this.#around, tempo.deadline);
        await this.#listen(remote, () => {
          failures = 0;
        });
      } catch (error) {
        this.#stale(error);
      } finally {
        await remote?.close();
      }
      const wait = Math.min(tempo.longestPause, tempo.shortestPause * 2 ** failures);
      failures += 1;
      if (signal.aborted) return;
      await pause(wait, undefined, { signal: this.#nudge.signal }).catch(() => undefined);
    }
  }

  #stale(error: unknown): void {
    this.#live = false;
    this.#fault = error;
    // What another try does not mend is not waited for.
    if (isPassing(error)) return;
    for (const waiting of this.#waiting) waiting.end(false);
  }

  #current(): void {
    this.#live = true;
    this.#lastCurrent = this.#around.now();
  }

  /** Takes in what is delivered until that ends; throws why. */
  async #listen(remote: Remote, began: () => void): Promise<void> {
    const { copy, place } = this.#around;
    const over = new AbortController();
    const failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    failed.catch(() => undefined);
    const intake = new Intake({
      copy,
      place,
      taken: (atHead) => {
        if (atHead) began();
        this.#taken(atHead);
      },
      failed: (error) => this.#fail(error),
    });
    const stop = remote.subscribe(intake.after, intake);
    try {
      await Promise.race([failed, this.#watch(remote, intake, over.signal)]);
    } finally {
      this.#fail = () => undefined;
      intake.end();
      over.abort();
      stop();
    }
  }

  #taken(atHead: boolean): void {
    if (atHead || this.#live) this.#current();
    const reached = this.#position();
    for (const waiting of this.#waiting) if (waiting.position <= reached) waiting.end(true);
  }

  /**
   * Asks now and then for the last event: a server may fall silent without ending anything. A write that is
   * not whole, and stays so, is ended, for all copies alike: until then nobody can tell what it is.
   */
  async #watch(remote: Remote, intake: Intake, over: AbortSignal): Promise<void> {
    const every = this.#around.tempo.heartbeat;
    for (let unended: string | null = null; ; ) {
      await pause(every, undefined, { signal: over, ref: false }).catch(() => undefined);
      if (over.aborted) return;
      if (intake.unended !== null && intake.unended === unended) {
        await remote.append(CHECKPOINTS, null, [endEvent(unended)]);
      }
      unended = intake.unended;
      const position = this.#position();
      const last = await remote.latest(position < 0 ? null : position);
      const waits = last !== null && intake.unended === null;
      if (waits && !(await this.reached(last.position, every))) {
        throw new NoAnswer(`what lies at ${last.position} was not delivered within ${every} ms`);
      }
      if (!over.aborted) this.#current();
    }
  }
}

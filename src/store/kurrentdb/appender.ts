import { setTimeout as pause } from 'node:timers/promises';
import type { Batch, CopyStore, Look } from '../copy-store.ts';
import type { AppendOutcome, NewEntry, StoredEntry } from '../event-store.ts';
import { type EventToWrite, eventsOf } from './event.ts';
import { asStoreError, isPassing, isWrongRevision } from './failure.ts';
import type { Follower } from './follower.ts';
import { Remote, type Target } from './remote.ts';
import type { Tempo } from './tempo.ts';

/** What an appender works with. */
export interface Appending extends Target {
  readonly copy: CopyStore;
  readonly follower: Follower;
  readonly place: string;
  readonly tempo: Tempo;
  /** Milliseconds that never jump: what is waited for is measured by them. */
  elapsed(): number;
}

type Open = Look & { readonly settled: null };

/**
 * Appends to the database what the copy would accept, and answers once the copy has numbered it. The
 * server's own idempotency is trusted for one thing alone: that the same ids, sent again with the same
 * expected revision, are stored once.
 */
export class Appender {
  readonly #around: Appending;
  #remote: Remote | undefined;

  constructor(around: Appending) {
    this.#around = around;
  }

  /** Sees to it that the copy holds all that the database held when this was called. */
  async refresh(until = this.#until()): Promise<void> {
    const { copy } = this.#around;
    for (let more = true; more; ) {
      const last = await this.#insist(until, (remote) =>
        remote.latest(copy.followed().last?.position ?? null),
      );
      if (last === null) return;
      await this.#follow(last.position, until);
      more = last.more;
    }
  }

  async append(batch: Batch): Promise<AppendOutcome> {
    const until = this.#until();
    const { copy, follower, elapsed } = this.#around;
    let refreshed = false;
    for (;;) {
      if (elapsed() > until) throw follower.trouble();
      const look = copy.look(batch);
      if (look.settled === null) {
        const done = await this.#write(batch, look, until);
        if (done !== undefined) return done;
      } else if (look.settled.ok || look.settled.reason !== 'wrong-revision' || refreshed) {
        return look.settled;
      } else {
        // What another copy has appended may not have come here yet.
        await this.refresh(until);
        refreshed = true;
      }
    }
  }

  /** Writes a batch; undefined where others were first, so that it has to be looked at anew. */
  async #write(batch: Batch, look: Open, until: number): Promise<AppendOutcome | undefined> {
    const { copy } = this.#around;
    const { stream, receipt } = batch;
    const { fresh, revision, logRevision } = look;
    const events = eventsOf(fresh, receipt, revision);
    await this.#writeAndFollow(stream, logRevision, events, until);
    if (!copy.holds(stream, fresh, receipt)) return undefined;
    return this.#answer(batch, fresh);
  }

  async #answer({ entries }: Batch, fresh: readonly NewEntry[]): Promise<AppendOutcome> {
    const stored: StoredEntry[] = [];
    for (const { id } of entries) {
      const found = await this.#around.copy.byId(id);
      if (found !== undefined) stored.push(found);
    }
    return { ok: true, entries: stored, appended: fresh.length };
  }

  /** Writes an event that is no entry, and waits until the copy has it. */
  async publish(stream: string, event: EventToWrite): Promise<void> {
    await this.#writeAndFollow(stream, null, [event], this.#until());
  }

  /**
   * Writes events, again and again until it is known that they are there, or that the stream had another
   * revision; then waits until the copy knows it, too.
   */
  async #writeAndFollow(
    stream: string,
    expected: number | null,
    events: readonly EventToWrite[],
    until: number,
  ): Promise<void> {
    let position: number | null = null;
    try {
      position = await this.#insist(until, (remote) => remote.append(stream, expected, events));
    } catch (error) {
      if (!isWrongRevision(error)) throw error;
    }
    // Where the server does not say where they lie, they lie before its end.
    if (position === null) await this.refresh(until);
    else await this.#follow(position, until);
  }

  async #follow(position: number, until: number): Promise<void> {
    const { follower, elapsed } = this.#around;
    if (await follower.reached(position, Math.max(1, until - elapsed()))) return;
    throw follower.trouble();
  }

  #until(): number {
    return this.#around.elapsed() + this.#around.tempo.patience;
  }

  /** Calls the database until it answers, or until an instant; then throws what it said last. */
  async #insist<T>(until: number, call: (remote: Remote) => Promise<T>): Promise<T> {
    const { tempo, elapsed, place } = this.#around;
    for (let wait = tempo.shortestPause; ; wait = Math.min(wait * 2, tempo.longestPause)) {
      const remote = this.#connected();
      try {
        return await call(remote);
      } catch (error) {
        if (isWrongRevision(error)) throw error;
        this.#leave(remote);
        if (!isPassing(error) || elapsed() + wait >= until) throw asStoreError(error, place);
      }
      await pause(wait);
    }
  }

  #connected(): Remote {
    this.#remote ??= new Remote(this.#around, this.#around.tempo.deadline);
    return this.#remote;
  }

  /** A call that is stuck would hold up those after it: the next goes over a connection of its own. */
  #leave(remote: Remote): void {
    if (this.#remote === remote) this.#remote = undefined;
    void remote.close();
  }

  async close(): Promise<void> {
    await this.#remote?.close();
  }
}

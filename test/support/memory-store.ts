import { idBytes, NONE, rowOfFacts, type Symbols } from '../../projections/columns.ts';
import { factsOf } from '../../projections/facts.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { decodeEntry, decodeEnvelope } from '../../src/store/decode.ts';
import { checkEntries } from '../../src/store/entry-sizes.ts';
import type {
  AppendOutcome,
  EventStore,
  Expected,
  Head,
  NewEntry,
  Receipt,
  StoredEntry,
} from '../../src/store/event-store.ts';
import type { FactStore, FactsDifference } from '../../src/store/fact-store.ts';
import type { LogStore } from '../../src/store/log-store.ts';
import { Current } from './current.ts';
import { blank, type Kept, KeptReceipts, packedRows, sameBody } from './kept.ts';
import { memoryAudit } from './memory-audit.ts';
import { MemoryLog } from './memory-log.ts';
import { Names } from './names.ts';

/** A ledger in plain arrays: the second store, for tests that compare two and for those in a hurry. */
export class MemoryStore extends Current implements EventStore, FactStore {
  readonly #names = new Names();
  readonly #all: Kept[] = [];
  readonly #streams = new Map<string, Kept[]>();
  readonly #ids = new Map<string, Kept>();
  readonly #waiting = new Set<() => void>();
  readonly #receipts = new KeptReceipts();
  readonly log: LogStore = new MemoryLog();
  #generation = 0;
  #closed = false;

  get symbols(): Symbols {
    return this.#names;
  }

  async append(
    stream: string,
    expected: Expected,
    entries: readonly NewEntry[],
    receipt?: Receipt,
  ): Promise<AppendOutcome> {
    checkEntries(entries, receipt);
    this.#demandOpen();
    if (this.#receipts.has(receipt)) return { ok: false, reason: 'key-used' };
    const batch = new Set<string>();
    for (const entry of entries) {
      const stored = this.#ids.get(entry.id)?.stored;
      const reused = stored !== undefined && !sameBody(stored, stream, entry);
      if (reused || batch.has(entry.id)) {
        return { ok: false, reason: 'id-reused', id: entry.id, seq: stored?.seq ?? NONE };
      }
      batch.add(entry.id);
    }
    const fresh = entries.filter((entry) => !this.#ids.has(entry.id));
    const actual = (this.#streams.get(stream)?.length ?? 0) - 1;
    const wanted = expected === 'no-stream' ? -1 : expected;
    const overtaken = receipt !== undefined && fresh.length < entries.length;
    if (overtaken || (fresh.length > 0 && wanted !== 'any' && wanted !== actual)) {
      return { ok: false, reason: 'wrong-revision', actual };
    }
    for (const entry of fresh) this.#keep(stream, entry);
    this.#receipts.keep(receipt);
    for (const wake of this.#waiting) wake();
    const all = entries.flatMap((entry) => this.#ids.get(entry.id)?.stored ?? []);
    return { ok: true, entries: all, appended: fresh.length };
  }

  #keep(stream: string, { id, recordedAt, facts, ...entry }: NewEntry): void {
    const bytes = {
      leaf: new Uint8Array(entry.leaf),
      salt: new Uint8Array(entry.salt),
      payload: new Uint8Array(entry.payload),
    };
    const lane = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, lane);
    const seq = this.#all.length;
    const row = rowOfFacts(
      seq,
      facts,
      (name) => this.#names.give(name),
      (named) => this.#ids.get(named)?.stored.seq ?? NONE,
    );
    const kept = {
      stored: { seq, stream, revision: lane.length, id, ...bytes },
      recordedMax: Math.max(this.#all.at(-1)?.recordedMax ?? recordedAt, recordedAt),
      facts: { row, id: idBytes(id) },
    };
    lane.push(kept);
    this.#all.push(kept);
    this.#ids.set(id, kept);
  }

  async erase(
    stream: string,
    expected: Expected,
    erasure: NewEntry,
    seqs: readonly number[],
    receipt?: Receipt,
  ): Promise<AppendOutcome> {
    const outcome = await this.append(stream, expected, [erasure], receipt);
    for (const seq of outcome.ok ? seqs : []) blank(this.#all[seq] as Kept);
    if (outcome.ok) this.#generation += 1;
    return outcome;
  }

  async scrub(): Promise<void> {
    this.#demandOpen();
  }

  readonly atOnce = { items: 1000, bytes: 1024 * 1024 };

  get audit(): AuditStore {
    return memoryAudit({
      all: this.#all,
      streams: () => [...this.#streams.keys()],
      names: () => this.#names.all,
      receipts: this.#receipts,
      log: this.log,
      generation: () => this.#generation,
    });
  }

  changes(): number {
    return this.#all.length + this.#generation;
  }

  generation(): number {
    return this.#generation;
  }

  async readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEntry[]> {
    this.#demandOpen();
    const lane = this.#streams.get(stream) ?? [];
    return lane.slice(fromRevision, fromRevision + limit).map((kept) => kept.stored);
  }

  async readAll(fromSeq: number, limit: number): Promise<StoredEntry[]> {
    this.#demandOpen();
    return this.#all.slice(fromSeq, fromSeq + limit).map((kept) => kept.stored);
  }

  async byId(id: string): Promise<StoredEntry | undefined> {
    this.#demandOpen();
    return this.#ids.get(id)?.stored;
  }

  async receipt(key: Uint8Array): Promise<Receipt | undefined> {
    this.#demandOpen();
    return this.#receipts.find(key);
  }

  async head(): Promise<Head> {
    this.#demandOpen();
    return { seq: this.#all.length - 1, recordedAt: this.#all.at(-1)?.recordedMax ?? null };
  }

  async streams(): Promise<readonly string[]> {
    this.#demandOpen();
    return [...this.#streams.keys()];
  }

  async seqAt(instant: number): Promise<number> {
    this.#demandOpen();
    return this.#all.filter((kept) => kept.recordedMax <= instant).length - 1;
  }

  async *subscribe(fromSeq: number, signal: AbortSignal): AsyncGenerator<StoredEntry, void> {
    this.#demandOpen();
    let next = fromSeq;
    while (!signal.aborted && !this.#closed) {
      const kept = this.#all[next];
      if (kept === undefined) await this.#more(signal);
      else {
        next += 1;
        yield kept.stored;
      }
    }
  }

  /** Waits for the next append or for the signal. */
  #more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
      if (signal.aborted) wake();
    });
  }

  async factsOf(
    stream: string,
    fromRevision: number,
    limit: number,
  ): ReturnType<FactStore['factsOf']> {
    this.#demandOpen();
    const lane = this.#streams.get(stream) ?? [];
    const page = lane.slice(fromRevision, fromRevision + limit);
    return packedRows(page, (id) => this.#envelope(id));
  }

  async rebuild(
    progress: (done: number, all: number) => void,
    signal: AbortSignal,
  ): Promise<FactsDifference | null> {
    for (const { stored, facts } of this.#all) {
      signal.throwIfAborted();
      const derived = rowOfFacts(
        stored.seq,
        factsOf(decodeEntry(stored), (id) => this.#envelope(id)),
        (name) => this.#names.give(name),
        (named) => this.#before(named, stored.seq),
      );
      progress(stored.seq + 1, this.#all.length);
      if (derived.join() !== facts.row.join()) {
        return { seq: stored.seq, problem: `${facts.row} in the columns, ${derived} in the bytes` };
      }
    }
    return null;
  }

  #before(id: string, seq: number): number {
    const named = this.#ids.get(id)?.stored.seq ?? NONE;
    return named < seq ? named : NONE;
  }

  #envelope(id: string) {
    const named = this.#ids.get(id)?.stored;
    return named === undefined ? undefined : decodeEnvelope(named);
  }

  #demandOpen(): void {
    if (this.#closed) throw new Error('the ledger in arrays is closed');
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const wake of this.#waiting) wake();
  }
}

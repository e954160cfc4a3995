import type { PackedRows, Symbols } from '../../../projections/columns.ts';
import type { AuditStore } from '../audit-store.ts';
import { checkEntries } from '../entry-sizes.ts';
import type {
  AppendOutcome,
  EventStore,
  Expected,
  Head,
  NewEntry,
  Receipt,
  StoredEntry,
} from '../event-store.ts';
import type { FactStore, FactsDifference } from '../fact-store.ts';
import type { BackupOptions, Currency, LeftOut } from '../ledger-store.ts';
import { AppendQueue } from './append-queue.ts';
import { copied } from './backup.ts';
import { SqliteAudit } from './checks.ts';
import { Connection, type Query, query } from './connection.ts';
import type { EntryReads } from './entry-reads.ts';
import { removeBytes, scrub } from './erasure.ts';
import { LatestFacts } from './latest-facts.ts';
import { LogTables } from './log-tables.ts';
import { openDatabase } from './open.ts';
import type { SqliteStoreOptions } from './options.ts';
import { Parts } from './parts.ts';
import { Rebuild } from './rebuild.ts';
import { asStoreError, unflushedError } from './sqlite-errors.ts';

const SUBSCRIPTION_PAGE = 500;

/** So many entries take less than a second, in which other writers wait, and little memory; few lists have more for one contest. */
const AT_ONCE = { items: 8000, bytes: 64 * 1024 * 1024 };

/**
 * A ledger in one SQLite file. Several processes may have it open, and append, at the same time. What
 * goes wrong with the file is thrown as a StoreError.
 */
export class SqliteStore implements EventStore, FactStore {
  readonly symbols: Symbols;
  protected readonly parts: Parts;
  readonly #connection: Connection;
  readonly #readOnly: boolean;
  readonly #reads: EntryReads;
  readonly #facts: LatestFacts;
  readonly #queue: AppendQueue;
  readonly #generation: Query<[number: number]>;
  /** What is kept of the transparency log beside the entries. */
  readonly log: LogTables;
  readonly audit: AuditStore;
  readonly atOnce = AT_ONCE;
  #closing = false;
  #seenGeneration = -1;
  #rebuilding = false;

  constructor(connection: Connection, readOnly: boolean, pollMilliseconds: number) {
    this.parts = new Parts(connection, pollMilliseconds);
    const { reads, symbols, writer } = this.parts;
    this.#connection = connection;
    this.#readOnly = readOnly;
    this.#reads = reads;
    this.#generation = query(connection.db, 'SELECT number FROM generation');
    this.log = new LogTables(connection);
    this.audit = new SqliteAudit(connection);
    this.symbols = symbols;
    this.#facts = new LatestFacts(connection, this.parts);
    this.#queue = new AppendQueue(connection, writer, () => this.parts.changed());
  }

  async append(
    stream: string,
    expected: Expected,
    entries: readonly NewEntry[],
    receipt?: Receipt,
  ): Promise<AppendOutcome> {
    checkEntries(entries, receipt);
    this.#demandWritable();
    return this.#queue.add({ stream, expected, entries, receipt });
  }

  async erase(
    stream: string,
    expected: Expected,
    erasure: NewEntry,
    seqs: readonly number[],
    receipt?: Receipt,
  ): Promise<AppendOutcome> {
    checkEntries([erasure], receipt);
    this.#demandWritable();
    this.#queue.flush();
    try {
      const outcome = this.parts.write((writer) => {
        const applied = writer.apply({ stream, expected, entries: [erasure], receipt });
        if (applied.ok) removeBytes(this.#connection, this.#reads, seqs);
        return applied;
      });
      if (outcome.ok) this.#scrubErased();
      return outcome;
    } finally {
      // Names may be gone from the table, and what it remembered with them.
      this.parts.writer.undone();
      this.parts.changed();
    }
  }

  async backupTo(file: string, options: BackupOptions): Promise<LeftOut> {
    return this.#read(() => copied(this.#connection, file, options));
  }

  async scrub(): Promise<void> {
    this.#demandWritable();
    this.#scrubErased();
  }

  /** The erasure is recorded by now: a disk that is in doubt since leaves open whether that is kept. */
  #scrubErased(): void {
    const { doubt, file } = this.#connection;
    if (doubt.stands) throw unflushedError(file);
    this.#connection.change(() => scrub(this.#connection));
  }

  generation(): number {
    const now = this.#read(() => this.#generation.get()?.[0] ?? 0);
    if (now !== this.#seenGeneration) {
      this.#seenGeneration = now;
      this.parts.symbols.forget();
      this.parts.writer.forgetColumns();
    }
    return now;
  }

  changes(): number {
    return this.#read(() => this.parts.changes.now());
  }

  async readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEntry[]> {
    return this.#read(() => this.#reads.stream(stream, fromRevision, limit));
  }

  async readAll(fromSeq: number, limit: number): Promise<StoredEntry[]> {
    return this.#read(() => this.#reads.all(fromSeq, limit));
  }

  async byId(id: string): Promise<StoredEntry | undefined> {
    return this.#read(() => this.#reads.byId(id));
  }

  async receipt(key: Uint8Array): Promise<Receipt | undefined> {
    return this.#read(() => this.parts.receipts.find(key));
  }

  async head(): Promise<Head> {
    return this.#read(() => this.#reads.head());
  }

  /** Whatever is committed to the file is read at once: there is nothing to take in. */
  async refresh(): Promise<boolean> {
    return false;
  }

  currency(): Currency {
    return { current: true };
  }

  inDoubt(): boolean {
    return this.#connection.doubt.stands;
  }

  /** Takes entries again: all was written anew when this was opened, and is verified. */
  readonly endDoubt = (): void => this.#connection.run(() => this.#connection.doubt.end());

  async streams(): Promise<readonly string[]> {
    return this.#read(() => this.parts.streams.all());
  }

  async seqAt(instant: number): Promise<number> {
    return this.#read(() => this.#reads.seqAt(instant));
  }

  subscribe(fromSeq: number, signal: AbortSignal): AsyncIterable<StoredEntry> {
    return this.parts.followers.follow(fromSeq, signal, {
      refusal: this.#closing ? this.#connection.closedError() : undefined,
      isClosing: () => this.#closing,
      page: (next) => this.#read(() => this.#reads.all(next, SUBSCRIPTION_PAGE)),
    });
  }

  async factsOf(stream: string, fromRevision: number, limit: number): Promise<PackedRows> {
    return this.#read(() => this.#facts.of(stream, fromRevision, limit));
  }

  async rebuild(
    progress: (done: number, all: number) => void,
    signal: AbortSignal,
    threads = 0,
  ): Promise<FactsDifference | null> {
    this.#demandWritable();
    if (this.#rebuilding) throw this.#connection.rebuildingError();
    this.#rebuilding = true;
    try {
      const { symbols } = this.parts;
      const rebuild = new Rebuild(this.#connection, this.#reads, symbols);
      return await rebuild.run({ progress, signal }, threads);
    } finally {
      this.#rebuilding = false;
      this.parts.changed();
      this.parts.writer.forgetColumns();
    }
  }

  /** Stores what was queued, ends the subscriptions, and gives the file back. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    this.#queue.flush();
    try {
      if (!this.#readOnly) this.#connection.checkpoint();
    } finally {
      this.#connection.close();
      this.parts.followers.wakeAll();
    }
  }

  #read<T>(work: () => T): T {
    if (this.#closing) throw this.#connection.closedError();
    return this.#connection.run(work);
  }

  #demandWritable(): void {
    if (this.#closing) throw this.#connection.closedError();
    if (this.#readOnly) throw this.#connection.readOnlyError();
    this.#connection.doubt.demandNone();
  }
}

/**
 * Opens the ledger in a file, making it where there is none; ":memory:" keeps one in memory. Throws a
 * StoreError for whatever is no ledger this version can use, having made and changed nothing.
 */
export function openSqliteStore(file: string, options: SqliteStoreOptions = {}): SqliteStore {
  const { readOnly = false, outdated = false } = options;
  const { pollMilliseconds = 250, busyMilliseconds = 5000, cacheKibibytes, logPages } = options;
  const cache = cacheKibibytes === undefined ? {} : { cacheKibibytes };
  const db = openDatabase(file, { readOnly, outdated, busyMilliseconds, ...cache });
  try {
    return new SqliteStore(new Connection(db, file, logPages), readOnly, pollMilliseconds);
  } catch (error) {
    db.close();
    throw asStoreError(error, file);
  }
}

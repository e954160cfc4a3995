import type { PackedRows, Symbols } from '../../../projections/columns.ts';
import type { AuditStore } from '../audit-store.ts';
import type { CopyStore } from '../copy-store.ts';
import { checkEntries } from '../entry-sizes.ts';
import type {
  AppendOutcome,
  Expected,
  Head,
  NewEntry,
  Receipt,
  StoredEntry,
} from '../event-store.ts';
import type { FactsDifference } from '../fact-store.ts';
import type {
  BackupOptions,
  Course,
  Currency,
  LedgerStore,
  LeftOut,
  Origin,
} from '../ledger-store.ts';
import { Lines } from '../lines.ts';
import type { LogStore } from '../log-store.ts';
import { cannotErase, StoreError } from '../store-error.ts';
import { type Anew, compareAnew, rebuildAnew } from './anew.ts';
import { Appender } from './appender.ts';
import { Follower } from './follower.ts';
import type { Target } from './remote.ts';
import { SharedLog } from './shared-log.ts';
import { TEMPO, type Tempo } from './tempo.ts';

/** How a ledger in a database is opened. */
export interface KurrentOptions extends Target {
  /** The address as it may be shown. */
  readonly place: string;
  /** The copy that follows the database, open. It is closed with the store. */
  readonly copy: CopyStore;
  /** How a second copy is made beside it for a while. */
  readonly anew: Anew;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that never jump: what is waited for is measured by them. */
  elapsed(): number;
  readonly tempo?: Tempo;
}

/** A server takes a mebibyte at least in one append. */
const AT_ONCE = { items: 500, bytes: 512 * 1024 };

/** A ledger in KurrentDB, read from a copy that follows it. Any number of processes may share it. */
export class KurrentStore implements LedgerStore {
  readonly #around: KurrentOptions & { readonly tempo: Tempo };
  readonly #copy: CopyStore;
  readonly #follower: Follower;
  readonly #appender: Appender;
  readonly #lines = new Lines();
  readonly log: LogStore;
  readonly atOnce = AT_ONCE;
  #closed: Promise<void> | undefined;

  constructor(options: KurrentOptions) {
    const { copy, tempo = TEMPO } = options;
    this.#around = { ...options, tempo };
    this.#copy = copy;
    this.#follower = new Follower(this.#around);
    this.#appender = new Appender({ ...this.#around, follower: this.#follower });
    this.log = new SharedLog(copy.log, this.#appender);
  }

  /**
   * Begins to follow, and waits until all is here that was there when it was called. Where the database does
   * not answer, what the copy held must do; refuses, as a StoreError, a copy that never held all of it.
   */
  async follow({ progress, signal }: Course): Promise<void> {
    this.#follower.start();
    const { complete } = this.#copy.followed();
    // Whoever only reads should not wait for long where there is something to read.
    const { deadline, patience } = this.#around.tempo;
    const idle = complete ? deadline : patience;
    const came = await this.#follower.comeTo(-1, idle, async () => {
      signal.throwIfAborted();
      const entries = (await this.#copy.head()).seq + 1;
      progress(entries, entries);
    });
    if (!came && !complete) throw this.#follower.trouble();
  }

  get symbols(): Symbols {
    return this.#copy.symbols;
  }

  get audit(): AuditStore {
    return this.#copy.audit;
  }

  async append(
    stream: string,
    expected: Expected,
    entries: readonly NewEntry[],
    receipt?: Receipt,
  ): Promise<AppendOutcome> {
    checkEntries(entries, receipt);
    this.#demandOpen();
    const batch = { stream, expected, entries, receipt };
    return this.#lines.add(stream, () => this.#appender.append(batch));
  }

  async erase(): Promise<AppendOutcome> {
    this.#demandOpen();
    throw cannotErase(this.#around.place);
  }

  /** There is nothing to remove where nothing can be erased. */
  async scrub(): Promise<void> {
    this.#demandOpen();
  }

  async refresh(): Promise<boolean> {
    this.#demandOpen();
    const before = await this.#copy.head();
    await this.#appender.refresh();
    return (await this.#copy.head()).seq > before.seq;
  }

  currency(): Currency {
    return this.#follower.currency();
  }

  inDoubt(): boolean {
    return this.#copy.inDoubt();
  }

  receipt(key: Uint8Array): Promise<Receipt | undefined> {
    return this.#copy.receipt(key);
  }

  readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEntry[]> {
    return this.#copy.readStream(stream, fromRevision, limit);
  }

  readAll(fromSeq: number, limit: number): Promise<StoredEntry[]> {
    return this.#copy.readAll(fromSeq, limit);
  }

  byId(id: string): Promise<StoredEntry | undefined> {
    return this.#copy.byId(id);
  }

  head(): Promise<Head> {
    return this.#copy.head();
  }

  streams(): Promise<readonly string[]> {
    return this.#copy.streams();
  }

  seqAt(instant: number): Promise<number> {
    return this.#copy.seqAt(instant);
  }

  subscribe(fromSeq: number, signal: AbortSignal): AsyncIterable<StoredEntry> {
    return this.#copy.subscribe(fromSeq, signal);
  }

  generation(): number {
    return this.#copy.generation();
  }

  changes(): number {
    return this.#copy.changes();
  }

  factsOf(stream: string, fromRevision: number, limit: number): Promise<PackedRows> {
    return this.#copy.factsOf(stream, fromRevision, limit);
  }

  backupTo(file: string, options: BackupOptions): Promise<LeftOut> {
    return this.#copy.backupTo(file, options);
  }

  /** Follows the database anew into another copy, and takes over what that holds, in one step. */
  async rebuild(
    progress: (done: number, all: number) => void,
    signal: AbortSignal,
  ): Promise<FactsDifference | null> {
    this.#demandOpen();
    return rebuildAnew(this.#around, { progress, signal });
  }

  async compareWithOrigin(course: Course): Promise<Origin> {
    this.#demandOpen();
    return compareAnew(this.#around, course);
  }

  /** Waits for what was appended, ends the following, and gives the copy back. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#lines.settled();
    await this.#follower.stop();
    await this.#appender.close();
    await this.#copy.close();
  }

  #demandOpen(): void {
    if (this.#closed === undefined) return;
    throw new StoreError('closed', `${this.#around.place} is closed; open it again to use it`);
  }
}

import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Facts } from '../../../projections/facts.ts';
import type {
  BareEntry,
  Batch,
  CopyStore,
  Followed,
  Logged,
  Look,
  PassedOver,
} from '../copy-store.ts';
import type { AppendOutcome, NewEntry, Receipt } from '../event-store.ts';
import type { FactsDifference } from '../fact-store.ts';
import type { BackupOptions, LeftOut } from '../ledger-store.ts';
import { StoreError } from '../store-error.ts';
import { answerOf, type BatchWriter } from './append-batch.ts';
import { Connection } from './connection.ts';
import { CopyTables, makeLedger } from './copy-tables.ts';
import { CopyTrade } from './copy-trade.ts';
import { isMarked } from './doubt.ts';
import { factsOfBytes } from './facts-of-bytes.ts';
import { openDatabase } from './open.ts';
import { SqliteStore } from './store.ts';

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/** A ledger in one SQLite file that is filled from a log. Several processes may share the file. */
export class SqliteCopy extends SqliteStore implements CopyStore {
  readonly #tables: CopyTables;
  readonly #trade: CopyTrade;

  constructor(connection: Connection, pollMilliseconds: number) {
    super(connection, false, pollMilliseconds);
    this.#tables = new CopyTables(connection);
    this.#trade = new CopyTrade(connection);
  }

  followed(): Followed {
    return this.#tables.followed();
  }

  takeIn(logged: readonly Logged[], complete: boolean): void {
    const before = this.#tables.followed();
    if (logged.length === 0 && (before.complete || !complete)) return;
    this.parts.write((writer) => {
      const was = this.#tables.followed();
      const fresh = logged.filter(({ position }) => position > (was.last?.position ?? -1));
      for (const each of fresh) {
        this.#tables.keepRevision(each);
        this.#takeIn(writer, each);
      }
      const last = fresh.at(-1) ?? was.last;
      this.#tables.follow({ last, complete: complete || was.complete });
    });
  }

  #takeIn(writer: BatchWriter, logged: Logged): void {
    if (logged.kind === 'foreign') this.#tables.passOver(logged, 'foreign');
    else if (logged.kind === 'checkpoint') this.log.keepWithin(logged.checkpoint);
    else this.#number(writer, logged);
  }

  /** What the copy's own append would store is stored; what it would refuse is no entry. */
  #number(writer: BatchWriter, logged: Logged & { readonly kind: 'append' }): void {
    const { stream, expected, receipt } = logged;
    const entries = logged.entries.map((entry) => this.#withFacts(stream, entry));
    const outcome = writer.apply({ stream, expected, entries, receipt });
    if (!outcome.ok) this.#tables.passOver(logged, outcome.reason);
    else if (outcome.appended === 0 && receipt === undefined) {
      this.#tables.passOver(logged, 'repeated');
    }
  }

  /** An entry whose facts are found when it is stored: by then what it names is. */
  #withFacts(stream: string, entry: BareEntry): NewEntry {
    const { parts } = this;
    const facts = (): Facts => {
      const seq = parts.writer.lastSeq + 1;
      try {
        return factsOfBytes(parts.reads, { ...entry, seq, revision: 0, stream });
      } catch (error) {
        // What SQLite says is no fault of the entry.
        if ('errcode' in (error as Error)) throw error;
        throw new StoreError(
          'newer-entries',
          `${stream} holds entry ${entry.id}, which this version of Hustings cannot read; update Hustings to go on`,
          error,
        );
      }
    };
    return {
      ...entry,
      get facts() {
        return facts();
      },
    };
  }

  look(batch: Batch): Look {
    return this.parts.connection.snapshot((): Look => {
      const { writer } = this.parts;
      writer.begin();
      const checked = writer.check(batch);
      if (!checked.ok) return { settled: checked };
      const { fresh, revision } = checked;
      if (fresh.length === 0 && batch.receipt === undefined) {
        return { settled: answerOf(batch, checked) };
      }
      const logRevision = this.#tables.logRevision(batch.stream);
      return { settled: null, fresh, revision, logRevision };
    });
  }

  holds(stream: string, entries: readonly NewEntry[], receipt: Receipt | undefined): boolean {
    const { connection, reads, receipts } = this.parts;
    return connection.run(() => {
      const kept = receipt === undefined ? undefined : receipts.find(receipt.key);
      if (receipt !== undefined && (kept === undefined || !same(kept.sum, receipt.sum))) {
        return false;
      }
      return entries.every(({ id, leaf }) => {
        const stored = reads.byId(id);
        return stored?.stream === stream && same(stored.leaf, leaf);
      });
    });
  }

  passedOver(after: number, limit: number): readonly PassedOver[] {
    return this.#tables.passedOver(after, limit);
  }

  differenceFrom(file: string): FactsDifference | null | undefined {
    return this.#trade.differenceFrom(file);
  }

  adopt(file: string): boolean {
    try {
      return this.#trade.adopt(file);
    } finally {
      // Whatever was remembered may be gone.
      this.parts.writer.undone();
      this.parts.changed();
    }
  }

  override async erase(): Promise<AppendOutcome> {
    throw new StoreError('cannot-erase', 'a copy of a log cannot erase what the log holds');
  }

  /** The copy as a ledger of its own: it follows nothing any more. */
  override async backupTo(file: string, options: BackupOptions): Promise<LeftOut> {
    const left = await super.backupTo(file, options);
    const db = new DatabaseSync(file);
    try {
      makeLedger(db);
      return left;
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    } finally {
      db.close();
    }
  }
}

/** Removes the file of a copy and what SQLite keeps beside it: the log has all of it. */
export function removeSqliteCopy(file: string): void {
  for (const end of ['', '-wal', '-shm', '-unsure']) rmSync(`${file}${end}`, { force: true });
}

/**
 * Opens the copy of a log in a file, making it where there is none, and emptying one of an older version. Throws a StoreError for whatever is no
 * such copy, a ledger of its own above all, having made and changed nothing.
 */
export function openSqliteCopy(file: string, pollMilliseconds = 250): SqliteCopy {
  // The log has all that a copy has: one whose disk failed is made anew.
  if (isMarked(file)) removeSqliteCopy(file);
  const options = { readOnly: false, outdated: true, copy: true, busyMilliseconds: 5000 };
  const db = openDatabase(file, options);
  try {
    return new SqliteCopy(new Connection(db, file), pollMilliseconds);
  } catch (error) {
    db.close();
    throw error;
  }
}

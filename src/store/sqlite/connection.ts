import { resolve } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { Doubt } from './doubt.ts';
import { asStoreError } from './sqlite-errors.ts';

/** A prepared statement whose rows come as arrays, the cheapest form that node:sqlite gives. */
export interface Query<Row extends readonly unknown[]> {
  get(...parameters: SQLInputValue[]): Row | undefined;
  all(...parameters: SQLInputValue[]): Row[];
}

/** Prepares a statement for rows of a shape, which the caller vouches for. */
export const query = <Row extends readonly unknown[]>(db: DatabaseSync, sql: string): Query<Row> =>
  db.prepare(sql, { returnArrays: true }) as unknown as Query<Row>;

/** Pages in the log before they are copied into the file: many, since ids come in no order. */
const LOG_PAGES = 10_000;

/** A ledger's open database: what throws here throws as a StoreError that names the file. */
export class Connection {
  readonly db: DatabaseSync;
  readonly file: string;
  readonly #begin: StatementSync;
  readonly #beginWriting: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  readonly #lengthOfLog: Query<[busy: number, pages: number, copied: number]>;
  readonly #logPages: number;
  /** Whether its disk has kept what it was given. */
  readonly doubt: Doubt;
  #open = true;

  /** `logPages`: how many pages the log may have before they are copied into the file. */
  constructor(db: DatabaseSync, file: string, logPages = LOG_PAGES) {
    this.db = db;
    this.file = file;
    this.doubt = new Doubt(file);
    this.#logPages = logPages;
    this.#lengthOfLog = query(db, 'PRAGMA wal_checkpoint(NOOP)');
    this.#begin = db.prepare('BEGIN');
    this.#beginWriting = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#rollback = db.prepare('ROLLBACK');
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Runs work on the open database. */
  run<T>(work: () => T): T {
    if (!this.#open) throw this.closedError();
    try {
      return work();
    } catch (error) {
      throw asStoreError(error, this.file);
    }
  }

  /** Runs work that changes the file, unless its disk is in doubt; a flush that fails begins the doubt. */
  change<T>(work: () => T): T {
    this.doubt.demandNone();
    return this.run(() => this.#heard(work));
  }

  /** Runs work in a transaction beside which no other process writes; an error undoes all of it. */
  transact<T>(work: () => T): T {
    const result = this.change(() => this.#between(this.#beginWriting, work));
    this.checkpoint(this.#logPages);
    return result;
  }

  /** Runs work that reads the ledger as it stands at one moment, and writes temporary tables only. */
  snapshot<T>(work: () => T): T {
    return this.run(() => this.#between(this.#begin, work));
  }

  #between<T>(begin: StatementSync, work: () => T): T {
    begin.run();
    try {
      const result = work();
      this.#commit.run();
      return result;
    } catch (error) {
      this.doubt.hear(error);
      // A full or failing disk has undone the transaction already.
      if (this.db.isTransaction) this.#rollback.run();
      throw error;
    }
  }

  #heard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.doubt.hear(error);
      throw error;
    }
  }

  closedError(): StoreError {
    return new StoreError('closed', `${this.file} is closed; open it again to use it`);
  }

  readOnlyError(): StoreError {
    return new StoreError(
      'read-only',
      `${this.file} is open for reading only; open it for writing to change it`,
    );
  }

  rebuildingError(): StoreError {
    return new StoreError(
      'rebuilding',
      `${this.file} is being rebuilt already; wait for that to end`,
    );
  }

  /**
   * Copies the log, if it has so many pages, into the file as far as others' reading allows. What fails stays in the log; SQLite, which would
   * do this by itself, would not say that a flush has failed.
   */
  checkpoint(pages = 0): void {
    try {
      const [, inLog] = this.#lengthOfLog.get() ?? [0, 0];
      if (inLog < pages || this.doubt.stands) return;
      this.#heard(() => this.db.exec('PRAGMA wal_checkpoint(PASSIVE)'));
    } catch {
      // Every entry is durable in the log; the next one to open the file copies it.
    }
  }

  /** Closes the file; SQLite then copies the log into it and removes it, but not of a ledger in doubt. */
  close(): void {
    this.#open = false;
    if (this.doubt.stands) this.#closeBesideReader();
    else this.db.close();
  }

  /** What was written before a flush failed stands in the log alone, whatever SQLite thinks: only the last to close copies it, and who only reads cannot. */
  #closeBesideReader(): void {
    try {
      const reader = new DatabaseSync(resolve(this.file), { readOnly: true });
      reader.prepare('SELECT count(*) FROM sqlite_schema').get();
      this.db.close();
      reader.close();
    } catch {
      // Then it stays open until the process ends: whoever stops does so whatever the disk says.
    }
  }
}

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { asStoreError } from './sqlite-errors.ts';

/** A prepared statement whose rows come as arrays, the cheapest form that node:sqlite gives. */
export interface Query<Row extends readonly unknown[]> {
  get(...parameters: SQLInputValue[]): Row | undefined;
  all(...parameters: SQLInputValue[]): Row[];
}

/** Prepares a statement for rows of a shape, which the caller vouches for. */
export const query = <Row extends readonly unknown[]>(db: DatabaseSync, sql: string): Query<Row> =>
  db.prepare(sql, { returnArrays: true }) as unknown as Query<Row>;

/** A ledger's open database: what throws here throws as a StoreError that names the file. */
export class Connection {
  readonly db: DatabaseSync;
  readonly file: string;
  readonly #begin: StatementSync;
  readonly #beginWriting: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  #open = true;

  constructor(db: DatabaseSync, file: string) {
    this.db = db;
    this.file = file;
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

  /** Runs work in a transaction beside which no other process writes; an error undoes all of it. */
  transact<T>(work: () => T): T {
    return this.run(() => this.#between(this.#beginWriting, work));
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
      // A full or failing disk has undone the transaction already.
      if (this.db.isTransaction) this.#rollback.run();
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

  /** Copies the log into the file as far as others' reading allows. What fails stays in the log. */
  checkpoint(): void {
    try {
      this.db.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {
      // Every entry is durable in the log; the next one to open the file copies it.
    }
  }

  close(): void {
    this.#open = false;
    this.db.close();
  }
}

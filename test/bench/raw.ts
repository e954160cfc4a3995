import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { idBytes } from '../../projections/columns.ts';
import type { StoredEntry } from '../../src/store/event-store.ts';

/** The values of one row, ready to be bound. */
export type RawRow = readonly SQLInputValue[];

/** A table of the shape of the ledger's entries, written without anything around it. */
export class RawTable {
  readonly #db: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #streams = new Map<string, number>();

  constructor(file: string) {
    this.#db = new DatabaseSync(file);
    this.#db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA fullfsync = ON;
      PRAGMA wal_autocheckpoint = 10000;
      CREATE TABLE entry (
        seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, stream INTEGER NOT NULL,
        revision INTEGER NOT NULL, recorded_max INTEGER NOT NULL,
        leaf BLOB NOT NULL, salt BLOB NOT NULL, payload BLOB NOT NULL,
        UNIQUE (stream, revision)
      ) STRICT;
    `);
    this.#insert = this.#db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#begin = this.#db.prepare('BEGIN IMMEDIATE');
    this.#commit = this.#db.prepare('COMMIT');
  }

  /** The rows of stored entries: the same bytes. */
  rows(entries: readonly StoredEntry[]): RawRow[] {
    return entries.map(({ seq, id, stream, revision, leaf, salt, payload }) => {
      const number = this.#streams.get(stream) ?? this.#streams.size;
      this.#streams.set(stream, number);
      return [seq, idBytes(id), number, revision, seq, leaf, salt, payload];
    });
  }

  /** Inserts each row durably by itself. */
  eachAlone(rows: readonly RawRow[]): void {
    for (const row of rows) this.#insert.run(...row);
  }

  /** Inserts all rows in one transaction. */
  together(rows: readonly RawRow[]): void {
    this.#begin.run();
    for (const row of rows) this.#insert.run(...row);
    this.#commit.run();
  }

  close(): void {
    this.#db.close();
  }
}

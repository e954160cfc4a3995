import type { StatementSync } from 'node:sqlite';
import type { Receipt } from '../event-store.ts';
import { type Connection, type Query, query } from './connection.ts';

type Row = [key: Uint8Array, request: Uint8Array, answer: string, sum: Uint8Array];

const COLUMNS = 'key, request, answer, sum';

const receiptOf = ([key, request, answer, sum]: Row): Receipt => ({ key, request, answer, sum });

/**
 * The receipts of appends in the ledger's own file. One that was made before there were receipts has no
 * table of them until it is opened for writing: until then it holds none.
 */
export class ReceiptTable {
  readonly #connection: Connection;
  #byKey: Query<Row> | undefined;
  #after: Query<Row> | undefined;
  #insert: StatementSync | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The receipt under a key. */
  find(key: Uint8Array): Receipt | undefined {
    if (this.#byKey === undefined && !this.#isThere()) return undefined;
    this.#byKey ??= query(this.#connection.db, `SELECT ${COLUMNS} FROM receipt WHERE key = ?`);
    const row = this.#byKey.get(key);
    return row === undefined ? undefined : receiptOf(row);
  }

  /** The receipts whose keys come after another's bytes, in order, at most `limit`. */
  after(key: Uint8Array, limit: number): Receipt[] {
    if (this.#after === undefined && !this.#isThere()) return [];
    this.#after ??= query(
      this.#connection.db,
      `SELECT ${COLUMNS} FROM receipt WHERE key > ? ORDER BY key LIMIT ?`,
    );
    return this.#after.all(key, limit).map(receiptOf);
  }

  /** Keeps a receipt, within a transaction. */
  keep({ key, request, answer, sum }: Receipt): void {
    this.#insert ??= this.#connection.db.prepare(
      `INSERT INTO receipt (${COLUMNS}) VALUES (?, ?, ?, ?)`,
    );
    this.#insert.run(key, request, answer, sum);
  }

  #isThere(): boolean {
    const sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'receipt'";
    return query<[number]>(this.#connection.db, sql).get()?.[0] === 1;
  }
}

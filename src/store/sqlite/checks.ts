import { threadFile } from '../../threads/hand.ts';
import type {
  AuditPage,
  AuditStore,
  Elsewhere,
  NumberedName,
  OpenedAudit,
  TilePlace,
} from '../audit-store.ts';
import type { Receipt } from '../event-store.ts';
import type { Cut, KeptCheckpoint } from '../log-store.ts';
import { IN_MEMORY } from './configure.ts';
import { Connection, type Query, query } from './connection.ts';
import { cutsIn } from './cut-table.ts';
import { openDatabase } from './open.ts';
import { ReceiptTable } from './receipt-table.ts';

const MOST_PROBLEMS = 20;

/** This file and the one that opens a ledger to read it, as a thread finds them. */
const HERE = threadFile(import.meta.url, 'sqlite/checks').href;
const READING = threadFile(import.meta.url, 'sqlite/to-read').href;

const LENGTHS = ['id', 'leaf', 'salt', 'payload', 'packed'].map(
  (column) => `octet_length(${column})`,
);
const JOINED = 'entry LEFT JOIN facts USING (stream, revision)';

/**
 * What an audit reads of a ledger's file. A page comes in three pieces, its numbers, and all bytes of
 * entries and of columns as one: node:sqlite takes longer to make an array for each value than SQLite takes to read it.
 */
export class SqliteAudit implements AuditStore {
  readonly elsewhere?: Elsewhere;
  readonly #connection: Connection;
  readonly #numbers: Query<(number | null)[]>;
  readonly #bytes: Query<[bytes: Uint8Array | null]>;
  readonly #facts: Query<[facts: Uint8Array | null]>;
  readonly #receipts: ReceiptTable;
  readonly #leaf: Query<[leaf: Uint8Array]>;

  constructor(connection: Connection) {
    const { db, file } = connection;
    this.#connection = connection;
    this.#receipts = new ReceiptTable(connection);
    if (file !== IN_MEMORY) this.elsewhere = { place: file, module: HERE, reading: READING };
    const range = 'WHERE entry.seq >= ? AND entry.seq < ?';
    this.#numbers = query(
      db,
      `SELECT seq, stream, revision, recorded_max, ${LENGTHS.join(', ')}
       FROM ${JOINED} ${range} ORDER BY seq`,
    );
    this.#facts = query(
      db,
      `SELECT CAST(group_concat(packed, '') AS BLOB)
       FROM (SELECT packed FROM ${JOINED} ${range} ORDER BY seq)`,
    );
    // SQLite joins blobs byte by byte; a scan of a range of the key goes in its order.
    this.#bytes = query(
      db,
      `SELECT CAST(group_concat(id || x'00' || leaf || salt || payload, '') AS BLOB)
       FROM entry NOT INDEXED ${range}`,
    );
    this.#leaf = query(db, 'SELECT leaf FROM entry WHERE seq = ?');
  }

  atOnce<T>(read: () => T): T {
    return this.#connection.snapshot(read);
  }

  count(): number {
    // SQLite counts by the smallest index; that it has as many rows as the table is for `problems` to say.
    return this.#one('SELECT count(*) FROM entry') ?? 0;
  }

  page(from: number, to: number): AuditPage {
    return this.#connection.snapshot(() => ({
      rows: this.#numbers.all(from, to),
      bytes: this.#bytes.get(from, to)?.[0] ?? new Uint8Array(0),
      facts: this.#facts.get(from, to)?.[0] ?? new Uint8Array(0),
    }));
  }

  leaf(seq: number): Uint8Array | undefined {
    return this.#connection.run(() => this.#leaf.get(seq)?.[0]);
  }

  streams(): NumberedName[] {
    return this.#named('stream');
  }

  symbols(): NumberedName[] {
    return this.#named('symbol');
  }

  tiles(): TilePlace[] {
    const rows = this.#all<[number, number]>(
      'SELECT level, number FROM tile NOT INDEXED ORDER BY level, number',
    );
    return rows.map(([level, index]) => ({ level, index }));
  }

  tile(level: number, index: number): Uint8Array | undefined {
    const sql = 'SELECT bytes FROM tile WHERE level = ? AND number = ?';
    return this.#connection.run(
      () => query<[Uint8Array]>(this.#connection.db, sql).get(level, index)?.[0],
    );
  }

  checkpoints(): KeptCheckpoint[] {
    const rows = this.#all<[number, string]>(
      'SELECT size, note FROM checkpoint NOT INDEXED ORDER BY size, note',
    );
    return rows.map(([size, note]) => ({ size, note }));
  }

  cuts(): readonly Cut[] {
    return this.#connection.run(() => cutsIn(this.#connection.db));
  }

  receipts(after: Uint8Array, limit: number): Receipt[] {
    return this.#connection.run(() => this.#receipts.after(after, limit));
  }

  generation(): number {
    return this.#one('SELECT number FROM generation') ?? 0;
  }

  /**
   * SQLite's own check of the file: that its pages fit together, that each index holds what its table
   * holds, and that no key is there twice. Then rows of the tables that belong to no entry.
   */
  problems(): string[] {
    const found = this.#all<[string]>(`PRAGMA integrity_check(${MOST_PROBLEMS})`)
      .map(([line]) => line.replace(/^\*\*\* in database main \*\*\*\s*/, ''))
      .filter((line) => line !== 'ok');
    // An entry that is appended after the others were counted is none too many.
    return [...found, ...this.atOnce(() => this.#strayEntries()), ...this.#strayFacts()];
  }

  /** Entries with numbers that so many entries do not have. */
  #strayEntries(): string[] {
    const count = this.count();
    return ['seq < 0', `seq >= ${count}`]
      .flatMap((range) =>
        this.#all<[number]>(`SELECT seq FROM entry WHERE ${range} ORDER BY seq LIMIT 3`),
      )
      .map(([seq]) => `the table entry has a row numbered ${seq}, beyond the ${count} entries`);
  }

  /** Columns that stand where no entry stands. */
  #strayFacts(): string[] {
    const rows = this.#all<[stream: number, revision: number]>(
      `SELECT facts.stream, facts.revision FROM facts LEFT JOIN entry USING (stream, revision)
       WHERE entry.seq IS NULL LIMIT 3`,
    );
    return rows.map(
      ([stream, revision]) =>
        `the table facts has a row of stream ${stream}, revision ${revision}, which is no entry's`,
    );
  }

  #named(table: string): NumberedName[] {
    const rows = this.#all<[number, string]>(
      `SELECT number, name FROM ${table} NOT INDEXED ORDER BY number`,
    );
    return rows.map(([number, name]) => ({ number, name }));
  }

  #one(sql: string): number | undefined {
    return this.#all<[number]>(sql)[0]?.[0];
  }

  #all<Row extends readonly unknown[]>(sql: string): Row[] {
    return this.#connection.run(() => query<Row>(this.#connection.db, sql).all());
  }
}

/** Opens a ledger's file once more, to audit it in a thread of its own. */
export function openAudit(file: string): OpenedAudit {
  const options = { readOnly: true, outdated: false, busyMilliseconds: 5000 };
  const connection = new Connection(openDatabase(file, options), file);
  const audit = new SqliteAudit(connection);
  return Object.assign(audit, { close: () => connection.close() });
}

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Followed, Logged, LogPlace, PassedOver } from '../copy-store.ts';
import { type Connection, type Query, query } from './connection.ts';
import { BESIDE, DROP_OLDER, identify, NEXT_GENERATION, SCHEMA_VERSION } from './schema.ts';

/**
 * What a copy keeps beside a ledger's own tables: how far it has followed its log, in one row; the log's
 * own last revision of each stream; and what of the log became no entry.
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS followed (
    number INTEGER PRIMARY KEY, position INTEGER, event TEXT, before INTEGER, complete INTEGER NOT NULL
  ) STRICT;
  INSERT INTO followed SELECT 0, NULL, NULL, NULL, 0 WHERE NOT EXISTS (SELECT 1 FROM followed);
  CREATE TABLE IF NOT EXISTS log_stream (name TEXT PRIMARY KEY, revision INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS passed_over (
    position INTEGER PRIMARY KEY, stream TEXT NOT NULL, why TEXT NOT NULL
  ) STRICT;
`;

const RENEWED = `
  ${BESIDE} ${DROP_OLDER}
  DELETE FROM entry; DELETE FROM facts; DELETE FROM stream; DELETE FROM symbol;
  DELETE FROM receipt; DELETE FROM tile; DELETE FROM checkpoint;
  DELETE FROM log_stream; DELETE FROM passed_over; DELETE FROM followed;
  ${TABLES} ${NEXT_GENERATION}; PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** Is a ledger's database a copy of a log? */
export function isCopy(db: DatabaseSync): boolean {
  const sql = "SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'followed'";
  return db.prepare(sql).get()?.tables === 1;
}

/** Makes a ledger a copy of a log of which it holds nothing yet, in one step. */
export const makeCopy = (db: DatabaseSync): void => db.exec(`BEGIN IMMEDIATE; ${TABLES} COMMIT`);

/**
 * Empties a copy that an older Hustings made, in one step, so that it is filled anew from its log: it holds
 * nothing of its own.
 */
export function renewCopy(db: DatabaseSync): void {
  if (identify(db).version === SCHEMA_VERSION) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have been faster.
    if (identify(db).version < SCHEMA_VERSION) db.exec(RENEWED);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Makes a copy a ledger of its own. */
export const makeLedger = (db: DatabaseSync): void =>
  db.exec('DROP TABLE followed; DROP TABLE log_stream; DROP TABLE passed_over');

type Row = [position: number | null, event: string | null, before: number | null, complete: number];

/** How far a copy has followed its log. */
export class CopyTables {
  readonly #connection: Connection;
  readonly #followed: Query<Row>;
  readonly #follow: StatementSync;
  readonly #revision: Query<[revision: number]>;
  readonly #keepRevision: StatementSync;
  readonly #passOver: StatementSync;
  readonly #passedOver: Query<[number, string, PassedOver['why']]>;

  constructor(connection: Connection) {
    const { db } = connection;
    this.#connection = connection;
    this.#followed = query(
      db,
      'SELECT position, event, before, complete FROM followed WHERE number = 0',
    );
    this.#follow = db.prepare(
      'UPDATE followed SET position = ?, event = ?, before = ?, complete = ? WHERE number = 0',
    );
    this.#revision = query(db, 'SELECT revision FROM log_stream WHERE name = ?');
    this.#keepRevision = db.prepare(
      'INSERT INTO log_stream (name, revision) VALUES (?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision',
    );
    this.#passOver = db.prepare('INSERT INTO passed_over (position, stream, why) VALUES (?, ?, ?)');
    this.#passedOver = query(
      db,
      'SELECT position, stream, why FROM passed_over WHERE position > ? ORDER BY position LIMIT ?',
    );
  }

  followed(): Followed {
    const row = this.#connection.run(() => this.#followed.get());
    const [position = null, event = null, before = null, complete = 0] = row ?? [];
    const last = position === null || event === null ? null : { position, event, before };
    return { last, complete: complete === 1 };
  }

  /** Notes, within a transaction, how far it has followed. */
  follow({ last, complete }: Followed): void {
    const { position = null, event = null, before = null } = last ?? {};
    this.#follow.run(position, event, before, complete ? 1 : 0);
  }

  /** The log's own last revision of a stream; -1 without one. */
  logRevision(stream: string): number {
    return this.#revision.get(stream)?.[0] ?? -1;
  }

  keepRevision({ stream, logRevision }: LogPlace): void {
    this.#keepRevision.run(stream, logRevision);
  }

  passOver({ position, stream }: Logged, why: PassedOver['why']): void {
    this.#passOver.run(position, stream, why);
  }

  passedOver(after: number, limit: number): readonly PassedOver[] {
    const rows = this.#connection.run(() => this.#passedOver.all(after, limit));
    return rows.map(([position, stream, why]) => ({ position, stream, why }));
  }
}

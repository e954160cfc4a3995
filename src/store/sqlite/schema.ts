import type { DatabaseSync } from 'node:sqlite';
import { PACKED_BYTES } from '../../../projections/columns.ts';

/** Marks a SQLite file as a Hustings ledger: "HUST" in the header. */
export const APPLICATION_ID = 0x48_55_53_54;

/**
 * The version of the tables and of what the columns mean; a ledger with a greater one was written by a
 * newer Hustings. 2: how an act was decided, and whose membership is known, stand in the facet; the
 * transparency log has tables. 3: an entry's columns are packed, and stand by stream.
 */
export const SCHEMA_VERSION = 3;

/**
 * The columns of entries, packed, those of a stream side by side: a contest is read as one piece. Of an
 * entry with no number of its own it is one small insert.
 */
const FACTS = `
  CREATE TABLE IF NOT EXISTS facts (
    stream INTEGER NOT NULL, revision INTEGER NOT NULL,
    packed BLOB NOT NULL CHECK (octet_length(packed) = ${PACKED_BYTES}),
    PRIMARY KEY (stream, revision)
  ) STRICT, WITHOUT ROWID;
`;

/** Takes the columns away as ledgers before version 3 kept them: an integer each, by sequence number. */
export const DROP_OLDER = 'DROP TABLE IF EXISTS fact;';

/** In order of their keys, without a number and an index of their own: a receipt is one small insert. */
const RECEIPTS = `
  CREATE TABLE IF NOT EXISTS receipt (
    key BLOB NOT NULL PRIMARY KEY, request BLOB NOT NULL, answer TEXT NOT NULL, sum BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/**
 * What lies beside the entries: their columns and the tiles of the transparency log, which are derived;
 * the checkpoints that were signed; the receipts of appends; and how often columns were made anew or
 * bytes erased, so that every process sees that what it remembers may be gone.
 */
export const BESIDE = `
  ${FACTS}
  ${RECEIPTS}
  CREATE TABLE IF NOT EXISTS tile (
    level INTEGER NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (level, number)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS checkpoint (
    size INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (size, note)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS generation (number INTEGER PRIMARY KEY) STRICT;
  INSERT INTO generation SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM generation);
`;

/** Says to every process that what it remembers of columns and bytes may be gone. */
export const NEXT_GENERATION = 'UPDATE generation SET number = number + 1';

// The id stands before the bytes, so that reading it never follows them onto further pages.
const TABLES = `
  CREATE TABLE stream (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE symbol (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    recorded_max INTEGER NOT NULL, -- the greatest recordedAt so far, in ms, so that an instant is found by halving
    leaf BLOB NOT NULL,
    salt BLOB NOT NULL,
    payload BLOB NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  ${BESIDE}
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** What a database is: a ledger of a version, nothing yet, or another program's. */
export interface Identity {
  readonly kind: 'empty' | 'ledger' | 'other';
  readonly version: number;
}

/** What SQLite says a database is; in one statement, lest another process makes it a ledger between two. */
export function identify(db: DatabaseSync): Identity {
  const row = db
    .prepare(
      `SELECT application_id AS id, user_version AS version,
              (SELECT count(*) FROM sqlite_schema) AS tables
       FROM pragma_application_id, pragma_user_version`,
    )
    .get();
  const version = Number(row?.version);
  if (row?.id === APPLICATION_ID) return { kind: 'ledger', version };
  return { kind: row?.tables === 0 ? 'empty' : 'other', version };
}

/**
 * Makes an empty database a ledger in one transaction, unless another process was faster. It comes
 * before the log (WAL) is turned on: so the mark stands in the file itself, never in its log only.
 */
export function createSchema(db: DatabaseSync): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    if (identify(db).kind === 'empty') db.exec(TABLES);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Adds the tables that a ledger lacks since it was made before there were any: the receipts need no
 * version of their own, for who knows nothing of them is not disturbed; an older version, which is only
 * opened to be rebuilt, lacks others too.
 */
export function addMissing(db: DatabaseSync): void {
  if (identify(db).version < SCHEMA_VERSION) db.exec(`BEGIN IMMEDIATE; ${BESIDE} COMMIT`);
  const sql = "SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'receipt'";
  if (db.prepare(sql).get()?.tables === 0) db.exec(RECEIPTS);
}

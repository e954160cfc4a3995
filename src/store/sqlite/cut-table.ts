import type { DatabaseSync } from 'node:sqlite';
import type { Cut } from '../log-store.ts';
import { query } from './connection.ts';

/**
 * From which logs a ledger was cut. Only a ledger that was has the table, and it needs no version of its own: who knows
 * nothing of it reads all else as before.
 */
const TABLE = `
  CREATE TABLE IF NOT EXISTS cut (
    origin TEXT NOT NULL PRIMARY KEY, size INTEGER NOT NULL, signed INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** The logs that a ledger was cut from, by their names. */
export function cutsIn(db: DatabaseSync): readonly Cut[] {
  const sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'cut'";
  if (query<[number]>(db, sql).get()?.[0] !== 1) return [];
  const rows = query<[string, number, number]>(db, 'SELECT * FROM cut ORDER BY origin').all();
  return rows.map(([origin, size, signed]) => ({ origin, size, signed }));
}

/** Notes, within a transaction, that a ledger was cut; of what was cut again the least is left. */
export function noteCut(db: DatabaseSync, { origin, size, signed }: Cut): void {
  db.exec(TABLE);
  db.prepare(
    `INSERT INTO cut (origin, size, signed) VALUES (?, ?, ?) ON CONFLICT DO UPDATE
     SET size = min(size, excluded.size), signed = max(signed, excluded.signed)`,
  ).run(origin, size, signed);
}

/** Notes, within a transaction, that a ledger which was cut before now holds fewer entries still. */
export function shortenCuts(db: DatabaseSync, size: number): void {
  if (cutsIn(db).length > 0) db.prepare('UPDATE cut SET size = min(size, ?)').run(size);
}

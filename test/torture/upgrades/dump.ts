import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

/** All that a ledger's tables hold, as one hash, whatever version they are of; but for how often columns were made anew. */
export function dumpOf(file: string): string {
  const db = new DatabaseSync(file, { readOnly: true });
  const hash = createHash('sha256');
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'generation' ORDER BY name",
    )
    .all();
  for (const { name } of tables) {
    hash.update(`${name}\n`);
    for (const row of db.prepare(`SELECT * FROM "${name}" ORDER BY 1, 2`).iterate()) {
      for (const value of Object.values(row)) {
        hash.update(value instanceof Uint8Array ? value : `${value}`).update('|');
      }
    }
  }
  hash.update(`version ${db.prepare('PRAGMA user_version').get()?.user_version}`);
  db.close();
  return hash.digest('hex');
}

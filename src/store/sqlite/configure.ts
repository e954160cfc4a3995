import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';

/** The name of a ledger that lives in memory only, as SQLite spells it. */
export const IN_MEMORY = ':memory:';

const LOG_ATTEMPTS = 100;

/**
 * Turns the log on; says whether the file system allows it. SQLite gives up at once where another
 * process does the same, so this waits for that one by an empty transaction and tries again.
 */
function turnLogOn(db: DatabaseSync): boolean {
  const turnOn = db.prepare('PRAGMA journal_mode = WAL');
  for (let attempt = 1; ; attempt += 1) {
    try {
      return turnOn.get()?.journal_mode === 'wal';
    } catch (error) {
      if (attempt === LOG_ATTEMPTS) throw error;
      db.exec('BEGIN IMMEDIATE; COMMIT');
    }
  }
}

/** Makes a connection fit for appending: every setting that durability hangs on is said aloud. */
export function configure(db: DatabaseSync, file: string): void {
  if (file !== IN_MEMORY && !turnLogOn(db)) {
    throw new StoreError(
      'no-shared-memory',
      `${file} lies on a file system without shared memory, which its log needs; put it on a local disk`,
    );
  }
  db.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA wal_autocheckpoint = 0; -- the connection copies the log itself, and hears what fails
  `);
}

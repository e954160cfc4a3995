import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { Doubt, flush, isMarked } from './doubt.ts';
import { identify } from './schema.ts';
import { isBusy, isFailedFlush } from './sqlite-errors.ts';
import { logBytes } from './to-open.ts';

/**
 * Copies the log into the file and empties it, by a connection that no other process or thread may have one beside. It reads the
 * log from its beginning, so that every page is written anew, whatever earlier copying was thought to have done.
 */
function copyAlone(path: string): void {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON');
    if (identify(db).kind === 'ledger') db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

/** Copies the log, or where that cannot be has it flushed: who wrote it may have been killed before. */
function keepLog(path: string, marked: boolean): void {
  try {
    copyAlone(path);
  } catch (error) {
    if (marked || isFailedFlush(error)) throw error;
    // Others have it open, or there is no room: the log is read as before.
    if (existsSync(`${path}-wal`)) flush(`${path}-wal`);
  }
}

/**
 * Sees to it, before a ledger is opened to write, that its disk holds all that its log does: a process that was
 * killed may have left there what it had not flushed yet, which would be read, and answered for, as stored. Throws, with
 * the ledger in doubt, where that fails. A ledger in doubt must be copied whole, and so have nobody else who has it open.
 */
export function settleLeftLog(file: string, path: string): void {
  const marked = isMarked(path);
  if ((logBytes(path) === 0 && !marked) || !existsSync(path)) return;
  try {
    keepLog(path, marked);
  } catch (error) {
    new Doubt(path).hear(error);
    if (!isBusy(error)) throw error;
    throw new StoreError(
      'busy',
      `${file} must be verified, since its disk failed to keep what was written, and another program has it open; stop that first`,
    );
  }
}

import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { asStoreError, isUnwritten, primaryOf } from './sqlite-errors.ts';

/** What SQLite says where it may not write, or not open, the copy: its original is open already. */
const OF_THE_COPY: ReadonlySet<number> = new Set([8, 14]);

/** Writes all that an open database holds at one moment into a file that is not there yet or empty; what fails of that, it says of that file. */
export function copyInto(db: DatabaseSync, file: string): void {
  try {
    // An absolute path: SQLite would read a leading "file:" as an address with settings in it.
    db.prepare('VACUUM INTO ?').run(resolve(file));
  } catch (error) {
    if (OF_THE_COPY.has(primaryOf(error))) {
      throw asStoreError(error, file);
    }
    if (!isUnwritten(error)) throw error;
    throw new StoreError(
      'disk',
      `${file} cannot be written by its disk, so no copy was made; free some space there or name another place (${(error as Error).message})`,
      error,
    );
  }
}

import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** The bytes of the log (-wal) that lies beside a file; 0 where there is none. */
export const logBytes = (path: string): number =>
  statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;

/** A file as it is by itself, for SQLite to read without locks, index or log: nothing is made beside it. */
export function alone(path: string): URL {
  const url = pathToFileURL(path);
  url.search = 'immutable=1';
  return url;
}

/** Does a path lie on a file system that nobody can write? */
function isUnwritable(path: string): boolean {
  try {
    accessSync(dirname(path), constants.W_OK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EROFS';
  }
}

/**
 * Opens a file to read, with what its log has, by locks and an index that are made beside it. On a file system that
 * nobody can write neither can be made, nor does anything change: there a file without a log is read as it is.
 */
export function openToRead(path: string, timeout: number): DatabaseSync {
  const isByItself = logBytes(path) === 0 && isUnwritable(path);
  return new DatabaseSync(isByItself ? alone(path) : path, { readOnly: true, timeout });
}

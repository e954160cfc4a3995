import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';
import { configure, IN_MEMORY } from './configure.ts';
import { isCopy, makeCopy, renewCopy } from './copy-tables.ts';
import { settleLeftLog } from './left-log.ts';
import { demandOwnLog } from './own-log.ts';
import { addMissing, createSchema, type Identity, identify, SCHEMA_VERSION } from './schema.ts';
import { asOpeningError } from './sqlite-errors.ts';
import { alone, openToRead } from './to-open.ts';

/** How a ledger's file is opened. */
export interface OpenOptions {
  readonly readOnly: boolean;
  /** Opens a ledger of an older version too: only to rebuild it, or to fill a copy anew. */
  readonly outdated: boolean;
  /** Opens the copy of a log, or makes a new file one; without it, what is written to must be none. */
  readonly copy?: boolean;
  /** How long a transaction waits for another process that is writing. */
  readonly busyMilliseconds: number;
  /** At most so much memory for pages of the file; else 64 MiB. */
  readonly cacheKibibytes?: number;
}

/** At most so much memory for pages of the file: SQLite's own 2 MiB hold few of an entry's indexes. */
const CACHE_KIBIBYTES = 65_536;

const noLedger = (file: string, what: string): StoreError =>
  new StoreError(
    'not-a-ledger',
    `${file} ${what}, not a Hustings ledger; name a ledger or a file that does not exist yet`,
  );

const newer = (file: string, version: number): StoreError =>
  new StoreError(
    'newer-ledger',
    `${file} was written by a newer Hustings (ledger version ${version}, this one knows ${SCHEMA_VERSION}); update Hustings to open it`,
  );

const older = (file: string, version: number): StoreError =>
  new StoreError(
    'older-ledger',
    `${file} was written by an older Hustings (ledger version ${version}, this one needs ${SCHEMA_VERSION}); run hustings rebuild once, which changes no entry`,
  );

/** Throws unless this process may use a file or folder in a way. */
function demandAccess(path: string, mode: number, error: () => StoreError): void {
  try {
    accessSync(path, mode);
  } catch {
    throw error();
  }
}

/** Refuses a place where no ledger is and none can be made. */
function checkAbsent(file: string, path: string, readOnly: boolean): void {
  if (readOnly) {
    throw new StoreError('missing', `${file} does not exist; name the file of a ledger to read`);
  }
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new StoreError(
      'missing-folder',
      `${file} cannot be made because there is no folder ${folder}; make that folder first`,
    );
  }
  demandAccess(
    folder,
    constants.W_OK,
    () =>
      new StoreError(
        'read-only',
        `${file} cannot be made because its folder may not be written; name another folder or change its permissions`,
      ),
  );
}

function checkPermissions(file: string, path: string, readOnly: boolean): void {
  demandAccess(
    path,
    constants.R_OK,
    () =>
      new StoreError(
        'unreadable',
        `${file} may not be read by this account; change its permissions`,
      ),
  );
  if (readOnly) return;
  demandAccess(
    path,
    constants.W_OK,
    () =>
      new StoreError(
        'read-only',
        `${file} may not be written by this account; open it for reading only or change its permissions`,
      ),
  );
}

/**
 * Looks at a file without locks or log, so that nothing is left beside it. SQLite must do it: another
 * way of opening the file would, on closing, take this process's locks on it away (POSIX).
 */
export function glance(path: string): Identity {
  const db = new DatabaseSync(alone(path), { readOnly: true });
  try {
    return identify(db);
  } finally {
    db.close();
  }
}

function checkContent(file: string, path: string, options: OpenOptions): void {
  let identity: Identity;
  try {
    identity = glance(path);
  } catch (error) {
    // With a journal beside it this may be a ledger amid its making, and with a log one whose process was killed
    // while it copied that into the file, which is whole only with its log: SQLite sees to both by its locks.
    if (existsSync(`${path}-journal`) || existsSync(`${path}-wal`)) return;
    throw error;
  }
  // What was rebuilt a moment ago may have its new version in the log alone: SQLite reads that, too.
  const isOlder = identity.kind === 'ledger' && identity.version < SCHEMA_VERSION;
  if (isOlder && existsSync(`${path}-wal`)) return;
  demandLedger(file, identity, options);
}

function demandLedger(file: string, { kind, version }: Identity, options: OpenOptions): void {
  const { readOnly, outdated } = options;
  if (kind === 'other') throw noLedger(file, "is another program's database");
  if (kind === 'empty' && readOnly) throw noLedger(file, 'is an empty file');
  if (kind === 'ledger' && version > SCHEMA_VERSION) throw newer(file, version);
  if (kind === 'ledger' && version < SCHEMA_VERSION && !outdated) throw older(file, version);
}

/** Refuses whatever can be refused before SQLite touches it. */
function checkFile(file: string, path: string, options: OpenOptions): void {
  const { readOnly } = options;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    checkAbsent(file, path, readOnly);
  } else if (!found.isFile()) {
    const what = found.isDirectory() ? 'is a folder' : 'is no regular file';
    throw new StoreError('not-a-file', `${file} ${what}; name the file of a ledger`);
  } else {
    checkPermissions(file, path, readOnly);
    checkContent(file, path, options);
  }
}

/** Refuses to append to a copy, and to fill from a log what is a ledger of its own. */
function demandKind(db: DatabaseSync, file: string, { copy = false }: OpenOptions): void {
  if (isCopy(db)) {
    if (copy) return;
    throw new StoreError(
      'a-copy',
      `${file} is a copy of a ledger in KurrentDB, and what is appended here would be lost; name that with HUSTINGS_STORE`,
    );
  }
  if (!copy) return;
  if (db.prepare('SELECT count(*) AS entries FROM entry').get()?.entries !== 0) {
    throw new StoreError(
      'no-copy',
      `${file} is a ledger of its own, not a copy of one in KurrentDB; name another file with HUSTINGS_COPY, or move the ledger with hustings move`,
    );
  }
  makeCopy(db);
}

function connect(file: string, path: string, options: OpenOptions): DatabaseSync {
  const { readOnly, busyMilliseconds: timeout } = options;
  const db = readOnly ? openToRead(path, timeout) : new DatabaseSync(path, { timeout });
  try {
    if (!readOnly && identify(db).kind === 'empty') createSchema(db);
    demandLedger(file, identify(db), options);
    if (!readOnly) {
      demandKind(db, file, options);
      if (options.copy) renewCopy(db);
      configure(db, file);
      addMissing(db);
    }
    db.exec(`PRAGMA cache_size = -${options.cacheKibibytes ?? CACHE_KIBIBYTES}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens a ledger's database, or makes one where there is no file or an empty one. Throws a StoreError
 * for everything that is no ledger this version can read; then it has made and changed nothing.
 */
export function openDatabase(file: string, options: OpenOptions): DatabaseSync {
  const { readOnly } = options;
  // An absolute path: SQLite would read a leading "file:" as an address with settings in it.
  const path = file === IN_MEMORY ? file : resolve(file);
  try {
    if (file === '') {
      throw new StoreError('missing', 'an empty name is no place for a ledger; name a file');
    }
    if (path !== IN_MEMORY) {
      checkFile(file, path, options);
      demandOwnLog(file, path);
      if (!readOnly) settleLeftLog(file, path);
    } else if (readOnly) checkAbsent(file, path, readOnly);
    return connect(file, path, options);
  } catch (error) {
    throw asOpeningError(error, file);
  }
}

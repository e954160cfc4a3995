import { StoreError, type StoreErrorCode } from '../store-error.ts';

/** SQLite's primary result codes (sqlite.org/rescode.html) and what each means for whoever asked. */
const REMEDIES: Readonly<Record<number, readonly [StoreErrorCode, string]>> = {
  1: ['damaged', 'lacks what every ledger has; restore it from a backup'],
  3: ['unreadable', 'may not be used by this account; change its permissions'],
  5: ['busy', 'is being written by another program; nothing was stored, so try again'],
  6: ['busy', 'is being written by another program; nothing was stored, so try again'],
  8: [
    'read-only',
    'may not be written, or its folder may not; change their permissions, or copy it to a folder of your own',
  ],
  10: [
    'disk',
    'could not be read or written by its disk, and what was being stored may be there or not; check the disk, look, then try again',
  ],
  11: [
    'damaged',
    'is damaged; restore it from a backup, unless its disk cannot be read: then check that first',
  ],
  13: [
    'full',
    'has no room left on its disk; nothing was stored, so free some space and try again',
  ],
  14: ['unreadable', 'cannot be opened; its folder must let this account read and create files'],
  19: ['damaged', 'holds rows that contradict each other; rebuild it or restore it from a backup'],
  26: ['not-a-ledger', 'is no Hustings ledger; name a ledger or a file that does not exist yet'],
};

/** SQLite's codes of a flush that failed, of a file (SQLITE_IOERR_FSYNC) and of its folder. */
const FAILED_FLUSHES: ReadonlySet<unknown> = new Set([1034, 1290]);

const UNFLUSHED =
  'could not be flushed to its disk, so it is not known whether the last change is kept, and nothing more is stored; check the disk, stop what has the ledger open and start it again, which verifies every byte first';

/** Did a flush fail, so that it is not known what the disk holds? Of what SQLite or the system has thrown. */
export function isFailedFlush(error: unknown): boolean {
  const { errcode, syscall } = error as { errcode?: unknown; syscall?: unknown };
  return FAILED_FLUSHES.has(errcode) || syscall === 'fsync';
}

/** SQLite's primary result code of what was thrown; 0 of all else. */
export const primaryOf = (error: unknown): number =>
  Number((error as { errcode?: unknown }).errcode) & 0xff;

/** Has SQLite thrown that there is no room left? */
export const isFull = (error: unknown): boolean => primaryOf(error) === 13;

/** SQLite's code of a write that failed (SQLITE_IOERR_WRITE): of a quota, too. */
const FAILED_WRITE = 778;

/** Has SQLite thrown that a file could not be written, or not flushed? */
export const isUnwritten = (error: unknown): boolean =>
  isFull(error) ||
  isFailedFlush(error) ||
  (error as { errcode?: unknown }).errcode === FAILED_WRITE;

/** Has SQLite thrown that another connection keeps it out? */
export const isBusy = (error: unknown): boolean => primaryOf(error) === 5;

/** The same for what the operating system says (errno names). */
const SYSTEM_REMEDIES: Readonly<Record<string, readonly [StoreErrorCode, string]>> = {
  EACCES: ['unreadable', 'may not be used by this account; change its permissions'],
  EPERM: ['unreadable', 'may not be used by this account; change its permissions'],
  ENOTDIR: ['missing-folder', 'has a file where a folder should be in its path; correct the path'],
};

const UNKNOWN = [
  'failed',
  'could not be used, and nothing was stored; the cause says why',
] as const;

/** The refusal of a ledger whose flush has just failed: what was being stored may be there or not. */
export const unflushedError = (file: string, cause?: unknown): StoreError =>
  new StoreError('unflushed', `${file} ${UNFLUSHED}`, cause);

/** What SQLite or the code above it threw, as a StoreError about a file. */
export function asStoreError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  if (isFailedFlush(error)) return unflushedError(file, error);
  const { errcode, code: errno } = error as { errcode?: unknown; code?: unknown };
  const known =
    typeof errcode === 'number' ? REMEDIES[errcode & 0xff] : SYSTEM_REMEDIES[`${errno}`];
  const [code, remedy] = known ?? UNKNOWN;
  const detail = error instanceof Error ? ` (${error.message})` : '';
  return new StoreError(code, `${file} ${remedy}${detail}`, error, file);
}

/** SQLite's code of an index of the log for which there is no room (SQLITE_IOERR_SHMSIZE). */
const NO_ROOM_FOR_INDEX = 4874;

/** What has kept a ledger from being opened, as a StoreError: the index of its log takes room even to read it. */
export function asOpeningError(error: unknown, file: string): StoreError {
  const { errcode } = error as { errcode?: unknown };
  if (errcode !== NO_ROOM_FOR_INDEX && !isFull(error)) return asStoreError(error, file);
  return new StoreError(
    'full',
    `${file} has no room left on its disk to be opened, for which 64 KiB do; free some space and try again`,
    error,
  );
}

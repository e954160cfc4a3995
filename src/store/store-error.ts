/** What may be wrong with where a ledger is kept, or with what was asked of it. */
export type StoreErrorCode =
  | 'missing'
  | 'missing-folder'
  | 'not-a-file'
  | 'not-a-ledger'
  | 'newer-ledger'
  | 'older-ledger'
  | 'unreadable'
  | 'read-only'
  | 'no-shared-memory'
  | 'busy'
  | 'disk'
  | 'full'
  | 'unflushed'
  | 'unsure'
  | 'damaged'
  | 'rebuilding'
  | 'closed'
  | 'a-copy'
  | 'no-copy'
  | 'cannot-erase'
  | 'cannot-cut'
  | 'unreachable'
  | 'forbidden'
  | 'too-large'
  | 'another-log'
  | 'newer-entries'
  | 'failed';

/** A ledger's place cannot be used: one plain sentence that names it and says what would be right. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  /** The file that SQLite could not use; undefined where it is about something else. */
  readonly file: string | undefined;

  constructor(code: StoreErrorCode, message: string, cause?: unknown, file?: string) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.code = code;
    this.file = file;
  }
}

/** A ledger lies where nothing can be removed; names the place, and the way that works. */
export const cannotErase = (place: string): StoreError =>
  new StoreError(
    'cannot-erase',
    `${place} keeps what was written for ever, so nothing can be erased there: move the ledger to a file (hustings move), erase there, move that to a new database, and destroy this one with its backups`,
  );

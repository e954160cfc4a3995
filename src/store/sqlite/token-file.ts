import { closeSync, openSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { StoreError } from '../store-error.ts';
import type { StoredToken, TokenStore } from '../token-store.ts';
import { type Query, query } from './connection.ts';
import { asStoreError } from './sqlite-errors.ts';

/** Marks a SQLite file as a Hustings ledger's tokens: "HUTK" in the header. */
const APPLICATION_ID = 0x48_55_54_4b;

/** The version of the table. */
const VERSION = 1;

const OWNER_ONLY = 0o600;

/** How long one process waits, standing still, for another that is adding or revoking. */
const BUSY_MILLISECONDS = 1000;

// Roles are words with blanks between them.
const TABLE = `
  CREATE TABLE token (
    id TEXT PRIMARY KEY, hash BLOB NOT NULL, name TEXT NOT NULL, roles TEXT NOT NULL,
    created INTEGER NOT NULL, expires INTEGER, revoked INTEGER
  ) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${VERSION};
`;

const FIELDS = 'id, hash, name, roles, created, expires, revoked';

type Row = [
  id: string,
  hash: Uint8Array,
  name: string,
  roles: string,
  created: number,
  expires: number | null,
  revoked: number | null,
];

/** The open file, and what is asked of it. */
interface Opened {
  readonly db: DatabaseSync;
  /** Which file it is, lest another has taken its name. */
  readonly identity: string;
  readonly find: Query<Row>;
  readonly list: Query<Row>;
  readonly add: StatementSync;
  readonly revoke: StatementSync;
}

const tokenOf = ([id, hash, name, roles, created, expires, revoked]: Row): StoredToken => ({
  id,
  hash,
  name,
  roles: roles.split(' '),
  created,
  expires,
  revoked,
});

const noTokens = (file: string, what: string): StoreError =>
  new StoreError('failed', `${file} ${what}; name another file with HUSTINGS_TOKENS`);

/** Makes an empty database a file of tokens in one transaction, unless another process was faster. */
function demandTokens(db: DatabaseSync, file: string): void {
  const identify = () =>
    db
      .prepare(
        `SELECT application_id AS id, user_version AS version,
                (SELECT count(*) FROM sqlite_schema) AS tables
         FROM pragma_application_id, pragma_user_version`,
      )
      .get() ?? {};
  if (identify().tables === 0) {
    db.exec('BEGIN IMMEDIATE');
    if (identify().tables === 0) db.exec(TABLE);
    db.exec('COMMIT');
  }
  const { id, version } = identify();
  if (id === APPLICATION_ID && version === VERSION) return;
  throw noTokens(
    file,
    id === APPLICATION_ID ? 'was written by a newer Hustings' : 'is no file of tokens',
  );
}

/**
 * The tokens of a ledger in a SQLite file of their own, which its owner alone may read. It has no log
 * (WAL) beside it, so that it is one file; SQLite sees by its change counter what other processes did.
 */
export class TokenFile implements TokenStore {
  readonly #file: string;
  readonly #path: string;
  #opened: Opened | undefined;

  constructor(file: string) {
    this.#file = file;
    // An absolute path: SQLite would read a leading "file:" as an address with settings in it.
    this.#path = resolve(file);
  }

  find(id: string): StoredToken | undefined {
    return this.#run(() => {
      const row = this.#there()?.find.get(id);
      return row === undefined ? undefined : tokenOf(row);
    });
  }

  list(): StoredToken[] {
    return this.#run(() => this.#there()?.list.all().map(tokenOf) ?? []);
  }

  add({ id, hash, name, roles, created, expires, revoked }: StoredToken): void {
    this.#run(() => {
      const { add } = this.#there() ?? this.#make();
      add.run(id, hash, name, roles.join(' '), created, expires, revoked);
    });
  }

  revoke(id: string, at: number): StoredToken | undefined {
    this.#run(() => this.#there()?.revoke.run(at, id));
    return this.find(id);
  }

  close(): void {
    this.#opened?.db.close();
    this.#opened = undefined;
  }

  #run<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.#errorOf(error);
    }
  }

  #errorOf(error: unknown): StoreError {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      const says = `${this.#file} cannot be made because its folder is missing; make that folder first`;
      return new StoreError('missing-folder', says, error);
    }
    const known = asStoreError(error, this.#file);
    return known.code === 'not-a-ledger' ? noTokens(this.#file, 'is no file of tokens') : known;
  }

  /** The open file; undefined where there is none. One that was removed or replaced holds no longer. */
  #there(): Opened | undefined {
    const found = statSync(this.#path, { throwIfNoEntry: false });
    const identity = found && `${found.dev} ${found.ino} ${found.birthtimeMs}`;
    if (this.#opened?.identity !== identity) this.close();
    if (identity === undefined) return undefined;
    this.#opened ??= this.#open(identity);
    return this.#opened;
  }

  #make(): Opened {
    // Before SQLite opens it, so that it never has another mode; what another process made stays.
    try {
      closeSync(openSync(this.#path, 'wx', OWNER_ONLY));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const made = this.#there();
    if (made === undefined) throw new Error('the file that was just made is gone');
    return made;
  }

  #open(identity: string): Opened {
    const url = pathToFileURL(this.#path);
    url.search = 'mode=rw';
    const db = new DatabaseSync(url, { timeout: BUSY_MILLISECONDS });
    try {
      db.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON');
      demandTokens(db, this.#file);
      return {
        db,
        identity,
        find: query(db, `SELECT ${FIELDS} FROM token WHERE id = ?`),
        list: query(db, `SELECT ${FIELDS} FROM token ORDER BY created, id`),
        add: db.prepare(`INSERT INTO token (${FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?)`),
        revoke: db.prepare('UPDATE token SET revoked = ? WHERE id = ? AND revoked IS NULL'),
      };
    } catch (error) {
      db.close();
      throw error;
    }
  }
}

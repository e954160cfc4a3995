import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Serving, ServingPlace } from '../serving-place.ts';
import { StoreError } from '../store-error.ts';
import { asStoreError, isBusy } from './sqlite-errors.ts';

/** Marks a SQLite file as the place of a ledger's server: "HUSV" in the header. */
const APPLICATION_ID = 0x48_55_53_56;

const WRITE = `
  PRAGMA application_id = ${APPLICATION_ID};
  CREATE TABLE IF NOT EXISTS serving (only INTEGER PRIMARY KEY, told TEXT NOT NULL) STRICT;
`;

/** Which file has a name now; undefined where there is none. */
function identityOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino} ${found.birthtimeMs}`;
}

/**
 * A small SQLite file whose lock for writing its server holds for as long as it lives: the system lets go of it with
 * the process, also between containers that share a volume. Others may read in it who that is.
 */
export class ServingFile implements ServingPlace {
  readonly #file: string;
  readonly #path: string;
  #held: DatabaseSync | undefined;

  constructor(file: string) {
    this.#file = file;
    this.#path = resolve(file);
  }

  take(serving: Serving): { readonly taken: true } | { readonly by: Serving | null } {
    try {
      for (;;) {
        const before = this.#demandFile();
        const db = new DatabaseSync(this.#path, { timeout: 0 });
        const answer = this.#tryWith(db, serving);
        const isThere = identityOf(this.#path) === before;
        if ('taken' in answer && isThere) {
          this.#held = db;
          return answer;
        }
        db.close();
        // Whoever left has removed the file meanwhile: then this lock is on what nobody else will see.
        if (isThere) return answer;
      }
    } catch (error) {
      throw this.#errorOf(error);
    }
  }

  leave(): void {
    if (this.#held === undefined) return;
    rmSync(this.#path, { force: true });
    this.#held.close();
    this.#held = undefined;
  }

  #demandFile(): string | undefined {
    try {
      closeSync(openSync(this.#path, 'wx'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    return identityOf(this.#path);
  }

  #tryWith(
    db: DatabaseSync,
    serving: Serving,
  ): { readonly taken: true } | { readonly by: Serving | null } {
    try {
      // Nothing in it outlives a crash of the machine that anybody asks for.
      db.exec('PRAGMA synchronous = OFF; BEGIN IMMEDIATE');
      this.#demandMark(db);
      db.exec(WRITE);
      db.prepare('INSERT OR REPLACE INTO serving VALUES (0, ?)').run(JSON.stringify(serving));
      db.exec('COMMIT; BEGIN IMMEDIATE');
      return { taken: true };
    } catch (error) {
      if (!isBusy(error)) throw error;
      return { by: this.#readIn(db) };
    }
  }

  #readIn(db: DatabaseSync): Serving | null {
    try {
      const told = db.prepare('SELECT told FROM serving').get()?.told;
      return told === undefined ? null : (JSON.parse(`${told}`) as Serving);
    } catch {
      return null;
    }
  }

  /** Refuses what is another file than one of these. */
  #demandMark(db: DatabaseSync): void {
    const found = db
      .prepare(
        'SELECT application_id AS id, (SELECT count(*) FROM sqlite_schema) AS tables FROM pragma_application_id',
      )
      .get();
    if (found?.tables !== 0 && found?.id !== APPLICATION_ID) throw this.#stranger();
  }

  #stranger(cause?: unknown): StoreError {
    const says = `${this.#file} is not what a server of this ledger leaves there while it runs; move it away`;
    return new StoreError('failed', says, cause);
  }

  #errorOf(error: unknown): StoreError {
    const known = asStoreError(error, this.#file);
    const isSpoilt = known.code === 'not-a-ledger' || known.code === 'damaged';
    return isSpoilt ? this.#stranger(error) : known;
  }
}

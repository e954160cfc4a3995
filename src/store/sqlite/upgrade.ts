import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { OlderLedger } from '../ledger-store.ts';
import { StoreError } from '../store-error.ts';
import { copyInto } from './copy-into.ts';
import { glance } from './open.ts';
import { BESIDE, DROP_OLDER, identify, NEXT_GENERATION, SCHEMA_VERSION } from './schema.ts';
import { asStoreError, isBusy } from './sqlite-errors.ts';

/** What is derived comes from the copy; the entries, and what is kept beside them, stay. */
const ADOPT = `
  BEGIN IMMEDIATE;
  ${BESIDE}
  DELETE FROM main.facts; INSERT INTO main.facts SELECT * FROM newer.facts;
  DELETE FROM main.symbol; INSERT INTO main.symbol SELECT * FROM newer.symbol;
  ${NEXT_GENERATION};
  ${DROP_OLDER}
  PRAGMA main.user_version = ${SCHEMA_VERSION};
  COMMIT;
`;

/** The copy to be kept, the one that is made new, and the log of the change: each at most as large as the ledger. */
const TIMES = 3;

class OlderFile implements OlderLedger {
  readonly version: number;
  readonly #db: DatabaseSync;
  readonly #file: string;

  constructor(db: DatabaseSync, file: string, version: number) {
    this.#db = db;
    this.#file = file;
    this.version = version;
  }

  get room(): number {
    return TIMES * statSync(this.#file).size;
  }

  copyTo(file: string): void {
    this.#run(() => copyInto(this.#db, file));
  }

  adopt(file: string): void {
    this.#run(() => {
      this.#db.prepare('ATTACH ? AS newer').run(resolve(file));
      try {
        this.#db.exec(ADOPT);
      } finally {
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
        this.#db.exec('DETACH newer');
      }
    });
  }

  close(): void {
    this.#db.close();
  }

  #run(work: () => unknown): void {
    try {
      work();
    } catch (error) {
      throw asStoreError(error, this.#file);
    }
  }
}

/** Is this, as far as can be seen without its log, a ledger that an older Hustings wrote? What cannot be seen is not. */
function seemsOlder(path: string): boolean {
  try {
    const { kind, version } = glance(path);
    return kind === 'ledger' && version < SCHEMA_VERSION;
  } catch {
    return false;
  }
}

/**
 * Holds a ledger's file that an older Hustings wrote, so that nobody else can open it; undefined for all else, which is
 * not touched. Throws a StoreError where another program has it open.
 */
export function holdOlder(file: string): OlderLedger | undefined {
  const path = resolve(file);
  if (!seemsOlder(path)) return undefined;
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    // From the first reading on: each connection that has it open holds a lock that this one cannot share.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    const { version } = identify(db);
    if (version < SCHEMA_VERSION) return new OlderFile(db, file, version);
    db.close();
    return undefined;
  } catch (error) {
    db.close();
    if (!isBusy(error)) throw asStoreError(error, file);
    throw new StoreError(
      'busy',
      `${file} was written by an older Hustings, and another program has it open; stop that, then run hustings rebuild again`,
    );
  }
}

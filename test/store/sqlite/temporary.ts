import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach } from 'vitest';
import type { SqliteStoreOptions } from '../../../src/store/sqlite/options.ts';
import { openSqliteStore, type SqliteStore } from '../../../src/store/sqlite/store.ts';
import { showFacts } from '../../support/facts.ts';

/** A folder for one test, and the stores and connections opened on files in it. */
export class Temporary {
  readonly folder = mkdtempSync(join(tmpdir(), 'hustings-store-'));
  readonly file = join(this.folder, 'ledger.db');
  readonly #opened: { close(): unknown }[] = [];

  /** Opens a store on the ledger's file, to be closed after the test. */
  open(options: SqliteStoreOptions = {}, file = this.file): SqliteStore {
    const store = openSqliteStore(file, { pollMilliseconds: 2, ...options });
    this.#opened.push(store);
    return store;
  }

  /** Opens the file as any other program would, past the store, with the columns shown as a table. */
  raw(file = this.file): DatabaseSync {
    const db = showFacts(new DatabaseSync(file));
    this.#opened.push({ close: () => db.isOpen && db.close() });
    return db;
  }

  async remove(): Promise<void> {
    for (const opened of this.#opened) await opened.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** Gives every test of the file or describe a folder of its own. */
export function eachWithFolder(): { readonly temporary: Temporary } {
  let current: Temporary | undefined;
  beforeEach(() => {
    current = new Temporary();
  });
  afterEach(async () => {
    await current?.remove();
    current = undefined;
  });
  return {
    get temporary() {
      if (current === undefined) throw new Error('no test is running');
      return current;
    },
  };
}

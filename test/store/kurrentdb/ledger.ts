import type { OpenedLedger } from '../contract/ledger.ts';
import { Copies } from './opened.ts';

/** A database that a test has for itself. */
export interface OwnDatabase {
  readonly connectionString: string;
  /** What the names of its streams begin with. */
  readonly prefix?: string;
  stop(): Promise<void>;
}

/** Opens an empty ledger in a database, and more copies of it on demand. */
export async function ledgerOn(start: () => Promise<OwnDatabase>): Promise<OpenedLedger> {
  const database = await start();
  const copies = new Copies(database.connectionString, database.prefix);
  const store = await copies.open({ name: 'first' });
  return {
    store,
    reopen: async () => {
      await store.close();
      return copies.open({ name: 'first' });
    },
    second: () => copies.open(),
    cleanup: async () => {
      await copies.remove();
      await database.stop();
    },
  };
}

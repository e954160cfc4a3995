import { type Connection, type Query, query } from './connection.ts';

/** Counts what may have changed a ledger, whichever process did it. */
export class ChangeCount {
  // Changes with every commit of another connection, never with one of this connection.
  readonly #dataVersion: Query<[version: number]>;
  #seen: number | undefined;
  #count = 0;
  #looked = false;

  constructor({ db }: Connection) {
    this.#dataVersion = query(db, 'PRAGMA data_version');
  }

  /** This connection has changed the ledger, or may have. */
  add(): void {
    this.#count += 1;
  }

  /**
   * A number that stays the same only as long as nothing has changed. It looks for others' commits once a
   * turn of the event loop: whatever is answered within a turn was asked before it, and so before the
   * look.
   */
  now(): number {
    if (this.#looked) return this.#count;
    this.#looked = true;
    setImmediate(() => {
      this.#looked = false;
    });
    const seen = this.#dataVersion.get()?.[0];
    if (seen !== this.#seen) this.#count += 1;
    this.#seen = seen;
    return this.#count;
  }
}

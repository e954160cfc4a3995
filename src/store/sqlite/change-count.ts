import { type Connection, type Query, query } from './connection.ts';

/** Counts what may have changed a ledger, whichever process did it. */
export class ChangeCount {
  // Changes with every commit of another connection, never with one of this connection.
  readonly #dataVersion: Query<[version: number]>;
  #version: number | undefined;
  #counted: number | undefined;
  #count = 0;
  #looked = false;
  #turning = false;

  constructor({ db }: Connection) {
    this.#dataVersion = query(db, 'PRAGMA data_version');
  }

  /** This connection has changed the ledger, or may have. */
  add(): void {
    this.#count += 1;
  }

  /**
   * SQLite's number of others' commits. It looks once a turn of the event loop: whatever is answered within a
   * turn was asked before it, and so before the look.
   */
  version(): number | undefined {
    if (this.#looked) return this.#version;
    this.#looked = true;
    this.#version = this.#dataVersion.get()?.[0];
    if (!this.#turning) setImmediate(() => this.#turn());
    this.#turning = true;
    return this.#version;
  }

  #turn(): void {
    this.#turning = false;
    this.#looked = false;
  }

  /** Rows were read from the file, which may be newer than the last look: what is asked next looks again. */
  lookAgain(): void {
    this.#looked = false;
  }

  /** A number that stays the same only as long as nothing has changed, as far as it has looked. */
  now(): number {
    const version = this.version();
    if (version !== this.#counted) this.#count += 1;
    this.#counted = version;
    return this.#count;
  }
}

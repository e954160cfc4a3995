import type { StatementSync } from 'node:sqlite';
import { NONE, type Symbols } from '../../../projections/columns.ts';
import type { ChangeCount } from './change-count.ts';
import { type Connection, type Query, query } from './connection.ts';

/** Takes the words of a name away and leaves its number: no slug begins so. */
export const FORGET_NAME = "UPDATE symbol SET name = '#' || number WHERE number = ?";

/**
 * The ledger's names, numbered from 0 in order of first use and never renumbered. All are kept in
 * memory; one that is not there is looked for among those that another process has added since.
 */
export class SymbolTable implements Symbols {
  readonly #connection: Connection;
  readonly #changes: ChangeCount;
  /** SQLite's number of others' commits of which all names are here. */
  #complete: number | undefined;
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** Were they read since they were last forgotten? Until then nobody knows which numbers are taken. */
  #isRead = false;
  readonly #later: Query<[number: number, name: string]>;
  readonly #insert: StatementSync;

  constructor(connection: Connection, changes: ChangeCount) {
    this.#connection = connection;
    this.#changes = changes;
    this.#later = query(
      connection.db,
      'SELECT number, name FROM symbol WHERE number >= ? ORDER BY number',
    );
    this.#insert = connection.db.prepare('INSERT INTO symbol (number, name) VALUES (?, ?)');
  }

  name(symbol: number): string {
    if (this.#names[symbol] === undefined) this.refresh();
    const name = this.#names[symbol];
    if (name === undefined) throw new RangeError(`no name has the number ${symbol}`);
    return name;
  }

  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const version = this.#connection.run(() => this.#changes.version());
    if (version === this.#complete) return NONE;
    this.refresh();
    this.#complete = version;
    return this.#numbers.get(name) ?? NONE;
  }

  /** Takes in the names that others have added. */
  refresh(): void {
    const rows = this.#connection.run(() => this.#later.all(this.#names.length));
    for (const [number, name] of rows) this.#keep(number, name);
    this.#isRead = true;
  }

  /** The number of a name, a new one if need be: within a transaction, after `refresh`. */
  give(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (!this.#isRead) {
      this.refresh();
      return this.give(name);
    }
    const number = this.#names.length;
    this.#insert.run(number, name);
    this.#keep(number, name);
    return number;
  }

  /** Forgets all names, to be read again: the transaction that numbered some was undone, or some were erased. */
  forget(): void {
    this.#names.length = 0;
    this.#complete = undefined;
    this.#numbers.clear();
    this.#isRead = false;
  }

  #keep(number: number, name: string): void {
    this.#names[number] = name;
    this.#numbers.set(name, number);
  }
}

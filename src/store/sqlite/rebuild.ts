import type { StatementSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { FIELDS, type Field, NONE } from '../../../projections/columns.ts';
import type { Facts } from '../../../projections/facts.ts';
import type { StoredEntry } from '../event-store.ts';
import type { FactsDifference } from '../fact-store.ts';
import { StoreError } from '../store-error.ts';
import { type Connection, type Query, query } from './connection.ts';
import type { EntryReads } from './entry-reads.ts';
import { factRow, isNameField, prepareFactInsert } from './fact-rows.ts';
import { factsOfBytes } from './facts-of-bytes.ts';
import {
  BESIDE,
  FACT_COLUMNS,
  factTable,
  identify,
  NEXT_GENERATION,
  SCHEMA_VERSION,
} from './schema.ts';
import type { SymbolTable } from './symbol-table.ts';

const PAGE = 1000;

/** Numbers from here down stand for names that the symbol table lacks, until the swap gives theirs. */
const FIRST_PROVISIONAL = NONE - 1;

const NEW_TABLE = 'temp.new_fact';
const valuesOf = (table: string): string => FIELDS.map((field) => `${table}.${field}`).join(', ');

/**
 * Derives the facts of a ledger anew from its bytes. They grow in a temporary table beside the old,
 * a page a turn, and take their place in one transaction, which also finds what came in meanwhile.
 */
export class Rebuild {
  readonly #connection: Connection;
  readonly #reads: EntryReads;
  readonly #symbols: SymbolTable;
  readonly #insert: StatementSync;
  readonly #missing = new Map<string, number>();
  #done = 0;

  constructor(connection: Connection, reads: EntryReads, symbols: SymbolTable) {
    this.#connection = connection;
    this.#reads = reads;
    this.#symbols = symbols;
    connection.run(() => connection.db.exec(factTable(NEW_TABLE)));
    this.#insert = prepareFactInsert(connection, NEW_TABLE);
  }

  /** Runs to the end, or until the signal aborts with nothing changed. */
  async run(
    progress: (done: number, all: number) => void,
    signal: AbortSignal,
  ): Promise<FactsDifference | null> {
    try {
      for (let more = true; more; ) {
        signal.throwIfAborted();
        more = this.#connection.snapshot(() => this.#derivePage());
        progress(this.#done, this.#connection.run(() => this.#reads.head().seq) + 1);
        await turn();
      }
      signal.throwIfAborted();
      return this.#swap();
    } finally {
      if (this.#connection.isOpen) this.#connection.db.exec(`DROP TABLE ${NEW_TABLE}`);
    }
  }

  /** Derives the next page; says whether there may be another. */
  #derivePage(): boolean {
    const page = this.#reads.all(this.#done, PAGE);
    for (const stored of page) this.#insert.run(...this.#derive(stored));
    this.#done += page.length;
    return page.length === PAGE;
  }

  #derive(stored: StoredEntry): number[] {
    return factRow(this.#factsOf(stored), stored.seq, {
      symbol: (name) => this.#numberOf(name),
      seqBefore: (id, seq) => this.#reads.seqBefore(id, seq),
    });
  }

  #factsOf(stored: StoredEntry): Facts {
    try {
      return factsOfBytes(this.#reads, stored);
    } catch (error) {
      throw new StoreError(
        'damaged',
        `${this.#connection.file} holds entry ${stored.seq}, whose bytes cannot be read; restore it from a backup`,
        error,
      );
    }
  }

  #numberOf(name: string): number {
    const number = this.#missing.get(name) ?? this.#symbols.of(name);
    if (number !== NONE) return number;
    const provisional = FIRST_PROVISIONAL - this.#missing.size;
    this.#missing.set(name, provisional);
    return provisional;
  }

  #swap(): FactsDifference | null {
    try {
      return this.#connection.transact(() => {
        while (this.#derivePage());
        this.#symbols.refresh();
        const difference = this.#firstDifference();
        this.#upgrade();
        if (difference !== null) this.#replace();
        return difference;
      });
    } catch (error) {
      this.#symbols.forget();
      throw error;
    }
  }

  /** The columns now mean what this version means by them. */
  #upgrade(): void {
    const { db } = this.#connection;
    if (identify(db).version === SCHEMA_VERSION) return;
    db.exec(`${BESIDE} PRAGMA user_version = ${SCHEMA_VERSION}`);
  }

  #replace(): void {
    const { db } = this.#connection;
    if (this.#missing.size > 0) this.#numberMissing();
    db.exec(`DELETE FROM main.fact; INSERT INTO main.fact SELECT * FROM ${NEW_TABLE}`);
    db.exec(NEXT_GENERATION);
  }

  /** Gives the missing names their numbers, in order of first use, in place of the provisional. */
  #numberMissing(): void {
    const { db } = this.#connection;
    db.exec('CREATE TABLE temp.given (provisional INTEGER PRIMARY KEY, number INTEGER NOT NULL)');
    const insert = db.prepare('INSERT INTO temp.given (provisional, number) VALUES (?, ?)');
    for (const [name, provisional] of this.#missing) {
      insert.run(provisional, this.#symbols.give(name));
    }
    for (const field of FIELDS.filter(isNameField)) {
      db.exec(
        `UPDATE ${NEW_TABLE} SET ${field} = given.number FROM temp.given WHERE ${field} = provisional`,
      );
    }
    db.exec('DROP TABLE temp.given');
  }

  #firstDifference(): FactsDifference | null {
    const { db } = this.#connection;
    const [stray] =
      query<[seq: number]>(
        db,
        'SELECT seq FROM main.fact WHERE seq < 0 OR seq >= ? ORDER BY seq LIMIT 1',
      ).get(this.#done) ?? [];
    const [differing] =
      query<[seq: number]>(
        db,
        `SELECT new.seq FROM ${NEW_TABLE} AS new LEFT JOIN main.fact AS old ON old.seq = new.seq
         WHERE (${valuesOf('old')}) IS NOT (${valuesOf('new')}) ORDER BY new.seq LIMIT 1`,
      ).get() ?? [];
    if (stray !== undefined && (differing === undefined || stray < differing)) {
      return { seq: stray, problem: 'columns stand for an entry that is not stored' };
    }
    return differing === undefined ? null : { seq: differing, problem: this.#problemOf(differing) };
  }

  #problemOf(seq: number): string {
    const rowOf = (table: string): Query<number[]> =>
      query(this.#connection.db, `SELECT ${FACT_COLUMNS} FROM ${table} WHERE seq = ?`);
    const before = rowOf('main.fact').get(seq);
    const now = rowOf(NEW_TABLE).get(seq);
    if (before === undefined) return 'the entry has no columns';
    const index = FIELDS.findIndex((_, at) => before[at] !== now?.[at]);
    const field = FIELDS[index] ?? 'seq';
    const value = (row: number[] | undefined): string => this.#valueOf(field, row?.[index] ?? NONE);
    return `${field} is ${value(before)} in the columns and ${value(now)} in the bytes`;
  }

  #valueOf(field: Field, value: number): string {
    if (value === NONE) return 'nothing';
    if (!isNameField(field)) return String(value);
    for (const [name, provisional] of this.#missing) {
      if (provisional === value) return `the unnumbered name ${JSON.stringify(name)}`;
    }
    try {
      return JSON.stringify(this.#symbols.name(value));
    } catch {
      return `the unnamed number ${value}`;
    }
  }
}

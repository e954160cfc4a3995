import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { StagedRow, Staging } from '../staging.ts';

/** A database without a name lies in memory as far as this goes, then in a file that nobody else can open. */
const MEMORY_KIBIBYTES = 4096;

/** How many characters of rows are kept as they are, before any go to the database. */
const FEW = 1024 * 1024;

/** How many rows go into one transaction, and come from it at a time. */
const BATCH = 5000;

interface Place {
  readonly number: number;
  rows: number;
  /** Its first rows; all of them while there are few. */
  readonly first: StagedRow[];
}

/** Rows beyond the first, in a temporary SQLite database (its name is empty; https://sqlite.org/inmemorydb.html). */
class Overflow {
  readonly #db = new DatabaseSync('');
  readonly #insert: StatementSync;
  #select: StatementSync | undefined;
  #pending = 0;
  #indexed = false;

  constructor() {
    this.#db.exec(`
      PRAGMA journal_mode = OFF;
      PRAGMA cache_size = -${MEMORY_KIBIBYTES};
      CREATE TABLE row (
        number INTEGER PRIMARY KEY, contest INTEGER NOT NULL, list INTEGER NOT NULL,
        row INTEGER NOT NULL, cells TEXT NOT NULL
      ) STRICT;
      BEGIN;
    `);
    this.#insert = this.#db.prepare(
      'INSERT INTO row (contest, list, row, cells) VALUES (?, ?, ?, ?)',
    );
  }

  add(contest: number, { list, row, cells }: StagedRow): void {
    this.#insert.run(contest, list, row, JSON.stringify(cells));
    this.#pending += 1;
    if (this.#pending < BATCH) return;
    this.#db.exec('COMMIT; BEGIN');
    this.#pending = 0;
  }

  *rowsOf(contest: number): Generator<StagedRow> {
    this.#index();
    this.#select ??= this.#db.prepare(
      'SELECT list, row, cells FROM row WHERE contest = ? ORDER BY number',
    );
    for (const { list, row, cells } of this.#select.iterate(contest)) {
      yield { list: Number(list), row: Number(row), cells: JSON.parse(`${cells}`) as string[] };
    }
  }

  /** Made once, when all rows are there: cheaper than kept while they come. */
  #index(): void {
    if (this.#indexed) return;
    this.#db.exec('COMMIT; CREATE INDEX of_contest ON row (contest); BEGIN');
    this.#indexed = true;
  }

  close(): void {
    this.#db.close();
  }
}

/** Rows of lists, the first of them in memory. */
class SqliteStaging implements Staging {
  readonly #places = new Map<string, Place>();
  readonly #isLong: () => void;
  #kept = 0;
  #overflow: Overflow | undefined;

  constructor(isLong: () => void) {
    this.#isLong = isLong;
  }

  add(contest: string, row: StagedRow): void {
    const place = this.#places.get(contest) ?? { number: this.#places.size, rows: 0, first: [] };
    place.rows += 1;
    this.#places.set(contest, place);
    if (this.#overflow === undefined) {
      place.first.push(row);
      this.#kept += row.cells.reduce((sum, cell) => sum + cell.length, 0);
      if (this.#kept > FEW) this.#overflows();
    } else this.#overflow.add(place.number, row);
  }

  #overflows(): void {
    this.#overflow = new Overflow();
    this.#isLong();
  }

  contests(): { contest: string; rows: number }[] {
    return [...this.#places].map(([contest, { rows }]) => ({ contest, rows }));
  }

  *rowsOf(contest: string): Generator<StagedRow> {
    const place = this.#places.get(contest);
    if (place === undefined) return;
    yield* place.first;
    if (place.rows > place.first.length) yield* this.#overflow?.rowsOf(place.number) ?? [];
  }

  close(): void {
    this.#overflow?.close();
  }
}

/** A place for rows of lists that vanishes with its process; `isLong` is called once there are more than memory should hold. */
export const openSqliteStaging = (isLong: () => void = () => undefined): Staging =>
  new SqliteStaging(isLong);

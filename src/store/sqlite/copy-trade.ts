import { NONE } from '../../../projections/columns.ts';
import type { FactsDifference } from '../fact-store.ts';
import { type Connection, query } from './connection.ts';
import { NEXT_GENERATION } from './schema.ts';

/** The columns of an entry, and its number; NONE where they are of none. */
const COLUMNS_OF_ENTRY = `coalesce((SELECT seq FROM {}.entry AS entry
  WHERE entry.stream = facts.stream AND entry.revision = facts.revision), ${NONE}), stream, revision, packed`;

/** The tables of a copy that the log alone decides, their columns ({}: of which file), and what a row of them is called. */
const TABLES: readonly (readonly [table: string, columns: string, called: string])[] = [
  ['entry', 'seq, id, stream, revision, recorded_max, leaf, salt, payload', 'entry'],
  ['stream', 'number, name', 'the name of stream'],
  ['symbol', 'number, name', 'the name with the number'],
  ['facts', COLUMNS_OF_ENTRY, 'the columns of entry'],
  ['receipt', 'hex(key), request, answer, sum', 'the receipt'],
  ['checkpoint', 'size, note', 'the checkpoint of size'],
  ['passed_over', 'position, stream, why', 'what was passed over at position'],
];

/** Those with a row an entry, by its sequence number. */
const NUMBERED: ReadonlySet<string> = new Set(['entry', 'facts']);

/** Tables that go over from one copy to another whole. */
const WHOLE = [...TABLES.map(([table]) => table), 'log_stream', 'followed'];

/** Compares a copy with another of the same log, and takes over what that holds. */
export class CopyTrade {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * The first difference, where the other has followed as far as this at least: whatever this holds must be
   * there too, and where both have followed as far, the other way round. Null without one; undefined where
   * the other lags behind, so that nothing can be said.
   */
  differenceFrom(file: string): FactsDifference | null | undefined {
    return this.#beside(file, () => this.#connection.snapshot(() => this.#difference()));
  }

  /** Takes over all that the other holds, in one step, unless it is the same. False where the other lags behind. */
  adopt(file: string): boolean {
    return this.#beside(file, () =>
      this.#connection.transact(() => {
        const difference = this.#difference();
        if (difference) this.#replace();
        return difference !== undefined;
      }),
    );
  }

  #beside<T>(file: string, work: () => T): T {
    const { db } = this.#connection;
    return this.#connection.run(() => {
      db.prepare('ATTACH ? AS other').run(file);
      try {
        return work();
      } finally {
        db.exec('DETACH other');
      }
    });
  }

  #one<T>(sql: string): T | undefined {
    return query<[T]>(this.#connection.db, sql).get()?.[0];
  }

  #difference(): FactsDifference | null | undefined {
    const here = this.#one<number | null>('SELECT position FROM main.followed') ?? -1;
    const there = this.#one<number | null>('SELECT position FROM other.followed') ?? -1;
    if (there < here) return undefined;
    for (const [table, columns, called] of TABLES) {
      const all = (file: string): string =>
        `SELECT ${columns.replace('{}', file)} FROM ${file}.${table}`;
      const extra = (one: string, other: string): string | number | undefined =>
        this.#one(`SELECT * FROM (${all(one)} EXCEPT ${all(other)}) ORDER BY 1 LIMIT 1`);
      const found = extra('main', 'other') ?? (here === there ? extra('other', 'main') : undefined);
      if (found === undefined) continue;
      const seq = typeof found === 'number' && NUMBERED.has(table) ? found : NONE;
      return { seq, problem: `${called} ${found}: not as the log has it` };
    }
    return null;
  }

  #replace(): void {
    const { db } = this.#connection;
    for (const table of WHOLE) {
      db.exec(`DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM other.${table}`);
    }
    // The tiles are derived from the entries, and made anew when they are asked for.
    db.exec(`DELETE FROM main.tile; ${NEXT_GENERATION}`);
  }
}

import type { StatementSync } from 'node:sqlite';
import { FIELDS, type Field, NONE } from '../../../projections/columns.ts';
import type { Facts } from '../../../projections/facts.ts';
import type { FactRow } from '../fact-store.ts';
import { type Connection, type Query, query } from './connection.ts';
import { rowLimit } from './entry-reads.ts';
import { FACT_COLUMNS } from './schema.ts';
import { StoreError } from './store-error.ts';

const CHUNK = 10_000;

/** The fields that hold an entry's sequence number; every other text of the facts is a name. */
const REFERENCES: ReadonlySet<Field> = new Set<Field>(['act', 'replaces', 'entry']);

/** Is this the field of a name? */
export const isNameField = (field: Field): boolean =>
  field === 'endorser' || field === 'candidate' || field === 'category' || field === 'stage';

/** How a ledger turns the texts of facts into numbers. */
export interface Numbering {
  symbol(name: string): number;
  /** The place of the entry with this id, if it stands before the one at `seq`. */
  seqBefore(id: string, seq: number): number | undefined;
}

/** An entry's facts as a row of integers. A reference to no earlier entry is NONE. */
export function factRow(facts: Facts, seq: number, numbering: Numbering): number[] {
  return FIELDS.map((field) => {
    if (field === 'seq') return seq;
    const value = facts[field];
    if (typeof value === 'number') return value;
    if (value === null) return NONE;
    if (!REFERENCES.has(field)) return numbering.symbol(value);
    return numbering.seqBefore(value, seq) ?? NONE;
  });
}

/** Prepares the statement that stores a row of facts in a table. */
export const prepareFactInsert = ({ db }: Connection, table: string): StatementSync =>
  db.prepare(`INSERT INTO ${table} (${FACT_COLUMNS}) VALUES (${FIELDS.map(() => '?').join(', ')})`);

type Joined = (number | Uint8Array)[];

/** Reads the rows of facts back. */
export class FactReads {
  readonly #file: string;
  readonly #stream: Query<Joined>;

  constructor({ db, file }: Connection) {
    this.#file = file;
    const columns = FIELDS.map((field) => (field === 'seq' ? 'entry.seq' : `fact.${field}`));
    this.#stream = query(
      db,
      `SELECT ${columns.join(', ')}, entry.id FROM entry LEFT JOIN fact ON fact.seq = entry.seq
       WHERE entry.stream = ? AND entry.revision >= ? ORDER BY entry.revision LIMIT ?`,
    );
  }

  /** The rows of a stream, by its number. */
  of(stream: number, fromRevision: number, limit: number): FactRow[] {
    const rows: FactRow[] = [];
    const wanted = rowLimit(limit);
    while (rows.length < wanted) {
      const size = Math.min(CHUNK, wanted - rows.length);
      const chunk = this.#stream.all(stream, fromRevision + rows.length, size);
      for (const joined of chunk) rows.push(this.#split(joined));
      if (chunk.length < size) break;
    }
    return rows;
  }

  #split(joined: Joined): FactRow {
    const id = joined.pop();
    if (!(id instanceof Uint8Array) || joined[1] === null) {
      throw new StoreError(
        'damaged',
        `${this.#file} lacks the columns of entry ${joined[0]}; rebuild them from its bytes`,
      );
    }
    return { row: joined as number[], id };
  }
}

import type { StatementSync } from 'node:sqlite';
import { FIELDS, type Field, NONE, rowOfFacts } from '../../../projections/columns.ts';
import type { Facts } from '../../../projections/facts.ts';
import type { FactRow } from '../fact-store.ts';
import { StoreError } from '../store-error.ts';
import { type Connection, type Query, query } from './connection.ts';
import { rowLimit } from './entry-reads.ts';
import { FACT_COLUMNS } from './schema.ts';

const CHUNK = 10_000;
const ID_BYTES = 16;

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
export const factRow = (facts: Facts, seq: number, numbering: Numbering): number[] =>
  rowOfFacts(
    seq,
    facts,
    (name) => numbering.symbol(name),
    (id) => numbering.seqBefore(id, seq) ?? NONE,
  );

/** Prepares the statement that stores a row of facts in a table. */
export const prepareFactInsert = ({ db }: Connection, table: string): StatementSync =>
  db.prepare(`INSERT INTO ${table} (${FACT_COLUMNS}) VALUES (${FIELDS.map(() => '?').join(', ')})`);

type Joined = (number | string | null)[];

/** Reads the rows of facts back. */
export class FactReads {
  readonly #file: string;
  readonly #stream: Query<Joined>;

  constructor({ db, file }: Connection) {
    this.#file = file;
    const columns = FIELDS.map((field) => (field === 'seq' ? 'entry.seq' : `fact.${field}`));
    // The ids come as text: node:sqlite takes longer to make a small array than all else in a row.
    this.#stream = query(
      db,
      `SELECT ${columns.join(', ')}, hex(entry.id) FROM entry LEFT JOIN fact ON fact.seq = entry.seq
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
      rows.push(...this.#withIds(chunk));
      if (chunk.length < size) break;
    }
    return rows;
  }

  /** Takes the ids off the rows, into one buffer of which each row has its part. */
  #withIds(chunk: Joined[]): FactRow[] {
    const ids = Buffer.from(chunk.map((joined) => joined.pop()).join(''), 'hex');
    return chunk.map((joined, index) => {
      if (joined[1] === null) throw this.#lacks(joined[0]);
      const id = new Uint8Array(ids.buffer, ids.byteOffset + index * ID_BYTES, ID_BYTES);
      return { row: joined as number[], id };
    });
  }

  #lacks(seq: number | string | null | undefined): StoreError {
    return new StoreError(
      'damaged',
      `${this.#file} lacks the columns of entry ${seq}; rebuild them from its bytes`,
    );
  }
}

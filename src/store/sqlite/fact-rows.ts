import type { StatementSync } from 'node:sqlite';
import {
  FIELDS,
  type Field,
  NONE,
  PACKED_BYTES,
  rowOfFacts,
} from '../../../projections/columns.ts';
import type { Facts } from '../../../projections/facts.ts';
import { StoreError } from '../store-error.ts';
import { type Connection, type Query, query } from './connection.ts';
import { rowLimit } from './entry-reads.ts';

const CHUNK = 10_000;

const COLUMN_BYTES = 4;

/** Is this the field of a name? */
export const isNameField = (field: Field): boolean =>
  field === 'endorser' || field === 'candidate' || field === 'category' || field === 'stage';

/** A column of an entry among its packed bytes, for SQLite, which counts from 1. */
export const columnOf = (field: Field): string =>
  `substr(packed, ${FIELDS.indexOf(field) * COLUMN_BYTES + 1}, ${COLUMN_BYTES})`;

/** The value of a column as it stands among the packed bytes. */
export function columnBytes(value: number): Uint8Array {
  const bytes = Buffer.alloc(COLUMN_BYTES);
  bytes.writeInt32LE(value);
  return bytes;
}

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

/** Prepares the statement that stores an entry's columns: stream, revision, packed. */
export const prepareFactInsert = ({ db }: Connection): StatementSync =>
  db.prepare('INSERT INTO facts (stream, revision, packed) VALUES (?, ?, ?)');

/** The last revision of a stream: that of its entries, whatever columns there are. */
const LAST = '(SELECT coalesce(max(revision), -1) FROM entry WHERE stream = ?1)';

/** Reads the columns of streams back. */
export class FactReads {
  readonly #connection: Connection;
  readonly #stream: Query<[packed: Uint8Array | null, last: number]>;
  readonly #lacking: Query<[seq: number]>;

  constructor(connection: Connection) {
    const { db } = connection;
    this.#connection = connection;
    // SQLite joins the rows of a chunk: node:sqlite takes longer to make an array for each than all else.
    this.#stream = query(
      db,
      `SELECT CAST(group_concat(packed, '') AS BLOB), ${LAST} FROM
         (SELECT packed FROM facts
          WHERE stream = ?1 AND revision >= ?2 AND revision < ?3 AND revision <= ${LAST}
          ORDER BY revision)`,
    );
    this.#lacking = query(
      db,
      `SELECT entry.seq FROM entry LEFT JOIN facts USING (stream, revision)
       WHERE entry.stream = ? AND entry.revision >= ?
         AND octet_length(facts.packed) IS NOT ${PACKED_BYTES}
       ORDER BY entry.revision LIMIT 1`,
    );
  }

  /** The columns of a stream, by its number: rows of PACKED_BYTES. */
  of(stream: number, fromRevision: number, limit: number): Uint8Array {
    const chunks: Uint8Array[] = [];
    const end = fromRevision + rowLimit(limit);
    for (let from = fromRevision; from < end; from += CHUNK) {
      const to = Math.min(from + CHUNK, end);
      const [packed, last] = this.#stream.get(stream, from, to) ?? [null, -1];
      const count = Math.max(0, Math.min(to, last + 1) - from);
      if ((packed?.byteLength ?? 0) !== count * PACKED_BYTES) throw this.#lacks(stream, from);
      if (packed !== null) chunks.push(packed);
      if (last < to) break;
    }
    const [only, ...others] = chunks;
    return only !== undefined && others.length === 0 ? only : Buffer.concat(chunks);
  }

  #lacks(stream: number, fromRevision: number): StoreError {
    const [seq] = this.#lacking.get(stream, fromRevision) ?? [];
    return new StoreError(
      'damaged',
      `${this.#connection.file} lacks the columns of entry ${seq}; rebuild them from its bytes`,
    );
  }
}

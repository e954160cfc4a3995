import { type Envelope, type Payload, readEntry } from '../../../events/entry.ts';
import { NONE } from '../../../projections/columns.ts';
import type { Target, Told } from '../../../projections/details.ts';
import { decodeEntry } from '../decode.ts';
import { type Connection, type Query, query } from './connection.ts';
import type { EntryReads } from './entry-reads.ts';

type Row = [seq: number, leaf: string, payload: string];

const COLUMNS = 'seq, CAST(leaf AS TEXT), CAST(payload AS TEXT)';

/** What stands in a text for bytes that are no UTF-8, and may stand there rightly, too. */
const REPLACED = '\ufffd';

/** An entry as far as its facts and its detail tell of it. */
export interface ToldEntry {
  readonly seq: number;
  /** Decodes it; throws where its bytes cannot be read. */
  told(): Told;
}

/**
 * The type and version that an envelope's text ends with, as RFC 8785 orders its members. The rest of it says nothing
 * of facts, and takes longer to parse than what it is asked for.
 */
function typeIn(leaf: string): Target {
  const [, type, version] = LAST_MEMBERS.exec(leaf.slice(leaf.lastIndexOf(',"type":'))) ?? [];
  if (type === undefined) return JSON.parse(leaf) as Envelope;
  return { type: type as Target['type'], version: Number(version) };
}
const LAST_MEMBERS = /^,"type":"([A-Za-z]+)","version":(\d+)\}$/;

function toldBy(seq: number, leaf: string, payload: string): Told {
  const told = payload === '' ? null : (JSON.parse(payload) as Payload);
  return readEntry(typeIn(leaf) as Envelope, { seq, revision: NONE }, told);
}

/** Reads entries as texts: SQLite makes them several times faster than they are decoded from bytes one by one. */
export class TextReads {
  readonly #reads: EntryReads;
  readonly #range: Query<Row>;
  readonly #each: Query<Row>;

  constructor({ db }: Connection, reads: EntryReads) {
    this.#reads = reads;
    this.#range = query(
      db,
      `SELECT ${COLUMNS} FROM entry NOT INDEXED WHERE seq >= ? AND seq < ? ORDER BY seq`,
    );
    this.#each = query(
      db,
      `SELECT ${COLUMNS} FROM json_each(?) AS wanted CROSS JOIN entry ON entry.seq = wanted.value`,
    );
  }

  /** The entries from one sequence number up to another. */
  range(from: number, to: number): ToldEntry[] {
    return this.#range.all(from, to).map((row) => this.#entry(row));
  }

  /** The entries with these sequence numbers, in their order, without those that are not there. */
  each(seqs: readonly number[]): ToldEntry[] {
    if (seqs.length === 0) return [];
    return this.#each.all(JSON.stringify(seqs)).map((row) => this.#entry(row));
  }

  #entry([seq, leaf, payload]: Row): ToldEntry {
    if (leaf.includes(REPLACED) || payload.includes(REPLACED)) {
      const [stored] = this.#reads.all(seq, 1);
      if (stored !== undefined) return { seq, told: () => decodeEntry(stored) };
    }
    return { seq, told: () => toldBy(seq, leaf, payload) };
  }
}

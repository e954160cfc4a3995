import { idBytes } from '../../../projections/columns.ts';
import type { Head, StoredEntry } from '../event-store.ts';
import { idOfBytes } from '../id-bytes.ts';
import { type Connection, type Query, query } from './connection.ts';
import type { StreamTable } from './stream-table.ts';

type Row = [
  seq: number,
  id: Uint8Array,
  stream: number,
  revision: number,
  leaf: Uint8Array,
  salt: Uint8Array,
  payload: Uint8Array,
];

const COLUMNS = 'seq, id, stream, revision, leaf, salt, payload';
const MAXIMUM_ROWS = 2_147_483_647;

/** SQLite takes a negative limit for none at all, and knows no infinity. */
export const rowLimit = (limit: number): number => Math.max(0, Math.min(limit, MAXIMUM_ROWS));

/** Reads entries and where they stand. */
export class EntryReads {
  readonly #streams: StreamTable;
  readonly #all: Query<Row>;
  readonly #stream: Query<Row>;
  readonly #byId: Query<Row>;
  readonly #seqOf: Query<[seq: number]>;
  readonly #last: Query<[seq: number, recordedMax: number]>;
  readonly #recordedMax: Query<[recordedMax: number]>;

  constructor({ db }: Connection, streams: StreamTable) {
    this.#streams = streams;
    this.#all = query(db, `SELECT ${COLUMNS} FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?`);
    this.#stream = query(
      db,
      `SELECT ${COLUMNS} FROM entry WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`,
    );
    this.#byId = query(db, `SELECT ${COLUMNS} FROM entry WHERE id = ?`);
    this.#seqOf = query(db, 'SELECT seq FROM entry WHERE id = ?');
    this.#last = query(db, 'SELECT seq, recorded_max FROM entry ORDER BY seq DESC LIMIT 1');
    this.#recordedMax = query(db, 'SELECT recorded_max FROM entry WHERE seq = ?');
  }

  all(fromSeq: number, limit: number): StoredEntry[] {
    return this.#all.all(fromSeq, rowLimit(limit)).map((row) => this.#entry(row));
  }

  stream(name: string, fromRevision: number, limit: number): StoredEntry[] {
    const place = this.#streams.find(name);
    if (place === undefined) return [];
    return this.#stream
      .all(place.number, fromRevision, rowLimit(limit))
      .map((row) => this.#entry(row));
  }

  byId(id: string): StoredEntry | undefined {
    const row = this.#byId.get(idBytes(id));
    return row === undefined ? undefined : this.#entry(row);
  }

  /** The sequence number of an entry that stands before another, or undefined. */
  seqBefore(id: string, seq: number): number | undefined {
    const found = this.#seqOf.get(idBytes(id))?.[0];
    return found !== undefined && found < seq ? found : undefined;
  }

  head(): Head {
    const [seq, recordedAt] = this.#last.get() ?? [-1, null];
    return { seq, recordedAt };
  }

  /** The last entry recorded by an instant, found by halving: `recorded_max` never falls. */
  seqAt(instant: number): number {
    let low = 0;
    let high = this.head().seq + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const recorded = this.#recordedMax.get(middle)?.[0];
      if (recorded !== undefined && recorded <= instant) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #entry([seq, id, stream, revision, leaf, salt, payload]: Row): StoredEntry {
    return {
      seq,
      stream: this.#streams.nameOf(stream),
      revision,
      id: idOfBytes(id),
      leaf,
      salt,
      payload,
    };
  }
}

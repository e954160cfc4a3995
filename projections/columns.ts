import type { Detail, LazyDetail } from './details.ts';
import type { Facts } from './facts.ts';

/** "None" in a column: no name, no reference. */
export const NONE = -1;

/** The integer columns of an entry, in the order in which a row of them is written and read. */
export const FIELDS = [
  'seq',
  'type',
  'endorser',
  'candidate',
  'category',
  'stage',
  'facet',
  'onEarliest',
  'onLatest',
  'saidEarliest',
  'saidLatest',
  'citedLatest',
  'act',
  'replaces',
  'entry',
] as const;

export type Field = (typeof FIELDS)[number];

/** A number of a column; outside it, NONE. */
export const at = (column: Int32Array, index: number): number => column[index] ?? NONE;

/**
 * An entry's facts as a row of FIELDS. `symbol` numbers a name, `reference` the entry that an id
 * names; both are asked only for names and ids that there are.
 */
export function rowOfFacts(
  seq: number,
  facts: Facts,
  symbol: (name: string) => number,
  reference: (id: string) => number,
): number[] {
  const row: number[] = [];
  for (const field of FIELDS) {
    const value = field === 'seq' ? seq : facts[field];
    if (typeof value === 'number') row.push(value);
    else if (value === null) row.push(NONE);
    else row.push(REFERENCES.has(field) ? reference(value) : symbol(value));
  }
  for (const name of facts.alsoNamed) symbol(name);
  return row;
}

const REFERENCES: ReadonlySet<Field> = new Set<Field>(['act', 'replaces', 'entry']);

/** So many bytes an id has. */
export const ID_BYTES = 16;

/** How many bytes an entry's columns take: FIELDS in order, 32 bits each, the lowest first, then its id. */
export const PACKED_BYTES: number = FIELDS.length * 4 + ID_BYTES;

/** Columns as they are stored: rows of PACKED_BYTES, one after the other, and what of a few fits no column. */
export interface PackedRows {
  readonly rows: Uint8Array;
  /** By the place of a row among them, from 0. */
  readonly details: ReadonlyMap<number, LazyDetail>;
}

/** Writes an entry's columns and its id as they are stored, at a place of packed rows. Refuses what has no 32 bits. */
export function packInto(
  rows: Buffer,
  place: number,
  row: readonly number[],
  id: Uint8Array,
): void {
  let at = place * PACKED_BYTES;
  for (const value of row) at = rows.writeInt32LE(value, at);
  rows.set(id, at);
}

/** An entry's columns and its id as they are stored. */
export function pack(row: readonly number[], id: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(PACKED_BYTES);
  packInto(bytes, 0, row, id);
  return bytes;
}

/** The columns that lie at a place of packed rows (FIELDS in order), and the id's 16 bytes. */
export function unpack(
  rows: Uint8Array,
  place = 0,
): { readonly row: number[]; readonly id: Uint8Array } {
  const start = rows.byteOffset + place * PACKED_BYTES;
  const view = new DataView(rows.buffer, start, PACKED_BYTES);
  const row = FIELDS.map((_, index) => view.getInt32(index * 4, true));
  return { row, id: new Uint8Array(rows.buffer, start + FIELDS.length * 4, ID_BYTES) };
}

/** An entry's id as its 16 bytes. */
export const idBytes = (id: string): Uint8Array => Buffer.from(id.replaceAll('-', ''), 'hex');

/** The names behind the numbers in the columns, one table for the whole ledger. */
export interface Symbols {
  /** The name with this number. */
  name(symbol: number): string;
  /** The number of a name, NONE where no entry names it. */
  of(name: string): number;
}

/**
 * The facts of one stream's entries, a column each, in order of `seq`. Names are symbols, references
 * are sequence numbers. Grows at the end and never changes.
 */
export class Columns {
  length = 0;
  seq = new Int32Array(0);
  type = new Int32Array(0);
  endorser = new Int32Array(0);
  candidate = new Int32Array(0);
  category = new Int32Array(0);
  stage = new Int32Array(0);
  facet = new Int32Array(0);
  onEarliest = new Int32Array(0);
  onLatest = new Int32Array(0);
  saidEarliest = new Int32Array(0);
  saidLatest = new Int32Array(0);
  citedLatest = new Int32Array(0);
  act = new Int32Array(0);
  replaces = new Int32Array(0);
  entry = new Int32Array(0);
  readonly symbols: Symbols;
  readonly #details = new Map<number, Detail | LazyDetail>();
  #ids = new Uint8Array(0);

  constructor(symbols: Symbols) {
    this.symbols = symbols;
  }

  /** Adds an entry's row (FIELDS in order), its id as 16 bytes, and the data that fits no column. */
  push(row: readonly number[], id: Uint8Array, detail?: Detail): void {
    this.#makeRoom(1);
    FIELDS.forEach((field, index) => {
      this[field][this.length] = row[index] ?? NONE;
    });
    this.#ids.set(id, this.length * ID_BYTES);
    if (detail !== undefined) this.#details.set(this.length, detail);
    this.length += 1;
  }

  /** Adds entries as they are stored: column by column, which is many times faster than row by row. */
  take({ rows, details }: PackedRows): void {
    const count = rows.byteLength / PACKED_BYTES;
    const { length } = this;
    this.#makeRoom(count);
    const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
    FIELDS.forEach((field, index) => {
      const column = this[field];
      let at = index * 4;
      for (let row = length; row < length + count; row += 1, at += PACKED_BYTES) {
        column[row] = view.getInt32(at, true);
      }
    });
    const ids = new DataView(this.#ids.buffer);
    for (let row = 0; row < count; row += 1) {
      const from = row * PACKED_BYTES + FIELDS.length * 4;
      const to = (length + row) * ID_BYTES;
      for (let at = 0; at < ID_BYTES; at += 4) ids.setInt32(to + at, view.getInt32(from + at));
    }
    for (const [row, detail] of details) this.#details.set(length + row, detail);
    this.length += count;
  }

  /** Twice as much as there was, once it is full: so that a row that is added costs the same however many there are. */
  #makeRoom(count: number): void {
    const needed = this.length + count;
    if (needed <= this.seq.length) return;
    const size = Math.max(needed, count === 1 ? 16 : 0, this.seq.length * 2);
    for (const field of FIELDS) {
      const larger = new Int32Array(size);
      larger.set(this[field]);
      this[field] = larger;
    }
    const ids = new Uint8Array(size * ID_BYTES);
    ids.set(this.#ids);
    this.#ids = ids;
  }

  /** Takes back the last rows, down to a length: for rows that were only tried. */
  truncate(length: number): void {
    for (let row = length; row < this.length; row += 1) this.#details.delete(row);
    this.length = length;
  }

  /** The first rows as columns of their own, with a table of names of their own where one is given. */
  copy(length: number, symbols: Symbols = this.symbols): Columns {
    const columns = new Columns(symbols);
    for (const field of FIELDS) columns[field] = this[field].slice(0, length);
    columns.#ids = this.#ids.slice(0, length * ID_BYTES);
    for (const [row, detail] of this.#details) {
      if (row < length) columns.#details.set(row, detail);
    }
    columns.length = length;
    return columns;
  }

  /** How many rows there are up to and with this sequence number. */
  upTo(seq: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (at(this.seq, middle) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The row of the entry with this sequence number, or NONE. */
  rowOf(seq: number): number {
    const row = this.upTo(seq) - 1;
    return row >= 0 && at(this.seq, row) === seq ? row : NONE;
  }

  /** The id of a row's entry, as it is written. */
  idOf(row: number): string {
    const hex = Buffer.from(this.#ids.buffer, row * ID_BYTES, ID_BYTES).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** What of a row fits no column. */
  detail(row: number): Detail | undefined {
    const detail = this.#details.get(row);
    if (typeof detail !== 'function') return detail;
    const decoded = detail();
    this.#details.set(row, decoded);
    return decoded;
  }

  /** About how many bytes of memory the rows take. */
  get bytes(): number {
    return this.seq.length * (FIELDS.length * 4 + ID_BYTES) + this.#details.size * 1000;
  }
}

import type { Detail } from './details.ts';
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
  const values = { ...facts, seq };
  return FIELDS.map((field) => {
    const value = values[field];
    if (value === null) return NONE;
    if (typeof value === 'number') return value;
    return REFERENCES.has(field) ? reference(value) : symbol(value);
  });
}

const REFERENCES: ReadonlySet<Field> = new Set<Field>(['act', 'replaces', 'entry']);

const ID_BYTES = 16;

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
  readonly #details = new Map<number, Detail>();
  #ids = new Uint8Array(0);

  constructor(symbols: Symbols) {
    this.symbols = symbols;
  }

  /** Adds an entry's row (FIELDS in order), its id as 16 bytes, and the data that fits no column. */
  push(row: readonly number[], id: Uint8Array, detail?: Detail): void {
    if (this.length === this.seq.length) this.#grow();
    FIELDS.forEach((field, index) => {
      this[field][this.length] = row[index] ?? NONE;
    });
    this.#ids.set(id, this.length * ID_BYTES);
    if (detail !== undefined) this.#details.set(this.length, detail);
    this.length += 1;
  }

  #grow(): void {
    const size = Math.max(16, this.seq.length * 2);
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
    return this.#details.get(row);
  }

  /** About how many bytes of memory the rows take. */
  get bytes(): number {
    return this.seq.length * (FIELDS.length * 4 + ID_BYTES) + this.#details.size * 400;
  }
}

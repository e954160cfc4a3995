import {
  FIELDS,
  type Field,
  ID_BYTES,
  NONE,
  PACKED_BYTES,
  packInto,
  unpack,
} from '../../../projections/columns.ts';
import { type Facts, factsOf } from '../../../projections/facts.ts';
import { decodeEnvelope } from '../decode.ts';
import type { FactsDifference } from '../fact-store.ts';
import { idOfBytes } from '../id-bytes.ts';
import { StoreError } from '../store-error.ts';
import { type Connection, type Query, query } from './connection.ts';
import type { EntryReads } from './entry-reads.ts';
import { factRow, isNameField } from './fact-rows.ts';
import type { SymbolTable } from './symbol-table.ts';
import { TextReads } from './text-reads.ts';

/** What is found of a range of entries: those whose columns are not what their bytes say, and how the first is not. */
export interface Compared {
  readonly differing: readonly number[];
  readonly first: FactsDifference | null;
}

/** An entry as its bytes tell it. */
interface Told {
  readonly seq: number;
  readonly facts: Facts;
}

/** Entries and their columns, packed, a row each. */
interface Derived {
  readonly told: readonly Told[];
  readonly rows: Uint8Array;
  /** The columns that are kept of them. */
  readonly kept: Uint8Array;
  /** Those that name what has no number. */
  readonly unnumbered: ReadonlySet<number>;
}

/** What stands beside the bytes of a range: ids and columns as they are kept, and what numbers names. */
interface Beside {
  readonly ids: Uint8Array;
  readonly kept: Uint8Array;
  symbol(name: string): number;
}

/** Columns derived from bytes alone, and compared with those that are kept: as bytes, a range at a time. */
export class DerivedFacts {
  readonly #file: string;
  readonly #reads: EntryReads;
  readonly #symbols: SymbolTable;
  readonly #texts: TextReads;
  readonly #beside: Query<[ids: Uint8Array | null, packed: Uint8Array | null]>;
  readonly #keptOne: Query<[packed: Uint8Array]>;

  constructor(connection: Connection, reads: EntryReads, symbols: SymbolTable) {
    const { db, file } = connection;
    this.#file = file;
    this.#reads = reads;
    this.#symbols = symbols;
    this.#texts = new TextReads(connection, reads);
    // SQLite joins what is of one length: node:sqlite takes longer to make an array for each than all else.
    this.#beside = query(
      db,
      `SELECT CAST(group_concat(id, '') AS BLOB), CAST(group_concat(packed, '') AS BLOB)
       FROM (SELECT id, packed FROM entry NOT INDEXED LEFT JOIN facts USING (stream, revision)
             WHERE seq >= ? AND seq < ? ORDER BY seq)`,
    );
    this.#keptOne = query(
      db,
      'SELECT packed FROM entry JOIN facts USING (stream, revision) WHERE seq = ?',
    );
  }

  /** Compares the entries from one sequence number up to another, within a transaction. */
  compare(from: number, to: number): Compared {
    // The page may hold what others have stored since names were last looked for.
    this.#symbols.refresh();
    const derived = this.derive(from, to, (name) => this.#symbols.of(name));
    const { told, rows, kept, unnumbered } = derived;
    if (unnumbered.size === 0 && Buffer.compare(rows, kept) === 0) {
      return { differing: [], first: null };
    }
    const differing: number[] = [];
    let first: FactsDifference | null = null;
    told.forEach(({ seq, facts }, place) => {
      const row = rows.subarray(place * PACKED_BYTES, (place + 1) * PACKED_BYTES);
      const before = this.#keptOne.get(seq)?.[0];
      const isSame = before !== undefined && Buffer.compare(before, row) === 0;
      if (isSame && !unnumbered.has(seq)) return;
      differing.push(seq);
      first ??= { seq, problem: this.#problemOf(before, row, facts) };
    });
    return { differing, first };
  }

  /** The columns of the entries from one sequence number up to another; `symbol` gives names their numbers, NONE to one without. */
  derive(from: number, to: number, symbol: (name: string) => number): Derived {
    const [ids, packed] = this.#beside.get(from, to) ?? [null, null];
    const nothing = new Uint8Array(0);
    return this.#derived(from, to, { ids: ids ?? nothing, kept: packed ?? nothing, symbol });
  }

  #derived(from: number, to: number, { ids, kept, symbol }: Beside): Derived {
    const rows = Buffer.alloc((ids.length / ID_BYTES) * PACKED_BYTES);
    const told: Told[] = [];
    const unnumbered = new Set<number>();
    let at = from;
    try {
      for (const entry of this.#texts.range(from, to)) {
        at = entry.seq;
        const facts = factsOf(entry.told(), (id) => this.#target(id, entry.seq));
        const row = factRow(facts, entry.seq, {
          symbol: (name) => {
            const number = symbol(name);
            if (number === NONE) unnumbered.add(entry.seq);
            return number;
          },
          seqBefore: (id, seq) => this.#reads.seqBefore(id, seq),
        });
        const id = ids.subarray(told.length * ID_BYTES, (told.length + 1) * ID_BYTES);
        packInto(rows, told.length, row, id);
        told.push({ seq: entry.seq, facts });
      }
    } catch (error) {
      // What SQLite says is no fault of the entry.
      throw 'errcode' in (error as Error) ? error : this.#unreadable(at, error);
    }
    return { told, rows, kept, unnumbered };
  }

  #target(id: string, seq: number) {
    const named = this.#reads.byId(id);
    return named !== undefined && named.seq < seq ? decodeEnvelope(named) : undefined;
  }

  #unreadable(seq: number, cause: unknown): StoreError {
    return new StoreError(
      'damaged',
      `${this.#file} holds entry ${seq}, whose bytes cannot be read; restore it from a backup`,
      cause,
    );
  }

  #problemOf(before: Uint8Array | undefined, now: Uint8Array, facts: Facts): string {
    if (before === undefined) return 'the entry has no columns';
    if (before.length !== PACKED_BYTES) return `its columns have ${before.length} bytes`;
    const [kept, right] = [unpack(before), unpack(now)];
    // Where a name has no number, what is kept differs, whatever it is.
    const isOther = (field: Field, at: number): boolean => {
      const isUnnumbered = isNameField(field) && typeof told(field) === 'string';
      return kept.row[at] !== right.row[at] || (isUnnumbered && right.row[at] === NONE);
    };
    const told = (field: Field): unknown => (field === 'seq' ? null : facts[field]);
    const index = FIELDS.findIndex(isOther);
    const field = FIELDS[index];
    if (field === undefined) {
      const lost = facts.alsoNamed.find((each) => this.#symbols.of(each) === NONE);
      if (lost !== undefined) return `it names ${JSON.stringify(lost)}, which has no number`;
      return `its id is ${idOfBytes(kept.id)} in the columns and ${idOfBytes(right.id)} in the bytes`;
    }
    const value = right.row[index] ?? NONE;
    const name = told(field);
    const isUnnumbered = value === NONE && isNameField(field) && typeof name === 'string';
    const said = isUnnumbered
      ? `the unnumbered name ${JSON.stringify(name)}`
      : this.#valueOf(field, value);
    return `${field} is ${this.#valueOf(field, kept.row[index] ?? NONE)} in the columns and ${said} in the bytes`;
  }

  #valueOf(field: Field, value: number): string {
    if (value === NONE) return 'nothing';
    if (!isNameField(field)) return String(value);
    try {
      return JSON.stringify(this.#symbols.name(value));
    } catch {
      return `the unnamed number ${value}`;
    }
  }
}

import { DatabaseSync } from 'node:sqlite';

/**
 * Where the values of a SQLite file lie in it, byte by byte, read as its format says
 * (sqlite.org/fileformat2.html) and without SQLite: so that one byte of one value can be changed.
 */

/** One value of a row: the offsets of its bytes; of a value without bytes, those of its type. */
export interface Value {
  readonly table: string;
  /** The row's number; -1 in a table or index without one. */
  readonly row: number;
  readonly column: string;
  readonly offsets: readonly number[];
}

const LEAF_TABLE = 13;
const INNER_TABLE = 5;
const INNER_INDEX = 2;

/** The lengths of the values of serial types 0 to 11. */
const LENGTHS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];
const lengthOf = (type: number): number =>
  type < 12 ? (LENGTHS[type] ?? 0) : Math.floor((type - 12) / 2);

class File {
  readonly bytes: Buffer;
  readonly pageSize: number;
  readonly usable: number;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    const size = bytes.readUInt16BE(16);
    this.pageSize = size === 1 ? 65_536 : size;
    this.usable = this.pageSize - (bytes[20] ?? 0);
  }

  varint(at: number): { readonly value: number; readonly next: number } {
    let value = 0;
    for (let index = 0; index < 9; index += 1) {
      const byte = this.bytes[at + index] ?? 0;
      value = value * 128 + (byte & 127);
      if (byte < 128) return { value, next: at + index + 1 };
    }
    throw new RangeError('a number of more than 8 bytes is not looked for');
  }

  /** The offsets of a cell's payload, overflow pages and all. */
  payload(at: number, size: number, most: number): number[] {
    const least = Math.floor(((this.usable - 12) * 32) / 255) - 23;
    const part = least + ((size - least) % (this.usable - 4));
    const local = size <= most ? size : part <= most ? part : least;
    const offsets = Array.from({ length: local }, (_, index) => at + index);
    let next = local < size ? this.bytes.readUInt32BE(at + local) : 0;
    while (next !== 0 && offsets.length < size) {
      const start = (next - 1) * this.pageSize;
      const count = Math.min(this.usable - 4, size - offsets.length);
      for (let index = 0; index < count; index += 1) offsets.push(start + 4 + index);
      next = this.bytes.readUInt32BE(start);
    }
    return offsets;
  }

  /** The values of a record: for each the offsets of its bytes, or of its type. */
  record(offsets: readonly number[]): number[][] {
    const byte = (at: number) => this.bytes[offsets[at] ?? 0] ?? 0;
    let at = 0;
    const number = (): number => {
      let value = 0;
      for (;;) {
        const next = byte(at++);
        value = value * 128 + (next & 127);
        if (next < 128) return value;
      }
    };
    const header = number();
    const values: number[][] = [];
    let body = header;
    while (at < header) {
      const from = at;
      const length = lengthOf(number());
      values.push([...offsets.slice(length > 0 ? body : from, length > 0 ? body + length : at)]);
      body += length;
    }
    return values;
  }

  *cells(page: number): Generator<{ readonly kind: number; readonly at: number }> {
    const start = (page - 1) * this.pageSize;
    const head = page === 1 ? start + 100 : start;
    const kind = this.bytes[head] ?? 0;
    const inner = kind === INNER_TABLE || kind === INNER_INDEX;
    const count = this.bytes.readUInt16BE(head + 3);
    const pointers = head + (inner ? 12 : 8);
    for (let cell = 0; cell < count; cell += 1) {
      const at = start + this.bytes.readUInt16BE(pointers + cell * 2);
      if (inner) yield* this.cells(this.bytes.readUInt32BE(at));
      if (kind !== INNER_TABLE) yield { kind, at: inner ? at + 4 : at };
    }
    if (inner) yield* this.cells(this.bytes.readUInt32BE(head + 8));
  }
}

interface Tree {
  readonly name: string;
  readonly table: string;
  readonly root: number;
  readonly columns: readonly string[];
}

function treesOf(path: string): Tree[] {
  const db = new DatabaseSync(path, { readOnly: true });
  const trees = db
    .prepare('SELECT type, name, tbl_name, rootpage FROM sqlite_schema WHERE rootpage > 0')
    .all()
    .map(({ type, name, tbl_name, rootpage }) => ({
      name: `${name}`,
      table: `${tbl_name}`,
      root: Number(rootpage),
      columns: db
        .prepare(`PRAGMA ${type === 'index' ? 'index_xinfo' : 'table_info'}("${name}")`)
        .all()
        .map((column) => `${column.name ?? 'rowid'}`),
    }));
  db.close();
  return trees;
}

/** The sequence number that an entry's packed columns begin with. */
const entryOf = (bytes: Buffer, offsets: readonly number[]): number =>
  Buffer.from(offsets.slice(0, 4).map((at) => bytes[at] ?? 0)).readInt32LE();

/** Every value of every table and index of a database file that no log lies beside. */
export function valuesIn(path: string, bytes: Buffer): Value[] {
  const file = new File(bytes);
  return treesOf(path).flatMap(({ name, root, columns }) => {
    const values: Value[] = [];
    for (const { kind, at } of file.cells(root)) {
      const size = file.varint(at);
      const isTable = kind === LEAF_TABLE;
      const key = isTable ? file.varint(size.next) : { value: -1, next: size.next };
      const index = Math.floor(((file.usable - 12) * 64) / 255) - 23;
      const most = isTable ? file.usable - 35 : index;
      const record = file.record(file.payload(key.next, size.value, most));
      if (isTable) {
        const offsets = Array.from({ length: key.next - size.next }, (_, each) => size.next + each);
        values.push({ table: name, row: key.value, column: 'rowid', offsets });
      }
      columns.forEach((column, place) => {
        const offsets = record[place] ?? [];
        const isKey = isTable && place === 0 && bytes[offsets[0] ?? 0] === 0;
        const row = name === 'facts' ? entryOf(bytes, record.at(-1) ?? []) : key.value;
        if (!isKey) values.push({ table: name, row, column, offsets });
      });
    }
    return values;
  });
}

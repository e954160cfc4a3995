import { hash } from 'node:crypto';
import { CATALOG } from '../../../events/catalog.ts';
import { type Envelope, type Payload, readEntry } from '../../../events/entry.ts';
import { slug } from '../../../events/fields.ts';
import { NONE } from '../../../projections/columns.ts';
import type { Target } from '../../../projections/details.ts';
import { factsOf } from '../../../projections/facts.ts';
import { AUDIT_ROW, type AuditPage, type AuditStore } from '../../store/audit-store.ts';
import { decodeEnvelope } from '../../store/decode.ts';
import { contestOfStream, REGISTER_STREAM } from '../../store/event-store.ts';
import { HASH_SIZE } from '../strict.ts';
import { compareFacts, ENTRY_COLUMN, readColumns } from './facts-check.ts';
import { messageOf } from './fault.ts';
import { LeafCheck, type LeafRead } from './leaf-check.ts';
import { emptyFindings, ID_SIZE, type PageFindings } from './page-findings.ts';
import { readPayload } from './payload-check.ts';
import { subtreeRoots } from './subtree.ts';

const SALT_BYTES = 16;

type Row = AuditPage['rows'][number];

/** The parts of an entry, as they lie in a page. */
interface Parts {
  readonly row: Row;
  readonly seq: number;
  readonly id: Buffer;
  /** The zero byte of RFC 6962, then the leaf. */
  readonly hashed: Buffer;
  readonly leaf: Buffer;
  /** Salt and payload. */
  readonly salted: Buffer;
  readonly saltBytes: number;
  readonly payload: Buffer;
  /** Its columns, packed; nothing where it has none. */
  readonly packed: Uint8Array;
}

const of = (row: Row, column: keyof typeof AUDIT_ROW): number => row[AUDIT_ROW[column]] ?? NONE;

function dashed(id: Buffer): string {
  const hex = id.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Checks all of an entry that can be checked by itself, a page of entries at a time. */
export class PageCheck {
  readonly #store: AuditStore;
  /** The contest of each stream by its number; null for the register. */
  readonly #contests = new Map<number, string | null>();
  readonly #names = new Map<number, string>();
  readonly #leaves = new LeafCheck();

  /** Reads the names of streams and columns once; what of them cannot be read counts as missing. */
  constructor(store: AuditStore) {
    this.#store = store;
    for (const { number, name } of orNothing(() => store.streams())) {
      const contest = contestOfStream(name);
      const known = contest === null ? name === REGISTER_STREAM : slug.safeParse(contest).success;
      if (known) this.#contests.set(number, contest);
    }
    for (const { number, name } of orNothing(() => store.symbols())) this.#names.set(number, name);
  }

  /** Checks the entries from one sequence number up to another, which both begin tiles. */
  check(from: number, to: number): PageFindings {
    const found = emptyFindings(from, to);
    this.#read(from, to, found);
    for (let seq = from; seq < to; seq += 1) {
      const known = found.present[seq - from] === 1 || found.faults.some(([at]) => at === seq);
      if (!known) found.faults.push([seq, 'it is missing']);
    }
    found.roots = subtreeRoots(found.hashes);
    return found;
  }

  /** Reads a page; where that fails, its halves, down to the entry that cannot be read. */
  #read(from: number, to: number, found: PageFindings): void {
    let page: AuditPage;
    try {
      page = this.#store.page(from, to);
      demandWhole(page);
    } catch (error) {
      if (to - from === 1) {
        found.faults.push([from, `it cannot be read (${messageOf(error)})`]);
        return;
      }
      const middle = Math.floor((from + to) / 2);
      this.#read(from, middle, found);
      this.#read(middle, to, found);
      return;
    }
    const { buffer, byteOffset, length } = page.bytes;
    const bytes = Buffer.from(buffer, byteOffset, length);
    let at = 0;
    let factsAt = 0;
    for (const row of page.rows) {
      const packed = page.facts.subarray(factsAt, factsAt + factBytes(row));
      const parts = cut(bytes, at, row, packed);
      at += of(row, 'idBytes') + 1 + of(row, 'leafBytes') + parts.salted.length;
      factsAt += packed.length;
      this.#one(parts, found);
    }
  }

  #one(parts: Parts, found: PageFindings): void {
    const { row, seq } = parts;
    const place = seq - found.from;
    if (!(place >= 0 && place < found.present.length)) return;
    if (found.present[place] === 1) found.faults.push([seq, 'two entries have this number']);
    found.present[place] = 1;
    found.streams[place] = of(row, 'stream');
    found.revisions[place] = of(row, 'revision');
    found.recordedMax[place] = row[AUDIT_ROW.recordedMax] ?? Number.NaN;
    found.hashes.write(hash('sha256', parts.hashed, 'binary'), place * HASH_SIZE, 'latin1');
    found.ids.set(parts.id.subarray(0, ID_SIZE), place * ID_SIZE);
    found.bytes += parts.leaf.length + parts.salted.length;
    const problem = this.#problem(parts, found);
    if (problem !== undefined) found.faults.push([seq, problem]);
  }

  /** Looks at an entry until something is wrong. */
  #problem(parts: Parts, found: PageFindings): string | undefined {
    const { row, seq, id, saltBytes, payload, salted } = parts;
    const contest = this.#contests.get(of(row, 'stream'));
    if (id.length !== ID_SIZE) return `its id has ${id.length} bytes, not ${ID_SIZE}`;
    if (contest === undefined) return `its stream, number ${of(row, 'stream')}, has no name`;
    const erased = payload.length === 0 && saltBytes === 0;
    if (!erased && payload.length === 0) return 'its payload is empty, and its salt is not';
    if (!erased && saltBytes !== SALT_BYTES)
      return `its salt has ${saltBytes} bytes, not ${SALT_BYTES}`;
    const digest = erased ? undefined : hash('sha256', salted, 'hex');
    const leaf = this.#leaves.read(parts.leaf, { id: dashed(id), contest, digest });
    if (typeof leaf === 'string') return leaf;
    found.recordedAt[seq - found.from] = leaf.recordedAt;
    if (erased) found.erased.push([seq, CATALOG[leaf.type].code]);
    const told = erased ? null : readPayload(payload, leaf.type, leaf.version);
    return typeof told === 'string' ? told : this.#factsProblem(parts, leaf, told, found);
  }

  #factsProblem(
    { row, seq, id, packed }: Parts,
    leaf: LeafRead,
    payload: Payload | null,
    found: PageFindings,
  ): string | undefined {
    const place = { seq, revision: of(row, 'revision') };
    const columns = readColumns(packed, seq, id);
    if (typeof columns === 'string') return columns;
    try {
      const entry = readEntry(leaf as unknown as Envelope, place, payload);
      const facts = factsOf(entry, (named) =>
        this.#target(named, seq, columns[ENTRY_COLUMN] ?? NONE),
      );
      if (leaf.type === 'PayloadErased' && facts.entry !== null) {
        found.erasures.push({ seq, id: facts.entry });
      }
      return compareFacts(
        columns,
        facts,
        (symbol) => this.#names.get(symbol),
        (reference) => found.references.push(reference),
      );
    } catch (error) {
      return `its payload cannot be read as facts (${messageOf(error)})`;
    }
  }

  /**
   * The type of the entry that a correction names, found by the column that says where it is. If that
   * column is wrong, the entry is not found, and the column itself is what differs.
   */
  #target(id: string, seq: number, stored: number): Target | undefined {
    if (stored < 0 || stored >= seq) return undefined;
    const leaf = this.#store.leaf(stored);
    const target = leaf === undefined ? undefined : decodeEnvelope({ leaf });
    return target?.id === id ? target : undefined;
  }
}

function orNothing<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch {
    return [];
  }
}

const factBytes = (row: Row): number => row[AUDIT_ROW.factBytes] ?? 0;

/** Do the lengths of a page's parts fit its bytes, and are all its numbers numbers? */
function demandWhole({ rows, bytes, facts }: AuditPage): void {
  let length = 0;
  let factsLength = 0;
  for (const row of rows) {
    length += of(row, 'idBytes') + 1 + of(row, 'leafBytes');
    length += of(row, 'saltBytes') + of(row, 'payloadBytes');
    factsLength += factBytes(row);
    for (const value of row) {
      if (value !== null && typeof value !== 'number') {
        throw new TypeError('a number of its row is none');
      }
    }
  }
  if (length !== bytes.length || factsLength !== facts.length)
    throw new TypeError('its bytes have other lengths than its row says');
}

function cut(bytes: Buffer, start: number, row: Row, packed: Uint8Array): Parts {
  const hashedAt = start + of(row, 'idBytes');
  const saltAt = hashedAt + 1 + of(row, 'leafBytes');
  const payloadAt = saltAt + of(row, 'saltBytes');
  const end = payloadAt + of(row, 'payloadBytes');
  return {
    row,
    seq: of(row, 'seq'),
    id: bytes.subarray(start, hashedAt),
    hashed: bytes.subarray(hashedAt, saltAt),
    leaf: bytes.subarray(hashedAt + 1, saltAt),
    salted: bytes.subarray(saltAt, end),
    saltBytes: payloadAt - saltAt,
    payload: bytes.subarray(payloadAt, end),
    packed,
  };
}

import type { StatementSync } from 'node:sqlite';
import { idBytes, NONE, pack } from '../../../projections/columns.ts';
import type { Batch } from '../copy-store.ts';
import { decodeEnvelope } from '../decode.ts';
import type { AppendOutcome, Expected, NewEntry, StoredEntry } from '../event-store.ts';
import { StoreError } from '../store-error.ts';
import type { ChangeCount } from './change-count.ts';
import { type Connection, type Query, query } from './connection.ts';
import type { EntryReads } from './entry-reads.ts';
import { factRow, prepareFactInsert } from './fact-rows.ts';
import { ReceiptTable } from './receipt-table.ts';
import type { StreamPlace, StreamTable } from './stream-table.ts';
import type { SymbolTable } from './symbol-table.ts';

function meets(expected: Expected, actual: number): boolean {
  if (expected === 'any') return true;
  return expected === 'no-stream' ? actual === -1 : actual === expected;
}

/** Do a stored entry and a new one of the same id say the same? */
function sameBody(stored: StoredEntry, stream: string, entry: NewEntry): boolean {
  if (stored.stream !== stream || Buffer.compare(stored.payload, entry.payload) !== 0) return false;
  const before = decodeEnvelope(stored);
  const now = decodeEnvelope(entry);
  return before.type === now.type && before.version === now.version;
}

type Refused = AppendOutcome & { readonly ok: false };
type Compared = Map<string, StoredEntry | undefined> | Refused;

/** A batch that may be stored: what is stored of it by id, what is not, and what its stream ends with. */
export interface Accepted {
  readonly ok: true;
  readonly stored: Map<string, StoredEntry | undefined>;
  readonly fresh: readonly NewEntry[];
  readonly revision: number;
}

/** What an append is answered whose batch is accepted: as much of it as is stored, in its order. */
export const answerOf = ({ entries }: Batch, { stored, fresh }: Accepted): AppendOutcome => ({
  ok: true,
  entries: entries.flatMap((entry) => stored.get(entry.id) ?? []),
  appended: fresh.length,
});

/** The columns of the last entries of a stream. */
interface Recent {
  readonly from: number;
  readonly rows: Uint8Array[];
}

/** What reads the same file, and remembers what it read. */
interface Remembered {
  readonly reads: EntryReads;
  readonly streams: StreamTable;
  readonly symbols: SymbolTable;
  readonly changes: ChangeCount;
}

const RECENT_STREAMS = 1000;
const RECENT_ROWS = 16;

/**
 * Checks and stores batches within a transaction. What it remembers between transactions is good
 * until another process commits or its own transaction is undone.
 */
export class BatchWriter {
  readonly #connection: Connection;
  readonly #reads: EntryReads;
  readonly #streams: StreamTable;
  readonly #symbols: SymbolTable;
  readonly #changes: ChangeCount;
  readonly #receipts: ReceiptTable;
  readonly #dataVersion: Query<[version: number]>;
  readonly #insertEntry: StatementSync;
  readonly #insertFacts: StatementSync;
  readonly #generation: Query<[number: number]>;
  #seen: number | undefined;
  #seenGeneration = 0;
  /** The columns that each stream was given last: who follows them need not read them back. */
  readonly #recent = new Map<string, Recent>();
  #seq = -1;
  #recordedMax = Number.NEGATIVE_INFINITY;

  constructor(connection: Connection, { reads, streams, symbols, changes }: Remembered) {
    this.#connection = connection;
    this.#reads = reads;
    this.#streams = streams;
    this.#symbols = symbols;
    this.#changes = changes;
    this.#receipts = new ReceiptTable(connection);
    // Changes with every commit of another connection, never with one of this connection.
    this.#dataVersion = query(connection.db, 'PRAGMA data_version');
    this.#generation = query(connection.db, 'SELECT number FROM generation');
    this.#insertEntry = connection.db.prepare(
      `INSERT INTO entry (seq, id, stream, revision, recorded_max, leaf, salt, payload)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#insertFacts = prepareFactInsert(connection);
  }

  /** The last sequence number that its last transaction saw or gave. */
  get lastSeq(): number {
    return this.#seq;
  }

  /** Had nobody else committed since its last transaction when it was last looked? Then what is remembered holds. */
  get undisturbed(): boolean {
    return this.#seen !== undefined && this.#changes.version() === this.#seen;
  }

  /** The columns of a stream's entries from a revision on, where they were the last to be stored. */
  recent(stream: string, fromRevision: number): readonly Uint8Array[] | undefined {
    const recent = this.#recent.get(stream);
    return recent?.from === fromRevision ? recent.rows : undefined;
  }

  /** The columns were made anew: those remembered may be others. */
  forgetColumns(): void {
    this.#recent.clear();
  }

  /** Begins: looks, now that nobody else can write, whether anybody has. */
  begin(): void {
    const version = this.#dataVersion.get()?.[0];
    if (version === this.#seen) return;
    const head = this.#reads.head();
    this.#seq = head.seq;
    this.#recordedMax = head.recordedAt ?? Number.NEGATIVE_INFINITY;
    this.#streams.forget();
    this.#recent.clear();
    const generation = this.#generation.get()?.[0] ?? 0;
    // An erasure takes names out of the table.
    if (generation !== this.#seenGeneration) this.#symbols.forget();
    this.#seenGeneration = generation;
    this.#symbols.refresh();
    this.#seen = version;
  }

  /** The transaction was undone: nothing remembered of it holds. */
  undone(): void {
    this.#seen = undefined;
    this.#symbols.forget();
    this.#streams.forget();
    this.#recent.clear();
  }

  /** Checks a whole batch against what is stored. Writes nothing. */
  check({ stream, expected, entries, receipt }: Batch): Accepted | Refused {
    if (receipt !== undefined && this.#receipts.find(receipt.key) !== undefined) {
      return { ok: false, reason: 'key-used' };
    }
    const stored = this.#compare(stream, entries);
    if ('reason' in stored) return stored;
    const fresh = entries.filter((entry) => stored.get(entry.id) === undefined);
    const overtaken = receipt !== undefined && fresh.length < entries.length;
    const revision = this.#streams.find(stream)?.revision ?? -1;
    if (overtaken || (fresh.length > 0 && !meets(expected, revision))) {
      return { ok: false, reason: 'wrong-revision', actual: revision };
    }
    return { ok: true, stored, fresh, revision };
  }

  /** Checks a whole batch, then stores what is new of it. A refused batch has written nothing. */
  apply(batch: Batch): AppendOutcome {
    const checked = this.check(batch);
    if (!checked.ok) return checked;
    const { stored, fresh } = checked;
    if (fresh.length > 0) this.#store(batch.stream, fresh, stored);
    if (batch.receipt !== undefined) this.#receipts.keep(batch.receipt);
    return answerOf(batch, checked);
  }

  /** For each entry of a batch the stored one of its id; a refusal where that says something else. */
  #compare(stream: string, entries: readonly NewEntry[]): Compared {
    const stored = new Map<string, StoredEntry | undefined>();
    for (const entry of entries) {
      const found = this.#reads.byId(entry.id);
      const reused = found !== undefined && !this.#isSame(found, stream, entry);
      if (reused || stored.has(entry.id)) {
        return { ok: false, reason: 'id-reused', id: entry.id, seq: found?.seq ?? NONE };
      }
      stored.set(entry.id, found);
    }
    return stored;
  }

  #isSame(found: StoredEntry, stream: string, entry: NewEntry): boolean {
    try {
      return sameBody(found, stream, entry);
    } catch (error) {
      throw new StoreError(
        'damaged',
        `${this.#connection.file} holds entry ${found.seq} of the same id, whose bytes cannot be compared; restore it from a backup`,
        error,
      );
    }
  }

  #store(
    stream: string,
    entries: readonly NewEntry[],
    stored: Map<string, StoredEntry | undefined>,
  ): void {
    const place = this.#streams.find(stream) ?? this.#streams.add(stream);
    if (this.#recent.size >= RECENT_STREAMS) this.#recent.clear();
    if (entries.length <= RECENT_ROWS) {
      this.#recent.set(stream, { from: place.revision + 1, rows: [] });
    } else this.#recent.delete(stream);
    for (const entry of entries) stored.set(entry.id, this.#storeOne(stream, place, entry));
  }

  #storeOne(stream: string, place: StreamPlace, entry: NewEntry): StoredEntry {
    const { id, leaf, salt, payload, recordedAt } = entry;
    const seq = this.#seq + 1;
    const revision = place.revision + 1;
    const recordedMax = Math.max(this.#recordedMax, recordedAt);
    const row = factRow(entry.facts, seq, {
      symbol: (name) => this.#symbols.give(name),
      seqBefore: (named, before) => this.#reads.seqBefore(named, before),
    });
    const { number } = place;
    const idAsBytes = idBytes(id);
    this.#insertEntry.run(seq, idAsBytes, number, revision, recordedMax, leaf, salt, payload);
    const packed = pack(row, idAsBytes);
    this.#insertFacts.run(number, revision, packed);
    this.#recent.get(stream)?.rows.push(packed);
    this.#seq = seq;
    this.#recordedMax = recordedMax;
    place.revision = revision;
    return { seq, stream, revision, id, leaf, salt, payload };
  }
}

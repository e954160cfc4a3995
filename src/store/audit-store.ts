import type { Receipt } from './event-store.ts';
import type { Cut, KeptCheckpoint } from './log-store.ts';

/** What a page of entries is made of beside their bytes: these numbers. */
export const AUDIT_ROW = {
  seq: 0,
  stream: 1,
  revision: 2,
  recordedMax: 3,
  idBytes: 4,
  leafBytes: 5,
  saltBytes: 6,
  payloadBytes: 7,
  /** Null where the entry has no columns. */
  factBytes: 8,
} as const;

/** Entries as they lie in the store, nothing of them decoded. */
export interface AuditPage {
  /** A row of AUDIT_ROW for each entry that is there, by `seq`. */
  readonly rows: readonly (readonly (number | null)[])[];
  /** For each row in turn: the id's bytes, a zero byte, the leaf, the salt, the payload. */
  readonly bytes: Uint8Array;
  /** For each row in turn its columns, packed, where it has any. */
  readonly facts: Uint8Array;
}

/** A name and the number that stands for it. */
export interface NumberedName {
  readonly number: number;
  readonly name: string;
}

/** A tile that is kept, by its place. */
export interface TilePlace {
  readonly level: number;
  readonly index: number;
}

/**
 * Where an audit reads: all that a store keeps, as it lies there, with nothing remembered and nothing
 * put right. Whatever cannot be read is thrown.
 */
export interface AuditStore {
  /** Reads several things as they stand at one moment, whoever appends and signs meanwhile. */
  atOnce<T>(read: () => T): T;
  /** How many entries there are. */
  count(): number;
  /** The entries from one sequence number up to but not including another. */
  page(from: number, to: number): AuditPage;
  /** The leaf of one entry. */
  leaf(seq: number): Uint8Array | undefined;
  /** The streams by their numbers. */
  streams(): readonly NumberedName[];
  /** The names in the columns by their numbers. */
  symbols(): readonly NumberedName[];
  /** Where tiles are kept; their bytes are the log store's to read. */
  tiles(): readonly TilePlace[];
  tile(level: number, index: number): Uint8Array | undefined;
  /** The kept checkpoints, by size. */
  checkpoints(): readonly KeptCheckpoint[];
  /** The logs that it says it was cut from. */
  cuts(): readonly Cut[];
  /** The receipts whose keys come after another's bytes, in their order, at most `limit`. */
  receipts(after: Uint8Array, limit: number): readonly Receipt[];
  /** What the store itself finds wrong with how its tables and indexes lie; a sentence each. */
  problems(): readonly string[];
  /** Changes whenever bytes were erased or columns made anew. */
  generation(): number;
  /** How a thread of its own opens the same store; left out where only this thread can. */
  readonly elsewhere?: Elsewhere;
}

/** Where a store is for another thread: a place, and which modules open what lies there. */
export interface Elsewhere {
  readonly place: string;
  /** The module whose `openAudit(place)` opens it to be audited. */
  readonly module: string;
  /** The module whose `openToRead(place)` opens it as a ledger. */
  readonly reading: string;
}

/** An audit store that a thread has opened for itself. */
export type OpenedAudit = AuditStore & { close(): void };

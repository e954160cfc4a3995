import type { Facts } from '../../projections/facts.ts';

/** The stream of what holds in every contest: merges of endorsers and what corrects them. */
export const REGISTER_STREAM = 'hustings-register';

const CONTEST_PREFIX = 'hustings-contest-';

/** The stream of a contest's entries. */
export const contestStream = (contest: string): string => `${CONTEST_PREFIX}${contest}`;

/** The stream of a contest, or of the register (null). */
export const streamOf = (contest: string | null): string =>
  contest === null ? REGISTER_STREAM : contestStream(contest);

/** The contest of a stream; null for the register. */
export const contestOfStream = (stream: string): string | null =>
  stream.startsWith(CONTEST_PREFIX) ? stream.slice(CONTEST_PREFIX.length) : null;

/** An entry ready to be stored: its bytes are final. */
export interface NewEntry {
  readonly id: string;
  /** RFC 8785 bytes of the envelope, at most 65,535. */
  readonly leaf: Uint8Array;
  /** 16 random bytes; none where another ledger erased the payload. */
  readonly salt: Uint8Array;
  /** RFC 8785 bytes of the payload, at most 32 KiB; none where another ledger erased it. */
  readonly payload: Uint8Array;
  /** The leaf's `recordedAt` in milliseconds. */
  readonly recordedAt: number;
  /** The payload decoded once; kept as integer columns beside the bytes. */
  readonly facts: Facts;
}

/** A stored entry and its place. */
export interface StoredEntry {
  /** Its place in the whole ledger, from 0, dense. */
  readonly seq: number;
  readonly stream: string;
  /** Its place in its stream, from 0, dense. */
  readonly revision: number;
  readonly id: string;
  readonly leaf: Uint8Array;
  /** Empty where it was erased. */
  readonly salt: Uint8Array;
  /** Empty where it was erased. */
  readonly payload: Uint8Array;
}

/**
 * What is kept for ever of an append that its client may send again, though it gave no ids: bytes that
 * are final. Nothing in it tells what a payload says, so an erasure has nothing to take from it.
 */
export interface Receipt {
  /** 32 bytes: what the append is known by. */
  readonly key: Uint8Array;
  /** 32 bytes: what was asked. */
  readonly request: Uint8Array;
  /** What of the answer the entries do not say themselves, as JSON (RFC 8785). */
  readonly answer: string;
  /** SHA-256 of key, request and answer, 32 bytes: by it an audit finds a changed byte. */
  readonly sum: Uint8Array;
}

/** What an append expects of its stream: no entry yet, this last revision, or whatever is there. */
export type Expected = 'no-stream' | 'any' | number;

export type AppendOutcome =
  /** All entries of the batch as stored, in its order; `appended` of them are new. */
  | { readonly ok: true; readonly entries: readonly StoredEntry[]; readonly appended: number }
  /** The stream's last revision is another; -1 where there is no stream. Nothing was stored. */
  | { readonly ok: false; readonly reason: 'wrong-revision'; readonly actual: number }
  /** An entry with this id and another body is stored already. Nothing was stored. */
  | { readonly ok: false; readonly reason: 'id-reused'; readonly id: string; readonly seq: number }
  /** There is a receipt under this key already. Nothing was stored. */
  | { readonly ok: false; readonly reason: 'key-used' };

/** The end of the ledger. */
export interface Head {
  /** The last sequence number, -1 where the ledger is empty. */
  readonly seq: number;
  /** The greatest `recordedAt` so far, in milliseconds; null where the ledger is empty. */
  readonly recordedAt: number | null;
}

/**
 * The event store. Every adapter passes the same contract suite (test/store/contract.ts).
 *
 * - An append is atomic: all of a batch or nothing. It returns once the entries are durable.
 * - Idempotent for ever: an id that is stored already with the same stream, type, version and
 *   payload bytes answers with the stored entry, whatever revision is expected; with another body it
 *   is refused as `id-reused`. Salt, recordedAt and recordedBy are not compared: a retry makes them
 *   anew. Entries of a batch that are stored already are left out and the rest appended; a batch
 *   that is wholly stored already never fails for its expected revision. The same id twice within
 *   one batch is `id-reused` too.
 * - A receipt is stored with its entries in one step, and never changed or removed: of two appends with
 *   one key, by whatever process, one succeeds and the other gets `key-used`, before anything else is
 *   looked at. Where all that was asked for is stored already, a receipt is kept with no entries. With a
 *   receipt entries are not idempotent by their ids: one of them that is stored already by then is
 *   `wrong-revision`, for the receipt says how many were new.
 * - The expected revision is checked and the entries are stored in one step, so of two writers that
 *   expect the same revision one succeeds and the other gets `wrong-revision`.
 * - `seq` counts all entries in order of storing, `revision` those of a stream; neither has a gap.
 * - An erasure is appended and takes away the payload and salt of entries in one step; no trace of them
 *   is left in what the store keeps, and their leaves and places stay. A store that cannot remove bytes
 *   refuses it by an exception that says what an operator must do.
 * - Several processes, on several machines, may share a ledger. What one has stored another may read a
 *   little later; what it has stored itself, or refused, or was told by `refresh`, it reads at once.
 * - An empty batch without a receipt, an entry over its size and a receipt whose parts have not their
 *   lengths are refused by an exception before anything is done.
 */
export interface EventStore {
  append(
    stream: string,
    expected: Expected,
    entries: readonly NewEntry[],
    receipt?: Receipt,
  ): Promise<AppendOutcome>;
  /** Appends an erasure and removes the payloads and salts of the entries with these sequence numbers. */
  erase(
    stream: string,
    expected: Expected,
    erasure: NewEntry,
    seqs: readonly number[],
    receipt?: Receipt,
  ): Promise<AppendOutcome>;
  /** The receipt under this key. */
  receipt(key: Uint8Array): Promise<Receipt | undefined>;
  /** Removes whatever copies of erased bytes may be left where they once lay; may be repeated. */
  scrub(): Promise<void>;
  /** A stream's entries from a revision on, at most `limit`; none where there is no stream. */
  readStream(stream: string, fromRevision: number, limit: number): Promise<StoredEntry[]>;
  /** The ledger's entries from a sequence number on, at most `limit`. */
  readAll(fromSeq: number, limit: number): Promise<StoredEntry[]>;
  /** The entry with this id. */
  byId(id: string): Promise<StoredEntry | undefined>;
  head(): Promise<Head>;
  /**
   * Sees to it that all that was stored by now, by whatever process, can be read; says whether the head
   * has moved.
   */
  refresh(): Promise<boolean>;
  /** The streams in order of their first entry. */
  streams(): Promise<readonly string[]>;
  /**
   * The last sequence number whose `recordedAt`, as a running maximum in `seq` order, is not after
   * an instant (milliseconds); -1 before the first.
   */
  seqAt(instant: number): Promise<number>;
  /**
   * Every entry from a sequence number on, first those stored, then each new one as it is stored,
   * without gap or duplicate, until the signal aborts. Pulls: a slow reader holds nothing in memory.
   */
  subscribe(fromSeq: number, signal: AbortSignal): AsyncIterable<StoredEntry>;
  close(): Promise<void>;
}

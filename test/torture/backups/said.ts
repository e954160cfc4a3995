import { createHash } from 'node:crypto';
import type { StoredEntry } from '../../../src/store/event-store.ts';

/** An entry: where it is, and the hash of its id, leaf, salt and payload. */
export interface Hashed {
  readonly seq: number;
  readonly hash: string;
}

export function hashed({ seq, id, leaf, salt, payload }: StoredEntry): Hashed {
  const hash = createHash('sha256').update(id).update(leaf).update(salt).update(payload);
  return { seq, hash: hash.digest('hex') };
}

/** Entries, of one append. */
export interface SaidAppend {
  readonly entries: readonly Hashed[];
  /** Its clock: at or after that of these, and before that of whatever comes next. */
  readonly at: number;
  /** What they were appended under, if there is a receipt. */
  readonly key?: string;
}

/** An erasure, recorded as that entry, and what is left of what it took. */
export interface SaidErasure {
  readonly erasure: number;
  readonly gone: readonly Hashed[];
}

/** A checkpoint of so many entries was signed, and this was the digest of the standings. */
export interface SaidSigned {
  readonly signed: number;
  readonly note: string;
  readonly digest: string;
}

/** What a loader says of its ledger, a line of JSON each, once it is durable: the naive record that copies are compared with. */
export type Said = SaidAppend | SaidErasure | SaidSigned;

/** The day whose standings are compared. */
export const DAY = '2010-08-01';

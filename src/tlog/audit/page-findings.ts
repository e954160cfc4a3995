import { HASH_SIZE } from '../strict.ts';
import type { Reference } from './facts-check.ts';

/** The bytes of an id. */
export const ID_SIZE = 16;

/** An erasure and the entry that it names. */
export interface Erasure {
  readonly seq: number;
  readonly id: string;
}

/** What was found on a page of entries: what is wrong by itself, and what is compared across pages. */
export interface PageFindings {
  readonly from: number;
  readonly to: number;
  /** 1 for each entry that is there; the arrays after it have a place for each. */
  readonly present: Uint8Array;
  readonly streams: Float64Array;
  readonly revisions: Float64Array;
  readonly recordedMax: Float64Array;
  /** NaN where the leaf cannot be read. */
  readonly recordedAt: Float64Array;
  readonly ids: Uint8Array;
  /** The hashes of the leaves, and of each 256 of them the root. */
  readonly hashes: Buffer;
  roots: Buffer;
  readonly references: Reference[];
  /** The entries without payload and salt, each with its type's code. */
  readonly erased: [seq: number, code: number][];
  readonly erasures: Erasure[];
  readonly faults: [seq: number, problem: string][];
  /** How many bytes of leaves, salts and payloads there are. */
  bytes: number;
}

/** Findings with nothing found yet. */
export function emptyFindings(from: number, to: number): PageFindings {
  const count = to - from;
  return {
    from,
    to,
    present: new Uint8Array(count),
    streams: new Float64Array(count).fill(-1),
    revisions: new Float64Array(count).fill(-1),
    recordedMax: new Float64Array(count).fill(Number.NaN),
    recordedAt: new Float64Array(count).fill(Number.NaN),
    ids: new Uint8Array(count * ID_SIZE),
    hashes: Buffer.alloc(count * HASH_SIZE),
    roots: Buffer.alloc(0),
    references: [],
    erased: [],
    erasures: [],
    faults: [],
    bytes: 0,
  };
}

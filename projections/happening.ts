import type { Bounds } from './bounds.ts';

/** What a happening did to one cell, and the cell's counts by its latest day. */
export interface Effect {
  readonly candidate: string;
  readonly category: string;
  /** How the certain count, and certain and possible together, changed by this alone. */
  readonly certain: number;
  readonly possible: number;
  readonly lapsed: number;
  readonly after: { readonly certain: number; readonly possible: number };
}

export type HappeningKind =
  | 'opened'
  | 'stage-opened'
  | 'entered'
  | 'withdrew'
  | 'endorsed'
  | 'nominated'
  | 'ended'
  | 'neutral'
  | 'tally'
  | 'ballot'
  | 'poll'
  | 'expectation'
  | 'result';

/** One thing that happened in a contest, and what it changed in the standings. */
export interface Happening {
  readonly kind: HappeningKind;
  /** When, as EDTF; null where nobody knows. */
  readonly on: string | null;
  readonly bounds: Bounds;
  readonly endorser: string | null;
  readonly category: string | null;
  readonly candidate: string | null;
  /** How an act ended, which stance was taken, which stage an act belongs to. */
  readonly how: string | null;
  /** The entries that tell it, by id. */
  readonly entries: readonly string[];
  readonly effects: readonly Effect[];
}

import type { AppendOutcome, Expected, NewEntry, Receipt } from './event-store.ts';
import type { FactsDifference } from './fact-store.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { KeptCheckpoint } from './log-store.ts';

/** What an append asks to be stored together or not at all. */
export interface Batch {
  readonly stream: string;
  readonly expected: Expected;
  readonly entries: readonly NewEntry[];
  readonly receipt?: Receipt | undefined;
}

/** An entry as its bytes alone tell it. */
export type BareEntry = Omit<NewEntry, 'facts'>;

/** Where something stands in the log that a copy follows. */
export interface LogPlace {
  readonly stream: string;
  /** The position of its last event: greater for what comes later, and nothing else. */
  readonly position: number;
  /** The id of that event. */
  readonly event: string;
  /** The position of the event before that, of whatever stream; null: there was none. */
  readonly before: number | null;
  /** The log's own revision of the stream after it. */
  readonly logRevision: number;
}

/** What a log holds, one write of it: an append, a signed checkpoint, or what no ledger has written. */
export type Logged = LogPlace &
  (
    | {
        readonly kind: 'append';
        readonly expected: Expected;
        readonly entries: readonly BareEntry[];
        readonly receipt?: Receipt | undefined;
      }
    | { readonly kind: 'checkpoint'; readonly checkpoint: KeptCheckpoint }
    | { readonly kind: 'foreign' }
  );

/** How far a copy has followed. */
export interface Followed {
  /** The last event that was taken in; null: nothing was. By it a copy knows its log again. */
  readonly last: Pick<LogPlace, 'position' | 'event' | 'before'> | null;
  /** Has it ever held all that the log held? Before that its answers would be of no state there ever was. */
  readonly complete: boolean;
}

/** A write of the log that became no entry, and why. */
export interface PassedOver {
  readonly position: number;
  readonly stream: string;
  readonly why: 'foreign' | 'repeated' | 'key-used' | 'id-reused' | 'wrong-revision';
}

/** What an append would come to now: what it is answered, or what of it is still to be written. */
export type Look =
  | { readonly settled: AppendOutcome }
  | {
      readonly settled: null;
      /** What is not stored yet. */
      readonly fresh: readonly NewEntry[];
      /** The last revision of the stream, -1 without one: what was found holds for it alone. */
      readonly revision: number;
      /** The log's own last revision of the stream; -1 without one. */
      readonly logRevision: number;
    };

/**
 * A ledger of its own that is filled from a log which many copies follow, in the log's order. What the log
 * holds is numbered as an append to the copy would be: so all copies number alike.
 */
export interface CopyStore extends LedgerStore {
  followed(): Followed;
  /**
   * Takes in what comes next of the log, in one step with how far it has followed. What stands at or before
   * the position that it has followed to is left alone; it may have been taken in by another process.
   * `complete`: this was all that there was.
   */
  takeIn(logged: readonly Logged[], complete: boolean): void;
  /** What an append would come to now. Changes nothing. */
  look(batch: Batch): Look;
  /** Is exactly this stored: these leaves in this stream, and this receipt? */
  holds(stream: string, entries: readonly NewEntry[], receipt: Receipt | undefined): boolean;
  /** What of the log became no entry, in its order, after a position, at most `limit`. */
  passedOver(after: number, limit: number): readonly PassedOver[];
  /**
   * How another copy of the same log, in a file, differs from it: the first difference, or null. Undefined
   * where the other has not followed as far, so that nothing can be said.
   */
  differenceFrom(file: string): FactsDifference | null | undefined;
  /**
   * Puts what another copy of the same log, in a file, holds in place of what it holds, in one step; where
   * they are the same, nothing is done. False where the other has not followed as far.
   */
  adopt(file: string): boolean;
}

import type { PackedRows, Symbols } from '../../projections/columns.ts';

/** How the facts of a ledger compare with what its bytes say. */
export interface FactsDifference {
  readonly seq: number;
  readonly problem: string;
}

/**
 * The integer columns beside the entries' bytes. They are derived: `rebuild` makes them anew from the
 * bytes alone, and deleting them loses nothing.
 */
export interface FactStore {
  /** The ledger's names; grows as entries are stored and never renumbers. */
  readonly symbols: Symbols;
  /** Changes whenever columns were made anew or bytes erased, by whatever process: what was read before may be gone. */
  generation(): number;
  /**
   * Changes whenever anything in the ledger may have changed, by whatever process: as long as it is the
   * same, what was read still holds. Costs far less than reading.
   */
  changes(): number;
  /** The columns of a stream's entries from a revision on, in order, at most `limit`. */
  factsOf(stream: string, fromRevision: number, limit: number): Promise<PackedRows>;
  /**
   * Derives all columns anew from the entries' bytes, compares, and puts right what differs in one step.
   * `progress` hears how many of how many entries are done; `signal` stops it with nothing changed.
   * With `threads` of its own it takes less time, where there are enough entries, and holds up nothing else.
   * Answers with the first difference found between old and new, or null.
   */
  rebuild(
    progress: (done: number, all: number) => void,
    signal: AbortSignal,
    threads?: number,
  ): Promise<FactsDifference | null>;
}

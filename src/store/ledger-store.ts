import type { AuditStore } from './audit-store.ts';
import type { PassedOver } from './copy-store.ts';
import type { EventStore } from './event-store.ts';
import type { FactStore } from './fact-store.ts';
import type { LogStore } from './log-store.ts';

/**
 * Is what a store reads all that there is? Else: since when, in milliseconds, that is not known (null: it
 * never was since the store was opened), and why, a sentence.
 */
export type Currency =
  | { readonly current: true }
  | { readonly current: false; readonly since: number | null; readonly why: string };

/** What a copy is found to be beside the log that it follows. */
export interface Origin {
  /** What is not as the log has it, a sentence; null where everything is. */
  readonly difference: string | null;
  /** What of the log became no entry, the first first, as far as it is told. */
  readonly passedOver: readonly PassedOver[];
}

/** How a long piece of work is followed and stopped. */
export interface Course {
  progress(done: number, all: number): void;
  readonly signal: AbortSignal;
}

/** A store of a ledger: its entries, their columns, what is kept of its log, and all of it for an audit. */
export type LedgerStore = EventStore &
  FactStore & {
    readonly log: LogStore;
    readonly audit: AuditStore;
    /** As much as one append should hold: what goes in together is wholly there, or not at all. */
    readonly atOnce: { readonly items: number; readonly bytes: number };
    /** Writes a whole copy of one moment, a ledger of its own, into a file that is not there yet. */
    backupTo(file: string): Promise<void>;
    /** Is what it reads all that there is, but for what is on its way? */
    currency(): Currency;
    /** Where it is a copy of a log: reads all of that again, and compares. */
    readonly compareWithOrigin?: (course: Course) => Promise<Origin>;
  };

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

/** That a log has signed a checkpoint of so many entries. */
export interface Signed {
  readonly origin: string;
  readonly size: number;
}

/** How a copy is made. */
export interface BackupOptions {
  /** The last entry that it is to hold; null: all that there are. */
  readonly until: number | null;
  /** What a log is known to have signed beside what the ledger knows of; null: nothing. */
  readonly signed: Signed | null;
  /** Progress is in bytes. */
  readonly course: Course;
}

/** What of a ledger a copy of its beginning left out. */
export interface LeftOut {
  readonly entries: number;
  readonly receipts: number;
  /** The log that signed more than the copy holds, so that the copy must not go on as that; null: none did. */
  readonly origin: string | null;
}

/** A store of a ledger: its entries, their columns, what is kept of its log, and all of it for an audit. */
export type LedgerStore = EventStore &
  FactStore & {
    readonly log: LogStore;
    readonly audit: AuditStore;
    /** As much as one append should hold: what goes in together is wholly there, or not at all. */
    readonly atOnce: { readonly items: number; readonly bytes: number };
    /**
     * Writes a copy of one moment, a ledger of its own, into a file that is not there yet or empty: whole, or as the
     * ledger was when it held no more than some entries. Refuses, as StoreError, a moment between what an erasure took
     * and the erasure.
     */
    backupTo(file: string, options: BackupOptions): Promise<LeftOut>;
    /** Is what it reads all that there is, but for what is on its way? */
    currency(): Currency;
    /** Is nothing stored any more, since its disk failed to keep what was written? It is read as before. */
    inDoubt(): boolean;
    /** Where it is a copy of a log: reads all of that again, and compares. */
    readonly compareWithOrigin?: (course: Course) => Promise<Origin>;
  };

/** A ledger that an older Hustings wrote, which nobody else can open as long as it is held. */
export interface OlderLedger {
  /** The version of its tables. */
  readonly version: number;
  /** What it must have free on its disk to be made one of this version, in bytes. */
  readonly room: number;
  /** Writes a copy of it as it is into a file that is not there yet or empty. */
  copyTo(file: string): void;
  /**
   * Makes it a ledger of this version, in one step, by a copy of it that is one already, in a file: its entries stay
   * as they lie, and what is derived of them is taken over.
   */
  adopt(file: string): void;
  close(): void;
}

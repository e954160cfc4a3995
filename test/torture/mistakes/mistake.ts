import type { Random } from '../../laws/random.ts';
import type { Place } from './place.ts';

/** What is run after a mistake was made, and what must come of it. */
export interface Case {
  /** The command line; the ledger's place is named in it. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** What the clock says, in milliseconds since 1970. */
  readonly now?: number;
  /** Runs it as a process, by this script of a shell, in which "$@" is the command; else it runs in this process. */
  readonly shell?: string;
  readonly status: 0 | 1 | 2;
  /** What is said on stderr. */
  readonly says: RegExp;
  /** May the files change? Then the ledger must still verify, with all of its entries. */
  readonly changes?: true;
  /** Does what the sentence says; then `again`, or else the same command, must go well. */
  readonly remedy: () => unknown;
  readonly again?: readonly string[];
  /** What the last verification is told beside the ledger: the vkey of a key that is lost, for one. */
  readonly verified?: readonly string[];
}

/** A mistake that an operator makes: its particulars are drawn. */
export interface Mistake {
  readonly name: string;
  make(place: Place, random: Random): Case | Promise<Case>;
}

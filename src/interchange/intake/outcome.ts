import type { RowFault } from '../mapping/expression.ts';

/** What became of a row of a list that is not taken as it is. */
export interface RowProblem extends RowFault {
  /** The list that it stands in. */
  readonly list: string;
  /** Its number there. */
  readonly row: number;
  /**
   * - `refused`: it cannot be read, or the ledger does not take what it says.
   * - `changed`: the ledger holds another version of it already.
   */
  readonly kind: 'refused' | 'changed';
}

/** Something that the ledger takes, and warns of. */
export interface RowWarning {
  readonly list: string;
  readonly row: number;
  readonly code: string;
  readonly message: string;
}

/** How the counts of a candidate change. */
export interface CellEffect {
  readonly candidate: string;
  readonly category: string;
  /** Certain, and possible beyond: before and after. */
  readonly before: readonly [certain: number, possible: number];
  readonly after: readonly [certain: number, possible: number];
}

/** What became of the rows of one contest. */
export interface ContestTaken {
  readonly contest: string;
  readonly rows: number;
  /** How many entries are new, and how many are there already. */
  readonly added: number;
  readonly there: number;
  /** How many rows are so. */
  readonly changed: number;
  readonly refused: number;
  /** How many warnings there are. */
  readonly warned: number;
  /** What it changes in today's standings; null where that was not asked. */
  readonly effect: readonly CellEffect[] | null;
}

/** Hears of rows while lists are taken in. */
export interface Hearing {
  problem(problem: RowProblem): void;
  warning(warning: RowWarning): void;
  /** Somebody would be enrolled: told by dry runs alone. */
  enrolled(enrolment: NewName): void;
}

/** An endorser whom a list enrols in a contest. */
export interface NewName {
  readonly endorser: string;
  readonly name: string;
  readonly contest: string;
  readonly category: string | null;
}

import type { ContestList } from '../../ledger/queries/contests.ts';
import type { Value } from './row.ts';

/** The columns of the list of contests as rows. */
export const CONTESTS_COLUMNS = [
  'contest',
  'title',
  'opened',
  'candidates',
  'withdrawn',
  'entries',
  'lastChange',
] as const;

/** The contests of a ledger as rows. */
export const contestRows = ({ contests }: ContestList): Value[][] =>
  contests.map((contest) => CONTESTS_COLUMNS.map((column) => contest[column]));

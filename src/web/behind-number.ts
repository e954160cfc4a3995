import { formatDay } from '../time/day.ts';
import { edtfBounds } from '../time/edtf.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';

/** The last day of a date of the ledger, for a link to the standings by then. */
export const lastDayOf = (edtf: string | null): string | undefined =>
  edtf === null ? undefined : formatDay(edtfBounds(edtf).latest);

/** Where the claims behind a candidate's number in a category are. */
export const behindNumber = (
  contest: string,
  sight: Sight,
  number: { readonly candidate: string; readonly category: string },
  more: object = {},
): string => addressOf(contestPath(contest, 'provenance'), sight, number, more);

/** Where the claims behind the number of those who have yet to declare are. */
export const behindUndeclared = (contest: string, sight: Sight, category: string): string =>
  addressOf(contestPath(contest, 'provenance'), sight, { undeclared: 'true', category });

import { coveredBy } from '../../projections/claims.ts';
import { at } from '../../projections/columns.ts';
import type { Desk } from './desk.ts';

/** The sequence numbers of the entries that an erasure of one covers (DESIGN: all that name it, and so on). */
export function seqsCoveredBy({ columns }: Desk, row: number): number[] {
  return [...coveredBy(columns, row)].map((each) => at(columns.seq, each)).sort((a, b) => a - b);
}

import { CATALOG } from '../../events/catalog.ts';
import { coveredBy } from '../../projections/claims.ts';
import { at, NONE } from '../../projections/columns.ts';
import type { Desk } from './desk.ts';

/** The sequence numbers of the entries that an erasure of one covers (DESIGN: all that name it, and so on). */
export function seqsCoveredBy({ columns }: Desk, row: number): number[] {
  return [...coveredBy(columns, row)].map((each) => at(columns.seq, each)).sort((a, b) => a - b);
}

/** The row of the erasure that names an entry, by the entry's sequence number; NONE where none does. */
export function erasureOf({ columns }: Desk, seq: number): number {
  for (let row = 0; row < columns.length; row += 1) {
    const erases = at(columns.type, row) === CATALOG.PayloadErased.code;
    if (erases && at(columns.entry, row) === seq) return row;
  }
  return NONE;
}

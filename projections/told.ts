import { CATALOG, type DataOf, type EntryType } from '../events/catalog.ts';
import type { Day } from '../src/time/day.ts';
import { boundsOf } from './agreement.ts';
import { type Bounds, formatBounds } from './bounds.ts';
import { type Claims, DISPUTED, detailOf, GONE, saidLatest } from './claims.ts';
import { at } from './columns.ts';
import { keptWith } from './kept-with.ts';

/** What one claim tells, as corrected: when, by when it was published, and its data. */
export interface Told<Data> {
  readonly row: number;
  readonly id: string;
  /** When, as one EDTF string; null where nobody knows. */
  readonly on: string | null;
  readonly bounds: Bounds;
  /** The day by which it was surely published. */
  readonly published: Day;
  readonly disputed: boolean;
  readonly data: Data;
}

const NO_ROWS: readonly number[] = [];

/** The rows that count, by type: one look at the stream for all who ask. */
const byType = keptWith(({ columns, known, state }: Claims) => {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < known; row += 1) {
    if (state[row] === GONE) continue;
    const type = at(columns.type, row);
    const some = rows.get(type);
    if (some === undefined) rows.set(type, [row]);
    else some.push(row);
  }
  return rows;
});

/** The rows of a type that count, in order of recording. */
export const rowsOf = (claims: Claims, type: EntryType): readonly number[] =>
  byType(claims).get(CATALOG[type].code) ?? NO_ROWS;

/** The claims of a type whose data is kept whole, in order of recording. */
export function toldOf<T extends EntryType>(
  claims: Claims,
  opening: Day,
  type: T,
): Told<DataOf<T>>[] {
  return rowsOf(claims, type).flatMap((row) => {
    const data = detailOf<DataOf<T>>(claims, row);
    if (data === undefined) return [];
    const bounds = boundsOf(claims, row, opening);
    return [
      {
        row,
        id: claims.columns.idOf(row),
        on: formatBounds(bounds),
        bounds,
        published: saidLatest(claims, row),
        disputed: claims.state[row] === DISPUTED,
        data,
      },
    ];
  });
}

import { CATALOG, type DataOf, type EntryType } from '../events/catalog.ts';
import type { Day } from '../src/time/day.ts';
import { boundsOf } from './agreement.ts';
import { type Bounds, formatBounds } from './bounds.ts';
import { type Claims, DISPUTED, detailOf, GONE, saidLatest } from './claims.ts';
import { at } from './columns.ts';

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

/** The rows of a type that count. */
export function rowsOf(claims: Claims, type: EntryType): number[] {
  const { code } = CATALOG[type];
  const rows: number[] = [];
  for (let row = 0; row < claims.known; row += 1) {
    if (at(claims.columns.type, row) === code && claims.state[row] !== GONE) rows.push(row);
  }
  return rows;
}

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

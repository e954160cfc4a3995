import { type Day, FOREVER, LONG_AGO } from '../src/time/day.ts';
import { type Bounds, hull, type Meeting, meet } from './bounds.ts';
import { type Claims, DISPUTED } from './claims.ts';
import { at } from './columns.ts';

/** A row's bounds, an open lower end resolved to the contest's opening (or its own latest day). */
export function boundsOf(claims: Claims, row: number, opening: Day): Bounds {
  const from = at(claims.onFrom, row);
  const earliest = at(claims.columns.onEarliest, from);
  const latest = at(claims.columns.onLatest, from);
  // An end of unknown day is open on both sides and says nothing at all.
  const open = earliest === LONG_AGO && latest !== FOREVER;
  return { earliest: open ? Math.min(opening, latest) : earliest, latest };
}

/**
 * What several rows that tell the same happening agree on. Disputed rows narrow nothing beside
 * undisputed ones; where all are disputed, their hull holds and nothing is certain.
 */
export function agree(
  claims: Claims,
  rows: readonly number[],
  opening: Day,
): Meeting & { readonly disputed: boolean } {
  const sure = rows.filter((row) => claims.state[row] !== DISPUTED);
  if (sure.length > 0) {
    return { ...meet(sure.map((row) => boundsOf(claims, row, opening))), disputed: false };
  }
  const bounds = hull(rows.map((row) => boundsOf(claims, row, opening)));
  return { bounds, met: true, disputed: true };
}

/** An end told only by disputed claims never surely ends. */
export function unsure(bounds: Bounds, disputed: boolean): Bounds {
  return disputed ? { earliest: bounds.earliest, latest: FOREVER } : bounds;
}

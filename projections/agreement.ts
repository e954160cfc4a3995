import { type Day, FOREVER, LONG_AGO } from '../src/time/day.ts';
import { type Bounds, Gathering, type Meeting } from './bounds.ts';
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
  const [first] = rows;
  if (first !== undefined && rows.length === 1) {
    const disputed = claims.state[first] === DISPUTED;
    return { bounds: boundsOf(claims, first, opening), met: true, disputed };
  }
  const [sure, doubtful] = [new Gathering(), new Gathering()];
  for (const row of rows) {
    const telling = claims.state[row] === DISPUTED ? doubtful : sure;
    telling.add(boundsOf(claims, row, opening));
  }
  return sure.isEmpty
    ? { bounds: doubtful.hull(), met: true, disputed: true }
    : { ...sure.meeting(), disputed: false };
}

/** An end told only by disputed claims never surely ends. */
export function unsure(bounds: Bounds, disputed: boolean): Bounds {
  return disputed ? { earliest: bounds.earliest, latest: FOREVER } : bounds;
}

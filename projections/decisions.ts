import { CATALOG, type DataOf } from '../events/catalog.ts';
import { boundsOf } from './agreement.ts';
import { type Bounds, formatBounds } from './bounds.ts';
import { detailOf, facetOf, GONE } from './claims.ts';
import { at, NONE } from './columns.ts';
import type { Cut } from './cut.ts';
import { ACT, DECIDED_BY, type DecidedBy } from './facets.ts';

/** How a body came to an act, as the claims of it say. */
export interface Decision {
  readonly endorser: string;
  readonly category: string | null;
  /** Null for a recommendation, which is of several or is shown only: its entry says whom. */
  readonly candidate: string | null;
  readonly kind: 'endorsement' | 'nomination' | 'shown';
  readonly on: string | null;
  readonly bounds: Bounds;
  /** Each way that a claim says: more than one where sources differ. */
  readonly decidedBy: readonly NonNullable<DecidedBy>[];
  readonly ballots: readonly string[];
  /** The entries that say how it was decided. */
  readonly entries: readonly string[];
  readonly rows: readonly number[];
}

/** How one claim says that an act was decided; null where it does not, or a person decided alone. */
function wayOf(view: Cut, row: number): NonNullable<DecidedBy> | null {
  const way = DECIDED_BY[facetOf(view.claims, row) & ACT.decidedBy] ?? null;
  return way === 'individual' || way === 'unknown' ? null : way;
}

function ballotOf(view: Cut, row: number): string[] {
  const data = detailOf<DataOf<'NominationMade'>>(view.claims, row);
  return data?.ballot === undefined ? [] : [data.ballot];
}

function decided(
  view: Cut,
  rows: readonly number[],
): Pick<Decision, 'decidedBy' | 'ballots' | 'entries' | 'rows'> | null {
  const ways = rows.flatMap((row) => wayOf(view, row) ?? []);
  const ballots = rows.flatMap((row) => ballotOf(view, row));
  if (ways.length + ballots.length === 0) return null;
  const saying = rows.filter((row) => wayOf(view, row) !== null || ballotOf(view, row).length > 0);
  return {
    decidedBy: [...new Set(ways)].sort(),
    ballots: [...new Set(ballots)].sort(),
    entries: saying.map((row) => view.columns.idOf(row)),
    rows: saying,
  };
}

/** How the bodies of a contest decided, by day: their acts, and what is only shown. */
export function decisionsOf(view: Cut): Decision[] {
  const { columns, claims, merges, opening, categoryOf } = view;
  const { symbols } = columns;
  const category = (endorser: number) => {
    const found = categoryOf.get(endorser) ?? NONE;
    return found === NONE ? null : symbols.name(found);
  };
  const found: Decision[] = [];
  for (const act of view.acts) {
    const how = decided(view, act.claims);
    if (how === null) continue;
    found.push({
      endorser: symbols.name(act.endorser),
      category: category(act.endorser),
      candidate: symbols.name(act.candidate),
      kind: act.nomination ? 'nomination' : 'endorsement',
      on: formatBounds(act.begin),
      bounds: act.begin,
      ...how,
    });
  }
  for (let row = 0; row < claims.known; row += 1) {
    const from = at(claims.dataFrom, row);
    const shown =
      at(columns.type, row) === CATALOG.EndorsementMade.code &&
      claims.state[row] !== GONE &&
      at(columns.candidate, from) === NONE;
    const how = shown ? decided(view, [row]) : null;
    if (how === null) continue;
    const endorser = merges.root(at(columns.endorser, from));
    const bounds = boundsOf(claims, row, opening);
    const on = formatBounds(bounds);
    const name = symbols.name(endorser);
    found.push({
      endorser: name,
      category: category(endorser),
      candidate: null,
      kind: 'shown',
      on,
      bounds,
      ...how,
    });
  }
  return found.sort(
    (one, other) =>
      one.bounds.latest - other.bounds.latest ||
      one.bounds.earliest - other.bounds.earliest ||
      (one.endorser < other.endorser ? -1 : 1),
  );
}

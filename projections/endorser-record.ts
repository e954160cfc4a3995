import { CATALOG } from '../events/catalog.ts';
import type { Act } from './acts.ts';
import { boundsOf } from './agreement.ts';
import { type Bounds, formatBounds } from './bounds.ts';
import { GONE } from './claims.ts';
import { at, NONE } from './columns.ts';
import type { Cut } from './cut.ts';
import { STANCES } from './facets.ts';
import { heldBy } from './held-by.ts';
import { keptWith } from './kept-with.ts';
import type { StandingsTimeline } from './standings.ts';
import { lastUpTo } from './steps.ts';

/** An act of an endorser, as a contest's entries tell it. */
export interface RecordedAct {
  readonly kind: 'endorsement' | 'nomination';
  readonly candidate: string;
  readonly stage: string | null;
  readonly begun: string | null;
  /** When it ended, null where no end is known, and how. */
  readonly ended: string | null;
  readonly how: 'withdrawn' | 'replaced' | 'lapsed' | null;
  readonly entries: readonly string[];
  readonly bounds: Bounds;
}

/** A stance of an endorser: backing nobody, and how. */
export interface RecordedStance {
  readonly stance: string;
  readonly on: string | null;
  readonly entry: string;
  readonly bounds: Bounds;
}

/** A row whose payload says more than is counted: second choices, recommendations, expectations. */
export interface ShownRow {
  readonly row: number;
  readonly bounds: Bounds;
}

/** What one contest holds of one endorser, under all its names. */
export interface ContestRecord {
  readonly category: string | null;
  readonly acts: readonly RecordedAct[];
  readonly stances: readonly RecordedStance[];
  readonly enrolments: readonly number[];
  readonly endorsements: readonly ShownRow[];
  readonly expectations: readonly ShownRow[];
}

/** An act with its names, as a cut's columns have them. */
export function recordedAct({ columns }: Cut, act: Act): RecordedAct {
  const otherwise = act.endOtherwise;
  const lapsed =
    act.endLapse !== null && (otherwise === null || act.endLapse.latest < otherwise.latest);
  const how = act.replacedBy.length > 0 ? 'replaced' : 'withdrawn';
  return {
    kind: act.nomination ? 'nomination' : 'endorsement',
    candidate: columns.symbols.name(act.candidate),
    stage: act.stage === NONE ? null : columns.symbols.name(act.stage),
    begun: formatBounds(act.begin),
    ended: act.end === null ? null : formatBounds(act.end),
    how: act.end === null ? null : lapsed ? 'lapsed' : how,
    entries: [...act.claims, ...act.withdrawals].map((row) => columns.idOf(row)),
    bounds: act.begin,
  };
}

const TYPES = ['EndorserEnrolled', 'EndorsementMade', 'ExpectationReported'] as const;
const CODES: ReadonlySet<number> = new Set(TYPES.map((type) => CATALOG[type].code));

/** The rows of those types that count, by the endorser whom they name, as integers: two for each. */
const namingRows = keptWith(({ claims, columns, merges }: Cut) => {
  const found: { readonly row: number; readonly root: number }[] = [];
  for (let row = 0; row < claims.known; row += 1) {
    const named = at(columns.endorser, at(claims.dataFrom, row));
    if (!CODES.has(at(columns.type, row)) || claims.state[row] === GONE || named === NONE) continue;
    found.push({ row, root: merges.root(named) });
  }
  found.sort((one, other) => one.root - other.root || one.row - other.row);
  return {
    rows: Int32Array.from(found, ({ row }) => row),
    roots: Int32Array.from(found, ({ root }) => root),
  };
});

/** The rows that name an endorser, by any of its names, in order of recording. */
function rowsOf(view: Cut, root: number): number[] {
  const { rows, roots } = namingRows(view);
  return [...rows.subarray(lastUpTo(roots, root - 1) + 1, lastUpTo(roots, root) + 1)];
}

/** What a contest holds of an endorser, in order of day. The name is a symbol of the ledger. */
export function contestRecord(timeline: StandingsTimeline, endorser: number): ContestRecord {
  const { view } = timeline;
  const { columns, claims, merges, opening } = view;
  const root = merges.root(endorser);
  const held = heldBy(timeline).get(root);
  const own = rowsOf(view, root);
  const mine = (type: (typeof TYPES)[number]): ShownRow[] =>
    own
      .filter((row) => at(columns.type, row) === CATALOG[type].code)
      .map((row) => ({ row, bounds: boundsOf(claims, row, opening) }))
      .sort(byDay);
  const category = view.categoryOf.get(root) ?? NONE;
  return {
    category: category === NONE ? null : columns.symbols.name(category),
    acts: (held?.acts ?? []).map(({ act }) => recordedAct(view, act)).sort(byDay),
    stances: (held?.stances ?? [])
      .map(({ claim }) => ({
        stance: STANCES[claim.stance] ?? '',
        on: formatBounds(claim.taken),
        entry: columns.idOf(claim.row),
        bounds: claim.taken,
      }))
      .sort(byDay),
    enrolments: mine('EndorserEnrolled').map(({ row }) => row),
    endorsements: mine('EndorsementMade'),
    expectations: mine('ExpectationReported'),
  };
}

const byDay = (one: { readonly bounds: Bounds }, other: { readonly bounds: Bounds }): number =>
  one.bounds.latest - other.bounds.latest || one.bounds.earliest - other.bounds.earliest;

import type { DataOf } from '../events/catalog.ts';
import { type Day, FOREVER } from '../src/time/day.ts';
import { type Act, actsOf } from './acts.ts';
import { agree, boundsOf, unsure } from './agreement.ts';
import { type Bounds, formatBounds, type Meeting } from './bounds.ts';
import { type Claims, DISPUTED, detailOf, facetOf, resolveClaims, writtenOn } from './claims.ts';
import { at, type Columns } from './columns.ts';
import type { StanceClaim } from './holding.ts';
import { type Merges, mergesOf } from './merges.ts';
import { rowsOf, type Told, toldOf } from './told.ts';

/** The two clocks that decide what is visible; the third, asOf, is read in on-day.ts alone. */
export interface Sight {
  /** The last sequence number that counts; -1 is the empty ledger. */
  readonly knownAt: number;
  /** The last day of publication that counts; FOREVER for all. */
  readonly reportedBy: Day;
}

/** A candidate, with the bounds of entering and withdrawing. */
export interface CandidateFacts {
  readonly candidate: number;
  readonly name: string;
  readonly entered: Bounds | null;
  readonly withdrew: Bounds | null;
  /** When it withdrew, as one EDTF string. */
  readonly withdrewOn: string | null;
  readonly withdrawals: readonly number[];
  readonly withdrawalsMet: boolean;
}

/** A figure that a source printed for a day: a tally or the size of an electorate. */
export interface Printed<Data> extends Told<Data> {
  /** The day by which it surely held. */
  readonly day: Day;
}

/** What a contest's entries (and the register's) say, at a knownAt and a reportedBy. */
export interface Cut {
  readonly columns: Columns;
  readonly claims: Claims;
  readonly merges: Merges;
  /** The earliest day of the contest's opening: where open lower bounds end. */
  readonly opening: Day;
  readonly contest: DataOf<'ContestOpened'> | null;
  readonly candidates: ReadonlyMap<number, CandidateFacts>;
  /** The category of an endorser (merges applied), NONE where it is not enrolled. */
  readonly categoryOf: ReadonlyMap<number, number>;
  readonly acts: readonly Act[];
  readonly stances: readonly StanceClaim[];
  readonly tallies: readonly Printed<DataOf<'TallyReported'>>[];
  readonly electorates: readonly Printed<DataOf<'ElectorateStated'>>[];
  readonly erased: number;
  /** The same once more, from the same rows, whatever came to the columns since. */
  again(): Cut;
}

/** Disputed figures settle nothing, so they are left out until their dispute is resolved. */
function printed<T extends 'TallyReported' | 'ElectorateStated'>(
  claims: Claims,
  opening: Day,
  type: T,
): Printed<DataOf<T>>[] {
  return toldOf(claims, opening, type)
    .filter((told) => !told.disputed)
    .map((told) => ({ ...told, on: writtenOn(claims, told.row), day: told.bounds.latest }));
}

function categories(claims: Claims, merges: Merges): Map<number, number> {
  const { columns } = claims;
  const found = new Map<number, number>();
  for (const row of rowsOf(claims, 'EndorserEnrolled')) {
    const from = at(claims.dataFrom, row);
    const endorser = merges.root(at(columns.endorser, from));
    const category = at(columns.category, from);
    const other = found.get(endorser);
    const { name } = columns.symbols;
    // Appending refuses two categories; a view of the past that holds both takes the first by name.
    if (
      other === undefined ||
      name.call(columns.symbols, category) < name.call(columns.symbols, other)
    ) {
      found.set(endorser, category);
    }
  }
  return found;
}

/** Rows by the candidate that they name. */
const byCandidate = (claims: Claims, rows: readonly number[]): Map<number, number[]> =>
  Map.groupBy(rows, (row) => at(claims.columns.candidate, at(claims.dataFrom, row)));

type Left = Meeting & { readonly disputed: boolean };

function candidatesOf(claims: Claims, opening: Day): Map<number, CandidateFacts> {
  const { symbols } = claims.columns;
  const entries = byCandidate(claims, rowsOf(claims, 'CandidateEntered'));
  const exits = byCandidate(claims, rowsOf(claims, 'CandidateWithdrew'));
  const candidates = new Map<number, CandidateFacts>();
  for (const candidate of new Set([...entries.keys(), ...exits.keys()])) {
    const entered = entries.get(candidate) ?? [];
    const withdrawals = exits.get(candidate) ?? [];
    const left: Left | null = withdrawals.length > 0 ? agree(claims, withdrawals, opening) : null;
    const names = entered
      .map((row) => detailOf<DataOf<'CandidateEntered'>>(claims, row)?.name ?? '')
      .sort();
    candidates.set(candidate, {
      candidate,
      name: names[0] ?? symbols.name(candidate),
      entered: entered.length > 0 ? agree(claims, entered, opening).bounds : null,
      withdrew: left === null ? null : unsure(left.bounds, left.disputed),
      withdrewOn: left === null ? null : formatBounds(left.bounds),
      withdrawals,
      withdrawalsMet: left?.met ?? true,
    });
  }
  return candidates;
}

function stances(claims: Claims, merges: Merges, opening: Day): StanceClaim[] {
  return rowsOf(claims, 'NeutralityDeclared').map((row) => ({
    row,
    endorser: merges.root(at(claims.columns.endorser, at(claims.dataFrom, row))),
    stance: facetOf(claims, row),
    taken: boundsOf(claims, row, opening),
    disputed: claims.state[row] === DISPUTED,
  }));
}

/**
 * The one owner of `knownAt` and `reportedBy`: from a contest's entries and the register's it yields
 * what is visible, corrections applied, as acts and facts with bounds of days.
 */
export function cut(columns: Columns, register: Columns, { knownAt, reportedBy }: Sight): Cut {
  const [known, registered] = [columns.upTo(knownAt), register.upTo(knownAt)];
  return cutRows({ columns, known, register, registered, reportedBy });
}

interface Rows {
  readonly columns: Columns;
  readonly known: number;
  readonly register: Columns;
  readonly registered: number;
  readonly reportedBy: Day;
}

// On its own, so that it holds the rows alone.
const againOf = (rows: Rows) => () => cutRows(rows);

function cutRows(rows: Rows): Cut {
  const { columns, known, register, registered, reportedBy } = rows;
  const claims = resolveClaims(columns, known, reportedBy);
  const merges = mergesOf(register, registered);
  const [opened] = rowsOf(claims, 'ContestOpened');
  const opening = opened === undefined ? FOREVER : boundsOf(claims, opened, FOREVER).earliest;
  const candidates = candidatesOf(claims, opening);
  const lapses = new Map<number, Bounds>();
  for (const { candidate, withdrew } of candidates.values()) {
    if (withdrew !== null) lapses.set(candidate, withdrew);
  }
  return {
    columns,
    claims,
    merges,
    opening,
    contest:
      opened === undefined ? null : (detailOf<DataOf<'ContestOpened'>>(claims, opened) ?? null),
    candidates,
    categoryOf: categories(claims, merges),
    acts: actsOf(claims, merges, opening, lapses),
    stances: stances(claims, merges, opening),
    tallies: printed(claims, opening, 'TallyReported'),
    electorates: printed(claims, opening, 'ElectorateStated'),
    erased: claims.erased + merges.erased,
    again: againOf(rows),
  };
}

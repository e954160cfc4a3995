import { CATALOG, type EntryType } from '../events/catalog.ts';
import type { Day } from '../src/time/day.ts';
import { agree, unsure } from './agreement.ts';
import { type Bounds, earlier, notBefore } from './bounds.ts';
import { type Claims, DISPUTED } from './claims.ts';
import { at, NONE } from './columns.ts';
import type { Merges } from './merges.ts';
import { rowsOf } from './told.ts';

/** An endorsement or a nomination, told by one claim or more. */
export interface Act {
  /** The row of the claim that began it, visible or not. */
  readonly root: number;
  /** The rows of its visible claims, in order of recording. */
  readonly claims: number[];
  readonly nomination: boolean;
  readonly endorser: number;
  readonly candidate: number;
  stage: number;
  begin: Bounds;
  /** Told only by disputed claims: possible at most. */
  disputed: boolean;
  /** False where its claims' dates cannot all be true. */
  met: boolean;
  /** The roots of the acts that it replaces, told by claims that nobody disputes. */
  replaces: readonly number[];
  /** The roots of those that only disputed claims say it replaces. */
  perhapsReplaces: readonly number[];
  /** When it was withdrawn or replaced; null where it was not. */
  endOtherwise: Bounds | null;
  /** When its candidate withdrew; null where the candidate did not. */
  endLapse: Bounds | null;
  /** Whichever of these was first; null where the act has no known end. */
  end: Bounds | null;
  /** The rows of the claims that tell its withdrawal. */
  withdrawals: readonly number[];
  /** False where the dates of its withdrawal cannot all be true. */
  withdrawalMet: boolean;
  /** Claims that end it certainly before it began: both cannot be true. */
  contradictedBy: readonly number[];
  /** The roots of the acts that replace it. */
  replacedBy: readonly number[];
}

const { NominationMade } = CATALOG;

/** The row of the claim that began the act of which this row is a claim. */
export function rootOf(claims: Claims, row: number): number {
  let root = row;
  let seen: Set<number> | undefined;
  for (;;) {
    const next = toldAgain(claims, root);
    if (next === NONE) return root;
    seen ??= new Set();
    // Appending refuses cycles; a view of the past may still hold one that was corrected since.
    if (seen.has(next)) return Math.min(...seen);
    seen.add(next);
    root = next;
  }
}

/** The row of the claim whose act a row says that it tells again, or NONE. */
function toldAgain({ columns, dataFrom, known }: Claims, row: number): number {
  const named = at(columns.act, at(dataFrom, row));
  if (named === NONE) return NONE;
  const next = columns.rowOf(named);
  return next < known ? next : NONE;
}

/** The acts of a contest by the row that began them: more than one where claims differ on who. */
type ByRoot = Map<number, Act[]>;

/** The rows of two types that count, in order of recording. */
const rowsOfBoth = (claims: Claims, one: EntryType, other: EntryType): Int32Array =>
  Int32Array.from([...rowsOf(claims, one), ...rowsOf(claims, other)]).sort();

function gather(claims: Claims, merges: Merges): ByRoot {
  const { columns } = claims;
  const acts: ByRoot = new Map();
  for (const row of rowsOfBoth(claims, 'EndorsementMade', 'NominationMade')) {
    const from = at(claims.dataFrom, row);
    const candidate = at(columns.candidate, from);
    if (candidate === NONE) continue;
    const endorser = merges.root(at(columns.endorser, from));
    const root = rootOf(claims, row);
    const told = acts.get(root);
    let act = told?.find((each) => each.endorser === endorser && each.candidate === candidate);
    if (act === undefined) {
      act = begun(root, at(columns.type, row) === NominationMade.code, endorser, candidate);
      if (told === undefined) acts.set(root, [act]);
      else told.push(act);
    }
    act.claims.push(row);
    const replaces = at(columns.replaces, from);
    if (replaces === NONE) continue;
    const replaced = rootOf(claims, columns.rowOf(replaces));
    const sure = claims.state[row] !== DISPUTED;
    if (sure) act.replaces = [...act.replaces, replaced];
    else act.perhapsReplaces = [...act.perhapsReplaces, replaced];
  }
  return acts;
}

/** Most acts replace nothing and are ended by nothing: these share one list. */
const NO_ROWS: readonly number[] = [];

function begun(root: number, nomination: boolean, endorser: number, candidate: number): Act {
  return {
    root,
    claims: [],
    nomination,
    endorser,
    candidate,
    stage: NONE,
    begin: NEVER_BEGUN,
    disputed: false,
    met: true,
    replaces: NO_ROWS,
    perhapsReplaces: NO_ROWS,
    endOtherwise: null,
    endLapse: null,
    end: null,
    withdrawals: NO_ROWS,
    withdrawalMet: true,
    replacedBy: NO_ROWS,
    contradictedBy: NO_ROWS,
  };
}

const NEVER_BEGUN: Bounds = { earliest: 0, latest: 0 };

/**
 * The stage of an act: that of the claim that began it, else the first by name that a claim says. What
 * only a disputed claim says beside an undisputed one is unsaid.
 */
function stageOf({ columns, state, dataFrom }: Claims, act: Act): number {
  const { symbols } = columns;
  let first = NONE;
  for (const row of act.claims) {
    if (!act.disputed && state[row] === DISPUTED) continue;
    const stage = at(columns.stage, at(dataFrom, row));
    if (stage === NONE) continue;
    if (row === act.root) return stage;
    if (first === NONE || symbols.name(stage) < symbols.name(first)) first = stage;
  }
  return first;
}

/** No replacing act is earlier than the act it replaces; long chains settle from their start. */
function settleBegin(act: Act, acts: ByRoot, settled: Set<Act>): void {
  if (act.replaces.length === 0 || settled.has(act)) return;
  settled.add(act);
  // As it was told: what it replaces may move it up, and must not hide that the two contradict.
  const told = act.begin.latest;
  for (const root of act.replaces) {
    for (const replaced of acts.get(root) ?? []) {
      // What a dispute leaves open may never have been, and then holds nothing back.
      if (replaced.candidate === act.candidate || replaced.disputed) continue;
      settleBegin(replaced, acts, settled);
      const backwards = told < replaced.begin.earliest;
      if (backwards) replaced.contradictedBy = [...replaced.contradictedBy, ...act.claims];
      act.begin = notBefore(act.begin, replaced.begin.earliest);
    }
  }
}

function withdrawalsByRoot(claims: Claims): Map<number, number[]> {
  const { columns } = claims;
  const ends = new Map<number, number[]>();
  for (const row of rowsOfBoth(claims, 'EndorsementWithdrawn', 'NominationWithdrawn')) {
    const named = columns.rowOf(at(columns.act, at(claims.dataFrom, row)));
    if (named === NONE) continue;
    const root = rootOf(claims, named);
    ends.set(root, [...(ends.get(root) ?? []), row]);
  }
  return ends;
}

/** An act that replaces others ends them on its own bounds, surely only where that is undisputed. */
function endReplaced(act: Act, roots: readonly number[], disputed: boolean, acts: ByRoot): void {
  for (const root of roots) {
    for (const replaced of acts.get(root) ?? []) {
      if (replaced.candidate === act.candidate) continue;
      replaced.replacedBy = [...replaced.replacedBy, act.root];
      replaced.endOtherwise = earlier(replaced.endOtherwise, unsure(act.begin, disputed));
    }
  }
}

function endWithdrawn(claims: Claims, act: Act, rows: readonly number[], opening: Day): void {
  if (rows.length === 0) return;
  const told = agree(claims, rows, opening);
  act.withdrawals = rows;
  act.withdrawalMet = told.met;
  if (told.bounds.latest < act.begin.earliest) {
    act.contradictedBy = [...act.contradictedBy, ...rows];
  }
  act.endOtherwise = earlier(act.endOtherwise, unsure(told.bounds, told.disputed));
}

function endActs(claims: Claims, acts: ByRoot, opening: Day, lapses: Map<number, Bounds>): void {
  const all = [...acts.values()].flat();
  const withdrawals = withdrawalsByRoot(claims);
  for (const act of all) {
    endReplaced(act, act.replaces, false, acts);
    endReplaced(act, act.perhapsReplaces, true, acts);
  }
  for (const act of all) {
    endWithdrawn(claims, act, withdrawals.get(act.root) ?? [], opening);
    const from = act.begin.earliest;
    const lapse = lapses.get(act.candidate);
    act.endOtherwise = act.endOtherwise === null ? null : notBefore(act.endOtherwise, from);
    act.endLapse = lapse === undefined ? null : notBefore(lapse, from);
    act.end = earlier(act.endOtherwise, act.endLapse);
  }
}

/**
 * The acts that the claims tell, with the bounds of their begin and end. `lapses` holds when each
 * candidate withdrew; `opening` the earliest day of the contest's opening.
 */
export function actsOf(
  claims: Claims,
  merges: Merges,
  opening: Day,
  lapses: Map<number, Bounds>,
): Act[] {
  const byRoot = gather(claims, merges);
  const acts = [...byRoot.values()].flat();
  for (const act of acts) {
    const told = agree(claims, act.claims, opening);
    act.begin = told.bounds;
    act.met = told.met;
    act.disputed = told.disputed;
    act.stage = stageOf(claims, act);
  }
  const settled = new Set<Act>();
  for (const act of acts) settleBegin(act, byRoot, settled);
  endActs(claims, byRoot, opening, lapses);
  return acts;
}

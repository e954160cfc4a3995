import { CATALOG } from '../events/catalog.ts';
import type { Day } from '../src/time/day.ts';
import { agree, unsure } from './agreement.ts';
import { type Bounds, earlier, notBefore } from './bounds.ts';
import { type Claims, DISPUTED, GONE } from './claims.ts';
import { at, NONE } from './columns.ts';
import type { Merges } from './merges.ts';

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
  readonly replaces: number[];
  /** The roots of those that only disputed claims say it replaces. */
  readonly perhapsReplaces: number[];
  /** When it was withdrawn or replaced; null where it was not. */
  endOtherwise: Bounds | null;
  /** When its candidate withdrew; null where the candidate did not. */
  endLapse: Bounds | null;
  /** Whichever of these was first; null where the act has no known end. */
  end: Bounds | null;
  /** The rows of the claims that tell its withdrawal. */
  readonly withdrawals: number[];
  /** False where the dates of its withdrawal cannot all be true. */
  withdrawalMet: boolean;
  /** Claims that end it certainly before it began: both cannot be true. */
  readonly contradictedBy: number[];
  /** The roots of the acts that replace it. */
  readonly replacedBy: number[];
}

const { EndorsementMade, NominationMade, EndorsementWithdrawn, NominationWithdrawn } = CATALOG;

/** The row of the claim that began the act of which this row is a claim. */
export function rootOf(claims: Claims, row: number): number {
  const { columns } = claims;
  const seen = new Set<number>();
  let root = row;
  for (;;) {
    const named = at(columns.act, at(claims.dataFrom, root));
    const next = named === NONE ? NONE : columns.rowOf(named);
    // Appending refuses cycles; a view of the past may still hold one that was corrected since.
    if (next === NONE || next >= claims.known) return root;
    if (seen.has(next)) return Math.min(...seen);
    seen.add(next);
    root = next;
  }
}

/** The acts of a contest by the row that began them: more than one where claims differ on who. */
type ByRoot = Map<number, Act[]>;

function isAct(type: number): boolean {
  return type === EndorsementMade.code || type === NominationMade.code;
}

function gather(claims: Claims, merges: Merges): ByRoot {
  const { columns } = claims;
  const acts: ByRoot = new Map();
  for (let row = 0; row < claims.known; row += 1) {
    const type = at(columns.type, row);
    const from = at(claims.dataFrom, row);
    const candidate = at(columns.candidate, from);
    if (!isAct(type) || claims.state[row] === GONE || candidate === NONE) continue;
    const endorser = merges.root(at(columns.endorser, from));
    const root = rootOf(claims, row);
    const told = acts.get(root) ?? [];
    let act = told.find((each) => each.endorser === endorser && each.candidate === candidate);
    if (act === undefined) {
      act = begun(root, type === NominationMade.code, endorser, candidate);
      told.push(act);
      acts.set(root, told);
    }
    act.claims.push(row);
    const replaces = at(columns.replaces, from);
    if (replaces !== NONE) {
      const sure = claims.state[row] !== DISPUTED;
      const told = sure ? act.replaces : act.perhapsReplaces;
      told.push(rootOf(claims, columns.rowOf(replaces)));
    }
  }
  return acts;
}

function begun(root: number, nomination: boolean, endorser: number, candidate: number): Act {
  return {
    root,
    claims: [],
    nomination,
    endorser,
    candidate,
    stage: NONE,
    begin: { earliest: 0, latest: 0 },
    disputed: false,
    met: true,
    replaces: [],
    perhapsReplaces: [],
    endOtherwise: null,
    endLapse: null,
    end: null,
    withdrawals: [],
    withdrawalMet: true,
    replacedBy: [],
    contradictedBy: [],
  };
}

/**
 * The stage of an act: that of the claim that began it, else the first by name that a claim says. What
 * only a disputed claim says beside an undisputed one is unsaid.
 */
function stageOf(claims: Claims, act: Act): number {
  const { columns } = claims;
  const telling = act.claims.filter((row) => act.disputed || claims.state[row] !== DISPUTED);
  const said = telling
    .map((row) => ({ row, stage: at(columns.stage, at(claims.dataFrom, row)) }))
    .filter((each) => each.stage !== NONE);
  const own = said.find((each) => each.row === act.root);
  const names = said.map((each) => columns.symbols.name(each.stage)).sort();
  return own?.stage ?? (names[0] === undefined ? NONE : columns.symbols.of(names[0]));
}

/** No replacing act is earlier than the act it replaces; long chains settle from their start. */
function settleBegin(act: Act, acts: ByRoot, settled: Set<Act>): void {
  if (settled.has(act)) return;
  settled.add(act);
  // As it was told: what it replaces may move it up, and must not hide that the two contradict.
  const told = act.begin.latest;
  for (const root of act.replaces) {
    for (const replaced of acts.get(root) ?? []) {
      // What a dispute leaves open may never have been, and then holds nothing back.
      if (replaced.candidate === act.candidate || replaced.disputed) continue;
      settleBegin(replaced, acts, settled);
      const backwards = told < replaced.begin.earliest;
      if (backwards) replaced.contradictedBy.push(...act.claims);
      act.begin = notBefore(act.begin, replaced.begin.earliest);
    }
  }
}

function withdrawalsByRoot(claims: Claims): Map<number, number[]> {
  const { columns } = claims;
  const ends = new Map<number, number[]>();
  for (let row = 0; row < claims.known; row += 1) {
    const type = at(columns.type, row);
    if (type !== EndorsementWithdrawn.code && type !== NominationWithdrawn.code) continue;
    if (claims.state[row] === GONE) continue;
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
      replaced.replacedBy.push(act.root);
      replaced.endOtherwise = earlier(replaced.endOtherwise, unsure(act.begin, disputed));
    }
  }
}

function endWithdrawn(claims: Claims, act: Act, rows: readonly number[], opening: Day): void {
  if (rows.length === 0) return;
  const told = agree(claims, rows, opening);
  act.withdrawals.push(...rows);
  act.withdrawalMet = told.met;
  if (told.bounds.latest < act.begin.earliest) act.contradictedBy.push(...rows);
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

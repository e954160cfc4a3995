import { rootOf } from '../../../projections/acts.ts';
import { GONE } from '../../../projections/claims.ts';
import { at, NONE } from '../../../projections/columns.ts';
import { LONG_AGO } from '../../time/day.ts';
import type { Desk } from '../desk.ts';
import { type Fault, fault } from '../refusals.ts';
import { withdraws } from '../standing.ts';

/** The row that a row ends: what it withdraws, or what it replaces; NONE for any other. */
function ended(desk: Desk, row: number): number {
  const { columns, claims } = desk;
  const from = at(claims.dataFrom, row);
  const seq = at(withdraws(columns, row) ? columns.act : columns.replaces, from);
  return seq === NONE ? NONE : columns.rowOf(seq);
}

function* ends(desk: Desk): Generator<{ row: number; claim: number }> {
  for (const row of desk.ends) {
    const claim = ended(desk, row);
    const counts = desk.claims.state[row] !== GONE;
    if (counts && claim !== NONE && desk.claims.state[claim] !== GONE) yield { row, claim };
  }
}

/** After a change, no end lies certainly before the earliest day of the claim it names. */
export function noEndBeforeAct(desk: Desk): Fault | undefined {
  const { columns, claims } = desk;
  for (const { row, claim } of ends(desk)) {
    const begin = at(columns.onEarliest, at(claims.onFrom, claim));
    if (begin === LONG_AGO || at(columns.onLatest, at(claims.onFrom, row)) >= begin) continue;
    const [end, act] = [columns.idOf(row), columns.idOf(claim)];
    return fault(
      'end-before-act',
      `With this change entry ${end} would end act ${act} certainly before it began; correct the date of the other one in the same batch, first.`,
      [end],
    );
  }
  return undefined;
}

/** Acts replace one another along a line, never in a circle; a claim never tells itself again. */
export function noCircle(desk: Desk): Fault | undefined {
  const replaced = new Map<number, number[]>();
  const { columns, claims } = desk;
  for (const { row, claim } of ends(desk)) {
    if (withdraws(columns, row)) continue;
    const root = rootOf(claims, row);
    replaced.set(root, [...(replaced.get(root) ?? []), rootOf(claims, claim)]);
  }
  for (const start of replaced.keys()) {
    const seen = new Set<number>();
    const next = [...(replaced.get(start) ?? [])];
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      if (at === start) {
        const id = columns.idOf(start);
        return fault(
          'replaces-cycle',
          `With this entry act ${id} would replace itself in the end; acts replace one another along a line.`,
          [id],
        );
      }
      if (!seen.has(at)) next.push(...(replaced.get(at) ?? []));
      seen.add(at);
    }
  }
  return retoldInCircle(desk);
}

/** The row of the act that a row names; NONE where it names none. */
function actOf({ columns, claims }: Desk, row: number): number {
  const seq = at(columns.act, at(claims.dataFrom, row));
  return seq === NONE ? NONE : columns.rowOf(seq);
}

function tellsItself(desk: Desk, row: number): boolean {
  const first = actOf(desk, row);
  // Nearly all name a claim that names none.
  if (first === NONE || actOf(desk, first) === NONE) return first === row;
  const seen = new Set<number>();
  let told = row;
  while (told !== NONE && !seen.has(told)) {
    seen.add(told);
    told = actOf(desk, told);
  }
  return told === row;
}

function retoldInCircle(desk: Desk): Fault | undefined {
  const row = desk.naming.find((each) => tellsItself(desk, each));
  if (row === undefined) return undefined;
  const id = desk.columns.idOf(row);
  return fault(
    'act-mismatch',
    `With this change entry ${id} would tell itself again; name the claim that began the act.`,
    [id],
  );
}

import type { Day } from '../src/time/day.ts';
import type { Act } from './acts.ts';
import { agree, boundsOf } from './agreement.ts';
import { formatBounds } from './bounds.ts';
import { type Claims, DISPUTED, facetOf, GONE, isRecord } from './claims.ts';
import { at, NONE } from './columns.ts';
import type { Cut } from './cut.ts';
import { ACT, DECIDED_BY } from './facets.ts';
import type { Holding } from './holding.ts';
import { seatsOf } from './seats.ts';
import { covers } from './spans.ts';

/**
 * What a claim does to the days that several claims of one happening leave open: it is the only one, it
 * draws their first or last day, it says no more than the others, it cannot be true beside them, or it
 * is disputed and settles nothing.
 */
export type Effect =
  | 'alone'
  | 'sets-earliest'
  | 'sets-latest'
  | 'sets-both'
  | 'agrees'
  | 'contradicts'
  | 'disputed';

/** What a claim tells of an act: itself, or one of the ways in which it may end. */
export type Role = 'tells' | 'withdraws' | 'replaces' | 'candidate-withdrew';

/** A claim behind a number. */
export interface ProvenClaim {
  readonly row: number;
  readonly entry: string;
  readonly role: Role;
  /** When, as it was written or corrected; null where nobody knows. */
  readonly on: string | null;
  readonly effect: Effect;
  readonly decidedBy: string | null;
  /** The corrections, disputes and resolutions of it that hold. */
  readonly amendedBy: readonly string[];
}

/** How an act stands on a day. */
export type StandOfAct = 'certain' | 'possible' | 'lapsed' | 'not';

/** An act behind a number, with all that its claims say. */
export interface ProvenAct {
  /** The entry that began it. */
  readonly act: string;
  readonly kind: 'endorsement' | 'nomination';
  readonly stage: string | null;
  readonly begun: string | null;
  readonly ended: string | null;
  readonly stand: StandOfAct;
  /** Why it stands so, in a few words. */
  readonly why: string;
  readonly claims: readonly ProvenClaim[];
}

/** What each of some rows that tell one happening does to its days, as `agree` unites them. */
function effectsOf({ claims, opening }: Cut, rows: readonly number[]): Map<number, Effect> {
  const sure = rows.filter((row) => claims.state[row] !== DISPUTED);
  const { bounds, met } = agree(claims, rows, opening);
  const said = sure.map((row) => boundsOf(claims, row, opening));
  const effect = (row: number): Effect => {
    if (claims.state[row] === DISPUTED) return 'disputed';
    if (sure.length === 1) return 'alone';
    if (!met) return 'contradicts';
    const { earliest, latest } = boundsOf(claims, row, opening);
    const first = earliest === bounds.earliest && said.some((other) => other.earliest < earliest);
    const last = latest === bounds.latest && said.some((other) => other.latest > latest);
    if (first && last) return 'sets-both';
    if (first) return 'sets-earliest';
    return last ? 'sets-latest' : 'agrees';
  };
  return new Map(rows.map((row) => [row, effect(row)]));
}

const amending = new WeakMap<Claims, ReadonlyMap<number, readonly number[]>>();

/** The rows of the records that hold, by the sequence number of what they name: one pass a view. */
function recordsOf(claims: Claims): ReadonlyMap<number, readonly number[]> {
  const { columns } = claims;
  let found = amending.get(claims);
  if (found === undefined) {
    const rows: number[] = [];
    for (let row = 0; row < claims.known; row += 1) {
      if (isRecord(at(columns.type, row)) && claims.state[row] !== GONE) rows.push(row);
    }
    found = Map.groupBy(rows, (row) => at(columns.entry, row));
    amending.set(claims, found);
  }
  return found;
}

/** The ids of the record entries that name a row and hold. */
export const amendmentsOf = ({ claims, columns }: Cut, row: number): string[] =>
  (recordsOf(claims).get(at(columns.seq, row)) ?? []).map((other) => columns.idOf(other));

function claimsIn(view: Cut, rows: readonly number[], role: Role): ProvenClaim[] {
  if (rows.length === 0) return [];
  const { claims, columns, opening } = view;
  const effects = effectsOf(view, rows);
  return rows.map((row) => {
    const decided = DECIDED_BY[facetOf(claims, row) & ACT.decidedBy] ?? null;
    return {
      row,
      entry: columns.idOf(row),
      role,
      on: formatBounds(boundsOf(claims, row, opening)),
      effect: effects.get(row) ?? 'agrees',
      decidedBy: role === 'tells' || role === 'replaces' ? decided : null,
      amendedBy: amendmentsOf(view, row),
    };
  });
}

/** All claims that tell of an act and of its ends. */
export function claimsOfAct(view: Cut, act: Act): ProvenClaim[] {
  const replacing = act.replacedBy.flatMap((root) =>
    view.acts.filter((other) => other.root === root && other.candidate !== act.candidate),
  );
  const exits = view.candidates.get(act.candidate)?.withdrawals ?? [];
  return [
    ...claimsIn(view, act.claims, 'tells'),
    ...claimsIn(view, act.withdrawals, 'withdraws'),
    ...replacing.flatMap((other) => claimsIn(view, other.claims, 'replaces')),
    ...claimsIn(view, exits, 'candidate-withdrew'),
  ];
}

const dated = (bounds: Parameters<typeof formatBounds>[0]): string =>
  formatBounds(bounds) ?? 'a day that nobody knows';

/** Of one seat the first that the endorser may back instead; of several all, for together they may take them. */
const insteadOf = (others: readonly string[], seats: number): string =>
  seats === 1
    ? `the endorser may back ${others[0]} instead`
    : `the endorser may back ${seats} others instead, of ${others.toSorted().join(', ')}`;

/** What leaves it open on a day whether an act stands. */
function doubts(view: Cut, { act, rivals }: Holding, day: Day): string[] {
  const { symbols } = view.columns;
  const others = new Set(
    rivals
      .filter((other) => covers(other.possible, day))
      .map((other) => symbols.name(other.act.candidate)),
  );
  return [
    ...(act.disputed ? ['it is told only by disputed claims'] : []),
    ...(day < act.begin.latest ? [`it may have begun after that day: ${dated(act.begin)}`] : []),
    ...(act.end !== null && act.end.earliest <= day
      ? [`it may have ended by then: ${dated(act.end)}`]
      : []),
    ...(others.size < seatsOf(view) ? [] : [insteadOf([...others], seatsOf(view))]),
  ];
}

/** How an act stands on a day, and why. */
export function standOf(view: Cut, holding: Holding, day: Day): Pick<ProvenAct, 'stand' | 'why'> {
  const { act } = holding;
  if (covers(holding.certain, day)) {
    return { stand: 'certain', why: `begun ${dated(act.begin)}, and no end by then` };
  }
  if (covers(holding.possible, day)) {
    return { stand: 'possible', why: doubts(view, holding, day).join('; ') };
  }
  if (covers(holding.lapsed, day)) {
    const left = act.endLapse === null ? '' : ` ${dated(act.endLapse)}`;
    return { stand: 'lapsed', why: `its candidate withdrew${left}` };
  }
  if (day < act.begin.earliest) return { stand: 'not', why: `begun later: ${dated(act.begin)}` };
  if (act.endOtherwise === null)
    return { stand: 'not', why: 'its candidate had withdrawn already' };
  const how = act.replacedBy.length > 0 ? 'replaced' : 'withdrawn';
  return { stand: 'not', why: `${how} ${dated(act.endOtherwise)}` };
}

/** An act with all its claims, as it stands on a day. */
export function provenAct(view: Cut, holding: Holding, day: Day): ProvenAct {
  const { act } = holding;
  const { columns } = view;
  return {
    act: columns.idOf(act.root),
    kind: act.nomination ? 'nomination' : 'endorsement',
    stage: act.stage === NONE ? null : columns.symbols.name(act.stage),
    begun: formatBounds(act.begin),
    ended: act.end === null ? null : formatBounds(act.end),
    ...standOf(view, holding, day),
    claims: claimsOfAct(view, act),
  };
}

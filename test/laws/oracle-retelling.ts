/** What changed and what happened, told the long way: every pair, act and row is looked at for each day. */
import { CATALOG } from '../../events/catalog.ts';
import type { Act } from '../../projections/acts.ts';
import { boundsOf } from '../../projections/agreement.ts';
import { type Bounds, formatBounds } from '../../projections/bounds.ts';
import { GONE } from '../../projections/claims.ts';
import { at } from '../../projections/columns.ts';
import type { Pair } from '../../projections/pairs.ts';
import type { StandingsTimeline } from '../../projections/standings.ts';
import { FOREVER } from '../../src/time/day.ts';

const isIn = (spans: readonly number[], day: number): boolean =>
  spans.some((from, index) => index % 2 === 0 && from <= day && day < (spans[index + 1] ?? 0));

const standOn = ({ certain, possible }: Pair, day: number): string | null =>
  isIn(certain, day) ? 'certain' : isIn(possible, day) ? 'possible' : null;

function whenText({ begin, end, endOtherwise }: Act): string {
  const begun = `begun ${formatBounds(begin) ?? 'on an unknown day'}`;
  if (end === null) return begun;
  const day = end.latest === FOREVER ? 'on an unknown day' : formatBounds(end);
  return `${begun}, ${endOtherwise === null ? 'lapsed' : 'ended'} ${day}`;
}

type Named = Pick<Pair, 'endorser' | 'candidate'>;

/** A pair, and how it stands on two days. */
interface Moved {
  readonly pair: Pair;
  readonly was: string | null;
  readonly is: string | null;
}

const actsOf = ({ view }: StandingsTimeline, { endorser, candidate }: Named): Act[] =>
  view.acts.filter((act) => act.endorser === endorser && act.candidate === candidate);

function because(timeline: StandingsTimeline, pair: Pair): object[] {
  const { view } = timeline;
  const acts = actsOf(timeline, pair);
  const rows = acts.flatMap((act) => [
    ...act.claims,
    ...act.withdrawals,
    ...view.acts.filter(({ root }) => act.replacedBy.includes(root)).flatMap((each) => each.claims),
    ...(view.candidates.get(act.candidate)?.withdrawals ?? []),
  ]);
  const entries = [...new Set(rows.map((row) => view.columns.idOf(row)))].sort();
  return [{ tag: 'happened', text: acts.map(whenText).join('; '), entries }];
}

const before = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

function tagOf({ pair, was, is }: Moved, to: number): string {
  if (was === null) return 'gained';
  if (is === null) return isIn(pair.lapsed, to) ? 'lapsed' : 'lost';
  return is === 'certain' ? 'confirmed' : 'doubted';
}

/** Who changed between two days of one view, as changesBetween tells it. */
export function changesTold(timeline: StandingsTimeline, from: number, to: number): object[] {
  const { symbols } = timeline.view.columns;
  const nameOf = (symbol: number) => (symbol < 0 ? null : symbols.name(symbol));
  const key = ({ pair }: Moved) => `${nameOf(pair.endorser)} ${nameOf(pair.candidate)}`;
  const moved = timeline.pairs
    .map((pair): Moved => ({ pair, was: standOn(pair, from), is: standOn(pair, to) }))
    .filter(({ was, is }) => was !== is)
    .sort((one, other) => before(key(one), key(other)));
  const lossOf = (gain: Moved) =>
    moved.find(
      ({ pair, is }) =>
        gain.was === null &&
        is === null &&
        pair.endorser === gain.pair.endorser &&
        actsOf(timeline, gain.pair).some(({ replaces }) =>
          actsOf(timeline, pair).some(({ root }) => replaces.includes(root)),
        ),
    );
  const switches = moved.flatMap((gain) => {
    const loss = lossOf(gain);
    return loss === undefined ? [] : [{ each: gain, lost: loss, tag: 'switched' }];
  });
  const switched = new Set(switches.flatMap(({ each, lost }) => [each, lost]));
  const others = moved
    .filter((each) => !switched.has(each))
    .map((each) => ({ each, lost: each, tag: tagOf(each, to) }));
  return [...switches, ...others]
    .map(({ each: { pair, is }, tag, lost }) => ({
      tag,
      endorser: symbols.name(pair.endorser),
      category: nameOf(pair.category),
      before: lost.was === null ? null : nameOf(lost.pair.candidate),
      after: is === null ? null : nameOf(pair.candidate),
      was: lost.was,
      is,
      because: because(timeline, pair),
    }))
    .sort((one, other) => before(one.endorser, other.endorser));
}

/** One thing that happened: when, and the entries that tell it. */
export interface Known {
  readonly bounds: Bounds;
  readonly entries: readonly string[];
}

const KINDS: ReadonlySet<number> = new Set(
  (
    [
      'ContestOpened',
      'StageOpened',
      'CandidateEntered',
      'TallyReported',
      'BallotResultReported',
      'PollPublished',
      'ExpectationReported',
      'ContestResultDeclared',
    ] as const
  ).map((type) => CATALOG[type].code),
);

/** Everything that happened in a view, in order, by the entries that tell it. */
export function happenedIn({ view, endorsers }: StandingsTimeline): Known[] {
  const { columns, claims, opening } = view;
  const found: { readonly bounds: Bounds | null; readonly rows: readonly number[] }[] = [];
  for (const { acts, stances } of endorsers) {
    for (const { act } of acts) found.push({ bounds: act.begin, rows: act.claims });
    for (const { act } of acts) found.push({ bounds: act.endOtherwise, rows: act.withdrawals });
    for (const { claim } of stances) found.push({ bounds: claim.taken, rows: [claim.row] });
  }
  for (const { withdrew, withdrawals } of view.candidates.values()) {
    found.push({ bounds: withdrew, rows: withdrawals });
  }
  for (let row = 0; row < claims.known; row += 1) {
    if (!KINDS.has(at(columns.type, row)) || claims.state[row] === GONE) continue;
    found.push({ bounds: boundsOf(claims, row, opening), rows: [row] });
  }
  return found
    .flatMap(({ bounds, rows }) =>
      bounds === null || rows.length === 0 ? [] : [{ bounds, rows, seq: Math.min(...rows) }],
    )
    .sort(
      (one, other) =>
        one.bounds.earliest - other.bounds.earliest ||
        one.bounds.latest - other.bounds.latest ||
        one.seq - other.seq,
    )
    .map(({ bounds, rows }) => ({
      bounds,
      entries: rows.map((row) => columns.idOf(row)).sort(),
    }));
}

import type { DataOf } from '../events/catalog.ts';
import type { Day } from '../src/time/day.ts';
import { type Cell, cellOn } from './cell.ts';
import { NONE } from './columns.ts';
import { type Conflict, conflictsOn } from './conflicts.ts';
import type { Printed } from './cut.ts';
import type { Latest } from './figures.ts';
import { type EndorserHoldings, type Pair, pairsOf } from './pairs.ts';
import { countsUnder, type Policy } from './policy.ts';
import { type ProvenAct, provenAct } from './provenance-claims.ts';
import { plainOf } from './roll.ts';
import { covers } from './spans.ts';
import type { StandingsTimeline } from './standings.ts';

/** An endorser counted in a cell, with the acts that count there. */
export interface ProvenEndorser {
  readonly endorser: string;
  /** All names merged into it. */
  readonly names: readonly string[];
  readonly category: string;
  readonly stand: 'certain' | 'possible' | 'none';
  readonly lapsed: boolean;
  readonly acts: readonly ProvenAct[];
}

/** A figure that a source printed. */
export interface ProvenFigure {
  readonly value: number;
  readonly on: string | null;
  readonly entry: string;
}

/** How the best number came about: the printed one, and who came and went by name since. */
export interface ProvenBest {
  readonly value: number;
  readonly basis: 'printed' | 'named';
  readonly printed: ProvenFigure | null;
  /** Others printed for the same day. */
  readonly others: readonly ProvenFigure[];
  /** Certain on the day, and surely not yet when the figure was printed. */
  readonly came: readonly string[];
  /** Certain when the figure was printed, and surely no more. */
  readonly went: readonly string[];
}

/** Everything behind one cell of the standings. */
export interface CellProvenance {
  readonly candidate: string;
  readonly category: string;
  readonly cell: Cell;
  readonly endorsers: readonly ProvenEndorser[];
  readonly best: ProvenBest;
  readonly conflicts: readonly Conflict[];
}

/** A cell by its candidate's and its category's names. */
export interface CellName {
  readonly candidate: string;
  readonly category: string;
}

/** The plain categories of a category, as symbols. */
function partsOf(timeline: StandingsTimeline, category: string): ReadonlySet<number> {
  const { symbols } = timeline.view.columns;
  const parts = [...plainOf(timeline.categories, [category])].map((name) => symbols.of(name));
  return new Set(parts.filter((part) => part !== NONE));
}

/** The endorsers of a category. */
export function membersOf(timeline: StandingsTimeline, category: string): EndorserHoldings[] {
  const parts = partsOf(timeline, category);
  return timeline.endorsers.filter((each) => parts.has(each.category));
}

/** The pairs of a cell under a policy. */
function pairsIn(timeline: StandingsTimeline, cell: CellName, policy: Policy): Pair[] {
  const { symbols } = timeline.view.columns;
  const candidate = symbols.of(cell.candidate);
  const members = membersOf(timeline, cell.category);
  return pairsOf(members, countsUnder(policy, symbols)).filter(
    (pair) => pair.candidate === candidate,
  );
}

/** A printed figure as it is shown. */
export const figureOf = ({ value, table }: Latest['figure']): ProvenFigure => ({
  value,
  on: table.on,
  entry: table.id,
});

/** The acts of an endorser that count under a timeline's policy, for one candidate or for all. */
export function actsThatCount(
  timeline: StandingsTimeline,
  member: EndorserHoldings,
  candidate: number | null,
): EndorserHoldings['acts'] {
  const counts = countsUnder(timeline.policy, timeline.view.columns.symbols);
  return member.acts.filter(
    ({ act }) => (candidate === null || act.candidate === candidate) && counts(act),
  );
}

function endorserOf(
  timeline: StandingsTimeline,
  member: EndorserHoldings | undefined,
  pair: Pair,
  day: Day,
): ProvenEndorser {
  const { view } = timeline;
  const { symbols } = view.columns;
  const acts = member === undefined ? [] : actsThatCount(timeline, member, pair.candidate);
  const possible = covers(pair.possible, day) ? 'possible' : 'none';
  return {
    endorser: symbols.name(pair.endorser),
    names: view.merges.names(pair.endorser).map((name) => symbols.name(name)),
    category: symbols.name(pair.category),
    stand: covers(pair.certain, day) ? 'certain' : possible,
    lapsed: covers(pair.lapsed, day),
    acts: acts.map((holding) => provenAct(view, holding, day)),
  };
}

function bestOf(
  timeline: StandingsTimeline,
  name: CellName,
  day: Day,
  cell: Cell,
  withdrawn: boolean,
): ProvenBest {
  const { symbols } = timeline.view.columns;
  const figures = timeline.cells.get(symbols.of(name.candidate))?.get(name.category)?.figures;
  const latest = figures?.on(day);
  const nothing = { came: [], went: [], others: [], printed: null };
  if (latest === undefined) return { ...nothing, value: cell.best, basis: 'named' };
  const table = latest.figure.table as Printed<DataOf<'TallyReported'>>;
  const pairs = pairsIn(timeline, name, table.data.of);
  const names = (some: readonly Pair[]) => some.map((pair) => symbols.name(pair.endorser)).sort();
  const came = pairs.filter(
    (pair) => covers(pair.certain, day) && !covers(pair.possible, latest.day),
  );
  const went = pairs.filter(
    (pair) => covers(pair.certain, latest.day) && !covers(pair.possible, day),
  );
  const told = latest.figure.value + came.length - went.length;
  return {
    value: cell.best,
    // A withdrawn candidate's table counts no more, and no table takes away who is certain.
    basis: !withdrawn && told === cell.best ? 'printed' : 'named',
    printed: figureOf(latest.figure),
    others: latest.others.map(figureOf),
    came: names(came),
    went: names(went),
  };
}

/**
 * Everything behind one cell on a day; undefined where the contest has no such cell in this view.
 * `withdrawn`: its candidate has surely left by the day.
 */
export function cellProvenance(
  timeline: StandingsTimeline,
  name: CellName,
  day: Day,
  withdrawn: boolean,
): CellProvenance | undefined {
  const { symbols } = timeline.view.columns;
  const steps = timeline.cells.get(symbols.of(name.candidate))?.get(name.category);
  if (steps === undefined) return undefined;
  const cell = cellOn(steps, day, withdrawn);
  const members = membersOf(timeline, name.category);
  const byEndorser = new Map(members.map((each) => [each.endorser, each]));
  const mine = new Set(members.map((each) => symbols.name(each.endorser)));
  const endorsers = pairsIn(timeline, name, timeline.policy)
    .filter((pair) => covers(pair.possible, day) || covers(pair.lapsed, day))
    .map((pair) => endorserOf(timeline, byEndorser.get(pair.endorser), pair, day))
    .sort((one, other) => (one.endorser < other.endorser ? -1 : 1));
  return {
    ...name,
    cell,
    endorsers,
    best: bestOf(timeline, name, day, cell, withdrawn),
    conflicts: conflictsOn(timeline.conflicts, day)
      .map(({ conflict }) => conflict)
      .filter(({ endorser, candidates }) => {
        const about = endorser === null || mine.has(endorser);
        return about && candidates.includes(name.candidate);
      }),
  };
}

/** The rows of all claims that tell of a cell on whatever day: acts, their ends, and printed figures. */
export function rowsBehind(timeline: StandingsTimeline, name: CellName): Set<number> {
  const { view } = timeline;
  const candidate = view.columns.symbols.of(name.candidate);
  const rows = new Set<number>(view.candidates.get(candidate)?.withdrawals ?? []);
  for (const member of membersOf(timeline, name.category)) {
    for (const { act } of actsThatCount(timeline, member, candidate)) {
      for (const row of [...act.claims, ...act.withdrawals]) rows.add(row);
    }
  }
  const { periods = [] } = timeline.cells.get(candidate)?.get(name.category)?.figures ?? {};
  for (const { figure, others } of periods) {
    for (const { table } of [figure, ...others]) rows.add(table.row);
  }
  return rows;
}

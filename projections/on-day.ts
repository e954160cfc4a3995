import type { Rule } from '../events/rule.ts';
import type { Day } from '../src/time/day.ts';
import type { Bounds } from './bounds.ts';
import { type Cell, cellOn } from './cell.ts';
import { NONE } from './columns.ts';
import { type Conflict, conflictsOn } from './conflicts.ts';
import type { UndeclaredTimeline } from './counter.ts';
import type { CandidateFacts } from './cut.ts';
import { STANCES, type Stance } from './facets.ts';
import type { Pair } from './pairs.ts';
import type { Qualification, StageJudge } from './qualification.ts';
import { covers } from './spans.ts';
import type { Stage } from './stages.ts';
import type { StandingsTimeline } from './standings.ts';

export type CandidateStatus =
  | 'not-entered'
  | 'possibly-entered'
  | 'standing'
  | 'possibly-withdrawn'
  | 'withdrawn';

export interface CandidateState {
  readonly candidate: string;
  readonly name: string;
  readonly status: CandidateStatus;
  /** When it withdrew, once it may have. */
  readonly statusOn: string | null;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** How many have yet to declare, and whether a tally or the electorate's size says so. */
export interface Undeclared {
  readonly value: number | null;
  readonly basis: 'tally' | 'electorate' | 'unknown';
}

/** A contest's standings on one day: everything that its digest covers but policy and projector. */
export interface State {
  readonly contest: string;
  readonly title: string | null;
  readonly categories: readonly string[];
  readonly candidates: readonly CandidateState[];
  readonly undeclared: Readonly<Record<string, Undeclared>>;
  readonly neutral: Readonly<Record<string, Readonly<Record<Stance, number>>>>;
  readonly conflicts: readonly Conflict[];
  readonly erased: number;
}

function undeclaredOn(timeline: UndeclaredTimeline, day: Day): Undeclared {
  const index = timeline.figures.indexOn(day);
  const latest = timeline.figures.periods[index];
  const size = timeline.sizes.on(day);
  const left = size === undefined ? null : size.figure.value - timeline.declared.on(day);
  if (latest === undefined) {
    return left === null
      ? { value: null, basis: 'unknown' }
      : { value: Math.max(0, left), basis: 'electorate' };
  }
  const printed = latest.figure.value - (timeline.since[index]?.on(day) ?? 0);
  return left !== null && left < printed
    ? { value: Math.max(0, left), basis: 'electorate' }
    : { value: Math.max(0, printed), basis: 'tally' };
}

const surely = (bounds: Bounds | null, day: Day) => bounds !== null && bounds.latest <= day;
const possibly = (bounds: Bounds | null, day: Day) => bounds !== null && bounds.earliest <= day;

function statusOn(candidate: CandidateFacts | undefined, day: Day): CandidateStatus {
  const { entered = null, withdrew = null } = candidate ?? {};
  if (surely(withdrew, day)) return 'withdrawn';
  if (possibly(withdrew, day)) return 'possibly-withdrawn';
  if (surely(entered, day)) return 'standing';
  return possibly(entered, day) ? 'possibly-entered' : 'not-entered';
}

function candidateOn(timeline: StandingsTimeline, candidate: number, day: Day): CandidateState {
  const facts = timeline.candidates.get(candidate);
  const slug = timeline.symbols.name(candidate);
  const status = statusOn(facts, day);
  const gone = status === 'withdrawn';
  const cells = [...(timeline.cells.get(candidate) ?? [])].map(
    ([category, cell]): [string, Cell] => [category, cellOn(cell, day, gone)],
  );
  return {
    candidate: slug,
    name: facts?.name ?? slug,
    status,
    statusOn: gone || status === 'possibly-withdrawn' ? (facts?.withdrewOn ?? null) : null,
    cells: Object.fromEntries(cells),
  };
}

/** Listed are those who may have entered, or have an act or tally, by the day. */
function listed(timeline: StandingsTimeline, candidate: number, day: Day): boolean {
  const entered = timeline.candidates.get(candidate)?.entered ?? null;
  const shown = timeline.shownFrom.get(candidate);
  return possibly(entered, day) || (shown !== undefined && shown <= day);
}

/** The standings on a day: the one place that reads `asOf`. */
export function standingsOn(timeline: StandingsTimeline, contest: string, asOf: Day): State {
  const each = <T, U>(map: ReadonlyMap<string, T>, make: (value: T) => U): Record<string, U> =>
    Object.fromEntries([...map].map(([name, value]) => [name, make(value)]));
  return {
    contest,
    title: timeline.contest?.title ?? null,
    categories: timeline.categories.map((category) => category.category),
    candidates: [...timeline.cells.keys()]
      .filter((candidate) => listed(timeline, candidate, asOf))
      .map((candidate) => candidateOn(timeline, candidate, asOf))
      .sort((one, other) => (one.candidate < other.candidate ? -1 : 1)),
    undeclared: each(timeline.undeclared, (value) => undeclaredOn(value, asOf)),
    neutral: each(
      timeline.neutral,
      (counts) =>
        Object.fromEntries(
          STANCES.map((stance, index) => [stance, counts[index]?.on(asOf) ?? 0]),
        ) as Record<Stance, number>,
    ),
    conflicts: conflictsOn(timeline.conflicts, asOf).map(({ conflict }) => conflict),
    erased: timeline.erased,
  };
}

export type Stand = 'certain' | 'possible';

/** An endorser that stands for a candidate on a day. */
export interface Standing {
  readonly endorser: string;
  readonly candidate: string;
  readonly category: string | null;
  readonly stand: Stand;
}

/** How the endorser of a pair stands for its candidate on a day; undefined: not at all. */
export function standOf({ certain, possible }: Pair, asOf: Day): Stand | undefined {
  if (covers(certain, asOf)) return 'certain';
  return covers(possible, asOf) ? 'possible' : undefined;
}

/** Who stands for whom on a day, by endorser and candidate; of all pairs of a timeline, or of some. */
export function standsOn(timeline: StandingsTimeline, asOf: Day): Map<string, Standing> {
  const { symbols } = timeline;
  const stands = new Map<string, Standing>();
  for (const pair of timeline.pairs) {
    const stand = standOf(pair, asOf);
    if (stand === undefined) continue;
    const [endorser, candidate] = [symbols.name(pair.endorser), symbols.name(pair.candidate)];
    const category = pair.category === NONE ? null : symbols.name(pair.category);
    stands.set(`${endorser} ${candidate}`, { endorser, candidate, category, stand });
  }
  return stands;
}

/** The endorsers and candidates whose acts have lapsed on a day, keyed as those who stand. */
export function lapsedOn(timeline: StandingsTimeline, asOf: Day): Set<string> {
  const { symbols } = timeline;
  const lapsed = timeline.pairs.filter((pair) => covers(pair.lapsed, asOf));
  return new Set(
    lapsed.map((pair) => `${symbols.name(pair.endorser)} ${symbols.name(pair.candidate)}`),
  );
}

/** Those of some happenings that may have happened by a day. */
export const happenedBy = <T extends { readonly bounds: Bounds }>(
  all: readonly T[],
  asOf: Day,
): T[] => all.filter((happening) => happening.bounds.earliest <= asOf);

export type StageStatus = 'not-open' | 'possibly-open' | 'open' | 'possibly-closed' | 'closed';

/** How a candidate stands in a stage, on a day. */
export interface CandidateInStage extends Qualification {
  readonly candidate: string;
  readonly name: string;
  readonly status: CandidateStatus;
  readonly statusOn: string | null;
}

/** Is a stage open on a day? Its last day belongs to it. */
export function stageStatusOn({ opens, closes }: Stage, asOf: Day): StageStatus {
  if (closes !== null && closes.bounds.latest < asOf) return 'closed';
  if (closes !== null && closes.bounds.earliest < asOf) return 'possibly-closed';
  if (surely(opens.bounds, asOf)) return 'open';
  return possibly(opens.bounds, asOf) ? 'possibly-open' : 'not-open';
}

/** How the candidates whom a state lists stand in a stage under one rule, on a day. */
export function qualificationsOn(
  judge: StageJudge,
  rule: Rule,
  candidates: readonly CandidateState[],
  asOf: Day,
): CandidateInStage[] {
  const { symbols } = judge.timeline;
  return candidates.map(({ candidate, name, status, statusOn: on }) => {
    const how = judge.on(symbols.of(candidate), rule, asOf);
    // Who has left needs nothing any more.
    const ways = status === 'withdrawn' ? [] : how.ways;
    return { candidate, name, status, statusOn: on, ...how, ways };
  });
}

import type { EndorsementMade } from '../../../events/endorsement-made.ts';
import type { EndorserEnrolled } from '../../../events/endorser-enrolled.ts';
import type { ExpectationReported } from '../../../events/expectation-reported.ts';
import { formatBounds } from '../../../projections/bounds.ts';
import { at, NONE } from '../../../projections/columns.ts';
import {
  contestRecord,
  type RecordedAct,
  type RecordedStance,
  type ShownRow,
} from '../../../projections/endorser-record.ts';
import { happenedBy } from '../../../projections/on-day.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import type { Day } from '../../time/day.ts';
import type { AskedClocks, Clocks, PrintedClocks } from '../clocks.ts';
import { clocksOf, eachContest, NotFound, nearest, type Sources } from './asking.ts';
import { type Cited, citedByIds, dataAt } from './citing.ts';

/** A choice that is shown and not counted: a second choice, or one of a shared recommendation. */
export interface ShownChoice {
  readonly candidate: string;
  readonly rank: number;
  readonly form: 'endorsement' | 'recommendation';
  readonly on: string | null;
  readonly entry: string;
}

/** What a source expected of an endorser. */
export interface ShownExpectation {
  readonly candidate: string;
  readonly likelihood: string;
  readonly on: string | null;
  readonly entry: string;
}

/** An endorser in one contest. */
export interface EndorserInContest {
  readonly contest: string;
  readonly title: string | null;
  readonly name: string;
  readonly category: string | null;
  readonly acts: readonly Omit<RecordedAct, 'bounds'>[];
  readonly choices: readonly ShownChoice[];
  readonly stances: readonly Omit<RecordedStance, 'bounds'>[];
  readonly expectations: readonly ShownExpectation[];
  readonly sources: Cited;
}

/** An endorser across contests and years. */
export interface EndorserRecord {
  readonly endorser: string;
  readonly name: string;
  /** All its names, where some were merged. */
  readonly names: readonly string[];
  readonly clocks: PrintedClocks;
  readonly contests: readonly EndorserInContest[];
}

async function choicesOf(
  sources: Sources,
  contest: string,
  timeline: StandingsTimeline,
  rows: readonly ShownRow[],
): Promise<ShownChoice[]> {
  const shown: ShownChoice[] = [];
  for (const { row, bounds } of rows) {
    const data = await dataAt<EndorsementMade>(sources.store, contest, timeline.view, row);
    const counted = at(timeline.view.columns.candidate, at(timeline.view.claims.dataFrom, row));
    for (const choice of data?.choices ?? []) {
      if (counted !== NONE && choice.rank === 1) continue;
      const entry = timeline.view.columns.idOf(row);
      const form = data?.form ?? 'endorsement';
      shown.push({ ...choice, form, on: formatBounds(bounds), entry });
    }
  }
  return shown;
}

async function expectationsOf(
  { store }: Sources,
  contest: string,
  { view }: StandingsTimeline,
  rows: readonly ShownRow[],
): Promise<ShownExpectation[]> {
  const shown: ShownExpectation[] = [];
  for (const { row, bounds } of rows) {
    const data = await dataAt<ExpectationReported>(store, contest, view, row);
    if (data === undefined) continue;
    const { candidate, likelihood } = data;
    shown.push({ candidate, likelihood, on: formatBounds(bounds), entry: view.columns.idOf(row) });
  }
  return shown;
}

async function inContest(
  sources: Sources,
  contest: string,
  timeline: StandingsTimeline,
  endorser: number,
  asOf: Day,
): Promise<EndorserInContest | undefined> {
  const record = contestRecord(timeline, endorser);
  const [enrolment] = record.enrolments;
  const { columns } = timeline.view;
  if (enrolment === undefined && record.acts.length + record.stances.length === 0) return undefined;
  const enrolled =
    enrolment === undefined
      ? undefined
      : await dataAt<EndorserEnrolled>(sources.store, contest, timeline.view, enrolment);
  const expectations = await expectationsOf(
    sources,
    contest,
    timeline,
    happenedBy(record.expectations, asOf),
  );
  const acts = happenedBy(record.acts, asOf).map(({ bounds, ...act }) => act);
  const choices = await choicesOf(
    sources,
    contest,
    timeline,
    happenedBy(record.endorsements, asOf),
  );
  const stances = happenedBy(record.stances, asOf).map(({ bounds, ...stance }) => stance);
  const ids = [
    ...acts.flatMap((act) => act.entries),
    ...[...choices, ...stances, ...expectations].map((each) => each.entry),
  ];
  return {
    contest,
    title: timeline.view.contest?.title ?? null,
    name: enrolled?.name ?? columns.symbols.name(endorser),
    category: record.category,
    acts,
    choices,
    stances,
    expectations,
    sources: await citedByIds(sources.store, contest, timeline.view, ids),
  };
}

/** All whom any contest enrols, for those who ask for somebody else. */
async function endorsersAt(sources: Sources, clocks: Clocks): Promise<string[]> {
  const found = new Set<string>();
  for await (const contest of eachContest(sources.store)) {
    const { view } = await sources.views.timeline(contest, clocks, 'acts');
    for (const each of view.categoryOf.keys()) found.add(view.columns.symbols.name(each));
  }
  return [...found];
}

/** An endorser's record across all contests. Refuses, as NotFound, a name that no entry enrols. */
export async function askEndorser(
  sources: Sources,
  endorser: string,
  asked: AskedClocks,
): Promise<EndorserRecord> {
  const { clocks, printed } = await clocksOf(sources, asked);
  const found: { opening: number; part: EndorserInContest }[] = [];
  const names = new Set([endorser]);
  for await (const contest of eachContest(sources.store)) {
    const timeline = await sources.views.timeline(contest, clocks, 'acts');
    const { columns, merges, opening } = timeline.view;
    const symbol = columns.symbols.of(endorser);
    if (symbol === NONE) continue;
    for (const name of merges.names(symbol)) names.add(columns.symbols.name(name));
    const part = await inContest(sources, contest, timeline, symbol, clocks.asOf);
    if (part !== undefined) found.push({ opening, part });
  }
  if (found.length === 0) {
    const otherwise = 'The standings of a contest have the names that it uses.';
    const near = nearest(endorser, await endorsersAt(sources, clocks), otherwise);
    throw new NotFound(`No contest enrols an endorser ${endorser}. ${near}`);
  }
  found.sort(
    (one, other) => one.opening - other.opening || (one.part.contest < other.part.contest ? -1 : 1),
  );
  const contests = found.map(({ part }) => part);
  const name = contests.at(-1)?.name ?? endorser;
  return { endorser, name, names: [...names].sort(), clocks: printed, contests };
}

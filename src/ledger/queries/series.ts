import { keptWith } from '../../../projections/kept-with.ts';
import type { Policy } from '../../../projections/policy.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import { turnsOf } from '../../../projections/turns.ts';
import { type Day, FIRST_DAY, formatDay, LAST_DAY } from '../../time/day.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { clocksOf, momentAt, requireContest, requirePolicy, type Sources } from './asking.ts';

/** A candidate's named endorsers in one category, on each day of a series. */
export interface SeriesLine {
  readonly candidate: string;
  readonly name: string;
  readonly category: string;
  readonly certain: readonly number[];
  /** Certain and possible together. */
  readonly most: readonly number[];
}

/** How the counts of a contest went, turn by turn: between two of its days nothing changes. */
export interface Series {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  readonly policy: Policy;
  /** The digest of the standings on the day of the clocks. */
  readonly digest: string;
  /** The categories of the contest, in its own order. */
  readonly categories: readonly string[];
  /** All days on which the standings may change, whenever they are, ascending. */
  readonly days: readonly string[];
  /** Only those with any endorser in any of the days. */
  readonly lines: readonly SeriesLine[];
}

/** The turns that are days: what began nobody knows when is there on the first, and what never comes is left out. */
function daysOf(timeline: StandingsTimeline): Day[] {
  const days = [...turnsOf(timeline)].map((day) => Math.max(day, FIRST_DAY));
  return [...new Set(days.filter((day) => day <= LAST_DAY))];
}

/** The first day of a series that began nobody knows when. */
export const BEFORE_ALL: string = formatDay(FIRST_DAY);

/** By candidate, then by category. */
function byName(one: SeriesLine, other: SeriesLine): number {
  if (one.candidate !== other.candidate) return one.candidate < other.candidate ? -1 : 1;
  return one.category < other.category ? -1 : 1;
}

function linesOf({ view, cells }: StandingsTimeline, days: readonly Day[]): SeriesLine[] {
  const { symbols } = view.columns;
  return [...cells]
    .flatMap(([candidate, byCategory]) =>
      [...byCategory].map(([category, cell]) => ({
        candidate: symbols.name(candidate),
        name: view.candidates.get(candidate)?.name ?? symbols.name(candidate),
        category,
        certain: days.map((day) => cell.certain.on(day)),
        most: days.map((day) => cell.possible.on(day)),
      })),
    )
    .filter(({ most }) => most.some((count) => count > 0))
    .sort(byName);
}

/** What of a series is the same on every day that is looked at. */
type Course = Pick<Series, 'days' | 'lines'>;

const daysIn = keptWith((timeline: StandingsTimeline) => daysOf(timeline).map(formatDay));

const courseOf = keptWith(
  (timeline: StandingsTimeline): Course => ({
    days: daysIn(timeline),
    lines: linesOf(timeline, daysOf(timeline)),
  }),
);

/** The days on which a contest turns, and the clocks at which it was asked. */
export type Turns = Pick<Series, 'clocks' | 'days'>;

/**
 * The days of a series alone, for those who only go from one to the next: no count, state or digest is
 * made. Refuses what askSeries refuses.
 */
export async function askTurns(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  counts?: string,
): Promise<Turns> {
  await requireContest(sources, contest);
  const policy = await requirePolicy(sources, contest, counts);
  const { clocks, printed } = await clocksOf(sources, asked);
  const timeline = await sources.views.timeline(contest, clocks, policy);
  return { clocks: printed, days: daysIn(timeline) };
}

/**
 * The counts of named endorsers over all days of a contest, at two clocks and a policy; `asOf` says of
 * which day the digest is. Refuses an unknown contest, clock or policy.
 */
export async function askSeries(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  counts?: string,
): Promise<Series> {
  await requireContest(sources, contest);
  const policy = await requirePolicy(sources, contest, counts);
  const { timeline, state, printed, digest } = await momentAt(sources, contest, asked, policy);
  return {
    contest,
    title: state.title,
    clocks: printed,
    policy,
    digest,
    categories: state.categories,
    ...courseOf(timeline),
  };
}

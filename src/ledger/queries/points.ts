import type { Weighing } from '../../../events/weighing.ts';
import { type CandidatePoints, pointsOf } from '../../../projections/points.ts';
import type { Policy } from '../../../projections/policy.ts';
import { seatsOf } from '../../../projections/seats.ts';
import { type AskedClocks, BadQuestion, type PrintedClocks } from '../clocks.ts';
import {
  type AskedMoment,
  momentAt,
  NotFound,
  nearest,
  requireContest,
  requirePolicy,
  type Sources,
} from './asking.ts';

/** A contest's standings in somebody's points. */
export interface Points {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  readonly policy: Policy;
  /** The digest of the standings of that moment. */
  readonly digest: string;
  /** Whose points they are, where they are published, and how much each category weighs. */
  readonly weighing: Weighing;
  /** The plain categories of the contest that it leaves out: they weigh nothing. */
  readonly unweighed: readonly string[];
  /** The weighings that the contest has, by their slugs. */
  readonly weighings: readonly string[];
  readonly candidates: readonly CandidatePoints[];
}

const weighingsAt = ({ timeline }: AskedMoment): readonly Weighing[] =>
  timeline.view.contest?.weighings ?? [];

/** The weighing of a name, the first where none is said; undefined where there is none at all. */
function chosen(
  contest: string,
  weighings: readonly Weighing[],
  name: string | undefined,
): Weighing | undefined {
  const found = weighings.find(({ weighing }) => name === undefined || weighing === name);
  if (found !== undefined || weighings.length === 0) return found;
  const names = weighings.map(({ weighing }) => weighing);
  const near = nearest(name ?? '', names, `It has ${names.join(', ')}.`);
  throw new BadQuestion('weighing', `weighing: ${contest} has no weighing ${name}. ${near}`);
}

function pointsAt(
  contest: string,
  policy: Policy,
  moment: AskedMoment,
  name?: string,
): Points | undefined {
  const weighings = weighingsAt(moment);
  const weighing = chosen(contest, weighings, name);
  if (weighing === undefined) return undefined;
  const { state, printed, digest, timeline } = moment;
  const weighed = new Set(weighing.points.map(({ category }) => category));
  return {
    contest,
    title: state.title,
    clocks: printed,
    policy,
    digest,
    weighing,
    unweighed: timeline.categories
      .filter(({ category, of }) => of === undefined && !weighed.has(category))
      .map(({ category }) => category),
    weighings: weighings.map((each) => each.weighing),
    candidates: pointsOf(state, weighing),
  };
}

/**
 * A contest's standings in the points of one of its weighings, the first where none is named, at three
 * clocks and a policy. Refuses an unknown contest, clock, policy or weighing, and, as NotFound, a contest
 * that has none.
 */
export async function askPoints(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  {
    weighing,
    counts,
  }: { readonly weighing?: string | undefined; readonly counts?: string | undefined } = {},
): Promise<Points> {
  await requireContest(sources, contest);
  const policy = await requirePolicy(sources, contest, counts);
  const points = pointsAt(
    contest,
    policy,
    await momentAt(sources, contest, asked, policy),
    weighing,
  );
  if (points !== undefined) return points;
  throw new NotFound(
    `The opening of ${contest}, as it was known then, has no weighing to give points by; correct it with one (data.weighings).`,
  );
}

/** What frames the standings of a contest on its page: its seats, and its points where it weighs endorsers. */
export async function askFraming(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  counts?: string,
): Promise<{ readonly seats: number; readonly points: Points | undefined }> {
  await requireContest(sources, contest);
  const policy = await requirePolicy(sources, contest, counts);
  const moment = await momentAt(sources, contest, asked, policy);
  return { seats: seatsOf(moment.timeline.view), points: pointsAt(contest, policy, moment) };
}

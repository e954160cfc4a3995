import type { Happening } from '../../../projections/happening.ts';
import type { Policy } from '../../../projections/policy.ts';
import { happeningsOf } from '../../../projections/timeline.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { momentAt, requireContest, requirePolicy, type Sources } from './asking.ts';

/** Everything that happened in a contest by a day, in order, with what it changed. */
export interface Timeline {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  readonly policy: Policy;
  /** The digest of the standings to which these happenings lead. */
  readonly digest: string;
  readonly happenings: readonly Omit<Happening, 'bounds'>[];
}

/** Some of a list: from one up to but not including another, counted from 0. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Those alone of a contest's happenings, at three clocks and a policy, that `some` chooses of so many as
 * there are. Refuses an unknown contest, clock or policy.
 */
export async function askTimelinePart<Part extends Stretch>(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  counts: string | undefined,
  some: (count: number) => Part,
): Promise<{ readonly answer: Timeline; readonly part: Part }> {
  await requireContest(sources, contest);
  const policy = await requirePolicy(sources, contest, counts);
  const { timeline, clocks, printed, state, digest } = await momentAt(
    sources,
    contest,
    asked,
    policy,
  );
  const all = happeningsOf(timeline);
  const part = some(all.by(clocks.asOf));
  const happenings = all.told(part.from, part.to).map(({ bounds, ...told }) => told);
  const answer = { contest, title: state.title, clocks: printed, policy, digest, happenings };
  return { answer, part };
}

/** A contest's happenings at three clocks and a policy. Refuses an unknown contest, clock or policy. */
export async function askTimeline(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  counts?: string,
): Promise<Timeline> {
  const all = (count: number) => ({ from: 0, to: count });
  return (await askTimelinePart(sources, contest, asked, counts, all)).answer;
}

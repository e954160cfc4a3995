import { happenedBy, standingsOn } from '../../../projections/on-day.ts';
import type { Policy } from '../../../projections/policy.ts';
import { type Happening, happenings } from '../../../projections/timeline.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { digestOf } from '../digest.ts';
import { clocksOf, requireContest, requirePolicy, type Sources, timelineAt } from './asking.ts';

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

/** A contest's happenings at three clocks and a policy. Refuses an unknown contest, clock or policy. */
export async function askTimeline(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  counts?: string,
): Promise<Timeline> {
  await requireContest(sources, contest);
  const policy = await requirePolicy(sources, contest, counts);
  const { clocks, printed } = await clocksOf(sources, asked);
  const timeline = await timelineAt(sources, contest, clocks, policy);
  const state = standingsOn(timeline, contest, clocks.asOf);
  return {
    contest,
    title: state.title,
    clocks: printed,
    policy,
    digest: digestOf(state, policy),
    happenings: happenedBy(happenings(timeline), clocks.asOf).map(({ bounds, ...told }) => told),
  };
}

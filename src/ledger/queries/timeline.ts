import { happenedBy } from '../../../projections/on-day.ts';
import type { Policy } from '../../../projections/policy.ts';
import { type Happening, happenings } from '../../../projections/timeline.ts';
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

/** A contest's happenings at three clocks and a policy. Refuses an unknown contest, clock or policy. */
export async function askTimeline(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  counts?: string,
): Promise<Timeline> {
  await requireContest(sources, contest);
  const policy = await requirePolicy(sources, contest, counts);
  const moment = await momentAt(sources, contest, asked, policy);
  const all = happenings(moment.timeline);
  return {
    contest,
    title: moment.state.title,
    clocks: moment.printed,
    policy,
    digest: moment.digest,
    happenings: happenedBy(all, moment.clocks.asOf).map(({ bounds, ...told }) => told),
  };
}

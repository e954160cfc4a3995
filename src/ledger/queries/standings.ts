import { type State, standingsOn } from '../../../projections/on-day.ts';
import type { Policy } from '../../../projections/policy.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { digestOf } from '../digest.ts';
import { clocksOf, requireContest, requirePolicy, type Sources, timelineAt } from './asking.ts';

/** The standings of a contest, with all that is needed to cite and reproduce them. */
export interface Standings extends State {
  readonly clocks: PrintedClocks;
  readonly policy: Policy;
  readonly digest: string;
}

/** A contest's standings at three clocks and a policy. Refuses an unknown contest, clock or policy. */
export async function askStandings(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  counts?: string,
): Promise<Standings> {
  await requireContest(sources, contest);
  const policy = await requirePolicy(sources, contest, counts);
  const { clocks, printed } = await clocksOf(sources, asked);
  const timeline = await timelineAt(sources, contest, clocks, policy);
  const state = standingsOn(timeline, contest, clocks.asOf);
  const { title, contest: slug, ...rest } = state;
  const digest = digestOf(state, policy);
  return { contest: slug, title, clocks: printed, policy, digest, ...rest };
}

import type { State } from '../../../projections/on-day.ts';
import type { Policy } from '../../../projections/policy.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { momentAt, requireContest, requirePolicy, type Sources } from './asking.ts';

/** The standings of a contest, with all that is needed to cite and reproduce them. */
export interface Standings extends State {
  readonly clocks: PrintedClocks;
  readonly policy: Policy;
  readonly digest: string;
}

/** The standings that a state is, with the clocks and the policy that it was counted by. */
export function standingsOf(
  { title, contest, ...rest }: State,
  clocks: PrintedClocks,
  policy: Policy,
  digest: string,
): Standings {
  return { contest, title, clocks, policy, digest, ...rest };
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
  const { printed, state, digest } = await momentAt(sources, contest, asked, policy);
  return standingsOf(state, printed, policy, digest);
}

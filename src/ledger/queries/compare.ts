import { type CellChange, cellChanges } from '../../../projections/cell-changes.ts';
import { type Change, changesBetween } from '../../../projections/changes.ts';
import type { Policy } from '../../../projections/policy.ts';
import type { Moment } from '../../../projections/reasons.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import {
  type AskedMoment,
  momentAt,
  requireContest,
  requirePolicy,
  type Sources,
} from './asking.ts';

/** One side of a comparison, so that it can be reproduced. */
export interface Side {
  readonly clocks: PrintedClocks;
  readonly digest: string;
}

/** How a contest's standings differ between two moments, on any of the three clocks. */
export interface Comparison {
  readonly contest: string;
  readonly title: string | null;
  readonly policy: Policy;
  readonly from: Side;
  readonly to: Side;
  readonly changes: readonly Change[];
  readonly cells: readonly CellChange[];
}

function side({ clocks, timeline, state, printed, digest }: AskedMoment) {
  const moment: Moment = { timeline, sight: clocks, asOf: clocks.asOf, state };
  return { moment, side: { clocks: printed, digest } };
}

/** Compares two moments of a contest. Refuses an unknown contest, clock or policy. */
export async function askComparison(
  sources: Sources,
  contest: string,
  from: AskedClocks,
  to: AskedClocks,
  counts?: string,
): Promise<Comparison> {
  await requireContest(sources, contest);
  const policy = await requirePolicy(sources, contest, counts);
  const one = side(await momentAt(sources, contest, from, policy));
  const other = side(await momentAt(sources, contest, to, policy));
  return {
    contest,
    title: other.moment.state.title ?? one.moment.state.title,
    policy,
    from: one.side,
    to: other.side,
    changes: changesBetween(one.moment, other.moment),
    cells: cellChanges(one.moment.state, other.moment.state),
  };
}

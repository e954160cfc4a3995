import { setImmediate as turn } from 'node:timers/promises';
import {
  type CheckedFigure,
  checkTally,
  policyOfTally,
  type Tally,
} from '../../../projections/checked-tally.ts';
import { inActs } from '../../../projections/contradictions/acts.ts';
import { inFrame } from '../../../projections/contradictions/frame.ts';
import { ListedContradictions } from '../../../projections/contradictions/order.ts';
import type { CheckedTable } from '../../../projections/contradictions/table.ts';
import { inTables } from '../../../projections/contradictions/tables.ts';
import { cut } from '../../../projections/cut.ts';
import { keptWith } from '../../../projections/kept-with.ts';
import type { Policy } from '../../../projections/policy.ts';
import { stagesOf } from '../../../projections/stages.ts';
import { type StandingsTimeline, standings } from '../../../projections/standings.ts';
import type { Clocks } from '../clocks.ts';
import type { Sources } from './asking.ts';

/** A printed table, and how each of its figures compares with the named entries. */
export interface CheckedTally {
  readonly tally: Tally;
  readonly figures: readonly CheckedFigure[];
}

/** What a view's printed tables come to, and all that contradicts on any day, but for votes. */
export interface Reconciled {
  /** In order of recording. */
  readonly tallies: readonly CheckedTally[];
  readonly contradictions: ListedContradictions;
}

type Past = Pick<Clocks, 'knownAt' | 'reportedBy'>;

/**
 * The standings that the source of each table could have known, one policy at a time. They are asked for
 * once, and would drive out of memory what is asked for again; so the views do not keep them.
 */
async function checked(
  sources: Sources,
  contest: string,
  { view }: StandingsTimeline,
  past: Past,
): Promise<CheckedTable[]> {
  const stages = stagesOf(view);
  const register = await sources.reader.register();
  const byPublication = Map.groupBy(view.tallies, ({ published }) =>
    Math.min(past.reportedBy, published),
  );
  const tables: CheckedTable[] = [];
  for (const [reportedBy, tallies] of byPublication) {
    const then = new Map<Policy, StandingsTimeline>();
    // Each takes as long as a new view does, and others ask meanwhile.
    await turn();
    for (const tally of tallies) {
      const policy = policyOfTally(stages, tally);
      const now = await sources.views.timeline(contest, past, policy);
      const known =
        then.get(policy) ??
        (reportedBy === past.reportedBy
          ? now
          : standings(cut(view.columns, register, { ...past, reportedBy }), policy));
      then.set(policy, known);
      tables.push({ tally, now, figures: checkTally(tally, known, now) });
    }
  }
  return tables.sort((one, other) => one.tally.row - other.tally.row);
}

async function reconcile(
  sources: Sources,
  contest: string,
  timeline: StandingsTimeline,
  past: Past,
): Promise<Reconciled> {
  const { view } = timeline;
  const stages = stagesOf(view);
  const tables = await checked(sources, contest, timeline, past);
  const showings = [
    ...inTables(tables, stages.length),
    ...inFrame(timeline, stages),
    ...inActs(timeline),
  ];
  return {
    tallies: tables.map(({ tally, figures }) => ({ tally, figures })),
    contradictions: new ListedContradictions(showings, view.columns),
  };
}

const reconciledOf = keptWith((_: StandingsTimeline): { made?: Promise<Reconciled> } => ({}));

/** What a view reconciles to, over all days: made once, and kept with it. */
export function reconciledIn(
  sources: Sources,
  contest: string,
  timeline: StandingsTimeline,
  past: Past,
): Promise<Reconciled> {
  const kept = reconciledOf(timeline);
  kept.made ??= reconcile(sources, contest, timeline, past).catch((error) => {
    delete kept.made;
    throw error;
  });
  return kept.made;
}

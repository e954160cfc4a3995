import { formatBounds } from '../../../projections/bounds.ts';
import { NONE } from '../../../projections/columns.ts';
import { rollOf } from '../../../projections/roll.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import { toldOf } from '../../../projections/told.ts';
import { momentAt, type Sources } from './asking.ts';
import { askContest, type ContestState } from './contest.ts';
import { endorserNames } from './names.ts';

/** An act that a contest knows of, for whoever ends, retells or replaces one. */
export interface KnownAct {
  /** The entry that began it. */
  readonly act: string;
  readonly kind: 'endorsement' | 'nomination';
  readonly endorser: string;
  readonly candidate: string;
  readonly stage: string | null;
  readonly begun: string | null;
  /** Is it without a known end? */
  readonly stands: boolean;
}

/** Who and what a contest knows by name today: what an editor may mean. */
export interface Known {
  readonly contest: ContestState;
  /** What candidates are called, by slug. */
  readonly candidates: Readonly<Record<string, string>>;
  /** What those who are enrolled are called, by slug. */
  readonly endorsers: Readonly<Record<string, string>>;
  readonly ballots: readonly string[];
  readonly acts: readonly KnownAct[];
}

function actsIn({ view }: StandingsTimeline): KnownAct[] {
  const { columns, acts } = view;
  const { symbols } = columns;
  return acts.map(({ root, nomination, endorser, candidate, stage, begin, end }) => ({
    act: columns.idOf(root),
    kind: nomination ? 'nomination' : 'endorsement',
    endorser: symbols.name(endorser),
    candidate: symbols.name(candidate),
    stage: stage === NONE ? null : symbols.name(stage),
    begun: formatBounds(begin),
    stands: end === null,
  }));
}

/**
 * What an editor of a contest may mean by names: all that its entries tell today. The contest is not of a
 * later moment than the rest. Refuses, as NotFound, a contest that the ledger does not hold.
 */
export async function askKnown(sources: Sources, name: string): Promise<Known> {
  const contest = await askContest(sources, name, {});
  const { timeline } = await momentAt(sources, name, {}, 'acts');
  const { view } = timeline;
  const { symbols } = view.columns;
  const enrolled = rollOf(view).map(({ endorser }) => symbols.name(endorser));
  const named = [...view.candidates].map(([symbol, facts]) => [symbols.name(symbol), facts.name]);
  const ballots = toldOf(view.claims, view.opening, 'BallotResultReported');
  return {
    contest,
    candidates: Object.fromEntries(named),
    endorsers: await endorserNames(sources, name, timeline, enrolled),
    ballots: [...new Set(ballots.map(({ data }) => data.ballot))],
    acts: actsIn(timeline),
  };
}

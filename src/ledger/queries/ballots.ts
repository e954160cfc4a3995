import type { EndorsementMade } from '../../../events/endorsement-made.ts';
import { type Ballot, ballotsOf, type Poll, pollsOf } from '../../../projections/ballots.ts';
import { type Decision, decisionsOf } from '../../../projections/decisions.ts';
import { happenedBy } from '../../../projections/on-day.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { type AskedMoment, momentAt, requireContest, type Sources } from './asking.ts';
import { type Cited, citedBy, dataAt } from './citing.ts';

/** How a body decided, and for whom. */
export interface ShownDecision extends Omit<Decision, 'bounds' | 'rows' | 'candidate'> {
  /** One for an act; what is only shown may name several. */
  readonly candidates: readonly string[];
}

/** How the bodies of a contest voted and decided, by a day. */
export interface Ballots {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  /** The digest of the standings of that moment. */
  readonly digest: string;
  readonly ballots: readonly Ballot[];
  readonly decisions: readonly ShownDecision[];
  readonly polls: readonly Poll[];
  readonly sources: Cited;
}

async function shownDecisions(
  { store }: Sources,
  contest: string,
  { timeline, clocks }: AskedMoment,
): Promise<{ decisions: ShownDecision[]; rows: number[] }> {
  const decisions: ShownDecision[] = [];
  const rows: number[] = [];
  for (const decision of happenedBy(decisionsOf(timeline.view), clocks.asOf)) {
    const { bounds, rows: told, candidate, ...rest } = decision;
    rows.push(...told);
    const [row] = told;
    const shown =
      candidate !== null || row === undefined
        ? undefined
        : await dataAt<EndorsementMade>(store, contest, timeline.view, row);
    const candidates = candidate === null ? [] : [candidate];
    const choices = (shown?.choices ?? []).map((choice) => choice.candidate);
    decisions.push({ ...rest, candidates: [...candidates, ...choices] });
  }
  return { decisions, rows };
}

/**
 * The ballots of a contest with what each share stands for, and how each body came to its act, at three
 * clocks. Refuses an unknown contest or clock.
 */
export async function askBallots(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
): Promise<Ballots> {
  await requireContest(sources, contest);
  const moment = await momentAt(sources, contest, asked, 'acts');
  const { view } = moment.timeline;
  const held = ballotsOf(view).flatMap(({ told, ...ballot }) => {
    const past = happenedBy(told, moment.clocks.asOf);
    const claims = ballot.claims.filter((claim) => past.some((each) => each.id === claim.entry));
    return claims.length === 0 ? [] : [{ ballot: { ...ballot, claims }, past }];
  });
  const { decisions, rows } = await shownDecisions(sources, contest, moment);
  const voted = held.flatMap(({ past }) => past.map((each) => each.row));
  const polls = pollsOf(view).filter(
    ({ told }) => happenedBy([told], moment.clocks.asOf).length > 0,
  );
  const polled = polls.map(({ told }) => told.row);
  return {
    contest,
    title: moment.state.title,
    clocks: moment.printed,
    digest: moment.digest,
    ballots: held.map(({ ballot }) => ballot),
    decisions,
    polls: polls.map(({ poll }) => poll),
    sources: await citedBy(sources.store, contest, view, [...voted, ...rows, ...polled]),
  };
}

import {
  type CheckedFigure,
  checkTally,
  policyOfTally,
  type Tally,
} from '../../../projections/checked-tally.ts';
import { inActs } from '../../../projections/contradictions/acts.ts';
import {
  type Contradiction,
  type ContradictionKind,
  inOrder,
} from '../../../projections/contradictions/contradiction.ts';
import { inFrame } from '../../../projections/contradictions/frame.ts';
import type { CheckedTable } from '../../../projections/contradictions/table.ts';
import { inTables } from '../../../projections/contradictions/tables.ts';
import { inVotes } from '../../../projections/contradictions/votes.ts';
import { happenedBy } from '../../../projections/on-day.ts';
import { type Stage, stagesOf } from '../../../projections/stages.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { type AskedMoment, contestsOf, momentAt, requireContest, type Sources } from './asking.ts';
import { type Cited, citedBy } from './citing.ts';

/** A printed table, figure by figure, beside the named entries. */
export interface ReconciledTally {
  readonly entry: string;
  readonly on: string | null;
  readonly of: Tally['data']['of'];
  readonly stage: string | null;
  readonly figures: readonly CheckedFigure[];
}

/** Things that cannot all be true, in one line, and the entries that say them. */
export interface Disagreement {
  readonly kind: ContradictionKind;
  readonly text: string;
  readonly about: string;
  readonly sides: readonly { readonly says: string; readonly entries: readonly string[] }[];
}

export interface Reconciliation {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  /** The digest of the standings of that moment. */
  readonly digest: string;
  readonly tallies: readonly ReconciledTally[];
  readonly contradictions: readonly Disagreement[];
  readonly sources: Cited;
}

/** More entries than these on one side are not named by their publishers. */
const NAMED_PUBLISHERS = 3;

async function tablesOf(
  sources: Sources,
  contest: string,
  { clocks, timeline }: AskedMoment,
  stages: readonly Stage[],
): Promise<CheckedTable[]> {
  const tables: CheckedTable[] = [];
  for (const tally of happenedBy(timeline.view.tallies, clocks.asOf)) {
    const policy = policyOfTally(stages, tally);
    const reportedBy = Math.min(clocks.reportedBy, tally.published);
    const now = await sources.views.timeline(contest, clocks, policy);
    const then = await sources.views.timeline(contest, { ...clocks, reportedBy }, policy);
    tables.push({ tally, then, now, figures: checkTally(tally, then, now) });
  }
  return tables;
}

function disagreement(
  { kind, about, sides }: Contradiction,
  { timeline }: AskedMoment,
  cited: Cited,
): Disagreement {
  const { columns } = timeline.view;
  const told = sides.map(({ says, rows }) => ({
    says,
    entries: rows.map((row) => columns.idOf(row)),
  }));
  const text = told.map(({ says, entries }) => {
    const all = entries.flatMap((entry) => cited[entry]?.map((source) => source.publisher) ?? []);
    const publishers = [...new Set(all)];
    const more = publishers.length > NAMED_PUBLISHERS ? ' and others' : '';
    return publishers.length === 0
      ? says
      : `${says} (${publishers.slice(0, NAMED_PUBLISHERS).join(', ')}${more})`;
  });
  return { kind, text: `${about}: ${text.join('; ')}`, about, sides: told };
}

/**
 * Every printed table of a contest beside the named entries that its source could have known, and all
 * that sources say against one another, at three clocks. Refuses an unknown contest or clock.
 */
export async function askReconciliation(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
): Promise<Reconciliation> {
  await requireContest(sources, contest);
  const moment = await momentAt(sources, contest, asked, 'acts');
  const { timeline, clocks } = moment;
  const { view } = timeline;
  const stages = stagesOf(view);
  const tables = await tablesOf(sources, contest, moment, stages);
  const found = inOrder(
    [
      ...inTables(tables, stages.length),
      ...inFrame(timeline, stages, clocks.asOf),
      ...inVotes(view, (claim) => happenedBy([claim], clocks.asOf).length > 0),
      ...inActs(timeline, clocks.asOf),
    ],
    view.columns,
  );
  const rows = [
    ...tables.map(({ tally }) => tally.row),
    ...found.flatMap(({ sides }) => sides.flatMap((side) => side.rows)),
  ];
  const cited = await citedBy(sources.store, contest, view, rows);
  return {
    contest,
    title: moment.state.title,
    clocks: moment.printed,
    digest: moment.digest,
    tallies: tables.map(({ tally, figures }) => ({
      entry: tally.id,
      on: tally.on,
      of: tally.data.of,
      stage: tally.data.stage ?? null,
      figures,
    })),
    contradictions: found.map((each) => disagreement(each, moment, cited)),
    sources: cited,
  };
}

/** The same for every contest of the ledger that is known then. */
export async function askReconciliations(
  sources: Sources,
  asked: AskedClocks,
): Promise<Reconciliation[]> {
  const all: Reconciliation[] = [];
  for (const contest of await contestsOf(sources.store)) {
    all.push(await askReconciliation(sources, contest, asked));
  }
  return all.filter((each) => each.title !== null);
}

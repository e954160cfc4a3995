import { standingsOn } from '../../../projections/on-day.ts';
import { happeningsOf } from '../../../projections/timeline.ts';
import type { AskedClocks, Clocks, PrintedClocks } from '../clocks.ts';
import { clocksOf, eachContest, type Sources } from './asking.ts';

/** A contest in the list of all. */
export interface ListedContest {
  readonly contest: string;
  readonly title: string | null;
  readonly office: string | null;
  readonly organisation: string | null;
  /** When it opened, as EDTF. */
  readonly opened: string | null;
  readonly candidates: number;
  readonly withdrawn: number;
  /** How many entries the ledger knew. */
  readonly entries: number;
  /** When the last of what may have happened by the day happened. */
  readonly lastChange: string | null;
}

export interface ContestList {
  readonly clocks: PrintedClocks;
  readonly contests: readonly ListedContest[];
}

async function listed(
  sources: Sources,
  contest: string,
  clocks: Clocks,
): Promise<{ opening: number; row: ListedContest }> {
  const timeline = await sources.views.timeline(contest, clocks, 'acts');
  const { view } = timeline;
  const state = standingsOn(timeline, contest, clocks.asOf);
  const all = happeningsOf(timeline);
  const row = {
    contest,
    title: state.title,
    office: view.contest?.office ?? null,
    organisation: view.contest?.organisation ?? null,
    opened: all.opening()?.on ?? null,
    candidates: state.candidates.length,
    withdrawn: state.candidates.filter((each) => each.status === 'withdrawn').length,
    entries: view.claims.known,
    lastChange: all.lastOf(all.by(clocks.asOf))?.on ?? null,
  };
  return { opening: view.opening, row };
}

/** Has a contest this text in a name of its own, of its office or its organisation, whatever its case? */
const isSought = (
  { contest, title, office, organisation }: ListedContest,
  sought: string,
): boolean =>
  [contest, title, office, organisation].some((text) =>
    text?.toLowerCase().includes(sought.toLowerCase()),
  );

/** The contests that the ledger knew, by their opening; those alone whose names hold `sought`. Refuses an unknown clock. */
export async function askContests(
  sources: Sources,
  asked: AskedClocks,
  sought = '',
): Promise<ContestList> {
  const { clocks, printed } = await clocksOf(sources, asked);
  const all: { opening: number; row: ListedContest }[] = [];
  for await (const contest of eachContest(sources.store)) {
    const found = await listed(sources, contest, clocks);
    if (found.row.entries > 0 && isSought(found.row, sought)) all.push(found);
  }
  all.sort(
    (one, other) => one.opening - other.opening || (one.row.contest < other.row.contest ? -1 : 1),
  );
  return { clocks: printed, contests: all.map(({ row }) => row) };
}

import { askComparison } from '../../../src/ledger/queries/compare.ts';
import { askContests } from '../../../src/ledger/queries/contests.ts';
import { askEndorser } from '../../../src/ledger/queries/endorser.ts';
import { askExpectations } from '../../../src/ledger/queries/expectations.ts';
import { askReconciliationBytes } from '../../../src/ledger/queries/reconciliation.ts';
import { askSeries } from '../../../src/ledger/queries/series.ts';
import { askStages } from '../../../src/ledger/queries/stages.ts';
import { askStandings } from '../../../src/ledger/queries/standings.ts';
import { askTimeline, askTimelinePart } from '../../../src/ledger/queries/timeline.ts';
import { askUndeclared } from '../../../src/ledger/queries/undeclared.ts';
import { askWeak } from '../../../src/ledger/queries/weak.ts';
import { FOREVER, formatDay } from '../../../src/time/day.ts';
import type { ContestPlan } from '../load/contest-load.ts';
import { Random } from '../load/random.ts';
import { each, inTurns, type Row, ratio, short, spread } from '../measure.ts';
import type { Desk, Setting } from '../setting.ts';

/** How many happenings a page tells. */
const A_PAGE = 200;

/** The last page of so many happenings. */
export const lastPage = (count: number) => ({ from: Math.max(0, count - A_PAGE), to: count });

/** How many as-of answers are given in a turn, so that the clock can tell, and how many others: days differ much. */
const MANY = 50;
const A_FEW = 5;

/** How often what must hold is asked before it counts: what a view tells is written the first time it is told. */
const BEFORE = 30;

interface Work {
  readonly name: string;
  /** What must hold; where it is not said, the line is only looked at. */
  readonly due?: number;
  ask(): Promise<unknown>;
}

/** Everything that is asked of one contest, each of random days. */
async function worksOf(setting: Setting, desk: Desk, { contest, opening, span }: ContestPlan) {
  const random = new Random(setting.seed);
  const sources = { ...desk, now: setting.world.now };
  const asOf = () => ({ asOf: formatDay(opening + random.below(span)) });
  const sight = { knownAt: (await desk.store.head()).seq, reportedBy: FOREVER };
  const { view } = await desk.views.timeline(contest, sight, 'acts');
  const endorsers = [...view.categoryOf.keys()].map((each) => view.columns.symbols.name(each));
  const standings = () => askStandings(sources, contest, asOf());
  const works: readonly Work[] = [
    {
      name: 'compare of two random days',
      due: 20,
      ask: () => askComparison(sources, contest, asOf(), asOf()),
    },
    {
      name: `the last ${A_PAGE} of the timeline up to a random day`,
      due: 20,
      ask: async () =>
        (await askTimelinePart(sources, contest, asOf(), undefined, lastPage)).answer,
    },
    { name: 'timeline up to a random day', ask: () => askTimeline(sources, contest, asOf()) },
    {
      name: 'reconciliation, the view asked before',
      due: 20,
      ask: () => askReconciliationBytes(sources, contest, asOf()),
    },
    { name: 'weak', ask: () => askWeak(sources, contest, asOf()) },
    { name: 'series', ask: () => askSeries(sources, contest, asOf()) },
    { name: 'undeclared', ask: () => askUndeclared(sources, contest, asOf()) },
    { name: 'stages', ask: () => askStages(sources, contest, asOf()) },
    { name: 'expectations', ask: () => askExpectations(sources, contest, asOf()) },
    {
      name: 'record of a random endorser, all contests',
      ask: () => askEndorser(sources, random.of(endorsers), asOf()),
    },
    { name: 'list of all contests', ask: () => askContests(sources, asOf()) },
  ];
  return { works, standings };
}

/** An answer as it is sent: some are written already. */
async function bytesOf(answer: Promise<unknown>): Promise<Buffer> {
  const body = await answer;
  return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
}

/** The answers that grow with what they tell, against as-of standings of the same contest. */
export async function longAnswerRows(
  setting: Setting,
  desk: Desk,
  plan: ContestPlan,
  turns: number,
): Promise<Row[]> {
  const { works, standings } = await worksOf(setting, desk, plan);
  const rows: Row[] = [];
  for (const { name, due, ask } of works) {
    for (let done = 0; due !== undefined && done < BEFORE; done += 1) await bytesOf(ask());
    const sizes: number[] = [];
    const { a, b } = await inTurns(setting.now, turns, {
      a: async () => {
        for (let done = 0; done < A_FEW; done += 1) sizes.push((await bytesOf(ask())).length);
      },
      b: async () => {
        for (let done = 0; done < MANY; done += 1) await bytesOf(standings());
      },
    });
    const [long, one] = [a.map((all) => all / A_FEW), b.map((all) => all / MANY)];
    rows.push({
      name: `9 ${name}, ${plan.size} entries`,
      against: 'its as-of standings (askStandings)',
      ratio: ratio(long, one),
      wanted: 'at most',
      ...(due === undefined ? {} : { due }),
      figures: `${each(1, long)} (${short(spread(sizes).median / 1024)} KiB) against ${each(1, one)}`,
    });
  }
  return rows;
}

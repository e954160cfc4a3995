import { at } from '../../../projections/columns.ts';
import { askComparison } from '../../../src/ledger/queries/compare.ts';
import { askReconciliationBytes } from '../../../src/ledger/queries/reconciliation.ts';
import { askStandings } from '../../../src/ledger/queries/standings.ts';
import { askTimelinePart } from '../../../src/ledger/queries/timeline.ts';
import { formatDay } from '../../../src/time/day.ts';
import type { GrowingPlan } from '../load/growing-load.ts';
import { Random } from '../load/random.ts';
import { lastPage } from '../rows/long-answers.ts';
import { type Cost, FLAT, LINEAR, type Measured, often } from './measuring.ts';

const bytesOf = async (answer: Promise<unknown>): Promise<Buffer> =>
  Buffer.from(JSON.stringify(await answer));

/** Questions about one contest, each at a day or clock that is drawn anew. */
async function questionsOf({ setting, service }: Measured, plan: GrowingPlan) {
  const random = new Random(setting.seed);
  const { contest } = plan;
  const { seq, length } = await service.reader.contest(contest);
  const day = () => formatDay(plan.opening + random.below(plan.span));
  const asOf = () => ({ asOf: day() });
  const standings = (clocks: Parameters<typeof askStandings>[2]) =>
    bytesOf(askStandings(service, contest, clocks));
  return {
    standings: () => standings(asOf()),
    knownAt: () => standings({ ...asOf(), knownAt: `${at(seq, random.below(length))}` }),
    reportedBy: () => standings({ ...asOf(), reportedBy: day() }),
    compare: () => bytesOf(askComparison(service, contest, asOf(), asOf())),
    timeline: () => bytesOf(askTimelinePart(service, contest, asOf(), undefined, lastPage)),
    reconciliation: () => askReconciliationBytes(service, contest, asOf()),
  };
}

/** What the answers about one contest cost; `longer`: by which power those may grow that tell or fold all of it. */
async function costsOf(
  measured: Measured,
  plan: GrowingPlan,
  { called, longer }: { readonly called: string; readonly longer: number },
): Promise<Cost[]> {
  const questions = await questionsOf(measured, plan);
  // The code is compiled, and the view built, before anything counts.
  for (let turn = 0; turn < 3; turn += 1) await questions.standings();
  const costs: Cost[] = [];
  const tell = (cost: Cost) => costs.push({ ...cost, name: `${cost.name}, ${called}` });
  const time = async (name: string, ask: () => unknown, allowed: number) =>
    tell({ name, unit: 'time', value: await often(ask), allowed });
  await time('as-of answer at a random day, view built', questions.standings, FLAT);
  const { length } = await questions.standings();
  tell({ name: 'its bytes', unit: 'bytes', value: length });
  await time('compare of two random days', questions.compare, longer);
  await time('the last page of the timeline up to a random day', questions.timeline, longer);
  await time('reconciliation', questions.reconciliation, longer);
  await time('first answer at a random knownAt', questions.knownAt, longer);
  await time('first answer at a random reportedBy', questions.reportedBy, longer);
  return costs;
}

/** What is asked of a contest of about a thousand entries, and of the largest. */
export async function askingCosts(measured: Measured): Promise<Cost[]> {
  const { typical, largest } = measured.grown;
  return [
    ...(await costsOf(measured, typical, { called: 'typical contest', longer: FLAT })),
    ...(await costsOf(measured, largest, { called: 'largest contest', longer: LINEAR })),
  ];
}

/** The same of a contest that is alone in its ledger. */
export const aloneCosts = (measured: Measured): Promise<Cost[]> =>
  costsOf(measured, measured.grown.largest, { called: 'one contest alone', longer: LINEAR });

import { setImmediate as turn } from 'node:timers/promises';
import { askStandings } from '../../../src/ledger/queries/standings.ts';
import { BUDGET } from '../../../src/ledger/service.ts';
import { formatDay } from '../../../src/time/day.ts';
import { Random } from '../load/random.ts';
import { opened } from './grown.ts';
import type { Cost, Measured } from './measuring.ts';

/** Contests are read until this many were, or for so many milliseconds. */
const CONTESTS = 4000;
const ENOUGH = 60_000;

/**
 * What a service holds in memory when it has answered about contests at random, the largest among them:
 * heap and buffers, garbage collected. It must stay under the service's own budgets.
 */
export async function memoryCosts({ setting, grown }: Measured): Promise<Cost[]> {
  const { gc, now, seed } = setting;
  const held = async () => {
    // What a view was counted from is held weakly, and nothing weakly held goes within the turn that made it.
    await turn();
    gc();
    gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const random = new Random(seed);
  const before = await held();
  const service = opened(grown.file, setting);
  const begun = now();
  let plan = grown.largest;
  for (let read = 0; read < CONTESTS && now() - begun < ENOUGH; read += 1) {
    const asOf = formatDay(plan.opening + random.below(plan.span));
    await askStandings(service, plan.contest, { asOf });
    plan = random.of(grown.plans);
    // Every request to a service has a turn of its own.
    await turn();
  }
  const value = (await held()) - before;
  // Asked once more, so that nothing of it is garbage before it was measured.
  await askStandings(service, plan.contest, {});
  await service.store.close();
  const most = BUDGET.columns + BUDGET.views;
  return [{ name: 'memory of the read side', unit: 'bytes', value, most }];
}

import { type GrowingPlan, goingOn } from '../load/growing-load.ts';
import { timed } from '../measure.ts';
import { appendTo } from '../setting.ts';
import { type Cost, FLAT, type Measured, processorTime } from './measuring.ts';

const SINGLE = 150;
const BATCH = 500;
const BATCHES = 3;
const WARMING = 50;

/** What appending to one contest costs an entry; what is appended stays, and another run goes on after it. */
async function costsOf(measured: Measured, plan: GrowingPlan, called: string): Promise<Cost[]> {
  const { setting, grown, service } = measured;
  const { contest } = plan;
  const { length } = await service.reader.contest(contest);
  const load = goingOn(grown.growth, plan, length);
  const append = async (size: number, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      await appendTo(service.ledger, contest, load.take(size));
    }
  };
  const costs: Cost[] = [];
  for (const [name, size, times] of [
    ['single durable append', 1, SINGLE],
    [`append in batches of ${BATCH}, an entry`, BATCH, BATCHES],
  ] as const) {
    // What was never appended to is read first, and the code compiled.
    await append(size, Math.ceil(WARMING / size));
    let wall = 0;
    const processor = await processorTime(async () => {
      wall = await timed(setting.now, () => append(size, times));
    });
    for (const [how, all] of [
      ['processor', processor],
      ['wall', wall],
    ] as const) {
      const value = all / size / times;
      costs.push({ name: `${name}, ${called}: ${how}`, unit: 'time', value, allowed: FLAT });
    }
  }
  return costs;
}

/** What appending costs in a contest of about a thousand entries, and in the largest. */
export async function appendCosts(measured: Measured): Promise<Cost[]> {
  const { typical, largest } = measured.grown;
  return [
    ...(await costsOf(measured, typical, 'typical contest')),
    ...(await costsOf(measured, largest, 'largest contest')),
  ];
}

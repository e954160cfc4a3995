/** Law (k): batches. */
import { demandEqual, LawBroken } from './broken.ts';
import { build, buildInBatches, someDays, someSight } from './histories.ts';
import { type Law, untried } from './law.ts';
import { Random } from './random.ts';

const tried = untried();

export const BATCHED: Law = {
  name: 'k',
  tried,
  statement: 'what is accepted entry by entry is accepted in batches, and gives the same state',
  async check(source, seed, effort, census) {
    const history = await build(source, census === undefined ? {} : { census });
    const script = history.kept.map(({ placed }) => placed);
    const random = new Random(seed);
    for (let round = 0; round < effort; round += 1) {
      tried.all += 1;
      const { bench, refusal } = await buildInBatches(script, random);
      if (refusal !== null) throw new LawBroken(`In a batch: ${refusal}`, history.entries);
      tried.compared += 1;
      const days = someDays(random, 3);
      const sight = someSight(random, script.length - 1);
      const one = await history.bench.eyes.digests(sight, days);
      const other = await bench.eyes.digests(sight, days);
      demandEqual('Batches give another state', history, { one, other }, { ...sight, days });
    }
  },
};

import { expect, it } from 'vitest';
import { Views } from '../../src/read/views.ts';
import { FOREVER } from '../../src/time/day.ts';
import { as, CONTEST, nominated, told } from '../support/given.ts';

const NOW = { knownAt: FOREVER, reportedBy: FOREVER };

it('a view whose workings were asked for takes more of the budget, and so others go', async () => {
  const bench = await told(as('a', nominated('t1', 'ann', '2010-07-10')));
  // Room for two plain views, and for one with its workings.
  const views = new Views(bench.reader, 35_000);
  const acts = await views.timeline(CONTEST, NOW, 'acts');
  await views.timeline(CONTEST, NOW, 'nominations');
  expect(await views.timeline(CONTEST, NOW, 'acts')).toBe(acts);
  expect(acts.pairs).toHaveLength(1);
  expect(await views.timeline(CONTEST, NOW, 'acts')).toBe(acts);
  const nominations = await views.timeline(CONTEST, NOW, 'nominations');
  expect(await views.timeline(CONTEST, NOW, 'nominations')).toBe(nominations);
  expect(await views.timeline(CONTEST, NOW, 'acts')).not.toBe(acts);
});

it('of a view that is too large with its workings the standings stay', async () => {
  const bench = await told(as('a', nominated('t1', 'ann', '2010-07-10')));
  const views = new Views(bench.reader, 20_000);
  const worked = await views.timeline(CONTEST, NOW, 'acts');
  expect(worked.pairs).toHaveLength(1);
  await views.timeline(CONTEST, NOW, 'acts');
  const kept = await views.timeline(CONTEST, NOW, 'acts');
  expect([kept === worked, kept.isWorked]).toEqual([false, false]);
  expect([kept.cells, kept.pairs]).toEqual([worked.cells, worked.pairs]);
  expect(kept.cells).toBe(worked.cells);
});

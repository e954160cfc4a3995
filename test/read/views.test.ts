import { expect, it } from 'vitest';
import { Views } from '../../src/read/views.ts';
import { FOREVER } from '../../src/time/day.ts';
import { as, type Bench, CONTEST, nominated, told } from '../support/given.ts';

const NOW = { knownAt: FOREVER, reportedBy: FOREVER };

/** About what a view takes, plain and with its workings. */
async function sizesOf(bench: Bench) {
  const { bytes, known } = await new Views(bench.reader, 1e9).timeline(CONTEST, NOW, 'acts');
  return { plain: 10_000 + bytes, worked: 10_000 + bytes + known * 2200 };
}

it('a view whose workings were asked for takes more of the budget, and so others go', async () => {
  const bench = await told(as('a', nominated('t1', 'ann', '2010-07-10')));
  const { plain, worked } = await sizesOf(bench);
  expect(worked).toBeGreaterThan(plain * 2);
  const views = new Views(bench.reader, worked + 1000);
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
  const views = new Views(bench.reader, (await sizesOf(bench)).plain + 1000);
  const worked = await views.timeline(CONTEST, NOW, 'acts');
  expect(worked.pairs).toHaveLength(1);
  await views.timeline(CONTEST, NOW, 'acts');
  const kept = await views.timeline(CONTEST, NOW, 'acts');
  expect([kept === worked, kept.isWorked]).toEqual([false, false]);
  expect([kept.cells, kept.pairs]).toEqual([worked.cells, worked.pairs]);
  expect(kept.cells).toBe(worked.cells);
});

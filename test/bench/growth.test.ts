/** The ledgers that are grown for the benchmark, and how it is told by which power a cost grows. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { serviceOver } from '../../src/ledger/service.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { exponent } from './growth/exponent.ts';
import { batchesOf, entriesIn, goingOn, growingPlans } from './load/growing-load.ts';
import { appendTo } from './setting.ts';

const WORLD = {
  now: () => 1_800_000_000_000,
  randomBytes: (length: number) => randomBytes(length),
};
const sizes = [10, 100, 1000];

test.each([
  ['stays', sizes.map(() => 7), 0],
  ['grows as the size', sizes.map((size) => size * 3), 1],
  ['grows as the square', sizes.map((size) => size ** 2), 2],
  ['shrinks as the root', sizes.map((size) => size ** -0.5), -0.5],
])('what %s has that exponent', (_, costs, power) => {
  expect(exponent(sizes, costs)).toBeCloseTo(power, 10);
});

test('the exponent leaves out what was not measured, and is none of one size', () => {
  expect(exponent(sizes, [2, null, 200])).toBeCloseTo(1, 10);
  expect(exponent(sizes, [2, null, null])).toBeNull();
});

test.each([
  ['many contests', false],
  ['one contest', true],
])('a ledger of %s takes all of its load, and what goes on after it', async (_, alone) => {
  const growth = { seed: 3, entries: 3000, alone };
  const { store, ledger } = serviceOver(openSqliteStore(':memory:'), WORLD);
  for (const { contest, sent } of batchesOf(growth)) await appendTo(ledger, contest, sent);
  const plans = growingPlans(growth);
  expect((await store.head()).seq + 1).toBe(entriesIn(plans));
  expect(plans).toHaveLength(alone ? 1 : 3);
  for (const plan of plans) {
    const load = goingOn(growth, plan, plan.size);
    await appendTo(ledger, plan.contest, load.take(30));
    await appendTo(ledger, plan.contest, goingOn(growth, plan, plan.size + 30).take(30));
  }
  await store.close();
});

test('the same seed grows the same ledger, another seed another', () => {
  const all = (seed: number) =>
    JSON.stringify([...batchesOf({ seed, entries: 2000, alone: false })]);
  expect(all(1)).toBe(all(1));
  expect(all(1)).not.toBe(all(2));
});

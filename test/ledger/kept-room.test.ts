import { expect, it } from 'vitest';
import { Room, roomOf } from '../../src/ledger/queries/kept-room.ts';
import { askReconciliationBytes } from '../../src/ledger/queries/reconciliation.ts';
import { type Bench, CONTEST, nominated, tally, told } from '../support/given.ts';

const ask = async ({ store, reader, views, clock }: Bench) => {
  const sources = { store, reader, views, now: () => clock };
  return `${await askReconciliationBytes(sources, CONTEST, { asOf: '2010-12-31' })}`;
};

it('a view keeps texts up to so many bytes, and takes no more when they are there', () => {
  const room = new Room(10);
  const taken = [8, 3, 2, 1].map((length) => room.take(new Uint8Array(length)));
  expect(taken).toEqual([true, false, true, false]);
});

it('what there is no room to keep is told each time, and told alike', async () => {
  const bench = await told(
    nominated('t1', 'ann', '2010-07-01'),
    nominated('t2', 'ann', '2010-07-01'),
    tally({ 'ann TU': 1 }, '2010-07-10'),
  );
  const { view } = await bench.timeline();
  const room = roomOf(view);
  while (room.take(new Uint8Array(1))) room.take(new Uint8Array(1000));
  const text = await ask(bench);
  expect(JSON.parse(text).contradictions).toHaveLength(1);
  expect(await ask(bench)).toBe(text);
  expect(room.take(new Uint8Array(1))).toBe(false);
});

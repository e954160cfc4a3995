import { describe, expect, it } from 'vitest';
import type { Cell } from '../../projections/cell.ts';
import {
  as,
  type Bench,
  endNomination,
  endorsed,
  id,
  left,
  nominated,
  published,
  type Sight,
  tally,
  told,
} from '../support/given.ts';

async function cell(bench: Bench, where: string, day: string, sight: Sight = {}): Promise<Cell> {
  const [candidate, category = ''] = where.split(' ');
  const state = await bench.state(day, sight);
  const found = state.candidates.find((each) => each.candidate === candidate)?.cells[category];
  if (found === undefined) throw new Error(`no cell ${where} on ${day}`);
  return found;
}

const best = (bench: Bench, where: string, days: readonly string[], sight: Sight = {}) =>
  Promise.all(days.map(async (day) => (await cell(bench, where, day, sight)).best));

const values = (bench: Bench, where: string, days: readonly string[]) =>
  Promise.all(days.map(async (day) => (await cell(bench, where, day)).reported?.value ?? null));

describe('a reported figure', () => {
  it('holds from the latest day that its table may be of', async () => {
    const bench = await told(as('y', tally({ 'ann TU': 2 }, '[2010-07-10..2010-07-14]')));
    const days = ['2010-07-10', '2010-07-13', '2010-07-14', '2011-01-01'];
    expect(await values(bench, 'ann TU', days)).toEqual([null, null, 2, 2]);
    expect((await cell(bench, 'ann TU', '2010-07-14')).reported).toEqual({
      value: 2,
      on: '[2010-07-10..2010-07-14]',
      entry: id('y'),
      others: [],
    });
  });

  it('may be nought, which is not the same as none', async () => {
    const bench = await told(tally({ 'ann TU': 0 }, '2010-07-10'));
    const state = await bench.state('2010-07-10');
    const reported = state.candidates.map((each) => each.cells.TU?.reported?.value ?? null);
    expect(reported).toEqual([0, null, null]);
  });

  it('gives way to that of a later day, cell by cell', async () => {
    const bench = await told(
      tally({ 'ann TU': 5, 'bob TU': 1 }, '2010-07-20'),
      tally({ 'ann TU': 2, 'bob TU': 0, 'cay TU': 3 }, '2010-07-10'),
    );
    const days = ['2010-07-09', '2010-07-10', '2010-07-19', '2010-07-20'];
    expect(await values(bench, 'ann TU', days)).toEqual([null, 2, 2, 5]);
    expect(await values(bench, 'bob TU', days)).toEqual([null, 0, 0, 1]);
    expect(await values(bench, 'cay TU', days)).toEqual([null, 3, 3, 3]);
  });

  it('of one day is that published last; the others are listed', async () => {
    const bench = await told(
      as('early', published('2010-07-11', tally({ 'ann TU': 2 }, '2010-07-10'))),
      as('late', published('2010-07-13', tally({ 'ann TU': 4 }, '2010-07-10'))),
      as('between', published('2010-07-12', tally({ 'ann TU': 3 }, '2010-07-10'))),
    );
    expect((await cell(bench, 'ann TU', '2010-07-10')).reported).toMatchObject({
      value: 4,
      entry: id('late'),
      others: [
        { value: 3, entry: id('between') },
        { value: 2, entry: id('early') },
      ],
    });
  });

  it('of one day and one publication is that with the smallest id', async () => {
    const [small = '', large = ''] = [id('one'), id('other')].sort();
    const table = (own: string, value: number) => ({
      ...tally({ 'ann TU': value }, '[2010-07-01..2010-07-10]'),
      id: own,
    });
    for (const order of [
      [table(small, 2), table(large, 9)],
      [table(large, 9), table(small, 2)],
    ]) {
      const bench = await told(...order);
      expect((await cell(bench, 'ann TU', '2010-07-10')).reported).toMatchObject({
        value: 2,
        entry: small,
        others: [{ value: 9, entry: large }],
      });
    }
  });

  it('of one day may be printed on another range of days', async () => {
    const bench = await told(
      published('2010-07-11', tally({ 'ann TU': 2 }, '2010-07-10')),
      published('2010-07-12', tally({ 'ann TU': 3 }, '[2010-07-01..2010-07-10]')),
    );
    expect(await values(bench, 'ann TU', ['2010-07-09', '2010-07-10'])).toEqual([null, 3]);
  });
});

describe('the best figure', () => {
  it('is the certain count where no table was printed', async () => {
    const bench = await told(nominated('t1', 'ann', '[2010-07-01..2010-07-10]'));
    expect(await best(bench, 'ann TU', ['2010-07-09', '2010-07-10'])).toEqual([0, 1]);
  });

  it('adds those who came certainly since, and were not possible on its day', async () => {
    const bench = await told(
      tally({ 'ann TU': 22 }, '2010-07-10'),
      nominated('t1', 'ann', '2010-07-05'),
      nominated('t2', 'ann', '2010-07-15'),
      nominated('t3', 'ann', '[2010-07-08..2010-07-20]'),
      nominated('t4', 'ann', '[2010-07-11..2010-07-25]'),
    );
    const days = [
      '2010-07-05',
      '2010-07-10',
      '2010-07-14',
      '2010-07-15',
      '2010-07-20',
      '2010-07-25',
    ];
    expect(await best(bench, 'ann TU', days)).toEqual([1, 22, 22, 23, 23, 24]);
  });

  it('takes off those who were certain on its day and are not possible since', async () => {
    const bench = await told(
      tally({ 'ann TU': 22 }, '2010-07-10'),
      as('a', nominated('t1', 'ann', '2010-07-05')),
      endNomination('a', '[2010-07-20..2010-07-25]'),
      as('b', nominated('t2', 'ann', '[2010-07-05..2010-07-15]')),
      endNomination('b', '2010-07-20'),
      as('c', nominated('t3', 'ann', '2010-07-12')),
      endNomination('c', '2010-07-18'),
    );
    const days = ['2010-07-11', '2010-07-12', '2010-07-18', '2010-07-24', '2010-07-25'];
    expect(await best(bench, 'ann TU', days)).toEqual([22, 23, 22, 22, 21]);
  });

  it('is at least the certain count', async () => {
    const bench = await told(
      tally({ 'ann TU': 0 }, '2010-07-10'),
      nominated('t1', 'ann', '2010-07-05'),
      nominated('t2', 'ann', '2010-07-05'),
    );
    expect(await best(bench, 'ann TU', ['2010-07-10'])).toEqual([2]);
  });

  it('starts anew from each table', async () => {
    const bench = await told(
      tally({ 'ann TU': 10 }, '2010-07-10'),
      nominated('t1', 'ann', '2010-07-15'),
      tally({ 'ann TU': 30 }, '2010-07-20'),
      nominated('t2', 'ann', '2010-07-25'),
    );
    const days = ['2010-07-10', '2010-07-15', '2010-07-20', '2010-07-25'];
    expect(await best(bench, 'ann TU', days)).toEqual([10, 11, 30, 31]);
  });

  it('follows acts of the kind that the table counts', async () => {
    const bench = await told(
      tally({ 'ann TU': 10 }, '2010-07-10', {}, { of: 'nominations' }),
      tally({ 'bob TU': 10 }, '2010-07-10', {}, { of: 'endorsements' }),
      tally({ 'cay SS': 10 }, '2010-07-10', {}, { of: 'acts' }),
      nominated('t1', 'ann', '2010-07-15'),
      endorsed('t2', 'ann', '2010-07-20'),
      nominated('t3', 'bob', '2010-07-15'),
      endorsed('t4', 'bob', '2010-07-20'),
      nominated('s1', 'cay', '2010-07-15'),
      endorsed('s2', 'cay', '2010-07-20'),
    );
    const days = ['2010-07-15', '2010-07-20'];
    expect(await best(bench, 'ann TU', days)).toEqual([11, 11]);
    expect(await best(bench, 'bob TU', days)).toEqual([10, 11]);
    expect(await best(bench, 'cay SS', days)).toEqual([11, 12]);
  });

  it('of a candidate who withdrew is the certain count, though the figure still shows', async () => {
    const bench = await told(
      tally({ 'ann TU': 10 }, '2010-07-10'),
      nominated('t1', 'ann', '2010-07-05'),
      left('ann', '[2010-07-15..2010-07-20]'),
    );
    const days = ['2010-07-14', '2010-07-15', '2010-07-19', '2010-07-20'];
    // Withdrawn only possibly: t1 possibly left, so nothing is taken off yet.
    expect(await best(bench, 'ann TU', days)).toEqual([10, 10, 10, 0]);
    expect(await values(bench, 'ann TU', days)).toEqual([10, 10, 10, 10]);
  });

  it('loses who switched and gains who came', async () => {
    const bench = await told(
      tally({ 'ann TU': 3, 'bob TU': 5 }, '2010-07-10'),
      as('a', nominated('t1', 'ann', '2010-07-05')),
      nominated('t1', 'bob', '2010-07-15', { replaces: id('a') }),
    );
    expect(await best(bench, 'ann TU', ['2010-07-14', '2010-07-15'])).toEqual([3, 2]);
    expect(await best(bench, 'bob TU', ['2010-07-14', '2010-07-15'])).toEqual([5, 6]);
  });
});

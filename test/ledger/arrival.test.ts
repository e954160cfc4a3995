import { describe, expect, it } from 'vitest';
import type { State } from '../../projections/on-day.ts';
import {
  as,
  endEndorsement,
  endNomination,
  endorsed,
  entered,
  FRAME,
  given,
  id,
  left,
  nominated,
  published,
  type Sent,
  stance,
  tally,
  told,
} from '../support/given.ts';

/** Every order of some entries. */
function orders<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((first, index) =>
    orders(all.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

const names = (sent: readonly Sent[]) => sent.map((each) => each.id);
const follows = (order: readonly Sent[], one: string, other: string) =>
  names(order).indexOf(id(one)) < names(order).indexOf(id(other));

describe('entries that arrive late', () => {
  const forAnn = as('a', nominated('t1', 'ann', '2010-07-10'));

  it.each<[string, readonly Sent[], Sent]>([
    ['an act older than others that are known', [nominated('t1', 'bob', '2020-01-08')], forAnn],
    ['an act older than the contest', [], nominated('t1', 'ann', '1999-01-01')],
    ['an act for a candidate who has withdrawn', [left('ann', '2010-08-01')], forAnn],
    ['an act after its candidate withdrew', [left('ann', '2010-06-01')], forAnn],
    [
      'an act before its candidate entered',
      [entered('dee', '2011-01-01')],
      nominated('t1', 'dee', '2010-07-10'),
    ],
    [
      'a second withdrawal',
      [forAnn, endNomination('a', '2010-08-01')],
      endNomination('a', '2010-08-03'),
    ],
    ['a withdrawal without a day', [forAnn, endNomination('a', '2010-08-01')], endNomination('a')],
    [
      'a withdrawal of an act that was replaced',
      [forAnn, nominated('t1', 'bob', '2010-07-20', { replaces: id('a') })],
      endNomination('a', '2010-07-15'),
    ],
    [
      'a second switch from one act',
      [forAnn, nominated('t1', 'bob', '2010-07-20', { replaces: id('a') })],
      nominated('t1', 'cay', '2010-07-21', { replaces: id('a') }),
    ],
    ['a second withdrawal of a candidate', [left('ann', '2010-08-01')], left('ann', '2010-08-02')],
    ['another entry of the same candidate', [], entered('ann', '2010-04-30')],
    ['a tally of a day before the contest', [], tally({ 'ann TU': 1 }, '2010-04-01')],
    [
      'a claim published before one that is known',
      [forAnn],
      published('2010-07-11', nominated('t1', 'ann', '2010-07-10', { act: id('a') })),
    ],
  ])('are welcome: %s', async (_, stored, sent) => {
    const { refusal, appended } = await given([...FRAME, ...stored]).when([sent]);
    expect(refusal).toBeNull();
    expect(appended).toBe(1);
  });
});

describe('the order of arrival', () => {
  const days = ['2010-07-01', '2010-07-12', '2010-07-18', '2010-08-05', '2010-12-31'];

  /** The states on some days that each order of arrival leads to, where it is accepted. */
  async function outcomes(
    entries: readonly Sent[],
    allowed: (order: readonly Sent[]) => boolean = () => true,
  ): Promise<State[][]> {
    const possible = orders(entries).filter(allowed);
    return Promise.all(
      possible.map(async (order) => {
        const bench = await told();
        for (const sent of order) await bench.accept([sent]);
        return Promise.all(days.map((day) => bench.state(day)));
      }),
    );
  }

  it.each<[string, readonly Sent[], (order: readonly Sent[]) => boolean]>([
    [
      'an act, its end, its candidate’s withdrawal, a stance and an act of the other kind',
      [
        as('a', nominated('t1', 'ann', '[2010-07-05..2010-07-10]')),
        as('w', endNomination('a', '2010-08-10')),
        as('l', left('ann', '[2010-08-01..2010-08-20]')),
        as('s', stance('t1', 'neutral', '2010-09-01')),
        as('e', endorsed('t1', 'bob', '2010-07-15')),
      ],
      (order) => follows(order, 'a', 'w'),
    ],
    [
      'an act told three times, once beside the point',
      [
        as('a', nominated('t1', 'ann', '[2010-07-05..2010-07-15]')),
        as('a2', nominated('t1', 'ann', '[2010-07-10..2010-07-20]', { act: id('a') })),
        as('a3', nominated('t1', 'ann', '2010-07-30', { act: id('a') })),
        as('t', tally({ 'ann TU': 3 }, '2010-07-16')),
      ],
      (order) => follows(order, 'a', 'a2') && follows(order, 'a', 'a3'),
    ],
    [
      'an act and two withdrawals that differ',
      [
        as('a', endorsed('t1', 'ann', '2010-07-05')),
        as('w1', endEndorsement('a', '2010-07-15')),
        as('w2', endEndorsement('a', '2010-07-20')),
        as('l', left('ann', '2010-07-18')),
        as('d', stance('t2', 'declined', '2010-07-18')),
      ],
      (order) => follows(order, 'a', 'w1') && follows(order, 'a', 'w2'),
    ],
    [
      'two tallies of one day, and two candidates’ ends',
      [
        as('y1', tally({ 'ann TU': 3, 'bob TU': 4 }, '2010-07-16')),
        as('y2', tally({ 'ann TU': 4 }, '2010-07-16')),
        as('l1', left('ann', '2010-08-01')),
        as('l2', left('ann', '2010-08-03')),
      ],
      () => true,
    ],
  ])('makes no difference: %s', async (_, entries, allowed) => {
    const [first, ...others] = await outcomes(entries, allowed);
    expect(others.length).toBeGreaterThan(5);
    for (const other of others) expect(other).toEqual(first);
  });

  it('makes no difference to a switch told by two papers', async () => {
    const entries = [
      as('a', nominated('t1', 'ann', '2010-07-05')),
      as('b', nominated('t1', 'bob', '2010-07-18', { replaces: id('a') })),
      as('b2', nominated('t1', 'bob', '[2010-07-12..2010-07-20]', { act: id('b') })),
      as('s', stance('t2', 'neutral', '2010-07-18')),
    ];
    const inOrder = (order: readonly Sent[]) =>
      follows(order, 'a', 'b') && follows(order, 'b', 'b2');
    const [first, ...others] = await outcomes(entries, inOrder);
    expect(others).toHaveLength(3);
    for (const other of others) expect(other).toEqual(first);
  });
});

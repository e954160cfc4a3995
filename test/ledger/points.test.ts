import { describe, expect, it } from 'vitest';
import type { Policy } from '../../projections/policy.ts';
import type { AskedClocks } from '../../src/ledger/clocks.ts';
import { askPoints } from '../../src/ledger/queries/points.ts';
import { askStandings } from '../../src/ledger/queries/standings.ts';
import {
  as,
  type Bench,
  CONTEST,
  corrected,
  endNomination,
  endorsed,
  enrolled,
  entered,
  given,
  left,
  nominated,
  opened,
  type Sent,
  struck,
  told,
  WEIGHING,
} from '../support/given.ts';

const HALL = { ...WEIGHING, weighing: 'hall', points: [{ category: 'CLP', points: 1 }] };

const weighed = (...weighings: readonly object[]) => opened('2010-05-01', { weighings });
const correctedTo = (...weighings: readonly object[]): Sent =>
  corrected('opened', { data: weighed(...weighings).data });

async function points(
  bench: Bench,
  asked: AskedClocks,
  which: { weighing?: string; counts?: Policy } = {},
) {
  const { store, reader, views } = bench;
  const sources = { store, reader, views, now: () => bench.clock };
  return askPoints(sources, CONTEST, asked, which);
}

/** Each candidate's points: `certain+possible`. */
const totals = async (...of: Parameters<typeof points>) =>
  (await points(...of)).candidates.map(
    ({ candidate, points: { certain, possible } }) => `${candidate} ${certain}+${possible}`,
  );

const ACTS = [
  nominated('m1', 'ann', '2010-06-01'),
  endorsed('m2', 'ann', '[2010-06-10..2010-06-20]'),
  as('t', nominated('t1', 'ann', '2010-06-02')),
  nominated('t2', 'bob', '2010-06-03'),
  nominated('s1', 'ann', '2010-06-03'),
  nominated('c1', 'bob', '2010-06-03'),
];

describe('points', () => {
  it('are the counts by hand, each times what its category weighs', async () => {
    const bench = await told(correctedTo(WEIGHING), ...ACTS);
    // Ann: an MP and perhaps another (6 each), a union (3); Bob: a union. What is not weighed is 0.
    const asked = { asOf: '2010-06-15' };
    expect(await totals(bench, asked)).toEqual(['ann 9+6', 'bob 3+0', 'cay 0+0']);
    const { candidates, unweighed, weighing } = await points(bench, asked);
    expect(candidates[0]?.cells).toEqual({
      MP: { weighs: 6, certain: 1, possible: 1, points: { certain: 6, possible: 6 } },
      TU: { weighs: 3, certain: 1, possible: 0, points: { certain: 3, possible: 0 } },
    });
    expect(unweighed).toEqual(['CLP', 'SS']);
    expect(weighing).toEqual(WEIGHING);
  });

  it('follow the three clocks and the policy, as the standings do', async () => {
    const bench = await told(correctedTo(WEIGHING), ...ACTS, endNomination('t', '2010-06-25'));
    const { seq } = await bench.store.head();
    expect(await totals(bench, { asOf: '2010-06-01' })).toEqual(['ann 6+0', 'bob 0+0', 'cay 0+0']);
    expect(await totals(bench, { asOf: '2010-06-20' })).toContain('ann 15+0');
    expect(await totals(bench, { asOf: '2010-06-25' })).toContain('ann 12+0');
    expect(await totals(bench, { asOf: '2010-06-25', knownAt: `${seq - 1}` })).toContain(
      'ann 15+0',
    );
    expect(await totals(bench, { asOf: '2010-06-25', reportedBy: '2010-04-01' })).toEqual([
      'ann 0+0',
      'bob 0+0',
      'cay 0+0',
    ]);
    const counts = { counts: 'endorsements' } as const;
    expect(await totals(bench, { asOf: '2010-06-20' }, counts)).toContain('ann 6+0');
  });

  it('of who has withdrawn are none', async () => {
    const bench = await told(correctedTo(WEIGHING), ...ACTS, left('ann', '2010-07-01'));
    expect(await totals(bench, { asOf: '2010-07-01' })).toContain('ann 0+0');
  });

  it('change no digest of the standings', async () => {
    const [with_, without] = [await told(...ACTS, correctedTo(WEIGHING)), await told(...ACTS)];
    const asked = { asOf: '2010-06-15' };
    const { store, reader, views } = without;
    const sources = { store, reader, views, now: () => without.clock };
    const { digest } = await askStandings(sources, CONTEST, asked);
    expect((await points(with_, asked)).digest).toBe(digest);
  });

  it('are by the weighing that is named, else by the first', async () => {
    const bench = await told(correctedTo(WEIGHING, HALL), ...ACTS);
    const asked = { asOf: '2010-06-15' };
    expect((await points(bench, asked)).weighing.weighing).toBe('pollster');
    expect(await totals(bench, asked, { weighing: 'hall' })).toContain('bob 1+0');
    expect((await points(bench, asked, { weighing: 'hall' })).weighings).toEqual([
      'pollster',
      'hall',
    ]);
    await expect(points(bench, asked, { weighing: 'hal' })).rejects.toThrow(
      'weighing: leader-2010 has no weighing hal. Did you mean hall?',
    );
  });

  it('are refused where the opening names no weighing, or did not yet', async () => {
    const bench = await told(as('w', correctedTo(WEIGHING)));
    const none =
      'The opening of leader-2010, as it was known then, has no weighing to give points by; correct it with one (data.weighings).';
    await expect(points(bench, { knownAt: '0' })).rejects.toThrow(none);
    expect(await totals(bench, {})).toEqual(['ann 0+0', 'bob 0+0', 'cay 0+0']);
    await bench.accept([struck('w')]);
    await expect(points(bench, {})).rejects.toThrow(none);
  });
});

describe('a weighing', () => {
  const opens = (change: object) => given([]).when([weighed({ ...WEIGHING, ...change })]);

  it('is taken with a source and the plain categories of its contest', async () => {
    const sent = [weighed(WEIGHING, HALL), entered('ann'), enrolled('m1', 'MP')];
    expect((await given([]).when(sent)).appended).toBe(3);
  });

  it.each([
    [
      'a sum, whose parts would weigh twice',
      { points: [{ category: 'AFF', points: 1 }] },
      /AFF, which is no plain/,
    ],
    [
      'a category that the contest lacks',
      { points: [{ category: 'MEP', points: 1 }] },
      /MEP, which is no plain/,
    ],
    ['half a point', { points: [{ category: 'MP', points: 0.5 }] }, /points/],
    ['no source', { source: undefined }, /source/],
  ])('is refused with %s', async (_, change, says) => {
    await expect(opens(change)).rejects.toThrow(says);
  });
});

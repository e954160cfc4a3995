import { describe, expect, it } from 'vitest';
import {
  as,
  type Bench,
  electorate,
  endNomination,
  enrolled,
  FRAME,
  id,
  merged,
  nominated,
  opened,
  type Sent,
  source,
  stance,
  struck,
  told,
} from '../support/given.ts';

const DAY = '2010-07-20';
const register = { contest: null };

/** A contest with these entries, and then the register with those. */
async function toldAndMerged(entries: readonly Sent[], merges: readonly Sent[]): Promise<Bench> {
  const bench = await told(...entries);
  await bench.accept(merges, register);
  return bench;
}

const one = as('n1', nominated('t1', 'ann', '2010-07-10'));
const other = as('n2', nominated('t2', 'ann', '[2010-07-05..2010-07-15]'));
const t2IsT1 = merged('t2', 't1');

describe('two names of one endorser', () => {
  it('count once for a candidate, on every day on which either counts', async () => {
    const bench = await toldAndMerged([one, other, endNomination('n1', '2010-07-12')], [t2IsT1]);
    const days = ['2010-07-04', '2010-07-05', '2010-07-10', '2010-07-12', '2010-07-15'];
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+1', '1+0', '0+1', '1+0']);
  });

  it('counted twice before the merge was recorded', async () => {
    const bench = await toldAndMerged([one, other], [t2IsT1]);
    const knownAt = FRAME.length + 1;
    expect(await bench.over('ann TU', [DAY], { knownAt })).toEqual(['2+0']);
    expect(await bench.over('ann TU', [DAY], { knownAt: knownAt + 1 })).toEqual(['1+0']);
  });

  it('count once at every reported day, whatever the merge cites', async () => {
    const cited = { ...t2IsT1, sources: [source('2011-01-01')] };
    const bench = await toldAndMerged([one, other], [cited]);
    const reportedBy = '2010-07-20';
    expect(await bench.over('ann TU', [DAY], { reportedBy })).toEqual(['1+0']);
  });

  it('count twice again once the merge is struck', async () => {
    const bench = await toldAndMerged([one, other], [as('m', t2IsT1), struck('m')]);
    expect(await bench.over('ann TU', [DAY])).toEqual(['2+0']);
    const knownAt = FRAME.length + 2;
    expect(await bench.over('ann TU', [DAY], { knownAt })).toEqual(['1+0']);
  });

  it('conflict where they back two candidates', async () => {
    const bench = await toldAndMerged([one, nominated('t2', 'bob', '2010-07-15')], [t2IsT1]);
    expect(await bench.over('ann TU', ['2010-07-14', DAY])).toEqual(['1+0', '0+1']);
    expect((await bench.state(DAY)).conflicts).toMatchObject([
      { kind: 'acts', endorser: 't1', candidates: ['ann', 'bob'] },
    ]);
  });

  it('declare once', async () => {
    const entries = [electorate('TU', 4), one, other, stance('t3', 'neutral', '2010-07-10')];
    const bench = await toldAndMerged(entries, [t2IsT1]);
    expect((await bench.state(DAY)).undeclared.TU).toEqual({ value: 2, basis: 'electorate' });
    await bench.accept([merged('t3', 't1')], register);
    expect((await bench.state(DAY)).undeclared.TU).toEqual({ value: 3, basis: 'electorate' });
  });

  it('have one stance after the other', async () => {
    const bench = await toldAndMerged(
      [stance('t1', 'undecided', '2010-07-01'), stance('t2', 'declined', '2010-07-10')],
      [t2IsT1],
    );
    const states = await Promise.all(['2010-07-09', DAY].map((day) => bench.state(day)));
    expect(states.map((state) => state.neutral.TU)).toMatchObject([
      { undecided: 1, declined: 0 },
      { undecided: 0, declined: 1 },
    ]);
  });

  it('told as two acts of one candidate are no conflict', async () => {
    const bench = await toldAndMerged([one, other], [t2IsT1]);
    expect((await bench.state(DAY)).conflicts).toEqual([]);
  });

  it('may be more than two, through a chain', async () => {
    const third = nominated('t3', 'ann', '2010-07-18');
    const bench = await toldAndMerged([one, other, third], [t2IsT1, merged('t3', 't2')]);
    expect(await bench.over('ann TU', [DAY])).toEqual(['1+0']);
  });
});

describe('an endorser enrolled under one of its names alone', () => {
  it('has the category of that name, whichever name stands for it', async () => {
    const bench = await told(one, electorate('TU', 4));
    const contest = 'deputy-2010';
    await bench.accept([opened(), enrolled('elsewhere', 'TU')], { contest });
    await bench.accept([merged('t1', 'elsewhere')], register);
    expect(await bench.over('ann TU', [DAY])).toEqual(['1+0']);
    expect((await bench.state(DAY)).undeclared.TU?.value).toBe(3);
    await bench.accept([nominated('elsewhere', 'ann', '2010-07-10', { act: id('n1') })]);
    expect(await bench.over('ann TU', [DAY])).toEqual(['1+0']);
  });
});

describe('an act told under two names', () => {
  it('is one act, with the days on which both agree', async () => {
    const bench = await toldAndMerged([one], [t2IsT1]);
    await bench.accept([nominated('t2', 'ann', '[2010-07-01..2010-07-12]', { act: id('n1') })]);
    expect(await bench.over('ann TU', ['2010-07-09', '2010-07-10'])).toEqual(['0+0', '1+0']);
  });

  it('is told of two endorsers where the merge is not known', async () => {
    const bench = await toldAndMerged([one], [as('m', t2IsT1)]);
    await bench.accept([nominated('t2', 'ann', '2010-07-12', { act: id('n1') })]);
    await bench.accept([struck('m')], register);
    expect(await bench.over('ann TU', ['2010-07-10', '2010-07-12'])).toEqual(['1+0', '2+0']);
  });
});

import { describe, expect, it } from 'vitest';
import { askEndorser, type EndorserRecord } from '../../src/ledger/queries/endorser.ts';
import {
  as,
  type Bench,
  corrected,
  endNomination,
  endorsed,
  enrolled,
  entered,
  id,
  left,
  merged,
  nominated,
  opened,
  published,
  stance,
  struck,
  tell,
  told,
} from '../support/given.ts';

const ask = ({ store, reader, views, ...bench }: Bench, endorser: string, clocks = {}) =>
  askEndorser({ store, reader, views, now: () => bench.clock }, endorser, clocks);

const acts = ({ contests }: EndorserRecord) =>
  contests.flatMap((part) =>
    part.acts.map(({ kind, candidate, begun, ended, how }) =>
      [part.contest, kind, candidate, begun, ended, how].filter((each) => each !== null).join(' '),
    ),
  );

const act = as('a', nominated('t1', 'ann', '[2010-07-05..2010-07-10]'));

describe("an endorser's record", () => {
  it('tells each act with how it ended, in order of day', async () => {
    const bench = await told(
      endorsed('t1', 'cay', '2010-08-10'),
      act,
      as('b', nominated('t1', 'bob', '2010-07-20', { replaces: id('a') })),
      endNomination('b', '2010-08-01'),
      left('cay', '2010-08-20'),
      nominated('t2', 'ann', '2010-07-01'),
    );
    expect(acts(await ask(bench, 't1'))).toEqual([
      'leader-2010 nomination ann [2010-07-05..2010-07-10] 2010-07-20 replaced',
      'leader-2010 nomination bob 2010-07-20 2010-08-01 withdrawn',
      'leader-2010 endorsement cay 2010-08-10 2010-08-20 lapsed',
    ]);
  });

  it('goes through every contest that enrols it', async () => {
    const bench = await told(act);
    const contest = 'leader-2015';
    await bench.accept([opened('2015-05-01'), entered('dee', '2015-05-01')], { contest });
    await bench.accept([enrolled('t1', 'TU'), nominated('t1', 'dee', '2015-07-01')], { contest });
    expect(acts(await ask(bench, 't1'))).toEqual([
      'leader-2010 nomination ann [2010-07-05..2010-07-10]',
      'leader-2015 nomination dee 2015-07-01',
    ]);
    expect(acts(await ask(bench, 't2'))).toEqual([]);
  });

  it('shows what is not counted: second choices, recommendations, stances and expectations', async () => {
    const choices = [
      { candidate: 'ann', rank: 1 },
      { candidate: 'bob', rank: 2 },
    ];
    const likely = { endorser: 't1', candidate: 'cay', likelihood: 'likely' };
    const bench = await told(
      endorsed('t1', 'ann', '2010-07-10', { choices }),
      endorsed('t1', 'cay', '2010-07-01', { form: 'recommendation' }),
      stance('t1', 'undecided', '2010-06-01'),
      tell('ExpectationReported', likely, '2010-06-10'),
    );
    const [part] = (await ask(bench, 't1')).contests;
    expect(part?.acts).toMatchObject([{ kind: 'endorsement', candidate: 'ann' }]);
    expect(part?.choices).toMatchObject([
      { candidate: 'cay', rank: 1, form: 'recommendation', on: '2010-07-01' },
      { candidate: 'bob', rank: 2, form: 'endorsement', on: '2010-07-10' },
    ]);
    expect(part?.stances).toMatchObject([{ stance: 'undecided', on: '2010-06-01' }]);
    expect(part?.expectations).toMatchObject([{ candidate: 'cay', likelihood: 'likely' }]);
  });

  it('is one for all its names', async () => {
    const bench = await told(act, endorsed('t2', 'bob', '2010-08-01'));
    await bench.accept([merged('t2', 't1')], { contest: null });
    for (const name of ['t1', 't2']) {
      const record = await ask(bench, name);
      expect([...record.names].sort()).toEqual(['t1', 't2']);
      expect(acts(record)).toEqual([
        'leader-2010 nomination ann [2010-07-05..2010-07-10]',
        'leader-2010 endorsement bob 2010-08-01',
      ]);
    }
  });

  it('is as the three clocks see it', async () => {
    const bench = await told(
      published('2010-07-12', act),
      published('2010-09-01', endorsed('t1', 'bob', '2010-08-01')),
    );
    const { seq } = await bench.store.head();
    await bench.accept([as('c', corrected('a', { on: '2010-07-06' }))]);
    await bench.accept([struck('c')]);
    const begun = async (clocks: object) =>
      (await ask(bench, 't1', clocks)).contests.flatMap((part) =>
        part.acts.map((each) => each.begun),
      );
    expect(await begun({ knownAt: `${seq}` })).toEqual(['[2010-07-05..2010-07-10]', '2010-08-01']);
    expect(await begun({ knownAt: `${seq + 1}` })).toEqual(['2010-07-06', '2010-08-01']);
    expect(await begun({})).toEqual(['[2010-07-05..2010-07-10]', '2010-08-01']);
    expect(await begun({ reportedBy: '2010-07-12' })).toEqual(['[2010-07-05..2010-07-10]']);
    expect(await begun({ asOf: '2010-07-20' })).toEqual(['[2010-07-05..2010-07-10]']);
  });

  it('is refused for a name that nobody enrolled, in one sentence', async () => {
    const bench = await told(act);
    await expect(ask(bench, 'tt1')).rejects.toThrow(/tt1.*Did you mean t1\?$/);
  });
});

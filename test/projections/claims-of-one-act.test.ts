import { describe, expect, it } from 'vitest';
import { as, endNomination, id, left, nominated, type Sent, told } from '../support/given.ts';

const claims = (...days: string[]): Sent[] =>
  days.map((on, index) =>
    as(`claim ${index}`, nominated('t1', 'ann', on, index === 0 ? {} : { act: id('claim 0') })),
  );
const ids = (...names: string[]) => names.map(id).sort();

describe('several claims of one act', () => {
  it('narrow it to the days on which all agree', async () => {
    const bench = await told(...claims('[2010-07-01..2010-07-15]', '[2010-07-10..2010-07-20]'));
    const days = ['2010-07-09', '2010-07-10', '2010-07-14', '2010-07-15'];
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+1', '0+1', '1+0']);
    expect((await bench.state('2010-07-15')).conflicts).toEqual([]);
  });

  it('let "on 15 July" stand beside "by 26 July"', async () => {
    const bench = await told(...claims('[..2010-07-26]', '2010-07-15'));
    const days = ['2010-07-14', '2010-07-15', '2010-07-26'];
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '1+0', '1+0']);
  });

  it('may meet on one day', async () => {
    const bench = await told(...claims('[2010-07-01..2010-07-10]', '[2010-07-10..2010-07-20]'));
    expect(await bench.over('ann TU', ['2010-07-09', '2010-07-10'])).toEqual(['0+0', '1+0']);
    expect((await bench.state('2010-07-10')).conflicts).toEqual([]);
  });

  it('leave all days open between them where they cannot meet, and the conflict shows', async () => {
    const bench = await told(...claims('2010-07-05', '2010-07-20'));
    const days = ['2010-07-04', '2010-07-05', '2010-07-19', '2010-07-20'];
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+1', '0+1', '1+0']);
    const conflict = {
      kind: 'dates',
      endorser: 't1',
      candidates: ['ann'],
      entries: ids('claim 0', 'claim 1'),
    };
    const shown = await Promise.all(days.map(async (day) => (await bench.state(day)).conflicts));
    expect(shown).toEqual([[], [conflict], [conflict], [conflict]]);
  });

  it('conflict where any cannot be true with the others', async () => {
    const bench = await told(
      ...claims('[2010-07-01..2010-07-10]', '[2010-07-05..2010-07-15]', '[2010-07-20..2010-07-25]'),
    );
    const days = ['2010-06-30', '2010-07-01', '2010-07-24', '2010-07-25'];
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+1', '0+1', '1+0']);
    expect((await bench.state('2010-07-25')).conflicts).toMatchObject([
      { kind: 'dates', entries: ids('claim 0', 'claim 1', 'claim 2') },
    ]);
  });

  it('may conflict two by two though all overlap with the first', async () => {
    const bench = await told(
      ...claims('2010-07', '[2010-07-01..2010-07-05]', '[2010-07-10..2010-07-12]'),
    );
    expect(await bench.over('ann TU', ['2010-07-05', '2010-07-31'])).toEqual(['0+1', '1+0']);
    expect((await bench.state('2010-07-31')).conflicts).toHaveLength(1);
  });

  it('do not narrow an act that is another', async () => {
    const bench = await told(
      nominated('t1', 'ann', '[2010-07-01..2010-07-20]'),
      nominated('t1', 'ann', '2010-07-10', { anew: true }),
    );
    const days = ['2010-07-09', '2010-07-10'];
    expect(await bench.over('ann TU', days)).toEqual(['0+1', '1+0']);
  });
});

describe('several claims of one withdrawal', () => {
  const act = as('a', nominated('t1', 'ann', '2010-07-01'));

  it('narrow it to the days on which all agree', async () => {
    const bench = await told(
      act,
      endNomination('a', '[2010-07-10..2010-07-20]'),
      endNomination('a', '[2010-07-15..2010-07-25]'),
    );
    const days = ['2010-07-14', '2010-07-15', '2010-07-19', '2010-07-20'];
    expect(await bench.over('ann TU', days)).toEqual(['1+0', '0+1', '0+1', '0+0']);
  });

  it('give the day where one of them knows none', async () => {
    const bench = await told(act, endNomination('a'), endNomination('a', '2010-07-15'));
    expect(await bench.over('ann TU', ['2010-07-14', '2010-07-15'])).toEqual(['1+0', '0+0']);
  });

  it('leave all days open between them where they cannot meet, and the conflict shows', async () => {
    const bench = await told(
      act,
      as('w1', endNomination('a', '2010-07-10')),
      as('w2', endNomination('a', '2010-07-20')),
    );
    const days = ['2010-07-09', '2010-07-10', '2010-07-19', '2010-07-20'];
    expect(await bench.over('ann TU', days)).toEqual(['1+0', '0+1', '0+1', '0+0']);
    expect((await bench.state('2010-07-09')).conflicts).toEqual([]);
    expect((await bench.state('2010-07-10')).conflicts).toEqual([
      {
        kind: 'withdrawal-dates',
        endorser: 't1',
        candidates: ['ann'],
        entries: ids('w1', 'w2'),
      },
    ]);
  });

  it('reach the act whichever of its claims they name', async () => {
    const again = as('a2', nominated('t1', 'ann', '2010-07-01', { act: id('a') }));
    const one = await told(act, again, endNomination('a2', '2010-07-12'));
    expect(await one.over('ann TU', ['2010-07-11', '2010-07-12'])).toEqual(['1+0', '0+0']);
    const wide = endNomination('a', '[2010-07-10..2010-07-20]');
    const both = await told(act, again, wide, endNomination('a2', '2010-07-12'));
    expect(await both.over('ann TU', ['2010-07-11', '2010-07-12'])).toEqual(['1+0', '0+0']);
  });
});

describe("several claims of a candidate's withdrawal", () => {
  const act = nominated('t1', 'ann', '2010-07-01');

  it('narrow it to the days on which all agree', async () => {
    const bench = await told(
      act,
      left('ann', '[2010-07-10..2010-07-20]'),
      left('ann', '[2010-07-15..2010-07-25]'),
    );
    const days = ['2010-07-14', '2010-07-15', '2010-07-19', '2010-07-20'];
    const shown = ['1+0', '0+1', '0+1', '0+0 lapsed 1'];
    expect(await bench.over('ann TU', days)).toEqual(shown);
    const [ann] = (await bench.state('2010-07-20')).candidates;
    expect(ann).toMatchObject({ status: 'withdrawn', statusOn: '[2010-07-15..2010-07-20]' });
  });

  it('leave all days open between them where they cannot meet, and the conflict shows', async () => {
    const bench = await told(
      act,
      as('l1', left('ann', '2010-07-10')),
      as('l2', left('ann', '2010-07-20')),
    );
    const days = ['2010-07-09', '2010-07-10', '2010-07-19', '2010-07-20'];
    const shown = ['1+0', '0+1', '0+1', '0+0 lapsed 1'];
    expect(await bench.over('ann TU', days)).toEqual(shown);
    expect((await bench.state('2010-07-09')).conflicts).toEqual([]);
    expect((await bench.state('2010-07-10')).conflicts).toEqual([
      { kind: 'withdrawal-dates', endorser: null, candidates: ['ann'], entries: ids('l1', 'l2') },
    ]);
  });
});

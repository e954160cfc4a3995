import { describe, expect, it } from 'vitest';
import {
  as,
  electorate,
  endNomination,
  endorsed,
  id,
  left,
  nominated,
  told,
} from '../support/given.ts';

const act = (on = '2010-07-01') => as('a', nominated('t1', 'ann', on));
const toBob = (on: string) => nominated('t1', 'bob', on, { replaces: id('a') });

describe("a candidate's withdrawal", () => {
  it('ends every act for the candidate, which lapses', async () => {
    const bench = await told(
      act(),
      nominated('t2', 'ann', '[2010-07-05..2010-07-10]'),
      endorsed('t3', 'ann', '2010-07-12'),
      nominated('t4', 'bob', '2010-07-01'),
      left('ann', '[2010-07-20..2010-07-25]'),
    );
    const days = ['2010-07-19', '2010-07-20', '2010-07-24', '2010-07-25', '2011-01-01'];
    const shown = ['3+0', '0+3', '0+3', '0+0 lapsed 3', '0+0 lapsed 3'];
    expect(await bench.over('ann TU', days)).toEqual(shown);
    expect(await bench.over('bob TU', ['2010-07-25'])).toEqual(['1+0']);
  });

  it('lapses what may have begun before it', async () => {
    const bench = await told(act('[2010-07-22..2010-07-30]'), left('ann', '2010-07-25'));
    const days = ['2010-07-21', '2010-07-22', '2010-07-24', '2010-07-25', '2010-07-30'];
    const shown = ['0+0', '0+1', '0+1', '0+0 lapsed 1', '0+0 lapsed 1'];
    expect(await bench.over('ann TU', days)).toEqual(shown);
  });

  it('lapses at once what came after it', async () => {
    const bench = await told(act('2010-07-28'), left('ann', '2010-07-25'));
    const days = ['2010-07-27', '2010-07-28'];
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+0 lapsed 1']);
  });

  it('gives its endorsers back to those yet to declare', async () => {
    const bench = await told(act(), electorate('TU', 4), left('ann', '2010-07-20'));
    const days = ['2010-06-30', '2010-07-01', '2010-07-19', '2010-07-20'];
    const states = await Promise.all(days.map((day) => bench.state(day)));
    expect(states.map((state) => state.undeclared.TU?.value)).toEqual([4, 3, 3, 4]);
  });

  it('lapses no act that surely ended before otherwise', async () => {
    const bench = await told(act(), endNomination('a', '2010-07-10'), left('ann', '2010-07-20'));
    const days = ['2010-07-09', '2010-07-10', '2010-07-20'];
    expect(await bench.over('ann TU', days)).toEqual(['1+0', '0+0', '0+0']);
  });

  it('counts an endorser with two lapsed acts once', async () => {
    const bench = await told(act(), endorsed('t1', 'ann', '2010-07-05'), left('ann', '2010-07-20'));
    expect(await bench.over('ann TU', ['2010-07-20'])).toEqual(['0+0 lapsed 1']);
  });
});

describe('ends of different kinds', () => {
  it('combine as the earlier: a withdrawal and a lapse', async () => {
    const bench = await told(
      act(),
      endNomination('a', '[2010-07-20..2010-07-30]'),
      left('ann', '2010-07-25'),
    );
    const days = [
      '2010-07-19',
      '2010-07-20',
      '2010-07-24',
      '2010-07-25',
      '2010-07-29',
      '2010-07-30',
    ];
    const shown = ['1+0', '0+1', '0+1', '0+0 lapsed 1', '0+0 lapsed 1', '0+0'];
    expect(await bench.over('ann TU', days)).toEqual(shown);
  });

  it('combine as the earlier: a lapse and a withdrawal after it', async () => {
    const bench = await told(act(), left('ann', '2010-07-10'), endNomination('a', '2010-07-20'));
    const days = ['2010-07-09', '2010-07-10', '2010-07-19', '2010-07-20'];
    const shown = ['1+0', '0+0 lapsed 1', '0+0 lapsed 1', '0+0'];
    expect(await bench.over('ann TU', days)).toEqual(shown);
  });

  it('combine as the earlier: a switch and a withdrawal', async () => {
    const bench = await told(
      act(),
      toBob('[2010-07-20..2010-08-10]'),
      endNomination('a', '2010-08-01'),
    );
    const days = ['2010-07-19', '2010-07-20', '2010-07-31', '2010-08-01'];
    expect(await bench.over('ann TU', days)).toEqual(['1+0', '0+1', '0+1', '0+0']);
  });

  it('combine as the earlier: two switches from one act', async () => {
    const bench = await told(
      act(),
      toBob('[2010-07-20..2010-08-10]'),
      nominated('t1', 'cay', '[2010-07-15..2010-08-15]', { replaces: id('a') }),
    );
    const days = ['2010-07-14', '2010-07-15', '2010-08-09', '2010-08-10'];
    expect(await bench.over('ann TU', days)).toEqual(['1+0', '0+1', '0+1', '0+0']);
  });

  it('combine as the earlier: a known day and an unknown one', async () => {
    const bench = await told(act(), endNomination('a'), left('ann', '2010-07-20'));
    const days = ['2010-06-30', '2010-07-01', '2010-07-19', '2010-07-20'];
    const shown = ['0+0', '0+1', '0+1', '0+0 lapsed 1'];
    expect(await bench.over('ann TU', days)).toEqual(shown);
  });
});

describe('an end', () => {
  it('is no earlier than the earliest day of its act', async () => {
    const bench = await told(act('[2010-07-10..2010-07-20]'), endNomination('a', '2010-07'));
    const days = ['2010-07-09', '2010-07-10', '2010-07-30', '2010-07-31'];
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+1', '0+1', '0+0']);
  });

  it('of one act leaves the endorser’s other acts', async () => {
    const bench = await told(
      act(),
      endorsed('t1', 'ann', '2010-07-05'),
      as('other', nominated('t2', 'ann', '2010-07-05')),
      endNomination('a', '2010-07-20'),
    );
    expect(await bench.over('ann TU', ['2010-07-20'])).toEqual(['2+0']);
  });
});

describe('a switch', () => {
  it('ends one act on the days on which the other begins', async () => {
    const bench = await told(act(), toBob('[2010-07-18..2010-07-20]'));
    const days = ['2010-07-17', '2010-07-18', '2010-07-19', '2010-07-20'];
    expect(await bench.over('ann TU', days)).toEqual(['1+0', '0+1', '0+1', '0+0']);
    expect(await bench.over('bob TU', days)).toEqual(['0+0', '0+1', '0+1', '1+0']);
    expect((await bench.state('2010-07-20')).conflicts).toEqual([]);
  });

  it('is no earlier than the act that it replaces', async () => {
    const bench = await told(act('[2010-07-05..2010-07-10]'), toBob('[..2010-07-20]'));
    const days = ['2010-07-04', '2010-07-05', '2010-07-12', '2010-07-19', '2010-07-20'];
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+1', '0+1', '0+1', '0+0']);
    expect(await bench.over('bob TU', days)).toEqual(['0+0', '0+1', '0+1', '0+1', '1+0']);
  });

  it('on the very day of the first act leaves it no day', async () => {
    const bench = await told(act('2010-07-10'), toBob('2010-07-10'));
    const days = ['2010-07-09', '2010-07-10', '2010-07-11'];
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+0', '0+0']);
    expect(await bench.over('bob TU', days)).toEqual(['0+0', '1+0', '1+0']);
  });

  it('told by two papers ends the first act on the days on which both agree', async () => {
    const bench = await told(
      act(),
      as('b', toBob('[2010-07-10..2010-07-20]')),
      nominated('t1', 'bob', '[2010-07-15..2010-07-25]', { act: id('b') }),
    );
    const days = ['2010-07-14', '2010-07-15', '2010-07-19', '2010-07-20'];
    expect(await bench.over('ann TU', days)).toEqual(['1+0', '0+1', '0+1', '0+0']);
    expect(await bench.over('bob TU', days)).toEqual(['0+0', '0+1', '0+1', '1+0']);
  });

  it('withdrawn later does not bring the first act back', async () => {
    const bench = await told(act(), as('b', toBob('2010-07-10')), endNomination('b', '2010-07-20'));
    const days = ['2010-07-09', '2010-07-10', '2010-07-20'];
    expect(await bench.over('ann TU', days)).toEqual(['1+0', '0+0', '0+0']);
    expect(await bench.over('bob TU', days)).toEqual(['0+0', '1+0', '0+0']);
  });

  it('lapses no act that it ended', async () => {
    const bench = await told(act(), toBob('2010-07-10'), left('ann', '2010-07-20'));
    expect(await bench.over('ann TU', ['2010-07-20'])).toEqual(['0+0']);
  });
});

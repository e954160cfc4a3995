import { describe, expect, it } from 'vitest';
import {
  as,
  disputed,
  electorate,
  endNomination,
  endorsed,
  enrolled,
  id,
  left,
  merged,
  nominated,
  published,
  stage,
  stance,
  told,
} from '../support/given.ts';
import { LATE, silenceOn, table } from './votes-ask.ts';

describe('who has not declared, by name', () => {
  it('is silent where nothing is known, and not listed once it surely declared', async () => {
    const bench = await told(nominated('t1', 'ann', '[2010-07-10..2010-07-12]'));
    const seen = async (day: string) => {
      const { silent, perhaps } = await silenceOn(bench, 'TU', day);
      return [silent.join(' '), perhaps.join(' ')];
    };
    expect(await seen('2010-07-09')).toEqual(['t1 t2 t3 t4', '']);
    expect(await seen('2010-07-10')).toEqual(['t2 t3 t4', 't1']);
    expect(await seen('2010-07-12')).toEqual(['t2 t3 t4', '']);
  });

  it('is lapsed where its candidate left, until it backs another', async () => {
    const bench = await told(
      nominated('t1', 'ann', '2010-07-01'),
      left('ann', '2010-07-10'),
      nominated('t1', 'bob', '2010-07-20'),
    );
    const lapsed = async (day: string) => (await silenceOn(bench, 'TU', day)).lapsed;
    expect(await lapsed('2010-07-09')).toEqual([]);
    expect(await lapsed('2010-07-10')).toEqual(['t1']);
    expect(await lapsed('2010-07-20')).toEqual([]);
    expect((await silenceOn(bench, 'TU', '2010-07-20')).silent).toEqual(['t2', 't3', 't4']);
  });

  it('is silent again once its act is withdrawn', async () => {
    const act = as('a', nominated('t1', 'ann', '2010-07-01'));
    const bench = await told(act, endNomination('a', '2010-07-10'));
    expect((await silenceOn(bench, 'TU', '2010-07-10')).silent).toContain('t1');
  });

  it('may have declared where the claim is disputed, or a rival act may stand', async () => {
    const disputing = await told(as('a', nominated('t1', 'ann', '2010-07-01')), disputed('a'));
    expect((await silenceOn(disputing, 'TU')).perhaps).toEqual(['t1']);
    const rivals = await told(
      nominated('t1', 'ann', '2010-07-01'),
      nominated('t1', 'bob', '2010-07-02'),
    );
    expect((await silenceOn(rivals, 'TU', '2010-07-02')).perhaps).toEqual(['t1']);
  });

  it('hangs on the policy', async () => {
    const bench = await told(
      stage('mp'),
      endorsed('t1', 'ann', '2010-07-01'),
      nominated('t2', 'ann', '2010-07-01'),
      nominated('t3', 'ann', '2010-07-01', { stage: 'mp' }),
    );
    const silent = async (counts?: string) =>
      (await silenceOn(bench, 'TU', LATE, counts)).silent.join(' ');
    expect(await silent()).toBe('t4');
    expect(await silent('nominations')).toBe('t1 t4');
    expect(await silent('endorsements')).toBe('t2 t3 t4');
    expect(await silent('stage:mp')).toBe('t1 t2 t4');
  });

  it('is one endorser under all its names', async () => {
    const bench = await told();
    await bench.accept([merged('t1', 't2')], { contest: null });
    expect(await silenceOn(bench, 'TU')).toMatchObject({ named: 3, silent: ['t2', 't3', 't4'] });
  });
});

describe('stances', () => {
  it('are kept apart: neutral, declined, barred, undecided', async () => {
    const bench = await told(
      ...['neutral', 'declined', 'barred', 'undecided'].map((kind, index) =>
        as(kind, stance(`t${index + 1}`, kind, '2010-07-10')),
      ),
    );
    const { stances, silent } = await silenceOn(bench, 'TU');
    expect(silent).toEqual([]);
    expect(stances).toEqual(
      ['neutral', 'declined', 'barred', 'undecided'].map((kind, index) => ({
        endorser: `t${index + 1}`,
        stance: kind,
        on: '2010-07-10',
        entry: id(kind),
        certain: true,
      })),
    );
  });

  it('are not certain on the days on which they may be taken', async () => {
    const bench = await told(stance('t1', 'neutral', '[2010-07-10..2010-07-12]'));
    const seen = async (day: string) =>
      (await silenceOn(bench, 'TU', day)).stances.map((each) => each.certain);
    expect(await seen('2010-07-09')).toEqual([]);
    expect(await seen('2010-07-11')).toEqual([false]);
    expect(await seen('2010-07-12')).toEqual([true]);
  });

  it('give way to the next, and to an act', async () => {
    const bench = await told(
      stance('t1', 'undecided', '2010-07-01'),
      stance('t1', 'neutral', '2010-07-10'),
      nominated('t1', 'ann', '2010-07-20'),
    );
    const seen = async (day: string) =>
      (await silenceOn(bench, 'TU', day)).stances.map((each) => each.stance);
    expect(await seen('2010-07-09')).toEqual(['undecided']);
    expect(await seen('2010-07-10')).toEqual(['neutral']);
    expect(await seen('2010-07-20')).toEqual([]);
  });

  it('list an endorser once, though two sources tell the same: as surely as one does', async () => {
    const day = as('day', stance('t1', 'neutral', '2010-07-10'));
    const month = stance('t1', 'neutral', '2010-07');
    for (const entries of [
      [day, month],
      [month, day],
    ]) {
      const { stances } = await silenceOn(await told(...entries), 'TU', '2010-07-15');
      expect(stances).toMatchObject([{ endorser: 't1', certain: true, entry: id('day') }]);
    }
  });

  it('list nobody who has surely declared since', async () => {
    const bench = await told(
      stance('t1', 'undecided', '2010-07-10'),
      nominated('t1', 'ann', '[2010-07-10..2010-07-15]'),
    );
    expect(await silenceOn(bench, 'TU')).toMatchObject({ stances: [], perhaps: [] });
    expect((await silenceOn(bench, 'TU')).silent).toEqual(['t2', 't3', 't4']);
  });
});

describe('by number', () => {
  it('are those whom the roll does not name', async () => {
    const bench = await told(electorate('TU', 14), nominated('t1', 'ann', '2010-07-01'));
    expect(await silenceOn(bench, 'TU')).toMatchObject({
      size: { least: 14, most: 14 },
      named: 4,
      unnamed: { least: 10, most: 10 },
      undeclared: 13,
      basis: 'electorate',
    });
  });

  it('are never fewer than none', async () => {
    const bench = await told(electorate('TU', 3));
    expect((await silenceOn(bench, 'TU')).unnamed).toEqual({ least: 0, most: 0 });
  });

  it('are unknown where no source prints a size', async () => {
    expect(await silenceOn(await told(), 'TU')).toMatchObject({
      size: null,
      unnamed: null,
      undeclared: null,
      basis: 'unknown',
    });
  });

  it('are two numbers where sources of one day differ, and one where a later tells another', async () => {
    const two = await told(electorate('TU', 14), electorate('TU', 15));
    expect(await silenceOn(two, 'TU')).toMatchObject({
      size: { least: 14, most: 15 },
      unnamed: { least: 10, most: 11 },
    });
    const later = await told(electorate('TU', 14), electorate('TU', 15, '2010-07-01'));
    expect((await silenceOn(later, 'TU', '2010-06-30')).size).toEqual({ least: 14, most: 14 });
    expect((await silenceOn(later, 'TU', '2010-07-01')).size).toEqual({ least: 15, most: 15 });
  });

  it('of a sum are those of its parts, or by a size of its own', async () => {
    const parts = await told(electorate('TU', 14), electorate('SS', 20));
    expect(await silenceOn(parts, 'AFF')).toMatchObject({
      size: { least: 34, most: 34 },
      named: 6,
      silent: ['s1', 's2', 't1', 't2', 't3', 't4'],
    });
    const half = await told(electorate('TU', 14));
    expect((await silenceOn(half, 'AFF')).size).toBeNull();
    const own = await told(electorate('AFF', 32), nominated('s1', 'ann', '2010-07-01'));
    expect(await silenceOn(own, 'AFF')).toMatchObject({
      size: { least: 32, most: 32 },
      unnamed: { least: 26, most: 26 },
      undeclared: 31,
    });
  });
});

describe('what a source prints of who is left', () => {
  const first = as('first', table({ 'ann TU': 2 }, '2010-07-10', { TU: 12 }));
  const all = as('all', table({ 'ann MP': 2 }, '[2010-07-12..2010-07-14]', { MP: 0, TU: 3 }));

  it('is the last figure by then', async () => {
    const bench = await told(first, all);
    const printed = async (day: string) => (await silenceOn(bench, 'TU', day)).printed;
    expect(await printed('2010-07-09')).toBeNull();
    expect(await printed('2010-07-10')).toEqual({
      value: 12,
      on: '2010-07-10',
      entry: id('first'),
    });
    expect(await printed('2010-07-14')).toMatchObject({ value: 3, entry: id('all') });
  });

  it('is complete as of the day for which it prints nought', async () => {
    const bench = await told(first, all);
    expect((await silenceOn(bench, 'MP', '2010-07-13')).completeAsOf).toBeNull();
    expect((await silenceOn(bench, 'MP', '2010-07-14')).completeAsOf).toEqual({
      value: 0,
      on: '[2010-07-12..2010-07-14]',
      entry: id('all'),
    });
    expect((await silenceOn(bench, 'TU')).completeAsOf).toBeNull();
  });
});

describe('on the past clocks', () => {
  it('nobody has declared by what was published or held before', async () => {
    const bench = await told(published('2010-07-02', nominated('t1', 'ann', '2010-07-01')));
    const { seq } = await bench.store.head();
    await bench.accept([published('2010-07-20', stance('t2', 'neutral', '2010-07-10'))]);
    const silent = async (rest: object) =>
      (await silenceOn(bench, 'TU', { asOf: LATE, ...rest })).silent.join(' ');
    expect(await silent({ reportedBy: '2010-07-01' })).toBe('t1 t2 t3 t4');
    expect(await silent({ reportedBy: '2010-07-19' })).toBe('t2 t3 t4');
    expect(await silent({})).toBe('t3 t4');
    expect(await silent({ knownAt: `${seq}` })).toBe('t2 t3 t4');
  });

  it('only those are on the roll whom the ledger held', async () => {
    const bench = await told();
    const { seq } = await bench.store.head();
    await bench.accept([enrolled('t5', 'TU')]);
    expect((await silenceOn(bench, 'TU')).named).toBe(5);
    expect((await silenceOn(bench, 'TU', { asOf: LATE, knownAt: `${seq}` })).named).toBe(4);
  });
});

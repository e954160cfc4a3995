import { describe, expect, it } from 'vitest';
import {
  as,
  type Bench,
  electorate,
  endNomination,
  endorsed,
  left,
  nominated,
  type Sight,
  stance,
  tally,
  told,
} from '../support/given.ts';

/** How many have yet to declare on some days, and what says so. */
async function undeclared(
  bench: Bench,
  category: string,
  days: readonly string[],
  sight: Sight = {},
): Promise<string[]> {
  const states = await Promise.all(days.map((day) => bench.state(day, sight)));
  return states.map((state) => {
    const { value, basis } = state.undeclared[category] ?? { value: null, basis: 'no such' };
    return value === null ? basis : `${value} ${basis}`;
  });
}

describe('how many have yet to declare', () => {
  it('is unknown where neither an electorate nor a table says it', async () => {
    const bench = await told(nominated('t1', 'ann', '2010-07-10'));
    expect(await undeclared(bench, 'TU', ['2010-07-10'])).toEqual(['unknown']);
  });

  it('is the electorate less those who certainly declared', async () => {
    const bench = await told(
      electorate('TU', 4),
      nominated('t1', 'ann', '2010-07-10'),
      endorsed('t2', 'bob', '[2010-07-05..2010-07-15]'),
    );
    const days = [
      '2010-04-30',
      '2010-05-01',
      '2010-07-09',
      '2010-07-10',
      '2010-07-14',
      '2010-07-15',
    ];
    expect(await undeclared(bench, 'TU', days)).toEqual([
      'unknown',
      '4 electorate',
      '4 electorate',
      '3 electorate',
      '3 electorate',
      '2 electorate',
    ]);
  });

  it('counts again who withdrew or lost the candidate', async () => {
    const bench = await told(
      electorate('TU', 4),
      as('a', nominated('t1', 'ann', '2010-07-01')),
      endNomination('a', '[2010-07-10..2010-07-12]'),
      nominated('t2', 'bob', '2010-07-01'),
      left('bob', '2010-07-20'),
    );
    const days = ['2010-07-01', '2010-07-10', '2010-07-20'];
    expect(await undeclared(bench, 'TU', days)).toEqual([
      '2 electorate',
      '3 electorate',
      '4 electorate',
    ]);
  });

  it('counts who has two acts once', async () => {
    const bench = await told(
      electorate('TU', 4),
      nominated('t1', 'ann', '2010-07-01'),
      endorsed('t1', 'ann', '2010-07-02'),
      endorsed('t2', 'bob', '2010-07-03'),
      nominated('t2', 'cay', '2010-07-04'),
    );
    expect(await undeclared(bench, 'TU', ['2010-07-04'])).toEqual(['2 electorate']);
  });

  it('follows an electorate that is stated anew', async () => {
    const bench = await told(
      electorate('TU', 14),
      electorate('TU', 15, '2010-07-10'),
      nominated('t1', 'ann', '2010-07-01'),
    );
    const days = ['2010-07-09', '2010-07-10'];
    expect(await undeclared(bench, 'TU', days)).toEqual(['13 electorate', '14 electorate']);
  });

  it('is never below nought', async () => {
    const bench = await told(
      electorate('TU', 1),
      ...['t1', 't2', 't3'].map((name) => nominated(name, 'ann', '2010-07-01')),
      tally({}, '2010-06-01', { MP: 1 }),
      ...['m1', 'm2'].map((name) => nominated(name, 'ann', '2010-07-01')),
    );
    expect(await undeclared(bench, 'TU', ['2010-07-01'])).toEqual(['0 electorate']);
    expect(await undeclared(bench, 'MP', ['2010-06-30', '2010-07-01'])).toEqual([
      '1 tally',
      '0 tally',
    ]);
  });
});

describe('a table that prints how many have yet to declare', () => {
  const printed = tally({ 'ann TU': 2 }, '[2010-07-10..2010-07-14]', { TU: 12 });

  it('holds from its latest day, less those who surely declared since', async () => {
    const bench = await told(
      printed,
      nominated('t1', 'ann', '2010-07-12'),
      nominated('t2', 'ann', '2010-07-20'),
      nominated('t3', 'bob', '[2010-07-12..2010-07-22]'),
      stance('t4', 'neutral', '2010-07-25'),
    );
    const days = [
      '2010-07-13',
      '2010-07-14',
      '2010-07-19',
      '2010-07-20',
      '2010-07-22',
      '2010-07-25',
    ];
    expect(await undeclared(bench, 'TU', days)).toEqual([
      'unknown',
      '12 tally',
      '12 tally',
      '11 tally',
      '11 tally',
      '10 tally',
    ]);
  });

  it('counts no undecided endorser and no second act as declared since', async () => {
    const bench = await told(
      printed,
      nominated('t1', 'ann', '2010-07-12'),
      endorsed('t1', 'ann', '2010-07-20'),
      stance('t2', 'undecided', '2010-07-20'),
    );
    expect(await undeclared(bench, 'TU', ['2010-07-20'])).toEqual(['12 tally']);
  });

  it('counts again who declared since and withdrew', async () => {
    const bench = await told(
      printed,
      as('a', nominated('t1', 'ann', '2010-07-20')),
      endNomination('a', '2010-07-25'),
    );
    const days = ['2010-07-20', '2010-07-25'];
    expect(await undeclared(bench, 'TU', days)).toEqual(['11 tally', '12 tally']);
  });

  it('gives way to the electorate where that leaves fewer', async () => {
    const bench = await told(
      electorate('TU', 14),
      printed,
      ...['t1', 't2', 't3'].map((name) => nominated(name, 'ann', '2010-07-12')),
    );
    const days = ['2010-07-11', '2010-07-12', '2010-07-14'];
    expect(await undeclared(bench, 'TU', days)).toEqual([
      '14 electorate',
      '11 electorate',
      '11 electorate',
    ]);
  });

  it('is named where both say the same', async () => {
    const bench = await told(
      electorate('TU', 14),
      printed,
      ...['t1', 't2'].map((name) => nominated(name, 'ann', '2010-07-12')),
    );
    expect(await undeclared(bench, 'TU', ['2010-07-14'])).toEqual(['12 tally']);
  });

  it('gives way to one of a later day', async () => {
    const bench = await told(printed, tally({}, '2010-07-20', { TU: 5 }));
    const days = ['2010-07-14', '2010-07-19', '2010-07-20'];
    expect(await undeclared(bench, 'TU', days)).toEqual(['12 tally', '12 tally', '5 tally']);
  });

  it('says nothing of a category that it leaves out', async () => {
    const bench = await told(printed);
    expect(await undeclared(bench, 'CLP', ['2010-07-14'])).toEqual(['unknown']);
    expect(await undeclared(bench, 'AFF', ['2010-07-14'])).toEqual(['unknown']);
  });
});

describe('under a policy', () => {
  it('who only endorsed has not declared a nomination', async () => {
    const bench = await told(
      electorate('TU', 4),
      nominated('t1', 'ann', '2010-07-10'),
      endorsed('t2', 'ann', '2010-07-10'),
      stance('t3', 'neutral', '2010-07-10'),
    );
    const on = (counts: Sight['counts'] & string) =>
      undeclared(bench, 'TU', ['2010-07-10'], { counts });
    expect(await on('acts')).toEqual(['1 electorate']);
    expect(await on('nominations')).toEqual(['2 electorate']);
    expect(await on('endorsements')).toEqual(['2 electorate']);
  });

  it('only the tables that it admits say how many are left', async () => {
    const bench = await told(
      tally({}, '2010-07-10', { TU: 12 }, { of: 'nominations' }),
      tally({}, '2010-07-12', { TU: 10 }, { of: 'acts' }),
    );
    const on = (counts: Sight['counts'] & string) =>
      undeclared(bench, 'TU', ['2010-07-12'], { counts });
    expect(await on('acts')).toEqual(['10 tally']);
    expect(await on('nominations')).toEqual(['12 tally']);
    expect(await on('endorsements')).toEqual(['unknown']);
  });
});

describe('a sum category', () => {
  it('has the figures printed for itself, and the endorsers of its parts', async () => {
    const bench = await told(
      electorate('TU', 14),
      electorate('AFF', 29),
      nominated('t1', 'ann', '2010-07-10'),
      nominated('s1', 'ann', '2010-07-10'),
      tally({}, '2010-07-12', { SS: 7 }),
    );
    expect(await undeclared(bench, 'AFF', ['2010-07-12'])).toEqual(['27 electorate']);
    expect(await undeclared(bench, 'TU', ['2010-07-12'])).toEqual(['13 electorate']);
    expect(await undeclared(bench, 'SS', ['2010-07-12'])).toEqual(['7 tally']);
  });
});

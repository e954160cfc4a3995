import { describe, expect, it } from 'vitest';
import {
  as,
  Bench,
  CONTEST,
  endorsed,
  enrolled,
  entered,
  id,
  left,
  nominated,
  opened,
  published,
  type Sent,
  tally,
  told,
} from '../support/given.ts';

/** Candidates as they are listed on some days: slug, status, and when they withdrew. */
async function listed(bench: Bench, days: readonly string[]) {
  const states = await Promise.all(days.map((day) => bench.state(day)));
  return states.map((state) =>
    state.candidates.map(({ candidate, status, statusOn }) =>
      [candidate, status, statusOn].filter((part) => part !== null).join(' '),
    ),
  );
}

async function contest(...entries: readonly Sent[]): Promise<Bench> {
  const bench = new Bench();
  await bench.accept([opened(), enrolled('t1', 'TU'), ...entries]);
  return bench;
}

describe('a candidate', () => {
  it('is listed once it may have entered, and stands once it surely has', async () => {
    const bench = await contest(entered('ann', '[2010-05-03..2010-05-10]'));
    const days = ['2010-05-02', '2010-05-03', '2010-05-09', '2010-05-10'];
    expect(await listed(bench, days)).toEqual([
      [],
      ['ann possibly-entered'],
      ['ann possibly-entered'],
      ['ann standing'],
    ]);
  });

  it('has withdrawn once it surely has, and says when from the day on which it may have', async () => {
    const bench = await contest(entered('ann'), left('ann', '[2010-07-01..2010-07-05]'));
    const days = ['2010-06-30', '2010-07-01', '2010-07-04', '2010-07-05'];
    expect(await listed(bench, days)).toEqual([
      ['ann standing'],
      ['ann possibly-withdrawn [2010-07-01..2010-07-05]'],
      ['ann possibly-withdrawn [2010-07-01..2010-07-05]'],
      ['ann withdrawn [2010-07-01..2010-07-05]'],
    ]);
  });

  it('is listed before it entered where it has an act', async () => {
    const bench = await contest(
      entered('ann', '2010-07-01'),
      nominated('t1', 'ann', '[2010-06-10..2010-06-20]'),
    );
    const days = ['2010-06-09', '2010-06-10', '2010-06-30', '2010-07-01'];
    expect(await listed(bench, days)).toEqual([
      [],
      ['ann not-entered'],
      ['ann not-entered'],
      ['ann standing'],
    ]);
  });

  it('is listed before it entered where it has a figure, from the day of that', async () => {
    const bench = await contest(
      entered('ann', '2010-07-01'),
      tally({ 'ann TU': 0 }, '[2010-06-10..2010-06-20]'),
    );
    const days = ['2010-06-10', '2010-06-19', '2010-06-20'];
    expect(await listed(bench, days)).toEqual([[], [], ['ann not-entered']]);
  });

  it('is not listed for what is only shown', async () => {
    const bench = await contest(
      entered('ann', '2010-07-01'),
      endorsed('t1', 'ann', '2010-06-10', { form: 'recommendation' }),
    );
    expect(await listed(bench, ['2010-06-10'])).toEqual([[]]);
  });

  it('stays listed once its acts have ended', async () => {
    const bench = await contest(
      entered('ann', '2010-07-01'),
      nominated('t1', 'ann', '2010-06-10'),
      left('ann', '2010-07-10'),
    );
    expect(await listed(bench, ['2011-01-01'])).toEqual([['ann withdrawn 2010-07-10']]);
  });

  it('told to enter by two sources entered on the days on which they agree', async () => {
    const bench = await contest(
      entered('ann', '[2010-05-03..2010-05-10]'),
      entered('ann', '[2010-05-05..2010-05-20]'),
    );
    const days = ['2010-05-04', '2010-05-05', '2010-05-10'];
    expect(await listed(bench, days)).toEqual([[], ['ann possibly-entered'], ['ann standing']]);
  });

  it('that comes back is another, under a slug of its own', async () => {
    const bench = await contest(
      entered('ann'),
      as('a', nominated('t1', 'ann', '2010-06-01')),
      left('ann', '2010-07-01'),
      entered('ann-2', '2010-08-01', { name: 'ANN', sameAs: 'ann' }),
      nominated('t1', 'ann-2', '2010-08-05', { replaces: id('a') }),
    );
    expect(await listed(bench, ['2010-07-31', '2010-08-01'])).toEqual([
      ['ann withdrawn 2010-07-01'],
      ['ann withdrawn 2010-07-01', 'ann-2 standing'],
    ]);
    const days = ['2010-06-30', '2010-07-01', '2010-08-04', '2010-08-05'];
    const before = ['1+0', '0+0 lapsed 1', '0+0 lapsed 1', '0+0'];
    expect(await bench.over('ann TU', days)).toEqual(before);
    expect(await bench.over('ann-2 TU', days)).toEqual(['unlisted', 'unlisted', '0+0', '1+0']);
  });
});

describe('candidates', () => {
  it('come in order of their slugs, with their names', async () => {
    const bench = await contest(
      entered('zoe'),
      entered('ann', '2010-05-01', { name: 'Ann Example' }),
      entered('bob-2'),
      entered('bob'),
    );
    const { candidates } = await bench.state('2010-06-01');
    expect(candidates.map((each) => each.name)).toEqual(['Ann Example', 'BOB', 'BOB-2', 'ZOE']);
  });

  it('have a cell for every category, in its order', async () => {
    const bench = await told();
    const state = await bench.state('2010-06-01');
    expect(state.categories).toEqual(['MP', 'CLP', 'TU', 'SS', 'AFF']);
    for (const { cells } of state.candidates) {
      expect(Object.keys(cells)).toEqual(['MP', 'CLP', 'TU', 'SS', 'AFF']);
      expect(cells.TU).toEqual({ certain: 0, possible: 0, lapsed: 0, reported: null, best: 0 });
    }
  });
});

describe('a state', () => {
  it('of a contest that nobody opened is empty', async () => {
    const bench = await told();
    expect(await bench.state('2010-06-01', { contest: 'unheard-of' })).toEqual({
      contest: 'unheard-of',
      title: null,
      categories: [],
      candidates: [],
      undeclared: {},
      neutral: {},
      conflicts: [],
      erased: 0,
    });
  });

  it('before anything was recorded is that of no contest', async () => {
    const bench = await told();
    expect(await bench.state('2010-06-01', { knownAt: -1 })).toMatchObject({
      contest: CONTEST,
      title: null,
      candidates: [],
    });
  });

  it('of the frame holds at every reported day, and that of a withdrawal does not', async () => {
    const bench = await contest(
      published('2010-07-20', entered('ann', '2010-05-03')),
      published('2010-07-20', left('ann', '2010-07-01')),
    );
    const early = await bench.state('2010-07-10', { reportedBy: '2000-01-01' });
    expect(early.candidates).toMatchObject([{ candidate: 'ann', status: 'standing' }]);
    const late = await bench.state('2010-07-10', { reportedBy: '2010-07-20' });
    expect(late.candidates).toMatchObject([{ status: 'withdrawn', statusOn: '2010-07-01' }]);
  });
});

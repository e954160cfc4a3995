import { describe, expect, it } from 'vitest';
import {
  as,
  disputed,
  electorate,
  endNomination,
  endorsed,
  id,
  left,
  nominated,
  published,
  stage,
  stance,
  tally,
  told,
} from '../support/given.ts';
import { figures, LATE, reconciledOn, table } from './votes-ask.ts';

const two = [nominated('t1', 'ann', '2010-07-01'), nominated('t2', 'ann', '2010-07-05')];

describe('a printed figure', () => {
  it.each([
    [0, 'more-named, 2 named'],
    [1, 'more-named, 2 named'],
    [2, 'agrees, 2 named'],
    [3, 'fewer-named, 2 named'],
  ])('of %i beside two who are named: %s', async (value, outcome) => {
    const bench = await told(...two, table({ 'ann TU': value }, '2010-07-10'));
    expect(await figures(bench)).toEqual([`ann TU ${value}: ${outcome}`]);
  });

  it('says how many are not named, or are too many', async () => {
    const bench = await told(
      ...two,
      nominated('t3', 'ann', '[2010-07-08..2010-07-12]'),
      table({ 'ann TU': 5, 'bob TU': 0 }, '2010-07-10'),
      table({ 'ann TU': 1 }, '2010-07-20'),
    );
    const { tallies } = await reconciledOn(bench);
    expect(tallies.flatMap((each) => each.figures.map((figure) => figure.difference))).toEqual([
      { least: 2, most: 3 },
      { least: 0, most: 0 },
      { least: 2, most: 2 },
    ]);
  });

  it('may lack who acted on its very day', async () => {
    for (const value of [1, 2]) {
      const bench = await told(...two, table({ 'ann TU': value }, '2010-07-05'));
      expect(await figures(bench)).toEqual([`ann TU ${value}: agrees, 1–2 named`]);
    }
    const bench = await told(...two, table({ 'ann TU': 1 }, '2010-07-06'));
    expect(await figures(bench)).toEqual(['ann TU 1: more-named, 2 named']);
  });

  it('of a range of days may be of each of them', async () => {
    const bench = await told(...two, table({ 'ann TU': 1 }, '[2010-07-03..2010-07-08]'));
    expect(await figures(bench)).toEqual(['ann TU 1: agrees, 1–2 named']);
    const later = await told(...two, table({ 'ann TU': 1 }, '[2010-07-06..2010-07-08]'));
    expect(await figures(later)).toEqual(['ann TU 1: more-named, 2 named']);
  });

  it('agrees with anything between those certain and those possible', async () => {
    const perhaps = nominated('t2', 'ann', '[2010-07-01..2010-07-20]');
    for (const [value, outcome] of [
      [0, 'more-named'],
      [1, 'agrees'],
      [2, 'agrees'],
      [3, 'fewer-named'],
    ]) {
      const entries = [nominated('t1', 'ann', '2010-07-01'), perhaps];
      const bench = await told(...entries, table({ 'ann TU': Number(value) }, '2010-07-10'));
      expect(await figures(bench)).toEqual([`ann TU ${value}: ${outcome}, 1–2 named`]);
    }
  });

  it('counts acts of its own kind and stage alone', async () => {
    const bench = await told(
      stage('mp'),
      stage('clp'),
      nominated('t1', 'ann', '2010-07-01', { stage: 'mp' }),
      nominated('t2', 'ann', '2010-07-01', { stage: 'clp' }),
      endorsed('t3', 'ann', '2010-07-01'),
      endorsed('t4', 'ann', '2010-07-01'),
      endorsed('s1', 'ann', '2010-07-01'),
      tally({ 'ann TU': 1 }, '2010-07-10', {}, { of: 'nominations', stage: 'mp' }),
      tally({ 'ann TU': 2 }, '2010-07-11', {}, { of: 'nominations' }),
      tally({ 'ann TU': 2 }, '2010-07-12', {}, { of: 'endorsements' }),
      tally({ 'ann TU': 4 }, '2010-07-13', {}, { of: 'acts' }),
      tally({ 'ann AFF': 5 }, '2010-07-14', {}, { of: 'acts' }),
    );
    expect(await figures(bench)).toEqual([
      'ann TU 1: agrees, 1 named',
      'ann TU 2: agrees, 2 named',
      'ann TU 2: agrees, 2 named',
      'ann TU 4: agrees, 4 named',
      'ann AFF 5: agrees, 5 named',
    ]);
  });

  it('of a stage that is the only one counts nominations that do not say their stage', async () => {
    const printed = table({ 'ann TU': 2 }, '2010-07-10', {}, { stage: 'mp' });
    expect(await figures(await told(stage('mp'), ...two, printed))).toEqual([
      'ann TU 2: agrees, 2 named',
    ]);
    expect(await figures(await told(stage('mp'), stage('clp'), ...two, printed))).toEqual([
      'ann TU 2: fewer-named, 0 named',
    ]);
  });

  it('counts nobody who withdrew or lapsed', async () => {
    const bench = await told(
      as('a', nominated('t1', 'ann', '2010-07-01')),
      endNomination('a', '2010-07-08'),
      nominated('t2', 'bob', '2010-07-01'),
      left('bob', '2010-07-08'),
      table({ 'ann TU': 0, 'bob TU': 0 }, '2010-07-10'),
    );
    expect(await figures(bench)).toEqual([
      'ann TU 0: agrees, 0 named',
      'bob TU 0: agrees, 0 named',
    ]);
  });

  it('is not checked while it is disputed, nor before it may have been printed', async () => {
    const printed = as('y', table({ 'ann TU': 2 }, '[2010-07-10..2010-07-12]'));
    expect(await figures(await told(printed), '2010-07-09')).toEqual([]);
    expect(await figures(await told(printed), '2010-07-10')).toHaveLength(1);
    expect(await figures(await told(printed, disputed('y')))).toEqual([]);
  });
});

describe('what its source could have known', () => {
  const bench = () =>
    told(
      published('2010-07-02', nominated('t1', 'ann', '2010-07-01')),
      published('2010-07-20', nominated('t2', 'ann', '2010-07-05')),
      published('2010-07-10', as('y', table({ 'ann TU': 1 }, '2010-07-10'))),
      published('2010-07-21', as('z', table({ 'ann TU': 2 }, '2010-07-10'))),
    );

  it('is what was published by the day of its own publication; all stands beside it', async () => {
    const { tallies } = await reconciledOn(await bench());
    expect(tallies).toMatchObject([
      {
        entry: id('y'),
        figures: [
          {
            named: { least: 1, most: 1 },
            outcome: 'agrees',
            now: { named: { least: 2, most: 2 }, outcome: 'more-named' },
          },
        ],
      },
      { entry: id('z'), figures: [{ outcome: 'agrees', now: { outcome: 'agrees' } }] },
    ]);
  });

  it('is never more than the question may see', async () => {
    const asked = { asOf: LATE, reportedBy: '2010-07-15' };
    const { tallies } = await reconciledOn(await bench(), asked);
    expect(tallies).toMatchObject([
      { entry: id('y'), figures: [{ outcome: 'agrees', now: { outcome: 'agrees' } }] },
    ]);
  });

  it('is by what the ledger held', async () => {
    const one = await told(table({ 'ann TU': 1 }, '2010-07-10'));
    const { seq } = await one.store.head();
    await one.accept([nominated('t1', 'ann', '2010-07-01')]);
    expect(await figures(one)).toEqual(['ann TU 1: agrees, 1 named']);
    expect(await figures(one, { asOf: LATE, knownAt: `${seq}` })).toEqual([
      'ann TU 1: fewer-named, 0 named',
    ]);
  });
});

describe('a printed number of those left', () => {
  const left_ = (value: number) => table({ 'ann TU': 2 }, '2010-07-10', { TU: value });

  it('is read as how many had declared, by the printed size', async () => {
    const bench = await told(electorate('TU', 14), ...two, left_(12));
    expect(await figures(bench)).toEqual([
      'ann TU 2: agrees, 2 named',
      'all TU 2: agrees, 2 named',
    ]);
    const fewer = await told(electorate('TU', 14), ...two, left_(10));
    expect((await figures(fewer))[1]).toBe('all TU 4: fewer-named, 2 named');
    const more = await told(electorate('TU', 14), ...two, left_(13));
    expect((await figures(more))[1]).toBe('all TU 1: more-named, 2 named');
  });

  it('counts stances too, but no undecided endorser', async () => {
    const stances = [
      stance('t3', 'neutral', '2010-07-01'),
      stance('t4', 'undecided', '2010-07-01'),
    ];
    const bench = await told(electorate('TU', 14), ...two, ...stances, left_(11));
    expect((await figures(bench))[1]).toBe('all TU 3: agrees, 3 named');
  });

  it('is left aside without a size, or where it is greater than the size', async () => {
    expect(await figures(await told(...two, left_(12)))).toHaveLength(1);
    expect(await figures(await told(electorate('TU', 11), ...two, left_(12)))).toHaveLength(1);
  });
});

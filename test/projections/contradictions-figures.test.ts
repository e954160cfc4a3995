import { describe, expect, it } from 'vitest';
import {
  as,
  electorate,
  endorsed,
  id,
  left,
  nominated,
  published,
  type Sent,
  stage,
  stance,
  struck,
  tally,
  told,
} from '../support/given.ts';
import { contradictions, found, LATE, reconciledOn, table } from './votes-ask.ts';

const day = '2010-07-10';

describe('more-named: a table with fewer than are named', () => {
  const named = ['t1', 't2', 't3'].map((each) =>
    as(`for ${each}`, nominated(each, 'ann', '2010-07-01')),
  );
  const one = as('y', table({ 'ann TU': 1 }, day));

  it('is found, with who names them', async () => {
    const bench = await told(...named, endorsed('t4', 'ann', '2010-07-01'), one);
    const { contradictions: all } = await reconciledOn(bench);
    expect(all).toMatchObject([
      {
        kind: 'more-named',
        text: 'TU for ann (nominations) on 2010-07-10: 1 (The Paper); 3 named (The Paper)',
        sides: [
          { says: '1', entries: [id('y')] },
          { says: '3 named', entries: named.map((each) => each.id) },
        ],
      },
    ]);
  });

  it('is found where only what was published later names them', async () => {
    const late = named.map((each) => published('2010-08-01', each));
    expect(await contradictions([...late, published('2010-07-10', one)])).toHaveLength(1);
    const asked = { asOf: LATE, reportedBy: '2010-07-31' };
    expect(await contradictions([...late, published('2010-07-10', one)], asked)).toEqual([]);
  });

  it.each<[string, readonly Sent[]]>([
    ['as many', [...named, table({ 'ann TU': 3 }, day)]],
    ['more', [...named, table({ 'ann TU': 9 }, day)]],
    [
      'those of its own day',
      ['t1', 't2', 't3'].map((each) => nominated(each, 'ann', day)).concat(one),
    ],
    [
      'those of uncertain days',
      ['t1', 't2', 't3']
        .map((each) => nominated(each, 'ann', '[2010-07-01..2010-07-11]'))
        .concat(one),
    ],
    ['those of another kind', [endorsed('t1', 'ann', '2010-07-01'), table({ 'ann TU': 0 }, day)]],
    ['those of another candidate', [...named, table({ 'bob TU': 0 }, day)]],
    ['those who have left', [...named, left('ann', '2010-07-05'), one]],
  ])('is none: %s', async (_, entries) => {
    expect(await found('more-named', entries)).toEqual([]);
  });
});

describe('sum: figures of one table that do not add up', () => {
  const size = electorate('TU', 14);
  const all = { 'ann TU': 2, 'bob TU': 1, 'cay TU': 0 };

  it.each([
    [12, '3 and 12 yet to declare (The Paper); 14 in all (The Paper)'],
    [10, '3 and 10 yet to declare (The Paper); 14 in all (The Paper)'],
  ])('are found with %i yet to declare', async (left_, text) => {
    expect(await contradictions([size, table(all, day, { TU: left_ })])).toEqual([
      `sum: TU on 2010-07-10: ${text}`,
    ]);
  });

  it('are found where they are more than there are', async () => {
    expect(await contradictions([size, table({ 'ann TU': 9, 'bob TU': 6 }, day)])).toEqual([
      'sum: TU on 2010-07-10: 15 in all (The Paper); 14 in all (The Paper)',
    ]);
  });

  it('are found in a table of endorsements, where each counts once too', async () => {
    const printed = tally({ 'ann TU': 9, 'bob TU': 6 }, day, {}, { of: 'endorsements' });
    expect(await found('sum', [size, printed])).toHaveLength(1);
  });

  it('are found beside the size that held on the day, and its source alone', async () => {
    const sizes = [as('old', size), as('new', electorate('TU', 15, '2010-07-09'))];
    const bench = await told(...sizes, table(all, day, { TU: 11 }));
    const { contradictions: seen } = await reconciledOn(bench);
    expect(seen).toMatchObject([{ kind: 'sum', sides: [{}, { entries: [id('new')] }] }]);
  });

  it('are found between a sum and its parts', async () => {
    const wrong = table({ 'ann TU': 2, 'ann SS': 3, 'ann AFF': 4 }, day);
    expect(await contradictions([wrong])).toEqual([
      'sum: AFF for ann (nominations) on 2010-07-10: 4 (The Paper); TU 2 + SS 3 (The Paper)',
    ]);
    expect(await contradictions([table({ 'ann TU': 5, 'ann AFF': 4 }, day)])).toHaveLength(1);
  });

  it.each<[string, readonly Sent[]]>([
    ['what adds up', [size, table(all, day, { TU: 11 })]],
    ['where no size is told', [table(all, day, { TU: 99 })]],
    ['where the size is of a later day', [electorate('TU', 14, '2010-07-11'), table(all, day)]],
    ['where either of two sizes fits', [size, electorate('TU', 15), table(all, day, { TU: 12 })]],
    ['where it does not print who is left', [size, table(all, day)]],
    ['where it leaves candidates out', [size, table({ 'ann TU': 2 }, day, { TU: 11 })]],
    [
      'where stances make up the rest',
      [
        size,
        stance('t3', 'neutral', '2010-07-01'),
        stance('t4', 'barred', '2010-07-01'),
        table(all, day, { TU: 9 }),
      ],
    ],
    [
      'where a stance gave way within the days of the table',
      [
        electorate('TU', 4),
        stance('t1', 'neutral', '2010-05-01'),
        nominated('t1', 'ann', day),
        table({ 'ann TU': 0, 'bob TU': 0, 'cay TU': 0 }, '[2010-07-05..2010-07-12]', { TU: 3 }),
      ],
    ],
    ['where one may count twice', [size, tally({ 'ann TU': 9, 'bob TU': 6 }, day)]],
    [
      'where one may count twice, in two stages',
      [size, stage('mp'), stage('clp'), table({ 'ann TU': 9, 'bob TU': 6 }, day)],
    ],
    ['a sum of its parts', [table({ 'ann TU': 2, 'ann SS': 2, 'ann AFF': 4 }, day)]],
    ['a sum beside one part', [table({ 'ann TU': 2, 'ann AFF': 4 }, day)]],
  ])('are none: %s', async (_, entries) => {
    expect(await found('sum', entries)).toEqual([]);
  });
});

describe('an endorser who is enrolled nowhere, as far as its readers know', () => {
  // The strike of the claim was published late, that of the enrolment holds at every reported time.
  const gone = (claim: Sent): Sent[] => [
    as('x', claim),
    published('2010-12-01', struck('x')),
    struck('t1'),
  ];
  const tables = [
    electorate('TU', 9),
    table({ 'ann TU': 2, 'bob TU': 0, 'cay TU': 0 }, '2010-07-01'),
    nominated('t2', 'ann', '2010-06-01'),
    table({ 'ann TU': 0, 'bob TU': 0, 'cay TU': 0 }, day, { TU: 3 }),
  ];

  it.each([
    ['an act', nominated('t1', 'ann', '2010-06-01')],
    ['a stance', stance('t1', 'neutral', '2010-06-01')],
  ])('counts in no category: %s', async (_, claim) => {
    const asked = { asOf: LATE, reportedBy: '2010-11-01' };
    const seen = await contradictions([...tables, ...gone(claim)], asked);
    expect(seen).toEqual([
      expect.stringMatching(/^fell: .*2 on 2010-07-01.*; 0 on 2010-07-10/),
      expect.stringMatching(/^more-named: .*0 \(The Paper\); 1 named/),
      expect.stringMatching(/^sum: /),
    ]);
  });
});

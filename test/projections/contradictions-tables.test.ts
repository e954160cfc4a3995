import { describe, expect, it } from 'vitest';
import {
  as,
  endNomination,
  id,
  left,
  nominated,
  published,
  type Sent,
  source,
  stage,
  struck,
  tally,
  told,
} from '../support/given.ts';
import { contradictions, found, reconciledOn, table } from './votes-ask.ts';

/** The same, printed by another paper. */
const by = (publisher: string, sent: Sent): Sent => ({
  ...sent,
  sources: [source('2010-07-10', { publisher })],
});
const day = '2010-07-10';

describe('same-day: tables of one day that differ', () => {
  const four = by('The Star', table({ 'ann TU': 4 }, day));
  const five = by('The Sun', table({ 'ann TU': 5 }, day));

  it('are found, with who prints what, and once for one cell', async () => {
    expect(await contradictions([four, five, by('The Moon', table({ 'ann TU': 5 }, day))])).toEqual(
      ['same-day: TU for ann (nominations) on 2010-07-10: 4 (The Star); 5 (The Sun, The Moon)'],
    );
  });

  it('are found cell by cell, each with the entries that say it', async () => {
    const bench = await told(
      as('y', table({ 'ann TU': 4, 'bob TU': 2, 'cay TU': 1 }, day)),
      as('z', table({ 'ann TU': 5, 'bob TU': 1, 'cay TU': 1 }, day)),
    );
    const { contradictions: all, sources } = await reconciledOn(bench);
    expect(all).toMatchObject([
      {
        kind: 'same-day',
        about: 'TU for ann (nominations) on 2010-07-10',
        sides: [
          { says: '4', entries: [id('y')] },
          { says: '5', entries: [id('z')] },
        ],
      },
      { kind: 'same-day', about: 'TU for bob (nominations) on 2010-07-10' },
    ]);
    expect(Object.keys(sources).sort()).toEqual([id('y'), id('z')].sort());
  });

  it('are found though the named entries move, where one table is below and above', async () => {
    expect(
      await contradictions([
        nominated('t1', 'ann', day),
        table({ 'ann TU': 0, 'bob TU': 1 }, day),
        table({ 'ann TU': 1, 'bob TU': 0 }, day),
      ]),
    ).toHaveLength(2);
  });

  it('are found though somebody moves, where no cell that differs does', async () => {
    const entries = [nominated('t1', 'bob', day), four, five];
    expect(await contradictions(entries)).toHaveLength(1);
  });

  it.each<[string, readonly Sent[]]>([
    ['that agree', [four, by('The Sun', table({ 'ann TU': 4 }, day))]],
    ['of other days', [four, table({ 'ann TU': 5 }, '2010-07-11')]],
    ['of days that are not sure', [four, table({ 'ann TU': 5 }, '[2010-07-09..2010-07-10]')]],
    ['of other categories', [four, table({ 'ann MP': 5 }, day)]],
    ['of other candidates', [four, table({ 'bob TU': 5 }, day)]],
    ['of other kinds', [four, tally({ 'ann TU': 5 }, day, {}, { of: 'acts' })]],
    [
      'of other stages',
      [stage('mp'), stage('clp'), four, table({ 'ann TU': 5 }, day, {}, { stage: 'mp' })],
    ],
    ['of other hours', [nominated('t1', 'ann', day), four, five]],
    [
      'of other hours, where one cell that differs moves',
      [
        nominated('t1', 'ann', day),
        table({ 'ann TU': 4, 'bob MP': 9 }, day),
        table({ 'ann TU': 5, 'bob MP': 11 }, day),
      ],
    ],
    ['of which one is struck', [as('y', four), five, struck('y')]],
  ])('are none: %s', async (_, entries) => {
    expect(await contradictions(entries)).toEqual([]);
  });

  it('stay one where what moves was published after both', async () => {
    const late = published('2010-07-11', nominated('t1', 'ann', day));
    expect(await contradictions([late, four, five])).toHaveLength(1);
  });
});

describe('fell: a later table with fewer', () => {
  const many = table({ 'ann TU': 5 }, '2010-07-01');
  const few = table({ 'ann TU': 3 }, day);

  it('is found where nobody is known to have left', async () => {
    expect(await contradictions([many, few])).toEqual([
      'fell: TU for ann (nominations): 5 on 2010-07-01 (The Paper); 3 on 2010-07-10 (The Paper)',
    ]);
  });

  it('is found once, beside the last table before', async () => {
    const between = table({ 'ann TU': 4 }, '2010-07-05');
    const again = table({ 'ann TU': 3 }, '2010-07-12');
    expect(await contradictions([many, between, few, again])).toEqual([
      expect.stringContaining('5 on 2010-07-01'),
      expect.stringContaining('4 on 2010-07-05'),
    ]);
  });

  it('is found though somebody left another candidate, or came to this one', async () => {
    const other = [
      as('a', nominated('t1', 'bob', '2010-06-20')),
      endNomination('a', '2010-07-05'),
      nominated('t2', 'ann', '2010-07-05'),
      left('cay', '2010-07-05'),
    ];
    expect(await contradictions([...other, many, few])).toHaveLength(1);
  });

  const gone = (on: string) => [
    as('a', nominated('t1', 'ann', '2010-06-20')),
    endNomination('a', on),
  ];

  const switched = nominated('t1', 'bob', '2010-07-05', { replaces: id('a') });

  it.each<[string, readonly Sent[]]>([
    ['nothing less', [many, table({ 'ann TU': 5 }, day)]],
    ['tables whose days overlap', [many, table({ 'ann TU': 3 }, '[2010-07-01..2010-07-10]')]],
    ['another kind', [many, tally({ 'ann TU': 3 }, day, {}, { of: 'acts' })]],
    ['an act that ended', [...gone('2010-07-05'), many, few]],
    ['an act that may have ended', [...gone('[2010-07-09..2010-07-20]'), many, few]],
    [
      'an act that came and went since the first day of the table before',
      [
        as('a', nominated('t1', 'ann', '2010-07-04')),
        endNomination('a', '2010-07-08'),
        table({ 'ann TU': 5 }, '[2010-07-01..2010-07-06]'),
        few,
      ],
    ],
    [
      'an act that ended before, and came again within the days of the table',
      [
        ...gone('2010-07-05'),
        nominated('t1', 'ann', '2010-07-12', { anew: true }),
        many,
        table({ 'ann TU': 3 }, '[2010-07-08..2010-07-14]'),
      ],
    ],
    ['a switch', [...gone('2010-07-05').slice(0, 1), switched, many, few]],
    ['a candidate who left', [left('ann', '2010-07-05'), many, few]],
    ['a candidate who may have left', [left('ann', '[2010-07-10..2010-07-20]'), many, few]],
    [
      'an act that may no longer count, since a rival came',
      [nominated('t1', 'ann', '2010-06-20'), nominated('t1', 'bob', '2010-07-05'), many, few],
    ],
    [
      'of a sum, an act of a part',
      [
        as('s', nominated('s1', 'ann', '2010-06-20')),
        endNomination('s', '2010-07-05'),
        table({ 'ann AFF': 5 }, '2010-07-01'),
        table({ 'ann AFF': 4 }, day),
      ],
    ],
  ])('is none: %s', async (_, entries) => {
    expect(await found('fell', entries)).toEqual([]);
  });
});

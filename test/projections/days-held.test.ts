import { describe, expect, it } from 'vitest';
import {
  as,
  Bench,
  endEndorsement,
  endNomination,
  endorsed,
  enrolled,
  entered,
  nominated,
  opened,
  type Sent,
  told,
} from '../support/given.ts';

/** An act begun and ended on these days, and what its cell shows on others. */
type Row = readonly [
  what: string,
  begun: string,
  ended: string | null | undefined,
  on: Readonly<Record<string, string>>,
];

const ROWS: readonly Row[] = [
  [
    'known days: from its first day up to, not including, the day of its withdrawal',
    '2010-07-10',
    '2010-07-20',
    { '2010-07-09': '0+0', '2010-07-10': '1+0', '2010-07-19': '1+0', '2010-07-20': '0+0' },
  ],
  [
    'no end: for ever',
    '2010-07-10',
    undefined,
    { '2010-07-09': '0+0', '2010-07-10': '1+0', '9999-12-31': '1+0' },
  ],
  [
    'uncertain days: possible between the earliest and the latest, certain between the two ranges',
    '[2010-07-05..2010-07-10]',
    '[2010-07-20..2010-07-25]',
    {
      '2010-07-04': '0+0',
      '2010-07-05': '0+1',
      '2010-07-09': '0+1',
      '2010-07-10': '1+0',
      '2010-07-19': '1+0',
      '2010-07-20': '0+1',
      '2010-07-24': '0+1',
      '2010-07-25': '0+0',
    },
  ],
  [
    'ranges that overlap: never certain',
    '[2010-07-05..2010-07-10]',
    '[2010-07-08..2010-07-25]',
    { '2010-07-05': '0+1', '2010-07-10': '0+1', '2010-07-24': '0+1', '2010-07-25': '0+0' },
  ],
  [
    'ranges that touch: certain on no day, since the end may have come on the last day of beginning',
    '[2010-07-05..2010-07-10]',
    '[2010-07-10..2010-07-12]',
    { '2010-07-09': '0+1', '2010-07-10': '0+1', '2010-07-11': '0+1', '2010-07-12': '0+0' },
  ],
  [
    'one day for both: held on no day',
    '2010-07-10',
    '2010-07-10',
    { '2010-07-09': '0+0', '2010-07-10': '0+0', '2010-07-11': '0+0' },
  ],
  [
    'the day after: held on one day',
    '2010-07-10',
    '2010-07-11',
    { '2010-07-09': '0+0', '2010-07-10': '1+0', '2010-07-11': '0+0' },
  ],
  [
    'an end on nobody knows which day: never certain, always possible',
    '[2010-07-05..2010-07-10]',
    null,
    { '2010-07-04': '0+0', '2010-07-05': '0+1', '2010-07-11': '0+1', '2020-01-01': '0+1' },
  ],
  [
    'an end by some day: no earlier than the act itself may be',
    '[2010-07-05..2010-07-10]',
    '[..2010-07-20]',
    { '2010-07-04': '0+0', '2010-07-05': '0+1', '2010-07-19': '0+1', '2010-07-20': '0+0' },
  ],
  [
    'a beginning by some day: no earlier than the contest opened',
    '[..2010-07-10]',
    undefined,
    { '2010-04-30': 'unlisted', '2010-05-01': '0+1', '2010-07-09': '0+1', '2010-07-10': '1+0' },
  ],
  [
    'a beginning by a day before the contest opened: that day',
    '../2010-04-10',
    undefined,
    { '2010-04-09': 'unlisted', '2010-04-10': '1+0' },
  ],
  [
    'a known day before the contest opened: that day',
    '2010-03-01',
    undefined,
    { '2010-02-28': 'unlisted', '2010-03-01': '1+0' },
  ],
  [
    'a month: possible from its first day, certain on its last',
    '2010-07',
    '2010-09-XX',
    {
      '2010-06-30': '0+0',
      '2010-07-01': '0+1',
      '2010-07-31': '1+0',
      '2010-08-31': '1+0',
      '2010-09-01': '0+1',
      '2010-09-29': '0+1',
      '2010-09-30': '0+0',
    },
  ],
  [
    'a mark of doubt: as if the day were exact',
    '2010-07-10~',
    '2010-07-20?',
    { '2010-07-09': '0+0', '2010-07-10': '1+0', '2010-07-19': '1+0', '2010-07-20': '0+0' },
  ],
];

const cases = ROWS.map(([what, begun, ended, on]) => ({ what, begun, ended, on }));

const kinds = [
  { kind: 'nomination', begin: nominated, end: endNomination },
  { kind: 'endorsement', begin: endorsed, end: endEndorsement },
];

describe.each(kinds)('the days on which a $kind is held', ({ begin, end }) => {
  it.each(cases)('with $what', async ({ begun, ended, on }) => {
    const act = as('a', begin('t1', 'ann', begun));
    const ends: Sent[] = ended === undefined ? [] : [end('a', ended ?? undefined)];
    const bench = await told(act, ...ends);
    expect(await bench.over('ann TU', Object.keys(on))).toEqual(Object.values(on));
  });
});

describe('an open beginning', () => {
  it('ends at the earliest day on which the contest may have opened', async () => {
    const bench = new Bench();
    await bench.accept([
      opened('[2010-04-20..2010-05-01]'),
      entered('ann'),
      enrolled('t1', 'TU'),
      nominated('t1', 'ann', '[..2010-07-10]'),
    ]);
    expect(await bench.over('ann TU', ['2010-04-19', '2010-04-20'])).toEqual(['unlisted', '0+1']);
  });
});

describe('a count', () => {
  it('adds up the endorsers of a category, each by itself', async () => {
    const bench = await told(
      nominated('t1', 'ann', '2010-07-10'),
      nominated('t2', 'ann', '[2010-07-05..2010-07-15]'),
      nominated('t3', 'ann', '[2010-07-12..2010-07-14]'),
      nominated('t4', 'bob', '2010-07-01'),
      nominated('m1', 'ann', '2010-07-01'),
    );
    const days = [
      '2010-07-04',
      '2010-07-05',
      '2010-07-10',
      '2010-07-12',
      '2010-07-14',
      '2010-07-15',
    ];
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+1', '1+1', '1+2', '2+1', '3+0']);
    expect(await bench.over('ann MP', ['2010-07-01'])).toEqual(['1+0']);
    expect(await bench.over('bob TU', ['2010-07-15'])).toEqual(['1+0']);
  });

  it('counts an endorser once, however many acts it has for a candidate', async () => {
    const bench = await told(
      as('n', nominated('t1', 'ann', '2010-07-10')),
      endorsed('t1', 'ann', '[2010-07-01..2010-07-20]'),
      endNomination('n', '2010-07-15'),
    );
    const days = ['2010-06-30', '2010-07-01', '2010-07-10', '2010-07-15', '2010-07-20'];
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+1', '1+0', '0+1', '1+0']);
  });

  it('counts an endorser for two candidates by two kinds of act', async () => {
    const bench = await told(
      nominated('t1', 'ann', '2010-07-10'),
      endorsed('t1', 'bob', '2010-07-10'),
    );
    expect(await bench.over('ann TU', ['2010-07-10'])).toEqual(['1+0']);
    expect(await bench.over('bob TU', ['2010-07-10'])).toEqual(['1+0']);
    expect((await bench.state('2010-07-10')).conflicts).toEqual([]);
  });

  it('counts no second choice, no shared choice and no recommendation', async () => {
    const choices = (...ranks: number[]) => ({
      choices: ranks.map((rank, index) => ({ candidate: ['ann', 'bob', 'cay'][index], rank })),
    });
    const bench = await told(
      endorsed('t1', 'ann', '2010-07-10', choices(2)),
      endorsed('t2', 'ann', '2010-07-10', choices(1, 1)),
      endorsed('t3', 'ann', '2010-07-10', { form: 'recommendation' }),
      endorsed('t4', 'ann', '2010-07-10', choices(2, 1, 3)),
    );
    expect(await bench.over('ann TU', ['2010-07-10'])).toEqual(['0+0']);
    expect(await bench.over('bob TU', ['2010-07-10'])).toEqual(['1+0']);
  });
});

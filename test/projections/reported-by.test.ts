import { describe, expect, it } from 'vitest';
import {
  as,
  corrected,
  electorate,
  endNomination,
  FRAME,
  id,
  left,
  nominated,
  published,
  type Sent,
  source,
  stance,
  tally,
  told,
} from '../support/given.ts';

const act = nominated('t1', 'ann', '2010-07-10');
const day = '2010-08-31';

describe('a claim is visible', () => {
  it.each<[string, readonly object[], Readonly<Record<string, boolean>>]>([
    [
      'from the day of its source',
      [source('2010-07-14')],
      { '2010-07-13': false, '2010-07-14': true },
    ],
    [
      'from the last day on which its source may have been published',
      [source('[2010-06-27..2010-07-14]')],
      { '2010-06-27': false, '2010-07-13': false, '2010-07-14': true },
    ],
    [
      'from the end of the month of its source',
      [source('2010-07~')],
      { '2010-07-30': false, '2010-07-31': true },
    ],
    [
      'from the day by which its source was published',
      [source('[..2010-07-14]')],
      { '2010-07-13': false, '2010-07-14': true },
    ],
    [
      'from the first of its sources',
      [source('2010-07-20'), source('[2010-07-01..2010-07-16]'), source()],
      { '2010-07-15': false, '2010-07-16': true },
    ],
    [
      'from the day on which somebody looked at an undated source',
      [source(undefined, { retrieved: '2026-01-31' })],
      { '2026-01-30': false, '2026-01-31': true },
    ],
    [
      'from the UTC day of that look',
      [source(undefined, { retrieved: '2026-01-31T23:59:59Z' })],
      { '2026-01-30': false, '2026-01-31': true },
    ],
    [
      'from its publication, not from when somebody looked',
      [source('2010-07-14', { retrieved: '2010-07-12' })],
      { '2010-07-13': false, '2010-07-14': true },
    ],
    [
      'never, where nothing dates its sources',
      [source(), source(undefined, { archivedUrl: 'https://archive.example/1' })],
      { '2010-07-14': false, '9999-12-31': false },
    ],
  ])('%s', async (_, sources, visible) => {
    const bench = await told({ ...act, sources });
    for (const [reportedBy, shown] of Object.entries(visible)) {
      const cells = await bench.over('ann TU', [day], { reportedBy });
      expect(cells, reportedBy).toEqual([shown ? '1+0' : '0+0']);
    }
    expect(await bench.over('ann TU', [day])).toEqual(['1+0']);
  });
});

describe('at a reported day', () => {
  it('only the claims that were published by then tell an act', async () => {
    const bench = await told(
      published('2010-07-20', as('a', nominated('t1', 'ann', '2010-07-10'))),
      published('2010-07-12', nominated('t1', 'ann', '[2010-07-05..2010-07-15]', { act: id('a') })),
    );
    const days = ['2010-07-05', '2010-07-10', '2010-07-15'];
    const on = (reportedBy: string) => bench.over('ann TU', days, { reportedBy });
    expect(await on('2010-07-11')).toEqual(['0+0', '0+0', '0+0']);
    expect(await on('2010-07-12')).toEqual(['0+1', '0+1', '1+0']);
    expect(await on('2010-07-20')).toEqual(['0+0', '1+0', '1+0']);
  });

  it('an end reaches the act whichever claim it names, visible yet or not', async () => {
    const bench = await told(
      published('2010-07-30', as('a', nominated('t1', 'ann', '2010-07-10'))),
      published('2010-07-12', nominated('t1', 'ann', '2010-07-10', { act: id('a') })),
      published('2010-07-20', endNomination('a', '2010-07-18')),
    );
    const days = ['2010-07-17', '2010-07-18'];
    const on = (reportedBy: string) => bench.over('ann TU', days, { reportedBy });
    expect(await on('2010-07-19')).toEqual(['1+0', '1+0']);
    expect(await on('2010-07-20')).toEqual(['1+0', '0+0']);
  });

  it('an end of an act that nobody told yet ends nothing', async () => {
    const bench = await told(
      published('2010-07-30', as('a', nominated('t1', 'ann', '2010-07-10'))),
      published('2010-07-20', endNomination('a', '2010-07-18')),
    );
    const days = ['2010-07-17', '2010-07-18'];
    const on = (reportedBy: string) => bench.over('ann TU', days, { reportedBy });
    expect(await on('2010-07-20')).toEqual(['0+0', '0+0']);
    expect(await on('2010-07-30')).toEqual(['1+0', '0+0']);
  });

  it('a switch shows by itself before the act that it replaces', async () => {
    const bench = await told(
      published('2010-07-30', as('a', nominated('t1', 'ann', '2010-07-10'))),
      published('2010-07-20', nominated('t1', 'bob', '2010-07-18', { replaces: id('a') })),
    );
    const on = async (reportedBy: string) => [
      ...(await bench.over('ann TU', ['2010-07-17', day], { reportedBy })),
      ...(await bench.over('bob TU', ['2010-07-17', day], { reportedBy })),
    ];
    expect(await on('2010-07-19')).toEqual(['0+0', '0+0', '0+0', '0+0']);
    expect(await on('2010-07-20')).toEqual(['0+0', '0+0', '0+0', '1+0']);
    expect(await on('2010-07-30')).toEqual(['1+0', '0+0', '0+0', '1+0']);
  });

  it('an act stands on until its switch is told', async () => {
    const bench = await told(
      published('2010-07-11', as('a', nominated('t1', 'ann', '2010-07-10'))),
      published('2010-07-20', nominated('t1', 'bob', '2010-07-18', { replaces: id('a') })),
    );
    const on = (reportedBy: string) => bench.over('ann TU', [day], { reportedBy });
    expect(await on('2010-07-19')).toEqual(['1+0']);
    expect(await on('2010-07-20')).toEqual(['0+0']);
  });

  it('a conflict shows once both of its sides are told', async () => {
    const bench = await told(
      published('2010-07-11', nominated('t1', 'ann', '2010-07-10')),
      published('2010-07-20', nominated('t1', 'bob', '2010-07-10')),
    );
    const on = async (reportedBy: string) => {
      const { conflicts } = await bench.state(day, { reportedBy });
      return [conflicts.length, ...(await bench.over('ann TU', [day], { reportedBy }))];
    };
    expect(await on('2010-07-19')).toEqual([0, '1+0']);
    expect(await on('2010-07-20')).toEqual([1, '0+1']);
  });

  it('figures, stances and withdrawals wait for their sources', async () => {
    const late = (sent: Sent) => published('2010-07-20', sent);
    const bench = await told(
      late(electorate('TU', 14)),
      late(tally({ 'ann TU': 2 }, '2010-06-01')),
      late(stance('t2', 'neutral', '2010-06-01')),
      late(left('bob', '2010-06-01')),
    );
    const part = async (reportedBy: string) => {
      const { candidates, undeclared, neutral } = await bench.state(day, { reportedBy });
      const [ann, bob] = candidates;
      return [
        ann?.cells.TU?.reported?.value,
        bob?.status,
        undeclared.TU?.value,
        neutral.TU?.neutral,
      ];
    };
    expect(await part('2010-07-19')).toEqual([undefined, 'standing', null, 0]);
    expect(await part('2010-07-20')).toEqual([2, 'withdrawn', 13, 1]);
  });

  it('the frame is there already, as it is corrected', async () => {
    const bench = await told(corrected('ann', { data: { candidate: 'ann', name: 'Ann Example' } }));
    const state = await bench.state(day, { reportedBy: '1900-01-01' });
    expect(state.title).toBe('Leadership election, 2010');
    expect(state.candidates.map((each) => each.name)).toEqual(['Ann Example', 'BOB', 'CAY']);
  });

  it('is a view beside the other two clocks', async () => {
    const bench = await told(
      published('2010-07-11', as('a', nominated('t1', 'ann', '2010-07-10'))),
      published('2010-07-12', nominated('t2', 'ann', '2010-07-12')),
    );
    const knownAt = FRAME.length;
    const reportedBy = '2010-07-12';
    expect(await bench.over('ann TU', [day], { reportedBy })).toEqual(['2+0']);
    expect(await bench.over('ann TU', [day], { reportedBy, knownAt })).toEqual(['1+0']);
    expect(await bench.over('ann TU', ['2010-07-11'], { reportedBy })).toEqual(['1+0']);
  });
});

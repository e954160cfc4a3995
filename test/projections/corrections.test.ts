import { describe, expect, it } from 'vitest';
import {
  as,
  type Bench,
  corrected,
  electorate,
  endNomination,
  enrolled,
  entered,
  FRAME,
  id,
  left,
  nominated,
  opened,
  published,
  type Sent,
  source,
  stance,
  struck,
  tally,
  told,
} from '../support/given.ts';

const act = as('a', nominated('t1', 'ann', '2010-07-10'));
const toBob = { endorser: 't1', candidate: 'bob' };
const days = ['2010-07-09', '2010-07-10', '2010-07-12', '2010-07-14'];
const fix = (name: string, change: Record<string, unknown>) => as(name, corrected('a', change));

/** Ann's and Bob's unions on the days, each row the days of one candidate. */
const both = async (bench: Bench, sight = {}) => [
  (await bench.over('ann TU', days, sight)).join(' '),
  (await bench.over('bob TU', days, sight)).join(' '),
];
const NONE = '0+0 0+0 0+0 0+0';

describe('a correction', () => {
  it('replaces the day of a claim, from when it was recorded on', async () => {
    const bench = await told(act, fix('c', { on: '2010-07-12' }));
    expect(await both(bench)).toEqual(['0+0 0+0 1+0 1+0', NONE]);
    const knownAt = FRAME.length;
    expect(await both(bench, { knownAt })).toEqual(['0+0 1+0 1+0 1+0', NONE]);
  });

  it('replaces the data of a claim, and leaves its day', async () => {
    const bench = await told(act, fix('c', { data: toBob }));
    expect(await both(bench)).toEqual([NONE, '0+0 1+0 1+0 1+0']);
  });

  it('gives way to a later one field by field', async () => {
    const bench = await told(
      act,
      fix('fix 1', { on: '2010-07-12' }),
      fix('fix 2', { data: toBob }),
      fix('fix 3', { on: '2010-07-14' }),
    );
    const at = (knownAt: number) => both(bench, { knownAt: FRAME.length + knownAt });
    expect(await at(0)).toEqual(['0+0 1+0 1+0 1+0', NONE]);
    expect(await at(1)).toEqual(['0+0 0+0 1+0 1+0', NONE]);
    expect(await at(2)).toEqual([NONE, '0+0 0+0 1+0 1+0']);
    expect(await at(3)).toEqual([NONE, '0+0 0+0 0+0 1+0']);
  });

  it('that is struck gives back what it changed, and so does a strike', async () => {
    const bench = await told(
      act,
      fix('fix 1', { on: '2010-07-12' }),
      fix('fix 2', { on: '2010-07-14', data: toBob }),
      as('strike 1', struck('fix 2')),
      as('strike 2', struck('strike 1')),
      as('strike 3', struck('fix 1')),
    );
    const at = (knownAt: number) => both(bench, { knownAt: FRAME.length + knownAt });
    expect(await at(2)).toEqual([NONE, '0+0 0+0 0+0 1+0']);
    expect(await at(3)).toEqual(['0+0 0+0 1+0 1+0', NONE]);
    expect(await at(4)).toEqual([NONE, '0+0 0+0 0+0 1+0']);
    expect(await at(5)).toEqual([NONE, '0+0 0+0 0+0 1+0']);
  });

  it('holds at every reported day where it has no source of its own', async () => {
    const bench = await told(published('2010-07-11', act), fix('c', { on: '2010-07-12' }));
    expect(await both(bench, { reportedBy: '2010-07-10' })).toEqual([NONE, NONE]);
    const shown = ['0+0 0+0 1+0 1+0', NONE];
    expect(await both(bench, { reportedBy: '2010-07-11' })).toEqual(shown);
  });

  it('holds from the day of its own sources where it has any', async () => {
    const late = { ...fix('c', { on: '2010-07-12' }), sources: [source('2010-07-20')] };
    const bench = await told(published('2010-07-11', act), late);
    const early = await both(bench, { reportedBy: '2010-07-19' });
    expect(early).toEqual(['0+0 1+0 1+0 1+0', NONE]);
    const after = await both(bench, { reportedBy: '2010-07-20' });
    expect(after).toEqual(['0+0 0+0 1+0 1+0', NONE]);
  });

  it('with a later reported day gives way until then to one recorded before it', async () => {
    const late = { ...fix('fix 2', { on: '2010-07-14' }), sources: [source('2010-07-20')] };
    const bench = await told(act, fix('fix 1', { on: '2010-07-12' }), late);
    const early = await both(bench, { reportedBy: '2010-07-19' });
    expect(early).toEqual(['0+0 0+0 1+0 1+0', NONE]);
    const after = await both(bench, { reportedBy: '2010-07-20' });
    expect(after).toEqual(['0+0 0+0 0+0 1+0', NONE]);
  });

  it.each([
    ['later', '2010-07-25', { '2010-07-11': false, '2010-07-24': false, '2010-07-25': true }],
    ['earlier', '2010-07-08', { '2010-07-07': false, '2010-07-08': true, '2010-07-11': true }],
  ])('replaces the sources of a claim by %s ones', async (_, day, visible) => {
    const bench = await told(published('2010-07-11', act), fix('c', { sources: [source(day)] }));
    for (const [reportedBy, shown] of Object.entries(visible)) {
      const cells = await bench.over('ann TU', ['2010-07-31'], { reportedBy });
      expect(cells, reportedBy).toEqual([shown ? '1+0' : '0+0']);
    }
    const before = await bench.over('ann TU', ['2010-07-31'], {
      reportedBy: '2010-07-11',
      knownAt: FRAME.length,
    });
    expect(before).toEqual(['1+0']);
  });
});

describe('a strike', () => {
  it('takes a claim away, from when it was recorded on', async () => {
    const bench = await told(act, as('s', struck('a')));
    expect(await both(bench)).toEqual([NONE, NONE]);
    expect(await both(bench, { knownAt: FRAME.length })).toEqual(['0+0 1+0 1+0 1+0', NONE]);
  });

  it('holds from the day of its own sources where it has any', async () => {
    const bench = await told(act, { ...struck('a'), sources: [source('2010-07')] });
    const early = await both(bench, { reportedBy: '2010-07-30' });
    expect(early).toEqual(['0+0 1+0 1+0 1+0', NONE]);
    expect(await both(bench, { reportedBy: '2010-07-31' })).toEqual([NONE, NONE]);
  });

  it('of an end gives the act back', async () => {
    const bench = await told(act, as('w', endNomination('a', '2010-07-12')), struck('w'));
    expect((await both(bench))[0]).toBe('0+0 1+0 1+0 1+0');
  });

  it('of one claim leaves the act to the others', async () => {
    const again = nominated('t1', 'ann', '2010-07-12', { act: id('a') });
    const bench = await told(act, again, struck('a'));
    expect((await both(bench))[0]).toBe('0+0 0+0 1+0 1+0');
  });

  it('of the claim that began an act leaves its end to the others', async () => {
    const again = nominated('t1', 'ann', '2010-07-10', { act: id('a') });
    const bench = await told(act, again, endNomination('a', '2010-07-12'), struck('a'));
    expect((await both(bench))[0]).toBe('0+0 1+0 0+0 0+0');
  });

  it('of a switch gives the first act back', async () => {
    const bench = await told(
      act,
      as('b', nominated('t1', 'bob', '2010-07-12', { replaces: id('a') })),
      as('s', struck('b')),
    );
    expect(await both(bench)).toEqual(['0+0 1+0 1+0 1+0', NONE]);
    const before = await both(bench, { knownAt: FRAME.length + 1 });
    expect(before).toEqual(['0+0 1+0 0+0 0+0', '0+0 0+0 1+0 1+0']);
  });

  it('of a replaced act leaves the other as it is', async () => {
    const switched = nominated('t1', 'bob', '2010-07-12', { replaces: id('a') });
    const bench = await told(act, switched, struck('a'));
    expect(await both(bench)).toEqual([NONE, '0+0 0+0 1+0 1+0']);
  });
});

describe('what else may be corrected', () => {
  const day = '2010-08-01';

  it.each<[string, readonly Sent[], Record<string, unknown>]>([
    ['the day of an end', [act, as('x', endNomination('a', '2010-07-12'))], { on: '2010-08-02' }],
    [
      'which act an end names',
      [
        act,
        as('o', nominated('t2', 'bob', '2010-07-10')),
        as('x', endNomination('a', '2010-07-12')),
      ],
      { data: { act: id('o') } },
    ],
    [
      'what a switch replaces',
      [
        act,
        as('x', nominated('t1', 'bob', '2010-07-12', { replaces: id('a') })),
        endNomination('x', '2010-07-20'),
      ],
      { data: toBob },
    ],
    ["a candidate's withdrawal", [act, as('x', left('ann', '2010-07-12'))], { on: '2010-08-02' }],
    [
      'whose withdrawal it is',
      [act, as('x', left('ann', '2010-07-12'))],
      { data: { candidate: 'bob' } },
    ],
    [
      'whose nomination it is',
      [as('x', nominated('m1', 'ann', '2010-07-12'))],
      { data: { endorser: 't1', candidate: 'ann' } },
    ],
    [
      'the category of an endorser',
      [as('x', enrolled('t9', 'SS')), nominated('t9', 'ann', '2010-07-12')],
      { data: enrolled('t9', 'TU').data },
    ],
  ])('%s', async (_, stored, change) => {
    const before = await told(...stored);
    expect(await before.over('ann TU', [day])).not.toEqual(['1+0']);
    await before.accept([corrected('x', change)]);
    expect(await before.over('ann TU', [day])).toEqual(['1+0']);
  });

  it('the frame and the figures', async () => {
    const bench = await told(
      as('e', electorate('TU', 14)),
      as('y', tally({ 'ann TU': 2 }, '2010-07-10', { MP: 5 })),
      as('n', stance('t4', 'neutral', '2010-07-10')),
      as('d', entered('dee', '2010-05-01')),
      corrected('opened', { data: opened('', { title: 'Another title' }).data }),
      corrected('e', { data: { category: 'TU', size: 15 } }),
      corrected('y', { data: tally({ 'ann TU': 3 }, '', { MP: 4 }).data, on: '2010-07-11' }),
      corrected('n', { data: { endorser: 't4', stance: 'declined' } }),
      corrected('ann', { data: { candidate: 'ann', name: 'Ann Example' } }),
      corrected('d', { on: '2011-01-01' }),
    );
    const state = await bench.state('2010-07-11');
    expect(state.title).toBe('Another title');
    expect(state.undeclared.TU).toEqual({ value: 14, basis: 'electorate' });
    expect(state.undeclared.MP).toEqual({ value: 4, basis: 'tally' });
    expect(state.neutral.TU).toMatchObject({ neutral: 0, declined: 1 });
    expect(state.candidates.map((each) => each.name)).toEqual(['Ann Example', 'BOB', 'CAY']);
    const reported = { value: 3, on: '2010-07-11', entry: id('y') };
    expect(state.candidates[0]?.cells.TU?.reported).toMatchObject(reported);
    expect((await bench.state('2010-07-10')).candidates[0]?.cells.TU?.reported).toBeNull();
  });
});

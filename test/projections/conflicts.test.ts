import { describe, expect, it } from 'vitest';
import {
  as,
  type Bench,
  electorate,
  endNomination,
  endorsed,
  id,
  left,
  nominated,
  type Sent,
  stage,
  told,
} from '../support/given.ts';

const forAnn = (more = {}) => as('a', nominated('t1', 'ann', '2010-07-10', more));
const forBob = (on: string, more = {}) => as('b', nominated('t1', 'bob', on, more));
const stages = [stage('mp'), stage('clp')];

const kindsOn = async (bench: Bench, days: readonly string[]) =>
  Promise.all(days.map(async (day) => (await bench.state(day)).conflicts.map((each) => each.kind)));

describe('two acts of one kind for different candidates', () => {
  it('are both possible at most while the other possibly stands', async () => {
    const bench = await told(forAnn(), forBob('[2010-07-15..2010-07-20]'));
    const days = [
      '2010-07-10',
      '2010-07-14',
      '2010-07-15',
      '2010-07-19',
      '2010-07-20',
      '2011-01-01',
    ];
    const ann = ['1+0', '1+0', '0+1', '0+1', '0+1', '0+1'];
    const bob = ['0+0', '0+0', '0+1', '0+1', '0+1', '0+1'];
    expect(await bench.over('ann TU', days)).toEqual(ann);
    expect(await bench.over('bob TU', days)).toEqual(bob);
  });

  it('are listed as a conflict from the day on which both certainly stand', async () => {
    const bench = await told(forAnn(), forBob('[2010-07-15..2010-07-20]'));
    expect(await kindsOn(bench, ['2010-07-19', '2010-07-20'])).toEqual([[], ['acts']]);
    expect((await bench.state('2010-07-20')).conflicts).toEqual([
      {
        kind: 'acts',
        endorser: 't1',
        candidates: ['ann', 'bob'],
        entries: [id('a'), id('b')].sort(),
      },
    ]);
  });

  it('are certain again once the other surely ended', async () => {
    const bench = await told(
      forAnn(),
      forBob('2010-07-15'),
      endNomination('b', '[2010-07-20..2010-07-25]'),
    );
    const days = ['2010-07-14', '2010-07-15', '2010-07-19', '2010-07-24', '2010-07-25'];
    expect(await bench.over('ann TU', days)).toEqual(['1+0', '0+1', '0+1', '0+1', '1+0']);
    expect(await bench.over('bob TU', days)).toEqual(['0+0', '0+1', '0+1', '0+1', '0+0']);
    expect(await kindsOn(bench, days)).toEqual([[], ['acts'], ['acts'], [], []]);
  });

  it('are certain again once the other has lapsed', async () => {
    const bench = await told(forAnn(), forBob('2010-07-15'), left('bob', '2010-07-20'));
    const days = ['2010-07-19', '2010-07-20'];
    expect(await bench.over('ann TU', days)).toEqual(['0+1', '1+0']);
    expect(await bench.over('bob TU', days)).toEqual(['0+1', '0+0 lapsed 1']);
  });

  it('of three candidates gate one another', async () => {
    const bench = await told(
      forAnn(),
      forBob('2010-07-15'),
      as('c', nominated('t1', 'cay', '2010-07-20')),
      endNomination('b', '2010-07-25'),
    );
    const days = ['2010-07-15', '2010-07-20', '2010-07-25'];
    expect(await bench.over('ann TU', days)).toEqual(['0+1', '0+1', '0+1']);
    const states = await Promise.all(days.map((day) => bench.state(day)));
    const pairs = states.map((state) => state.conflicts.map((each) => each.candidates.join('+')));
    expect(pairs.map((each) => each.sort())).toEqual([
      ['ann+bob'],
      ['ann+bob', 'ann+cay', 'bob+cay'],
      ['ann+cay'],
    ]);
  });

  it('leave it uncertain whether the endorser has declared', async () => {
    const bench = await told(forAnn(), forBob('2010-07-15'), electorate('TU', 4));
    const days = ['2010-07-14', '2010-07-15'];
    const states = await Promise.all(days.map((day) => bench.state(day)));
    expect(states.map((state) => state.undeclared.TU?.value)).toEqual([3, 4]);
  });

  it('conflict under an older act of the same candidate too', async () => {
    const bench = await told(
      forAnn(),
      forBob('2010-07-15'),
      nominated('t1', 'ann', '2010-07-12', { anew: true }),
    );
    expect(await kindsOn(bench, ['2010-07-15'])).toEqual([['acts', 'acts']]);
    expect(await bench.over('ann TU', ['2010-07-15'])).toEqual(['0+1']);
  });
});

describe('no conflict is made', () => {
  const day = '2010-07-20';

  it.each<[string, readonly Sent[]]>([
    ['by acts of two kinds', [forAnn(), endorsed('t1', 'bob', '2010-07-15')]],
    [
      'by acts in two stages',
      [...stages, forAnn({ stage: 'mp' }), forBob('2010-07-15', { stage: 'clp' })],
    ],
    ['by acts of two endorsers', [forAnn(), nominated('t2', 'bob', '2010-07-15')]],
  ])('%s', async (_, entries) => {
    const bench = await told(...entries);
    const whole = await bench.state(day);
    expect(whole.conflicts).toEqual([]);
    expect(await bench.over('ann TU', [day])).toEqual(['1+0']);
    expect(await bench.over('bob TU', [day])).toEqual(['1+0']);
  });

  it('by a switch, on whichever days', async () => {
    const bench = await told(forAnn(), forBob('[2010-07-10..2010-07-20]', { replaces: id('a') }));
    expect(await kindsOn(bench, ['2010-07-10', '2010-07-19', '2010-07-20'])).toEqual([[], [], []]);
    const other = await told(forAnn(), forBob('[2010-07-10..2010-07-20]'));
    expect(await kindsOn(other, ['2010-07-20'])).toEqual([['acts']]);
  });

  it('by two acts for one candidate', async () => {
    const bench = await told(forAnn(), nominated('t1', 'ann', '2010-07-15', { anew: true }));
    expect(await kindsOn(bench, [day])).toEqual([[]]);
    expect(await bench.over('ann TU', [day])).toEqual(['1+0']);
  });

  it('by acts one after the other', async () => {
    const bench = await told(forAnn(), endNomination('a', '2010-07-15'), forBob('2010-07-15'));
    const days = ['2010-07-14', '2010-07-15'];
    expect(await bench.over('ann TU', days)).toEqual(['1+0', '0+0']);
    expect(await bench.over('bob TU', days)).toEqual(['0+0', '1+0']);
    expect(await kindsOn(bench, days)).toEqual([[], []]);
  });
});

describe('stages', () => {
  it.each([
    ['equal', { stage: 'mp' }, { stage: 'mp' }],
    ['unsaid by the first', {}, { stage: 'mp' }],
    ['unsaid by the second', { stage: 'mp' }, {}],
    ['unsaid by both', {}, {}],
  ])('that are %s make acts conflict', async (_, one, other) => {
    const bench = await told(...stages, forAnn(one), forBob('2010-07-15', other));
    expect(await kindsOn(bench, ['2010-07-15'])).toEqual([['acts']]);
    expect(await bench.over('ann TU', ['2010-07-14', '2010-07-15'])).toEqual(['1+0', '0+1']);
  });

  it('are said for an act by any of its claims', async () => {
    const bench = await told(
      ...stages,
      forAnn(),
      nominated('t1', 'ann', '2010-07-10', { act: id('a'), stage: 'mp' }),
      forBob('2010-07-15', { stage: 'clp' }),
    );
    expect(await kindsOn(bench, ['2010-07-15'])).toEqual([[]]);
    expect(await bench.over('ann TU', ['2010-07-15'])).toEqual(['1+0']);
  });
});

describe('conflicts', () => {
  it('come in one order, whatever the order of arrival', async () => {
    const entries = [
      as('x', nominated('t2', 'bob', '2010-07-05')),
      as('y', nominated('t2', 'cay', '2010-07-06')),
      as('b', nominated('t1', 'bob', '2010-07-05')),
      as('a', nominated('t1', 'ann', '2010-07-10')),
    ];
    const [one, other] = await Promise.all([told(...entries), told(...entries.toReversed())]);
    const state = await one?.state('2010-07-20');
    expect(state?.conflicts.map((each) => each.endorser)).toEqual(['t1', 't2']);
    expect(await other?.state('2010-07-20')).toEqual(state);
  });
});

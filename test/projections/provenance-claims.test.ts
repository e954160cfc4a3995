import { describe, expect, it } from 'vitest';
import { cellProvenance, rowsBehind } from '../../projections/provenance.ts';
import {
  as,
  corrected,
  dayOf,
  disputed,
  endNomination,
  id,
  left,
  merged,
  nominated,
  resolved,
  type Sent,
  type Sight,
  struck,
  tally,
  told,
} from '../support/given.ts';

const CELL = { candidate: 'ann', category: 'MP' };

async function behind(entries: readonly Sent[], day: string, sight: Sight = {}, cell = CELL) {
  const bench = await told(...entries);
  const timeline = await bench.timeline(sight);
  const state = await bench.state(day, sight);
  const { status } = state.candidates.find((each) => each.candidate === cell.candidate) ?? {};
  const found = cellProvenance(timeline, cell, dayOf(day), status === 'withdrawn');
  if (found === undefined) throw new Error('no such cell');
  return found;
}

/** `role entry effect` of each claim of the first endorser's first act, by the names of the entries. */
async function effects(entries: readonly Sent[], day: string, names: readonly string[]) {
  const { endorsers } = await behind(entries, day);
  return endorsers[0]?.acts[0]?.claims.map(({ role, entry, effect }) => {
    return `${role} ${names.find((name) => id(name) === entry)} ${effect}`;
  });
}

const again = (name: string, on: string) => as(name, nominated('m1', 'ann', on, { act: id('a') }));
const first = (on: string) => as('a', nominated('m1', 'ann', on));

describe('what a claim does to the days of its act', () => {
  it('alone, it says them', async () => {
    expect(await effects([first('2010-05-20')], '2010-06-01', ['a'])).toEqual(['tells a alone']);
  });

  it('it sets the days that others leave open, or agrees', async () => {
    const entries = [
      first('[2010-05-10..2010-05-20]'),
      again('b', '[2010-05-15..2010-05-31]'),
      again('c', '2010-05'),
    ];
    expect(await effects(entries, '2010-06-01', ['a', 'b', 'c'])).toEqual([
      'tells a sets-latest',
      'tells b sets-earliest',
      'tells c agrees',
    ]);
    const exact = [first('2010-05'), again('b', '2010-05-20')];
    expect(await effects(exact, '2010-06-01', ['a', 'b'])).toEqual([
      'tells a agrees',
      'tells b sets-both',
    ]);
  });

  it('claims of the same days agree', async () => {
    const entries = [first('2010-05-20'), again('b', '2010-05-20')];
    const both = ['tells a agrees', 'tells b agrees'];
    expect(await effects(entries, '2010-06-01', ['a', 'b'])).toEqual(both);
  });

  it('claims that cannot both be true contradict, and the conflict is told', async () => {
    const entries = [first('2010-05-10'), again('b', '2010-05-20')];
    const { endorsers, conflicts } = await behind(entries, '2010-06-01');
    const [act] = endorsers[0]?.acts ?? [];
    expect(act?.claims.map((claim) => claim.effect)).toEqual(['contradicts', 'contradicts']);
    expect(conflicts).toMatchObject([{ kind: 'dates', entries: [id('a'), id('b')].sort() }]);
  });

  it('a disputed claim beside another narrows nothing, until it is upheld', async () => {
    const entries = [first('2010-05'), again('b', '2010-05-20'), disputed('b')];
    expect(await effects(entries, '2010-06-01', ['a', 'b'])).toEqual([
      'tells a alone',
      'tells b disputed',
    ]);
    const upheld = [...entries, resolved('b', 'upheld')];
    expect(await effects(upheld, '2010-06-01', ['a', 'b'])).toEqual([
      'tells a agrees',
      'tells b sets-both',
    ]);
  });

  it('its ends are told too: withdrawals, the act that replaces it, its candidate leaving', async () => {
    const entries = [
      first('2010-05-20'),
      as('w', endNomination('a', '2010-06')),
      as('v', endNomination('a', '2010-06-10')),
      as('r', nominated('m1', 'bob', '2010-06-20', { replaces: id('a') })),
      as('l', left('ann', '2010-07-01')),
    ];
    const names = ['a', 'w', 'v', 'r', 'l'];
    expect(await effects(entries, '2010-06-01', names)).toEqual([
      'tells a alone',
      'withdraws w agrees',
      'withdraws v sets-both',
      'replaces r alone',
      'candidate-withdrew l alone',
    ]);
  });

  it('corrections and disputes of it are named while they hold', async () => {
    const entries = [
      first('2010-05-20'),
      as('k', corrected('a', { on: '2010-05-21' })),
      as('l', corrected('a', { on: '2010-05-22' })),
      as('s', struck('k')),
    ];
    const { endorsers } = await behind(entries, '2010-06-01');
    const [claim] = endorsers[0]?.acts[0]?.claims ?? [];
    expect(claim).toMatchObject({ on: '2010-05-22', amendedBy: [id('l')] });
  });
});

describe('how an endorser stands, and why', () => {
  const act = async (entries: readonly Sent[], day: string) => {
    const { endorsers } = await behind(entries, day);
    const [endorser] = endorsers;
    const { stand, why } = endorser?.acts[0] ?? {};
    return [endorser?.stand, endorser?.lapsed, stand, why];
  };

  it('certain', async () => {
    const why = 'begun 2010-05-20, and no end by then';
    expect(await act([first('2010-05-20')], '2010-06-01')).toEqual([
      'certain',
      false,
      'certain',
      why,
    ]);
  });

  it.each([
    ['of its own day', [first('2010-05')], /^it may have begun after that day: 2010-05$/],
    ['of its end', [first('2010-05-02'), endNomination('a', '2010-05')], /^it may have ended/],
    ['of a dispute', [first('2010-05-02'), disputed('a')], /^it is told only by disputed claims$/],
    [
      'of a rival',
      [first('2010-05-02'), nominated('m1', 'bob', '2010-05-02')],
      /^the endorser may back bob instead$/,
    ],
  ] as const)('possible, because %s', async (_, entries, says) => {
    const [stand, lapsed, ofAct, why] = await act(entries, '2010-05-15');
    expect([stand, lapsed, ofAct]).toEqual(['possible', false, 'possible']);
    expect(why).toMatch(says);
  });

  it('lapsed', async () => {
    const entries = [first('2010-05-20'), left('ann', '2010-06-01')];
    const why = 'its candidate withdrew 2010-06-01';
    expect(await act(entries, '2010-06-01')).toEqual(['none', true, 'lapsed', why]);
  });

  it('who has left, or comes later, is not listed', async () => {
    const gone = [first('2010-05-20'), endNomination('a', '2010-05-25')];
    expect((await behind(gone, '2010-06-01')).endorsers).toEqual([]);
    expect((await behind([first('2010-06-02')], '2010-06-01')).endorsers).toEqual([]);
  });

  it('under all its names', async () => {
    const bench = await told(first('2010-05-20'), nominated('m2', 'ann', '2010-05-21'));
    await bench.accept([merged('m2', 'm1')], { contest: null });
    const found = cellProvenance(await bench.timeline(), CELL, dayOf('2010-06-01'), false);
    expect(found?.endorsers).toMatchObject([{ endorser: 'm1', names: ['m1', 'm2'] }]);
    expect(found?.endorsers[0]?.acts).toHaveLength(2);
    expect(found?.cell.certain).toBe(1);
  });

  it('in a sum, by its parts', async () => {
    const cell = { candidate: 'ann', category: 'AFF' };
    const entries = [nominated('t1', 'ann', '2010-05-20'), nominated('s1', 'ann', '2010-05-20')];
    const { endorsers } = await behind(entries, '2010-06-01', {}, cell);
    expect(endorsers.map((each) => each.category)).toEqual(['SS', 'TU']);
  });
});

describe('how the best number came about', () => {
  const table = as('t', tally({ 'ann MP': 5 }, '2010-05-15'));

  it('is what was printed, and who came and went since', async () => {
    const entries = [
      first('2010-05-02'),
      as('b', nominated('m2', 'ann', '2010-05-20')),
      endNomination('a', '2010-05-25'),
      nominated('m3', 'ann', '2010-05-21'),
      table,
    ];
    expect((await behind(entries, '2010-06-01')).best).toEqual({
      value: 6,
      basis: 'printed',
      printed: { value: 5, on: '2010-05-15', entry: id('t') },
      others: [],
      came: ['m2', 'm3'],
      went: ['m1'],
    });
  });

  it('is the certain by name where nothing was printed, or more are certain, or the candidate left', async () => {
    const none = await behind([first('2010-05-02')], '2010-06-01');
    expect(none.best).toMatchObject({ value: 1, basis: 'named', printed: null });
    const few = as('t', tally({ 'ann MP': 0 }, '2010-05-15'));
    expect((await behind([first('2010-05-02'), few], '2010-06-01')).best).toMatchObject({
      value: 1,
      basis: 'named',
    });
    const gone = [first('2010-05-02'), table, left('ann', '2010-05-30')];
    expect((await behind(gone, '2010-06-01')).best).toMatchObject({ value: 0, basis: 'named' });
  });
});

it('the rows behind a cell are its claims, ends and tables on whatever day', async () => {
  const bench = await told(
    first('2010-05-20'),
    as('w', endNomination('a', '2010-06-10')),
    as('x', nominated('m2', 'bob', '2010-05-20')),
    as('t', tally({ 'ann MP': 5, 'bob TU': 1 }, '2010-05-15')),
    as('u', tally({ 'bob MP': 5 }, '2010-05-15')),
    as('l', left('ann', '2010-07-01')),
  );
  const timeline = await bench.timeline();
  const ids = [...rowsBehind(timeline, CELL)].map((row) => timeline.view.columns.idOf(row));
  expect(ids.sort()).toEqual(['a', 'w', 't', 'l'].map(id).sort());
});

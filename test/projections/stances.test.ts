import { describe, expect, it } from 'vitest';
import {
  as,
  type Bench,
  electorate,
  endNomination,
  endorsed,
  id,
  nominated,
  stance,
  told,
} from '../support/given.ts';

/** The certain stances of unions on some days, those that are not 0. */
async function neutral(bench: Bench, days: readonly string[]) {
  const states = await Promise.all(days.map((day) => bench.state(day)));
  return states.map((state) =>
    Object.entries(state.neutral.TU ?? {})
      .filter(([, count]) => count !== 0)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', '),
  );
}

const kindsOn = async (bench: Bench, day: string) =>
  (await bench.state(day)).conflicts.map((conflict) => conflict.kind);

describe('a stance', () => {
  it('is certain from its latest day on', async () => {
    const bench = await told(stance('t1', 'neutral', '[2010-07-10..2010-07-15]'));
    const days = ['2010-07-09', '2010-07-10', '2010-07-14', '2010-07-15', '2011-01-01'];
    expect(await neutral(bench, days)).toEqual(['', '', '', 'neutral 1', 'neutral 1']);
  });

  it('is counted by its kind, a count each', async () => {
    const bench = await told(
      stance('t1', 'neutral', '2010-07-10'),
      stance('t2', 'declined', '2010-07-10'),
      stance('t3', 'declined', '2010-07-12'),
      stance('t4', 'barred', '2010-07-10'),
      stance('m1', 'undecided', '2010-07-10'),
    );
    const state = await bench.state('2010-07-12');
    expect(state.neutral.TU).toEqual({ neutral: 1, declined: 2, barred: 1, undecided: 0 });
    expect(state.neutral.MP).toEqual({ neutral: 0, declined: 0, barred: 0, undecided: 1 });
    expect(state.neutral.AFF).toEqual({ neutral: 1, declined: 2, barred: 1, undecided: 0 });
  });

  it('stands until the next one', async () => {
    const bench = await told(
      stance('t1', 'undecided', '2010-07-10'),
      stance('t1', 'declined', '[2010-07-20..2010-07-25]'),
    );
    const days = ['2010-07-10', '2010-07-19', '2010-07-20', '2010-07-24', '2010-07-25'];
    const shown = ['undecided 1', 'undecided 1', '', '', 'declined 1'];
    expect(await neutral(bench, days)).toEqual(shown);
  });

  it('is not ended by being told again', async () => {
    const bench = await told(
      stance('t1', 'neutral', '2010-07-10'),
      stance('t1', 'neutral', '[2010-07-15..2010-07-25]'),
    );
    const days = ['2010-07-14', '2010-07-15', '2010-07-20', '2010-07-25'];
    expect(await neutral(bench, days)).toEqual(Array(4).fill('neutral 1'));
  });

  it('is uncertain beside another of the same day', async () => {
    const bench = await told(
      stance('t1', 'neutral', '2010-07-10'),
      stance('t1', 'declined', '2010-07-10'),
    );
    expect(await neutral(bench, ['2010-07-10', '2010-08-01'])).toEqual(['', '']);
  });

  it('stands until the next act, and does not come back with its end', async () => {
    const bench = await told(
      stance('t1', 'neutral', '2010-07-10'),
      as('a', nominated('t1', 'ann', '[2010-07-20..2010-07-25]')),
      endNomination('a', '2010-08-01'),
    );
    const days = ['2010-07-19', '2010-07-20', '2010-07-25', '2010-08-01'];
    expect(await neutral(bench, days)).toEqual(['neutral 1', '', '', '']);
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+1', '1+0', '0+0']);
    expect(await kindsOn(bench, '2010-07-25')).toEqual([]);
  });

  it('stands until an act of either kind', async () => {
    const bench = await told(
      stance('t1', 'neutral', '2010-07-10'),
      endorsed('t1', 'ann', '2010-07-20'),
    );
    expect(await neutral(bench, ['2010-07-19', '2010-07-20'])).toEqual(['neutral 1', '']);
  });

  it('taken while no act may stand any more is certain', async () => {
    const bench = await told(
      as('a', nominated('t1', 'ann', '2010-07-01')),
      endNomination('a', '[2010-07-10..2010-07-15]'),
      stance('t1', 'declined', '2010-07-12'),
    );
    const days = ['2010-07-12', '2010-07-14', '2010-07-15'];
    expect(await neutral(bench, days)).toEqual(['', '', 'declined 1']);
    expect(await bench.over('ann TU', days)).toEqual(['0+1', '0+1', '0+0']);
  });

  it('is no act and counts for nobody', async () => {
    const bench = await told(stance('t1', 'neutral', '2010-07-10'));
    expect(await bench.over('ann TU', ['2010-07-10'])).toEqual(['0+0']);
  });
});

describe('a stance while an act certainly stands', () => {
  const act = as('a', nominated('t1', 'ann', '2010-07-01'));

  it('is a conflict and ends nothing', async () => {
    const bench = await told(act, as('s', stance('t1', 'neutral', '2010-07-10')));
    const days = ['2010-07-09', '2010-07-10', '2010-08-01'];
    expect(await bench.over('ann TU', days)).toEqual(['1+0', '1+0', '1+0']);
    expect(await neutral(bench, days)).toEqual(['', '', '']);
    expect(await kindsOn(bench, '2010-07-09')).toEqual([]);
    expect((await bench.state('2010-07-10')).conflicts).toEqual([
      { kind: 'stance', endorser: 't1', candidates: ['ann'], entries: [id('a'), id('s')].sort() },
    ]);
  });

  it('is a conflict only where it surely was taken while the act surely stood', async () => {
    const early = await told(act, stance('t1', 'neutral', '[2010-06-20..2010-07-10]'));
    expect(await kindsOn(early, '2010-07-10')).toEqual([]);
    const late = await told(
      act,
      endNomination('a', '2010-07-15'),
      stance('t1', 'neutral', '[2010-07-10..2010-07-20]'),
    );
    expect(await kindsOn(late, '2010-07-20')).toEqual([]);
  });

  it('stands once the act has ended', async () => {
    const bench = await told(
      act,
      stance('t1', 'neutral', '2010-07-10'),
      endNomination('a', '2010-07-20'),
    );
    const days = ['2010-07-19', '2010-07-20'];
    expect(await neutral(bench, days)).toEqual(['', 'neutral 1']);
    expect(await Promise.all(days.map((day) => kindsOn(bench, day)))).toEqual([['stance'], []]);
  });
});

describe('who has a stance', () => {
  it('has declared, unless it is undecided', async () => {
    const bench = await told(
      electorate('TU', 4),
      stance('t1', 'neutral', '2010-07-10'),
      stance('t2', 'declined', '2010-07-11'),
      stance('t3', 'barred', '2010-07-12'),
      stance('t4', 'undecided', '2010-07-13'),
    );
    const days = ['2010-07-09', '2010-07-10', '2010-07-11', '2010-07-12', '2010-07-13'];
    const states = await Promise.all(days.map((day) => bench.state(day)));
    expect(states.map((state) => state.undeclared.TU?.value)).toEqual([4, 3, 2, 1, 1]);
  });

  it('has declared once, whatever else it did', async () => {
    const bench = await told(
      electorate('TU', 4),
      stance('t1', 'neutral', '2010-07-10'),
      nominated('t1', 'ann', '2010-07-20'),
      endorsed('t1', 'bob', '2010-07-25'),
    );
    const days = ['2010-07-10', '2010-07-20', '2010-07-25'];
    const states = await Promise.all(days.map((day) => bench.state(day)));
    expect(states.map((state) => state.undeclared.TU?.value)).toEqual([3, 3, 3]);
  });
});

import { describe, expect, it } from 'vitest';
import {
  as,
  corrected,
  disputed,
  endNomination,
  id,
  left,
  nominated,
  published,
  type Sent,
  stage,
  told,
} from '../support/given.ts';
import { candidateOn, over, stageOn, table } from './stage-ask.ts';

const closing = (closes: string) => stage('mp', { opens: '2010-05-05', closes });
const TENTH = closing('2010-05-10');
const m1 = nominated('m1', 'ann', '2010-05-06');
const second = (on: string) => as('second', nominated('m2', 'ann', on));

/** How Ann stands on some days in a stage that closes so. */
const lines = async (days: readonly string[], ...sent: readonly Sent[]) =>
  over(await told(...sent), days);

describe('a stage that has closed', () => {
  const later = ['2010-05-10', '2010-05-11', '2010-06-30'];

  it('counts what was done on its last day', async () => {
    expect(await lines(later, TENTH, m1, second('2010-05-10'))).toEqual(
      Array(3).fill('qualified since 2010-05-10'),
    );
  });

  it('counts nothing that came after', async () => {
    expect(await lines(later, TENTH, m1, second('2010-05-11'))).toEqual(
      Array(3).fill('not: 1 more MP'),
    );
  });

  it('is not undone by what ended after', async () => {
    const ended = endNomination('second', '2010-05-11');
    expect(await lines(later, TENTH, m1, second('2010-05-08'), ended)).toEqual(
      Array(3).fill('qualified since 2010-05-08'),
    );
  });

  it('is not passed by what had ended before', async () => {
    const ended = endNomination('second', '2010-05-10');
    expect(await lines(later, TENTH, m1, second('2010-05-08'), ended)).toEqual(
      Array(3).fill('not: 1 more MP'),
    );
  });

  it('leaves it open for ever whether an act came before or after', async () => {
    const perhaps = 'possibly since 2010-05-09: 1 more MP (perhaps 0)';
    const found = await lines(
      ['2010-05-08', '2010-05-09', ...later],
      TENTH,
      m1,
      second('[2010-05-09..2010-05-12]'),
    );
    expect(found).toEqual(['not: 1 more MP', ...Array(4).fill(perhaps)]);
  });

  it('was passed by who withdrew later, not by who withdrew on its last day', async () => {
    const passed = [TENTH, m1, second('2010-05-08')];
    expect(await lines(later, ...passed, left('ann', '2010-05-11'))).toEqual(
      Array(3).fill('qualified since 2010-05-08'),
    );
    const bench = await told(...passed, left('ann', '2010-05-11'));
    expect(await candidateOn(bench, '2010-05-11')).toMatchObject({ status: 'withdrawn' });
    expect(await lines(later, ...passed, left('ann', '2010-05-10'))).toEqual(Array(3).fill('not'));
  });

  it('was possibly passed by who may have withdrawn before', async () => {
    const away = left('ann', '[2010-05-10..2010-05-12]');
    const found = await lines(['2010-05-09', '2010-05-11'], TENTH, m1, second('2010-05-08'), away);
    expect(found[0]).toBe('qualified since 2010-05-08');
    expect(found[1]).toMatch(/^possibly since 2010-05-08/);
    // Gone by the twelfth, and then it needs nothing, whatever it was at the close.
    expect(await lines(['2010-05-12'], TENTH, m1, second('2010-05-08'), away)).toEqual([
      'possibly since 2010-05-08',
    ]);
  });
});

describe('a table that is printed after the close', () => {
  const after = table({ 'ann MP': 2, 'bob MP': 1 }, '2010-05-20');

  it('counts for the close once it is printed, and not a day sooner', async () => {
    const bench = await told(TENTH, after);
    expect(await over(bench, ['2010-05-10', '2010-05-19', '2010-05-20', '2010-08-01'])).toEqual([
      'not: 2 more MP',
      'not: 2 more MP',
      'qualified by print since [..2010-05-10]',
      'qualified by print since [..2010-05-10]',
    ]);
    expect(await over(bench, ['2010-05-20'], {}, 'bob')).toEqual(['not: 1 more MP']);
  });

  it('does not say that it was possible only later than it was so', async () => {
    const found = await candidateOn(await told(TENTH, after), '2010-05-20');
    const latest = found.since?.match(/\d{4}-\d\d-\d\d/g)?.at(-1) ?? '';
    expect(latest).toBe('2010-05-10');
    expect(found.possiblySince === null || found.possiblySince <= latest).toBe(true);
  });

  it('takes nothing from what was named', async () => {
    const none = table({ 'ann MP': 0 }, '2010-05-20');
    expect(await lines(['2010-05-20'], TENTH, m1, second('2010-05-08'), none)).toEqual([
      'qualified since 2010-05-08',
    ]);
  });

  it('is hidden from who goes by what had been published before', async () => {
    const bench = await told(published('2010-05-02', TENTH), published(['2010-05-20'], after));
    expect(await over(bench, ['2010-05-20'], { reportedBy: '2010-05-19' })).toEqual([
      'not: 2 more MP',
    ]);
    expect(await over(bench, ['2010-05-20'], { reportedBy: '2010-05-20' })).toEqual([
      'qualified by print since [..2010-05-10]',
    ]);
  });
});

describe('a stage of which nobody knows on which day it closed', () => {
  const unsure = closing('[2010-05-10..2010-05-12]');

  it('surely counts what came by the first of these days', async () => {
    expect(await lines(['2010-05-10', '2010-06-30'], unsure, m1, second('2010-05-10'))).toEqual(
      Array(2).fill('qualified since 2010-05-10'),
    );
  });

  it('possibly counts what came between', async () => {
    const days = ['2010-05-10', '2010-05-11', '2010-05-12', '2010-06-30'];
    const perhaps = expect.stringMatching(/^possibly since 2010-05-11/);
    expect(await lines(days, unsure, m1, second('2010-05-11'))).toEqual([
      'not: 1 more MP',
      perhaps,
      perhaps,
      perhaps,
    ]);
  });

  it('does not count what came after the last', async () => {
    expect(await lines(['2010-05-13'], unsure, m1, second('2010-05-13'))).toEqual([
      'not: 1 more MP',
    ]);
  });

  it('possibly counts what was withdrawn between', async () => {
    const ended = endNomination('second', '2010-05-11');
    const days = ['2010-05-10', '2010-05-11', '2010-06-30'];
    expect(await lines(days, unsure, m1, second('2010-05-08'), ended)).toEqual([
      'qualified since 2010-05-08',
      expect.stringMatching(/^possibly since 2010-05-08/),
      expect.stringMatching(/^possibly since 2010-05-08/),
    ]);
  });

  it('is possibly closed on these days', async () => {
    const bench = await told(unsure);
    const status = async (day: string) => (await stageOn(bench, day)).status;
    expect(await status('2010-05-04')).toBe('not-open');
    expect(await status('2010-05-05')).toBe('open');
    expect(await status('2010-05-10')).toBe('open');
    expect(await status('2010-05-11')).toBe('possibly-closed');
    expect(await status('2010-05-12')).toBe('possibly-closed');
    expect(await status('2010-05-13')).toBe('closed');
  });
});

describe('the days of a stage', () => {
  it('are possibly open where its first day is one of several', async () => {
    const bench = await told(stage('mp', { opens: '[2010-05-05..2010-05-07]' }));
    const status = async (day: string) => (await stageOn(bench, day)).status;
    expect(await status('2010-05-04')).toBe('not-open');
    expect(await status('2010-05-05')).toBe('possibly-open');
    expect(await status('2010-05-06')).toBe('possibly-open');
    expect(await status('2010-05-07')).toBe('open');
    expect(await status('2099-01-01')).toBe('open');
  });

  it('begin on the day of the entry where it does not say, and never end', async () => {
    const found = await stageOn(await told(stage('mp', {}, '2010-05-05')), '2010-05-05');
    expect(found).toMatchObject({ opens: '2010-05-05', closes: null, status: 'open' });
  });

  it('are those on which several sources agree, and all of them where they do not', async () => {
    const tells = (closes: string) => closing(closes);
    const agreed = await told(tells('2010-05'), tells('[2010-05-10..2010-06-10]'));
    expect((await stageOn(agreed, '2010-05-05')).closes).toBe('[2010-05-10..2010-05-31]');
    const apart = await told(tells('2010-05-10'), tells('2010-05-12'));
    expect((await stageOn(apart, '2010-05-11')).closes).toBe('[2010-05-10..2010-05-12]');
  });

  it('follow a correction, and forget a disputed statement', async () => {
    const first = as('first', TENTH);
    const moved = corrected('first', { data: closing('2010-05-12').data });
    const bench = await told(first, m1, second('2010-05-11'), moved);
    expect(await over(bench, ['2010-05-11'])).toEqual(['qualified since 2010-05-11']);
    const doubted = await told(
      first,
      closing('2010-05-12'),
      m1,
      second('2010-05-11'),
      disputed('first'),
    );
    expect((await stageOn(doubted, '2010-05-11')).closes).toBe('2010-05-12');
    expect(await over(doubted, ['2010-05-11'])).toEqual(['qualified since 2010-05-11']);
    expect((await stageOn(doubted, '2010-05-11')).rules[0]?.entries).not.toContain(id('first'));
  });
});

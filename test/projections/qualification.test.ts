import { describe, expect, it } from 'vitest';
import { as, endEndorsement, endorsed, nominated, stage, told } from '../support/given.ts';
import { candidateOn, over, table } from './stage-ask.ts';

/** Two MPs are needed, from 1 May on and for ever. */
const TWO_MPS = stage('mp');

describe('who has what a stage asks for', () => {
  it('is qualified from the day of the act that was missing, and until then is told what is', async () => {
    const bench = await told(
      TWO_MPS,
      nominated('m1', 'ann', '2010-05-10'),
      nominated('m2', 'ann', '2010-05-12'),
    );
    const days = ['2010-05-09', '2010-05-10', '2010-05-11', '2010-05-12', '2010-06-30'];
    expect(await over(bench, days)).toEqual([
      'not: 2 more MP',
      'not: 1 more MP',
      'not: 1 more MP',
      'qualified since 2010-05-12',
      'qualified since 2010-05-12',
    ]);
    expect(await candidateOn(bench, '2010-05-12')).toMatchObject({
      basis: 'named',
      possiblySince: '2010-05-12',
      ways: [],
    });
  });

  it('is possibly so while nobody knows the day, and then since one of these days', async () => {
    const bench = await told(
      TWO_MPS,
      nominated('m1', 'ann', '2010-05-10'),
      nominated('m2', 'ann', '[2010-05-12..2010-05-15]'),
    );
    const days = ['2010-05-11', '2010-05-12', '2010-05-14', '2010-05-15', '2010-05-31'];
    expect(await over(bench, days)).toEqual([
      'not: 1 more MP',
      'possibly since 2010-05-12: 1 more MP (perhaps 0)',
      'possibly since 2010-05-12: 1 more MP (perhaps 0)',
      'qualified since [2010-05-12..2010-05-15]',
      'qualified since [2010-05-12..2010-05-15]',
    ]);
  });

  it('is written as a month where it may be any day of one', async () => {
    const bench = await told(
      TWO_MPS,
      nominated('m1', 'ann', '2010-05-10'),
      nominated('m2', 'ann', '2010-06'),
    );
    expect(await over(bench, ['2010-06-30'])).toEqual(['qualified since 2010-06']);
  });

  it('is so by the numbers that are printed, since some day up to theirs', async () => {
    const bench = await told(
      TWO_MPS,
      nominated('m1', 'ann', '2010-05-10'),
      table({ 'ann MP': 2, 'bob MP': 1 }, '[2010-05-12..2010-05-14]'),
    );
    expect(await over(bench, ['2010-05-13', '2010-05-14', '2010-05-20'])).toEqual([
      'not: 1 more MP',
      'qualified by print since [..2010-05-14]',
      'qualified by print since [..2010-05-14]',
    ]);
    expect(await over(bench, ['2010-05-14'], {}, 'bob')).toEqual(['not: 1 more MP']);
  });

  it('is so by name once those are named who were only printed', async () => {
    const bench = await told(
      TWO_MPS,
      table({ 'ann MP': 2 }, '2010-05-14'),
      nominated('m1', 'ann', '2010-05-10'),
      nominated('m2', 'ann', '[2010-05-10..2010-05-20]'),
    );
    expect(await over(bench, ['2010-05-13', '2010-05-19', '2010-05-20'])).toEqual([
      'possibly since 2010-05-10: 1 more MP (perhaps 0)',
      'qualified by print since [..2010-05-14]',
      'qualified since [..2010-05-14]',
    ]);
  });

  it('is not so by a table of endorsements, or of acts of both kinds', async () => {
    const others = ['acts', 'endorsements'].map((of) =>
      table({ 'ann MP': 2 }, '2010-05-12', { of }),
    );
    const bench = await told(TWO_MPS, ...others);
    expect(await over(bench, ['2010-05-14'])).toEqual(['not: 2 more MP']);
  });

  it('counts on from a printed number by those named since', async () => {
    const bench = await told(
      stage('mp', { rule: { atLeast: 3, of: ['MP'] } }),
      table({ 'ann MP': 2 }, '2010-05-14'),
      nominated('m1', 'ann', '2010-05-16'),
    );
    expect(await over(bench, ['2010-05-14', '2010-05-15', '2010-05-16'])).toEqual([
      'not: 1 more MP',
      'not: 1 more MP',
      'qualified by print since [..2010-05-16]',
    ]);
  });

  it('is any candidate who has entered; each is judged alone', async () => {
    const bench = await told(
      TWO_MPS,
      ...['m1', 'm2'].map((name) => nominated(name, 'bob', '2010-05-10')),
      nominated('m3', 'ann', '2010-05-10'),
    );
    expect(await over(bench, ['2010-05-10'])).toEqual(['not: 1 more MP']);
    expect(await over(bench, ['2010-05-10'], {}, 'bob')).toEqual(['qualified since 2010-05-10']);
    expect(await over(bench, ['2010-05-10'], {}, 'cay')).toEqual(['not: 2 more MP']);
  });

  it('counts no endorsement, since it nominates nobody', async () => {
    const bench = await told(
      TWO_MPS,
      nominated('m1', 'ann', '2010-05-10'),
      as('e', endorsed('m2', 'ann', '2010-05-10')),
      endEndorsement('e', '2010-05-20'),
      endorsed('m3', 'ann', '2010-05-10'),
    );
    expect(await over(bench, ['2010-05-10', '2010-05-20'])).toEqual([
      'not: 1 more MP',
      'not: 1 more MP',
    ]);
  });

  it('is only possibly so by a disputed act', async () => {
    const act = as('a', nominated('m2', 'ann', '2010-05-12'));
    const dispute = { type: 'EntryDisputed', data: { entry: act.id, why: 'He denies it.' } };
    const bench = await told(TWO_MPS, nominated('m1', 'ann', '2010-05-10'), act, dispute);
    expect(await over(bench, ['2010-05-20'])).toEqual([
      'possibly since 2010-05-12: 1 more MP (perhaps 0)',
    ]);
  });
});

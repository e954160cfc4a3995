import { describe, expect, it } from 'vitest';
import { as, endNomination, left, nominated, stage, told } from '../support/given.ts';
import { candidateOn, over, table } from './stage-ask.ts';

/** Two MPs are needed, from 1 May on and for ever. */
const TWO_MPS = stage('mp');

describe('who had what a stage asks for', () => {
  const gained = [
    nominated('m1', 'ann', '2010-05-10'),
    as('a', nominated('m2', 'ann', '2010-05-12')),
  ];

  it('has it no more once an act is withdrawn, and again since another came', async () => {
    const bench = await told(
      TWO_MPS,
      ...gained,
      endNomination('a', '2010-05-14'),
      nominated('m3', 'ann', '2010-05-18'),
    );
    const days = ['2010-05-13', '2010-05-14', '2010-05-17', '2010-05-18'];
    expect(await over(bench, days)).toEqual([
      'qualified since 2010-05-12',
      'not: 1 more MP',
      'not: 1 more MP',
      'qualified since 2010-05-18',
    ]);
  });

  it('possibly has it while nobody knows whether it is withdrawn', async () => {
    const bench = await told(TWO_MPS, ...gained, endNomination('a', '[2010-05-14..2010-05-16]'));
    const days = ['2010-05-13', '2010-05-14', '2010-05-15', '2010-05-16'];
    expect(await over(bench, days)).toEqual([
      'qualified since 2010-05-12',
      'possibly since 2010-05-12: 1 more MP (perhaps 0)',
      'possibly since 2010-05-12: 1 more MP (perhaps 0)',
      'not: 1 more MP',
    ]);
  });

  it('possibly has it ever after a withdrawal that has no day', async () => {
    const bench = await told(TWO_MPS, ...gained, endNomination('a'));
    expect(await over(bench, ['2010-05-11', '2010-05-12', '2010-08-01'])).toEqual([
      'not: 1 more MP',
      'possibly since 2010-05-12: 1 more MP (perhaps 0)',
      'possibly since 2010-05-12: 1 more MP (perhaps 0)',
    ]);
  });

  it('is surely so again where it was possibly lost: since the second act or all along', async () => {
    const bench = await told(
      TWO_MPS,
      ...gained,
      endNomination('a', '[2010-05-14..2010-05-20]'),
      nominated('m3', 'ann', '2010-05-16'),
    );
    expect(await over(bench, ['2010-05-15', '2010-05-16', '2010-05-20'])).toEqual([
      'possibly since 2010-05-12: 1 more MP (perhaps 0)',
      'qualified since [2010-05-12..2010-05-16]',
      'qualified since [2010-05-12..2010-05-16]',
    ]);
  });

  it('loses it to the candidate to whom an endorser switches', async () => {
    const bench = await told(
      TWO_MPS,
      ...gained,
      nominated('m3', 'bob', '2010-05-10'),
      nominated('m2', 'bob', '2010-05-14', { replaces: gained[1]?.id }),
    );
    expect(await over(bench, ['2010-05-13', '2010-05-14'])).toEqual([
      'qualified since 2010-05-12',
      'not: 1 more MP',
    ]);
    expect(await over(bench, ['2010-05-13', '2010-05-14'], {}, 'bob')).toEqual([
      'not: 1 more MP',
      'qualified since 2010-05-14',
    ]);
  });

  it('is only possibly so while an endorser seems to nominate two candidates', async () => {
    const bench = await told(TWO_MPS, ...gained, nominated('m2', 'bob', '2010-05-14'));
    expect(await over(bench, ['2010-05-13', '2010-05-14'])).toEqual([
      'qualified since 2010-05-12',
      'possibly since 2010-05-12: 1 more MP (perhaps 0)',
    ]);
  });

  it('leaves with the candidate, who needs nothing any more', async () => {
    const bench = await told(TWO_MPS, ...gained, left('ann', '[2010-05-14..2010-05-16]'));
    const days = ['2010-05-13', '2010-05-14', '2010-05-16'];
    expect(await over(bench, days)).toEqual([
      'qualified since 2010-05-12',
      'possibly since 2010-05-12: 2 more MP (perhaps 0)',
      'not',
    ]);
    expect(await candidateOn(bench, '2010-05-16')).toMatchObject({
      status: 'withdrawn',
      statusOn: '[2010-05-14..2010-05-16]',
    });
  });

  it('leaves with the candidate whatever was printed', async () => {
    const bench = await told(
      TWO_MPS,
      table({ 'ann MP': 2 }, '2010-05-12'),
      left('ann', '2010-05-14'),
      table({ 'ann MP': 2 }, '2010-05-20'),
    );
    expect(await over(bench, ['2010-05-13', '2010-05-14', '2010-05-20'])).toEqual([
      'qualified by print since [..2010-05-12]',
      'not',
      'not',
    ]);
  });

  it('possibly leaves with the candidate who may have withdrawn, whatever was printed', async () => {
    const bench = await told(
      TWO_MPS,
      table({ 'ann MP': 2 }, '2010-05-12'),
      left('ann', '[2010-05-14..2010-05-16]'),
    );
    const [before, perhaps, gone] = await over(bench, ['2010-05-13', '2010-05-14', '2010-05-16']);
    expect(before).toBe('qualified by print since [..2010-05-12]');
    expect(perhaps).toMatch(/^possibly since/);
    expect(gone).toBe('not');
  });
});

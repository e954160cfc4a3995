import { describe, expect, it } from 'vitest';
import {
  as,
  disputed,
  electorate,
  enrolled,
  id,
  merged,
  published,
  type Sent,
  stage,
  struck,
  told,
} from '../support/given.ts';
import { contradictions, found, LATE, reconciledOn } from './votes-ask.ts';

describe('size: sources that print different sizes for one day', () => {
  it('are found', async () => {
    expect(await contradictions([electorate('MP', 212), electorate('MP', 222)])).toEqual([
      'size: how many MP there are on 2010-05-01: 212 (The Paper); 222 (The Paper)',
    ]);
  });

  it('are found for one range of days', async () => {
    const on = '[2010-05-01..2010-05-03]';
    const entries = [electorate('MP', 212, on), electorate('MP', 222, on)];
    expect(await found('size', entries)).toHaveLength(1);
  });

  it.each<[string, readonly Sent[]]>([
    ['for one number', [electorate('MP', 212), electorate('MP', 212)]],
    ['of other days', [electorate('MP', 212), electorate('MP', 222, '2010-05-02')]],
    ['of days that may differ', [electorate('MP', 212), electorate('MP', 222, '2010-05')]],
    ['of other categories', [electorate('MP', 212), electorate('CLP', 222)]],
    ['one struck', [electorate('MP', 212), as('e', electorate('MP', 222)), struck('e')]],
    ['one disputed', [electorate('MP', 212), as('e', electorate('MP', 222)), disputed('e')]],
  ])('are none: %s', async (_, entries) => {
    expect(await found('size', entries)).toEqual([]);
  });

  it('are none before their day, or before both were published', async () => {
    const entries = [
      published('2010-05-02', electorate('MP', 212)),
      published('2010-05-20', electorate('MP', 222)),
    ];
    expect(await contradictions(entries, '2010-04-30')).toEqual([]);
    expect(await contradictions(entries, '2010-05-01')).toHaveLength(1);
    const asked = { asOf: LATE, reportedBy: '2010-05-19' };
    expect(await contradictions(entries, asked)).toEqual([]);
  });
});

describe('roll: more by name than there are', () => {
  it('is found, with the size that holds and those enrolled', async () => {
    const bench = await told(
      as('old', electorate('TU', 2)),
      as('new', electorate('TU', 3, '2010-06-01')),
    );
    const { contradictions: all } = await reconciledOn(bench);
    expect(all).toMatchObject([
      {
        kind: 'roll',
        text: 'how many TU could nominate: 3 (The Paper); 4 enrolled by name (The Paper)',
        sides: [
          { says: '3', entries: [id('new')] },
          { says: '4 enrolled by name', entries: ['t1', 't2', 't3', 't4'].map(id) },
        ],
      },
    ]);
    const { contradictions: before } = await reconciledOn(bench, '2010-05-31');
    expect(before).toMatchObject([{ sides: [{ says: '2', entries: [id('old')] }, {}] }]);
  });

  it('is found for a sum by its own size, and not as what follows from its parts', async () => {
    expect(await found('roll', [electorate('AFF', 5)])).toEqual([
      'roll: how many AFF could nominate: 5 (The Paper); 6 enrolled by name (The Paper)',
    ]);
    expect(await found('roll', [electorate('TU', 3), electorate('SS', 2)])).toEqual([
      'roll: how many TU could nominate: 3 (The Paper); 4 enrolled by name (The Paper)',
    ]);
  });

  it.each<[string, readonly Sent[]]>([
    ['as many as there are', [electorate('TU', 4)]],
    ['fewer', [electorate('TU', 14)]],
    ['where no size is told', [enrolled('t5', 'TU')]],
    ['where the greater of two sizes holds them', [electorate('TU', 3), electorate('TU', 4)]],
    [
      'where one may not nominate',
      [electorate('TU', 4), enrolled('t5', 'TU', { nominates: false })],
    ],
    ['where one is struck', [electorate('TU', 4), as('x', enrolled('t5', 'TU')), struck('x')]],
  ])('is none: %s', async (_, entries) => {
    expect(await found('roll', entries)).toEqual([]);
  });

  it('is none where two names are one endorser', async () => {
    const bench = await told(electorate('TU', 3));
    await bench.accept([merged('t1', 't2')], { contest: null });
    expect((await reconciledOn(bench)).contradictions).toEqual([]);
  });
});

describe('rule: sources that state the rule of a stage differently', () => {
  const two = { rule: { atLeast: 2, of: ['MP'] } };
  const three = { rule: { atLeast: 3, of: ['MP'] } };

  it('are found, those who state the same together', async () => {
    const bench = await told(
      as('one', stage('mp', two)),
      as('two', stage('mp', three)),
      as('three', stage('mp', two)),
    );
    const { contradictions: all } = await reconciledOn(bench);
    expect(all).toMatchObject([
      {
        kind: 'rule',
        about: 'what stage mp asks for',
        text: 'what stage mp asks for: 2 MP (The Paper); 3 MP (The Paper)',
        sides: [{ entries: [id('one'), id('three')] }, { entries: [id('two')] }],
      },
    ]);
  });

  it.each<[string, readonly Sent[]]>([
    ['of one rule, told twice', [stage('mp', two), stage('mp', two)]],
    ['of other stages', [stage('mp', two), stage('clp', three)]],
    ['one disputed', [stage('mp', two), as('x', stage('mp', three)), disputed('x')]],
    ['one struck', [stage('mp', two), as('x', stage('mp', three)), struck('x')]],
    [
      'of one rule, its categories and its ways in another order',
      [
        stage('mp', { rule: { anyOf: [two.rule, { atLeast: 1, of: ['TU', 'SS'] }] } }),
        stage('mp', { rule: { anyOf: [{ of: ['SS', 'TU'], atLeast: 1 }, two.rule] } }),
      ],
    ],
  ])('are none: %s', async (_, entries) => {
    expect(await found('rule', entries)).toEqual([]);
  });
});

describe('stage-dates: days of one stage that cannot both be', () => {
  it.each([
    ['opens', { opens: '2010-06-01' }, { opens: '2010-06-02' }, '2010-06-01', '2010-06-02'],
    ['closes', { closes: '2010-06-20' }, { closes: '2010-07' }, '2010-06-20', '2010-07'],
  ])('are found: when it %s', async (which, one, other, says, too) => {
    const same = which === 'closes' ? { opens: '2010-05-01' } : {};
    const entries = [stage('mp', { ...same, ...one }), stage('mp', { ...same, ...other })];
    expect(await contradictions(entries)).toEqual([
      `stage-dates: when stage mp ${which}: ${says} (The Paper); ${too} (The Paper)`,
    ]);
  });

  it('are found where one says only on which day it opened', async () => {
    const entries = [stage('mp', { opens: '2010-06-01' }), stage('mp', {}, '2010-06-02')];
    expect(await contradictions(entries)).toHaveLength(1);
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['that may be one day', { opens: '2010-06' }, { opens: '2010-06-02' }],
    ['of which one is unsaid', { closes: '2010-06-20' }, {}],
    ['that are one', { closes: '2010-06-20' }, { closes: '2010-06-20' }],
  ])('are none: %s', async (_, one, other) => {
    const opens = { opens: '2010-05-01' };
    const entries = [stage('mp', { ...opens, ...one }), stage('mp', { ...opens, ...other })];
    const differing = Object.keys(one).includes('opens')
      ? [stage('mp', one), stage('mp', other)]
      : entries;
    expect(await contradictions(differing)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import {
  as,
  disputed,
  endNomination,
  endorsed,
  id,
  left,
  nominated,
  published,
  type Sent,
  stage,
  stance,
  struck,
  told,
} from '../support/given.ts';
import { again, contradictions, LATE, reconciledOn } from './votes-ask.ts';

const forAnn = (more: object = {}, on = '2010-07-01') =>
  as('a', nominated('t1', 'ann', on, { ...more }));
const retold = (on: string, more: object = {}) =>
  nominated('t1', 'ann', on, again('a', { ...more }));

describe('decided-by: sources that differ in who decided', () => {
  it('are found, each with its entries', async () => {
    const bench = await told(
      forAnn({ decidedBy: 'committee' }),
      as('b', retold('2010-07-01', { decidedBy: 'executive' })),
      as('c', retold('2010-07-01', { decidedBy: 'committee' })),
    );
    expect((await reconciledOn(bench)).contradictions).toMatchObject([
      {
        kind: 'decided-by',
        text: "who decided on t1's nomination of ann: committee (The Paper); executive (The Paper)",
        sides: [
          { says: 'committee', entries: [id('a'), id('c')] },
          { says: 'executive', entries: [id('b')] },
        ],
      },
    ]);
  });

  it.each<[string, readonly Sent[]]>([
    ['one leaves it unsaid', [forAnn({ decidedBy: 'committee' }), retold('2010-07-01')]],
    [
      'one does not know',
      [forAnn({ decidedBy: 'committee' }), retold('2010-07-01', { decidedBy: 'unknown' })],
    ],
    [
      'one knows the ballot only',
      [
        forAnn({ decidedBy: 'committee' }),
        retold('2010-07-01', { decidedBy: 'unknown', ballot: 'b1' }),
        retold('2010-07-01', { ballot: 'b1' }),
      ],
    ],
    [
      'they agree',
      [forAnn({ decidedBy: 'committee' }), retold('2010-07-01', { decidedBy: 'committee' })],
    ],
    [
      'of acts of two kinds',
      [
        forAnn({ decidedBy: 'committee' }),
        endorsed('t1', 'ann', '2010-07-01', { decidedBy: 'executive' }),
      ],
    ],
    [
      'one struck',
      [
        forAnn({ decidedBy: 'committee' }),
        as('b', retold('2010-07-01', { decidedBy: 'executive' })),
        struck('b'),
      ],
    ],
  ])('are none: %s', async (_, entries) => {
    expect(await contradictions(entries)).toEqual([]);
  });

  it('are none before the act', async () => {
    const entries = [
      forAnn({ decidedBy: 'committee' }),
      retold('2010-07-01', { decidedBy: 'executive' }),
    ];
    expect(await contradictions(entries, '2010-06-30')).toEqual([]);
    expect(await contradictions(entries, '2010-07-01')).toHaveLength(1);
  });
});

describe('dates: days of one act that cannot both be', () => {
  it('are found', async () => {
    expect(await contradictions([forAnn(), retold('2010-07-03')])).toEqual([
      'dates: when t1 backed ann: ann 2010-07-01 (The Paper); ann 2010-07-03 (The Paper)',
    ]);
  });

  it('are found where the act begins after its end, and say which is which', async () => {
    const [text = '', ...others] = await contradictions([
      forAnn({}, '[2010-07-01..2010-07-15]'),
      endNomination('a', '2010-07-10'),
      retold('2010-07-12'),
    ]);
    expect(others).toEqual([]);
    expect(text).toMatch(
      /^dates: when t1 backed ann: ann \[2010-07-01\.\.2010-07-15\].*2010-07-10/,
    );
    expect(text).not.toContain('neutral');
  });

  it.each<[string, readonly Sent[]]>([
    ['days that may be one', [forAnn({}, '2010-07'), retold('2010-07-03')]],
    ['a disputed day', [forAnn(), as('b', retold('2010-07-03')), disputed('b')]],
    ['acts of their own', [forAnn(), nominated('t1', 'ann', '2010-07-03', { anew: true })]],
  ])('are none: %s', async (_, entries) => {
    expect(await contradictions(entries)).toEqual([]);
  });
});

describe('withdrawal-dates: days of one withdrawal that cannot both be', () => {
  it('are found for an act, and say who ceased to back whom on which day', async () => {
    const [text = '', ...others] = await contradictions([
      forAnn(),
      endNomination('a', '2010-07-10'),
      endNomination('a', '2010-07-12'),
    ]);
    expect(others).toEqual([]);
    expect(text).toMatch(/^withdrawal-dates: when t1 ceased to back ann: .*07-10.*07-12/);
    expect(text).not.toContain('neutral');
  });

  it('are found for a candidate', async () => {
    expect(await contradictions([left('ann', '2010-08-01'), left('ann', '2010-08-02')])).toEqual([
      expect.stringMatching(/^withdrawal-dates: when ann withdrew: .*08-01 .*; .*08-02 /),
    ]);
  });

  it.each<[string, readonly Sent[]]>([
    ['wider days', [left('ann', '2010-08-01'), left('ann', '2010-08')]],
    ['two candidates', [left('ann', '2010-08-01'), left('bob', '2010-08-02')]],
    ['no day at all', [forAnn(), endNomination('a', '2010-07-10'), endNomination('a')]],
  ])('are none: %s', async (_, entries) => {
    expect(await contradictions(entries)).toEqual([]);
  });
});

describe('acts: two of which an endorser can mean only one', () => {
  it('are found on the days on which both stand', async () => {
    const entries = [forAnn(), nominated('t1', 'bob', '2010-07-05')];
    expect(await contradictions(entries)).toEqual([
      'acts: whom t1 backs: ann 2010-07-01 (The Paper); bob 2010-07-05 (The Paper)',
    ]);
    expect(await contradictions(entries, '2010-07-04')).toEqual([]);
  });

  it.each<[string, readonly Sent[]]>([
    ['a switch', [forAnn(), nominated('t1', 'bob', '2010-07-05', { replaces: id('a') })]],
    ['two kinds', [forAnn(), endorsed('t1', 'bob', '2010-07-05')]],
    [
      'two stages',
      [
        stage('mp'),
        stage('clp'),
        forAnn({ stage: 'mp' }),
        nominated('t1', 'bob', '2010-07-05', { stage: 'clp' }),
      ],
    ],
    ['one that may not have come', [forAnn(), nominated('t1', 'bob', '[2010-07-05..2011-01-01]')]],
    [
      'one whose candidate has left',
      [forAnn(), nominated('t1', 'bob', '2010-07-05'), left('ann', '2010-07-06')],
    ],
  ])('are none: %s', async (_, entries) => {
    expect(await contradictions(entries)).toEqual([]);
  });
});

describe('stance: one taken while an act stood', () => {
  it('is found', async () => {
    expect(await contradictions([forAnn(), stance('t1', 'neutral', '2010-07-05')])).toEqual([
      'stance: whether t1 backs ann: neutral 2010-07-05 (The Paper); ann 2010-07-01 (The Paper)',
    ]);
  });

  it.each<[string, readonly Sent[]]>([
    [
      'one that may have come first',
      [forAnn({}, '2010-07-05'), stance('t1', 'neutral', '2010-07')],
    ],
    ['one before the act', [forAnn(), stance('t1', 'neutral', '2010-06-01')]],
    [
      'one after the act was withdrawn',
      [forAnn(), endNomination('a', '2010-07-03'), stance('t1', 'neutral', '2010-07-05')],
    ],
    ['one of another', [forAnn(), stance('t2', 'neutral', '2010-07-05')]],
  ])('is none: %s', async (_, entries) => {
    expect(await contradictions(entries)).toEqual([]);
  });
});

describe('contradictions', () => {
  it('come in one order, whatever the order of arrival', async () => {
    const entries = [
      as('the s', stance('t3', 'neutral', '2010-07-05')),
      as('the n3', nominated('t3', 'ann', '2010-07-01')),
      as('the n1', nominated('t1', 'ann', '2010-07-01')),
      as('the m1', nominated('t1', 'bob', '2010-07-01')),
      as('the n2', nominated('t2', 'ann', '2010-07-01')),
      as('the m2', nominated('t2', 'bob', '2010-07-01')),
    ];
    const [one, other] = [await told(...entries), await told(...entries.toReversed())];
    const kinds = async (bench: typeof one) =>
      (await reconciledOn(bench)).contradictions.map(({ kind, about }) => `${kind} ${about}`);
    expect(await kinds(one)).toEqual([
      'acts whom t1 backs',
      'acts whom t2 backs',
      'stance whether t3 backs ann',
    ]);
    expect(await kinds(other)).toEqual(await kinds(one));
  });

  it('show on the past clocks only what was published and held', async () => {
    const bench = await told(published('2010-07-02', forAnn()));
    const { seq } = await bench.store.head();
    await bench.accept([published('2010-07-20', retold('2010-07-03'))]);
    const seen = async (rest: object) =>
      (await reconciledOn(bench, { asOf: LATE, ...rest })).contradictions.length;
    expect(await seen({ reportedBy: '2010-07-19' })).toBe(0);
    expect(await seen({ reportedBy: '2010-07-20' })).toBe(1);
    expect(await seen({ knownAt: `${seq}` })).toBe(0);
  });
});

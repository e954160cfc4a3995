import { describe, expect, it } from 'vitest';
import { as, corrected, id, type Sent, struck, told } from '../support/given.ts';
import { ballot, contradictions, found, LATE, reconciledOn, result } from './votes-ask.ts';

const ann = (more: object) => ({ option: 'Ann', candidate: 'ann', ...more });
const bob = (more: object) => ({ option: 'Bob', candidate: 'bob', ...more });
const options = (...all: readonly object[]) => ({ options: all });

describe('ballot: claims of one ballot that differ', () => {
  it.each([
    ['how many voted', { cast: 43419 }, { cast: 43635 }, '43419', '43635'],
    ['how many could vote', { eligible: 500 }, { eligible: 501 }, '500', '501'],
    ['turnout', { turnout: '7' }, { turnout: '9' }, '7', '9'],
    [
      'votes for Ann',
      options(ann({ votes: 14 }), bob({ votes: 5 })),
      options(bob({ votes: 5 }), ann({ votes: 13 })),
      '14',
      '13',
    ],
    ['share of Ann', options(ann({ share: '60' })), options(ann({ share: '70' })), '60', '70'],
    ['rank of Ann', options(ann({ rank: 1 })), options(ann({ rank: 2 })), '1', '2'],
  ])('are found: %s', async (about, one, other, says, too) => {
    const bench = await told(as('one', ballot(one)), as('other', ballot(other)));
    const { contradictions: all } = await reconciledOn(bench);
    expect(all).toMatchObject([
      {
        kind: 'ballot',
        text: `${about} in ballot b1: ${says} (The Paper); ${too} (The Paper)`,
        sides: [{ entries: [id('one')] }, { entries: [id('other')] }],
      },
    ]);
  });

  const cast = ballot({ cast: 10 });

  it.each<[string, readonly Sent[]]>([
    ['that agree', [cast, ballot({ cast: 10 })]],
    ['of other ballots', [cast, ballot({ ballot: 'b2', cast: 11 })]],
    ['of which one leaves it unsaid', [cast, ballot({})]],
    ['of other options', [ballot(options(ann({ votes: 1 }))), ballot(options(bob({ votes: 2 })))]],
    ['one struck', [cast, as('x', ballot({ cast: 11 })), struck('x')]],
    ['one corrected', [cast, as('x', ballot({ cast: 11 })), corrected('x', { data: cast.data })]],
    [
      'a share of which one is rounded',
      [ballot(options(ann({ share: '60' }))), ballot(options(ann({ share: '59.81' })))],
    ],
    [
      'shares that one half may have been rounded to',
      [ballot(options(ann({ share: '60' }))), ballot(options(ann({ share: '61' })))],
    ],
    ['a turnout written out further', [ballot({ turnout: '7' }), ballot({ turnout: '7.0' })]],
  ])('are none: %s', async (_, entries) => {
    expect(await contradictions(entries)).toEqual([]);
  });

  it('are none while only one of them is told by the day', async () => {
    const entries = [cast, ballot({ cast: 11 }, '2010-07-20')];
    expect(await contradictions(entries, '2010-07-19')).toEqual([]);
    expect(await contradictions(entries, '2010-07-20')).toHaveLength(1);
  });
});

describe('sum: a ballot whose own figures do not add up', () => {
  it.each([
    [{ cast: 10, ...options(ann({ votes: 6 }), bob({ votes: 5 })) }, '11 votes of 10 cast'],
    [{ cast: 10, eligible: 9 }, '10 cast of 9 who could vote'],
    [{ cast: 50, eligible: 100, turnout: '52' }, '50 of 100 are not 52 %'],
    [{ cast: 100, ...options(ann({ votes: 60, share: '70' })) }, '60 of 100 are not 70 % (Ann)'],
  ])('is found: %j', async (data, says) => {
    expect(await contradictions([ballot({ options: [ann({ rank: 1 })], ...data })])).toEqual([
      `sum: ballot b1: ${says} (The Paper)`,
    ]);
  });

  it('is found where shares make up more than all', async () => {
    const shares = options(ann({ share: '60' }), bob({ share: '55' }));
    expect(await found('sum', [ballot(shares)])).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['fewer votes than were cast', { cast: 10, ...options(ann({ votes: 6 })) }],
    ['all voted', { cast: 10, eligible: 10, turnout: '100' }],
    ['a share that is rounded', { cast: 3, ...options(ann({ votes: 2, share: '66.7' })) }],
    ['a share that is rounded up', { cast: 8, ...options(ann({ votes: 5, share: '63' })) }],
    ['a turnout that is rounded', { cast: 7395, eligible: 40000, turnout: '18' }],
    ['a share, and nobody says how many voted', options(ann({ votes: 2, share: '1' }))],
    [
      'shares that are rounded up to a little more than all',
      options(ann({ share: '33.4' }), bob({ share: '33.4' }), { option: 'Cay', share: '33.3' }),
    ],
  ])('is none: %s', async (_, data) => {
    expect(await contradictions([ballot({ options: [ann({ rank: 1 })], ...data })])).toEqual([]);
  });
});

describe('result: claims of the result that differ', () => {
  const won = { ann: { votes: 6 }, bob: { votes: 4 } };

  it.each<[string, Sent, Sent, string, string]>([
    ['who won', result({}, { winner: 'ann' }), result({}, { winner: 'bob' }), 'ann', 'bob'],
    [
      'turnout',
      result(won, { turnout: '62.58' }),
      result(won, { turnout: '63.58' }),
      '62.58',
      '63.58',
    ],
    [
      'how many could vote',
      result(won, { eligible: 10 }),
      result(won, { eligible: 11 }),
      '10',
      '11',
    ],
    ['votes for bob in round 1', result(won), result({ bob: { votes: 5 } }), '4', '5'],
    [
      'share of ann in round 1',
      result({ ann: { share: '60' } }),
      result({ ann: { share: '62' } }),
      '60',
      '62',
    ],
  ])('are found: %s', async (about, one, other, says, too) => {
    expect(await contradictions([one, other])).toEqual([
      `result: ${about}: ${says} (The Paper); ${too} (The Paper)`,
    ]);
  });

  it('are found for a winner who is behind in the last round', async () => {
    expect(await found('result', [result(won, { winner: 'bob' })])).toHaveLength(1);
    const shares = { ann: { share: '60' }, bob: { share: '40' } };
    expect(await found('result', [result(shares, { winner: 'bob' })])).toHaveLength(1);
  });

  it.each<[string, readonly Sent[]]>([
    ['that agree', [result(won, { winner: 'ann' }), result(won, { winner: 'ann' })]],
    ['votes beside shares', [result(won), result({ ann: { share: '60' } })]],
    ['a share rounded', [result({ ann: { share: '56.2' } }), result({ ann: { share: '56.21' } })]],
    ['a turnout rounded', [result(won, { turnout: '62.6' }), result(won, { turnout: '62.58' })]],
    ['one leaves it unsaid', [result(won, { winner: 'ann' }), result(won)]],
    ['one struck', [result(won), as('x', result({ bob: { votes: 5 } })), struck('x')]],
    ['a winner who is ahead', [result(won, { winner: 'ann' })]],
    [
      'a winner who was behind before the last round',
      [
        result(
          {},
          {
            winner: 'bob',
            rounds: [
              {
                round: 1,
                results: [
                  { candidate: 'ann', votes: 6 },
                  { candidate: 'bob', votes: 5 },
                ],
              },
              {
                round: 2,
                results: [
                  { candidate: 'ann', votes: 6 },
                  { candidate: 'bob', votes: 7 },
                ],
              },
            ],
          },
        ),
      ],
    ],
  ])('are none: %s', async (_, entries) => {
    expect(await contradictions(entries)).toEqual([]);
  });

  it('are none of one round with another', async () => {
    const round = (number: number, votes: number) => ({
      round: number,
      results: [{ candidate: 'ann', votes }],
    });
    const entries = [1, 2].map((number) => result({}, { rounds: [round(number, number)] }));
    expect(await contradictions(entries)).toEqual([]);
  });

  it('are none while only one may have been declared', async () => {
    const entries = [result(won), result({ ann: { votes: 7 } }, {}, '2010-09-27')];
    expect(await contradictions(entries, '2010-09-26')).toEqual([]);
    expect(await contradictions(entries, LATE)).toHaveLength(1);
  });
});

/** What contradicts where one seat is to be had, and does not where there are two. */
import { describe, expect, it } from 'vitest';
import { corrected, electorate, opened, type Sent } from '../support/given.ts';
import { ballot, contradictions, result, table } from './votes-ask.ts';

const seats = (count: number): Sent =>
  corrected('opened', { data: opened('2010-05-01', { seats: count }).data });

const votes = (candidate: string, told: object) => ({ option: candidate, candidate, ...told });
const counted = { ann: { votes: 5 }, bob: { votes: 7 }, cay: { votes: 9 } };
const won = (winner: string) => result(counted, { winner });

describe('with one seat, with two and with so many more', () => {
  it.each<[string, readonly Sent[], one: number, two: number]>([
    [
      'a table that adds up to more than there are, and to no more than twice as many',
      [electorate('TU', 4), table({ 'ann TU': 3, 'bob TU': 3 }, '2010-07-10')],
      1,
      0,
    ],
    [
      'a table of more than twice as many as there are',
      [electorate('TU', 4), table({ 'ann TU': 3, 'bob TU': 3, 'cay TU': 3 }, '2010-07-10')],
      1,
      1,
    ],
    [
      'a table in which one candidate has more than there are',
      [electorate('TU', 4), table({ 'ann TU': 5, 'bob TU': 1 }, '2010-07-10')],
      1,
      1,
    ],
    [
      'more votes than were cast',
      [ballot({ cast: 10, options: [votes('ann', { votes: 9 }), votes('bob', { votes: 8 })] })],
      1,
      0,
    ],
    [
      'shares that are more than all',
      [ballot({ options: [votes('ann', { share: '80' }), votes('bob', { share: '70' })] })],
      1,
      0,
    ],
    ['a winner behind one other', [won('bob')], 1, 0],
    ['a winner behind two others', [won('ann')], 1, 1],
    ['two winners', [result({}, { winner: 'ann' }), result({}, { winner: 'bob' })], 1, 0],
  ])('%s', async (_, entries, one, two) => {
    expect(await contradictions(entries)).toHaveLength(one);
    expect(await contradictions([seats(2), ...entries])).toHaveLength(two);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { CONTRADICTION_KINDS } from '../../projections/contradictions/contradiction.ts';
import {
  as,
  type Bench,
  disputed,
  electorate,
  endorsed,
  id,
  nominated,
  type Sent,
  stance,
  tell,
  told,
} from '../support/given.ts';
import { ballot, reconciledOn, table } from './votes-ask.ts';

const result = (winner: string, on: string): Sent =>
  tell('ContestResultDeclared', { winner, rounds: [] }, on);

/** What sources say, each with the first day on which it may have been so; null: it is no print of a day. */
const SAID = (
  [
    [null, as('a1', nominated('t1', 'ann', '2010-07-01', { decidedBy: 'executive' }))],
    [
      null,
      as('a2', nominated('t1', 'ann', '2010-07-20', { decidedBy: 'conference', act: id('a1') })),
    ],
    [null, nominated('t2', 'ann', '2010-07-02')],
    [null, as('b1', endorsed('t3', 'bob', '2010-07-03'))],
    [null, stance('t3', 'neutral', '2010-07-08')],
    ['2010-07-05', table({ 'ann TU': 1 }, '[2010-07-05..2010-07-12]', { TU: 9 })],
    ['2010-07-06', table({ 'ann TU': 2, 'bob TU': 5 }, '2010-07-06')],
    ['2010-07-06', table({ 'bob TU': 4 }, '2010-07-06')],
    ['2010-07-09', table({ 'ann TU': 0, 'bob TU': 3 }, '[2010-07-09..2010-07-16]')],
    ['2010-07-14', table({ 'ann TU': 1, 'bob TU': 1 }, '2010-07-14')],
    ['2010-07-04', ballot({ cast: 100 }, '[2010-07-04..2010-07-11]')],
    ['2010-07-10', as('v', ballot({ cast: 90, eligible: 80 }, '[2010-07-10..2010-07-13]'))],
    ['2010-07-10', disputed('v')],
    ['2010-07-15', ballot({ cast: 70 }, '2010-07-15')],
    ['2010-07-13', result('ann', '[2010-07-13..2010-07-18]')],
    ['2010-07-17', result('bob', '2010-07-17')],
  ] satisfies (readonly [from: string | null, sent: Sent])[]
).map(([from, sent], index): readonly [string | null, Sent] => [
  from,
  sent.id === undefined ? as(`e${index}`, sent) : sent,
]);

const SIZES: readonly (readonly [from: string, sent: Sent])[] = [
  ['2010-07-07', electorate('TU', 3, '2010-07-07')],
  ['2010-07-07', electorate('TU', 2, '2010-07-07')],
  ['2010-07-11', electorate('TU', 40, '2010-07-11')],
];

const DAYS = Array.from({ length: 22 }, (_, day) => `2010-07-${`${day + 1}`.padStart(2, '0')}`);

/** Each day after one that is far from it, all of them twice. */
const ASKED = [...DAYS, ...DAYS].map((_, index) => DAYS[(index * 13) % DAYS.length] as string);

/** A contest in which a size is said with it, or not yet. */
const benchOf = (all: readonly (readonly [string | null, Sent])[]): Promise<Bench> =>
  told(...all.map(([, sent]) => sent));

async function answer(bench: Bench, day: string) {
  const { tallies, contradictions } = await reconciledOn(bench, day);
  return { tallies: tallies.map(({ on, figures }) => [on, figures]), contradictions };
}

const texts = (answered: Awaited<ReturnType<typeof answer>>) =>
  answered.contradictions.map(({ kind, text }) => `${kind}: ${text}`);

describe('what contradicts on one day after another', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await benchOf(SAID);
  });

  it('is what a ledger without that which was printed later tells', async () => {
    let found = 0;
    for (const day of ASKED) {
      const then = await benchOf(SAID.filter(([from]) => from === null || from <= day));
      const [one, other] = [await answer(bench, day), await answer(then, day)];
      expect(texts(one)).toEqual(texts(other));
      expect(one.tallies).toEqual(other.tallies);
      found += one.contradictions.length;
    }
    expect(found).toBeGreaterThan(5 * DAYS.length);
  });

  it('comes in the order of its kinds, votes among the others', async () => {
    const { contradictions } = await answer(bench, '2010-07-22');
    const kinds = contradictions.map(({ kind }) => CONTRADICTION_KINDS.indexOf(kind));
    expect(kinds).toEqual(kinds.toSorted((one, other) => one - other));
    expect(new Set(contradictions.map(({ kind }) => kind))).toEqual(
      new Set([
        'same-day',
        'fell',
        'more-named',
        'sum',
        'ballot',
        'decided-by',
        'result',
        'dates',
        'stance',
      ]),
    );
  });

  it('shows from the first day on which what says it may be of', async () => {
    const first = async (start: string) => {
      for (const day of DAYS) {
        if (texts(await answer(bench, day)).some((text) => text.startsWith(start))) return day;
      }
      return undefined;
    };
    expect(await first('fell: TU for bob')).toBe('2010-07-09');
    expect(await first('more-named: TU for ann (nominations) on [2010-07-09..')).toBe('2010-07-09');
    expect(await first('same-day: TU for bob')).toBe('2010-07-06');
    expect(await first('ballot: ')).toBe('2010-07-10');
    expect(await first("decided-by: who decided on t1's")).toBe('2010-07-01');
  });

  it('hangs on the size that held on the day, and on no later one', async () => {
    const sized = await benchOf([...SAID, ...SIZES]);
    const rolls = async (day: string) =>
      texts(await answer(sized, day)).filter((text) => /^(?:roll|size): /.test(text));
    expect(await rolls('2010-07-11')).toHaveLength(1);
    expect(await rolls('2010-07-06')).toEqual([]);
    expect(await rolls('2010-07-10')).toHaveLength(2);
    expect(await rolls('2010-07-07')).toHaveLength(2);
  });
});

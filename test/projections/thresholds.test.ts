import { describe, expect, it } from 'vitest';
import {
  as,
  corrected,
  electorate,
  endNomination,
  enrolled,
  merged,
  nominated,
  type Sent,
  stage,
  told,
} from '../support/given.ts';
import { candidateOn, over, table } from './stage-ask.ts';

const DAY = '2010-05-20';
const rule = (needs: object) => stage('mp', { rule: needs });
const count = (atLeast: number, ...of: string[]) => ({ atLeast, of });
const back = (...names: string[]) => names.map((name) => nominated(name, 'ann', '2010-05-10'));
const perhaps = (...names: string[]) =>
  names.map((name) => nominated(name, 'ann', '[2010-05-10..2010-05-30]'));

/** How Ann stands under a rule on the day. */
async function line(needs: object, ...sent: readonly Sent[]): Promise<string | undefined> {
  const [found] = await over(await told(rule(needs), ...sent), [DAY]);
  return found;
}

const SINCE = 'qualified since 2010-05-10';
const BY_PRINT = 'qualified by print since [..2010-05-12]';

describe('a number of endorsers', () => {
  it('counts those of several categories, and of the parts of a sum', async () => {
    expect(await line(count(3, 'MP', 'TU'), ...back('m1', 't1', 't2'))).toBe(SINCE);
    expect(await line(count(3, 'AFF'), ...back('t1', 't2', 's1'))).toBe(SINCE);
    expect(await line(count(3, 'AFF'), ...back('t1', 't2', 'm1'))).toBe(
      'not: 1 more AFF of any kind',
    );
  });

  it('counts an endorser once where its categories overlap', async () => {
    expect(await line(count(2, 'AFF', 'TU'), ...back('t1'))).toBe(
      'not: 1 more AFF or TU of any kind',
    );
    expect(await line(count(2, 'AFF', 'TU'), ...back('t1', 's1'))).toBe(SINCE);
  });

  it('counts an endorser once who has two names', async () => {
    const bench = await told(rule(count(2, 'TU')), ...back('t1', 't2'));
    expect(await over(bench, [DAY])).toEqual([SINCE]);
    await bench.accept([merged('t2', 't1')], { contest: null });
    expect(await over(bench, [DAY])).toEqual(['not: 1 more TU']);
  });

  it('takes the figure that is printed for a sum, or those of its parts, whichever is more', async () => {
    const on = '2010-05-12';
    expect(await line(count(4, 'AFF'), table({ 'ann AFF': 4 }, on))).toBe(BY_PRINT);
    expect(await line(count(4, 'AFF'), table({ 'ann TU': 3, 'ann SS': 1 }, on))).toBe(BY_PRINT);
    const both = table({ 'ann AFF': 3, 'ann TU': 3, 'ann SS': 1 }, on);
    expect(await line(count(4, 'AFF'), both)).toBe(BY_PRINT);
    expect(await line(count(4, 'TU', 'SS'), table({ 'ann TU': 3 }, on), ...back('s1'))).toBe(
      BY_PRINT,
    );
    expect(await line(count(5, 'AFF', 'MP'), table({ 'ann AFF': 4, 'ann MP': 1 }, on))).toBe(
      BY_PRINT,
    );
  });

  it('uses the figure of a sum that holds the others', async () => {
    const printed = table({ 'ann AFF': 4 }, '2010-05-12');
    expect(await line(count(4, 'AFF', 'TU'), printed)).toBe(BY_PRINT);
    const parts = table({ 'ann AFF': 4, 'ann TU': 3 }, '2010-05-12');
    expect(await line(count(5, 'AFF', 'TU'), parts)).toBe('not: 1 more AFF or TU of any kind');
  });

  it('may be more than is printed by who perhaps came since', async () => {
    const printed = table({ 'ann MP': 2 }, '2010-05-12');
    const m1 = (on: string) => nominated('m1', 'ann', on);
    expect(await line(count(3, 'MP'), printed, m1('2010-05-12'))).toMatch(/^not/);
    expect(await line(count(3, 'MP'), printed, m1('2010-05-13'))).toMatch(/^qualified by print/);
    expect(await line(count(3, 'MP'), printed, m1('[2010-05-12..2010-05-13]'))).toMatch(
      /^possibly/,
    );
  });

  it('is only possibly what is printed once one of those may have gone', async () => {
    const sent = [
      table({ 'ann MP': 2 }, '2010-05-12'),
      as('a', nominated('m1', 'ann', '2010-05-10')),
    ];
    const gone = (on: string) => line(count(2, 'MP'), ...sent, endNomination('a', on));
    expect(await gone('2010-05-13')).toMatch(/^not/);
    expect(await gone('2010-05-21')).toMatch(/^qualified by print/);
    expect(await gone('[2010-05-13..2010-05-21]')).toMatch(/^possibly/);
  });

  it('says what certainly is, what is printed and what may be', async () => {
    const bench = await told(
      rule(count(5, 'MP')),
      table({ 'ann MP': 2 }, '2010-05-12'),
      ...back('m1'),
      ...perhaps('m2', 'm3'),
    );
    const { ways } = await candidateOn(bench, DAY);
    expect(ways[0]?.needs).toMatchObject([
      { has: { certain: 1, printed: 2, possible: 4 }, more: { least: 1, most: 3 } },
    ]);
  });
});

describe('a share of endorsers', () => {
  const share = (atLeastShare: string) => ({ atLeastShare, of: ['TU'] });
  const four = electorate('TU', 4);

  it('is of as many as a source says that there are', async () => {
    expect(await line(share('50'), four, ...back('t1', 't2'))).toBe(SINCE);
    expect(await line(share('50.1'), four, ...back('t1', 't2'))).toBe('not: 1 more TU');
    expect(await line(share('50'), four, ...back('t1'), ...perhaps('t2'))).toBe(
      'possibly since 2010-05-10: 1 more TU (perhaps 0)',
    );
    expect(await line(share('75'), four, table({ 'ann TU': 3 }, '2010-05-12'))).toBe(BY_PRINT);
  });

  it('is possibly reached, never surely or not at all, where nobody says how many there are', async () => {
    const unsaid = ': 5 % of TU (of how many is not known)';
    expect(await line(share('5'), ...back('t1'))).toBe(`possibly since 2010-05-10${unsaid}`);
    expect(await line(share('5'), ...back('t1', 't2', 't3', 't4'))).toMatch(/^possibly/);
    expect(await line(share('5'))).toBe(`not${unsaid}`);
  });

  it('is surely reached only where it is by every size that is printed', async () => {
    const sizes = [electorate('TU', 4), electorate('TU', 5)];
    expect(await line(share('50'), ...sizes, ...back('t1', 't2', 't3'))).toBe(SINCE);
    expect(await line(share('50'), ...sizes, ...back('t1', 't2'))).toMatch(/^possibly/);
    expect(await line(share('50'), ...sizes, ...back('t1'))).toBe('not: 2 more TU (perhaps 1)');
  });

  it('is of no fewer than have nominated, and loses nothing by those who may have', async () => {
    const two = electorate('TU', 2);
    expect(await line(share('100'), two, ...back('t1', 't2'))).toBe(SINCE);
    expect(await line(share('100'), two, ...back('t1', 't2', 't3'))).toBe(SINCE);
    expect(await line(share('100'), electorate('TU', 0), ...back('t1'))).toBe(SINCE);
    expect(await line(share('100'), two, ...back('t1', 't2'), ...perhaps('t3'))).toBe(SINCE);
  });
});

describe('a share of the members that endorsers stand for', () => {
  const share = (atLeastShare: string, ...of: string[]) => ({
    atLeastShare,
    of,
    weighedBy: 'affiliatedMembers',
  });
  const party = (name: string, affiliatedMembers: number) =>
    enrolled(name, 'CLP', { affiliatedMembers });
  /** 1000 members in all; c1 of the frame has none. */
  const parties = [
    corrected('c1', { data: party('c1', 0).data }),
    party('c2', 900),
    party('c3', 60),
    party('c4', 40),
  ];
  const whole = electorate('CLP', 4);
  const unsaid = 'members affiliated through CLP (of how many is not known)';

  const ask = (needs: object, ...sent: readonly Sent[]) => line(needs, ...parties, ...sent);

  it('is reached, or lacks so many members, where all are known', async () => {
    expect(await ask(share('6', 'CLP'), whole, ...back('c3'))).toBe(SINCE);
    expect(await ask(share('6', 'CLP'), whole, ...back('c4'))).toBe(
      'not: 20 more members affiliated through CLP',
    );
    expect(await ask(share('10', 'CLP'), whole, ...back('c4'), ...perhaps('c3'))).toBe(
      'possibly since 2010-05-10: 60 more members affiliated through CLP (perhaps 0)',
    );
    expect(await ask(share('90.1', 'CLP'), whole, ...back('c2'))).toBe(
      'not: 1 more members affiliated through CLP',
    );
  });

  it('is not surely reached where more there are than are enrolled, or nobody says how many', async () => {
    const perhapsSince = `possibly since 2010-05-10: 6 % of the ${unsaid}`;
    expect(await ask(share('6', 'CLP'), ...back('c2'))).toBe(perhapsSince);
    expect(await ask(share('6', 'CLP'), electorate('CLP', 5), ...back('c2'))).toBe(perhapsSince);
    expect(await ask(share('6', 'CLP'), electorate('CLP', 3), ...back('c2'))).toBe(SINCE);
  });

  it('is possibly reached by whoever has no number, and by nobody never', async () => {
    const stranger = enrolled('c5', 'CLP');
    const five = electorate('CLP', 5);
    expect(await ask(share('6', 'CLP'), five, stranger, ...back('c5'))).toMatch(/^possibly/);
    expect(await ask(share('6', 'CLP'), five, stranger, ...back('c4'))).toMatch(/^not/);
    expect(await ask(share('6', 'CLP'), five, stranger)).toBe(`not: 6 % of the ${unsaid}`);
    expect(await ask(share('90', 'CLP'), five, stranger, ...back('c2', 'c3', 'c4'))).toMatch(
      /^possibly/,
    );
    // At worst c5 has no members: then the others are enough all the same.
    expect(await ask(share('90', 'CLP'), five, stranger, ...back('c2', 'c5'))).toBe(SINCE);
  });

  it('counts none who may not nominate among the whole', async () => {
    const barred = enrolled('c5', 'CLP', { nominates: false, affiliatedMembers: 9000 });
    expect(await ask(share('6', 'CLP'), whole, barred, ...back('c3'))).toBe(SINCE);
  });

  it('is lost with an act that ends', async () => {
    const ended = [as('a', nominated('c2', 'ann', '2010-05-10')), endNomination('a', '2010-05-15')];
    expect(await ask(share('6', 'CLP'), whole, ...ended)).toMatch(/^not/);
  });

  it('changes on a day on which one goes and another comes', async () => {
    const sent = [
      as('a', nominated('c3', 'ann', '2010-05-10')),
      endNomination('a', '2010-05-15'),
      nominated('c2', 'ann', '2010-05-15'),
    ];
    const bench = await told(rule(share('50', 'CLP')), ...parties, whole, ...sent);
    expect(await over(bench, ['2010-05-14', '2010-05-15', '2010-05-20'])).toEqual([
      'not: 440 more members affiliated through CLP',
      'qualified since 2010-05-15',
      'qualified since 2010-05-15',
    ]);
  });

  it('is possibly met by affiliates that a table prints without names', async () => {
    const full = { allOf: [count(3, 'AFF'), count(2, 'TU'), share('5', 'AFF')] };
    const printed = table({ 'ann AFF': 3, 'ann TU': 2 }, '2010-05-12');
    expect(await line(full, printed)).toMatch(/^possibly/);
    expect(await line(full, table({ 'ann AFF': 3, 'ann TU': 1 }, '2010-05-12'))).toMatch(/^not/);
  });

  it('is of nothing where nobody has members, and is never reached', async () => {
    expect(await line(share('5', 'SS'), electorate('SS', 0))).toMatch(/^not/);
  });
});

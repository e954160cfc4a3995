import { beforeAll, describe, expect, it } from 'vitest';
import { type AskedStages, askStages, type Stages } from '../../src/ledger/queries/stages.ts';
import { lineOf } from '../projections/stage-ask.ts';
import { loaded } from './samples.ts';

let sources: Awaited<ReturnType<typeof loaded>>;

beforeAll(async () => {
  sources = await loaded();
});

const LEADER = 'labour-leader-2020';
const FULL = '33 CLP; or 3 AFF and 2 TU and 5 % of the members affiliated through AFF';
const SHORT = '33 CLP; or 3 AFF and 2 TU';
const SHARE = '5 % of CLP; or 3 AFF and 2 TU';

const ask = (contest: string, asOf: string, stage: string, more: object = {}): Promise<Stages> =>
  askStages(sources, contest, { asOf, ...more }, { stage } satisfies AskedStages);

/** How the candidates stand under a rule, or under the one that is used: a line for each. */
function lines({ stages }: Stages, text?: string): Record<string, string> {
  const rules = stages[0]?.rules ?? [];
  const rule = text === undefined ? rules[0] : rules.find((each) => each.text === text);
  if (rule === undefined) throw new Error(`no rule ${text}`);
  const standing = rule.candidates.map((each): [string, string] => [
    each.candidate,
    each.status === 'withdrawn' ? `gone, ${lineOf(each)}` : lineOf(each),
  ]);
  return Object.fromEntries(standing);
}

const first = (day: string, more?: object) => ask(LEADER, day, 'mp-mep', more);
/** The second stage of 2020 on a day, going by what had been published by then. */
const second = (day: string) => ask(LEADER, day, 'clp-affiliate', { reportedBy: day });

const MEMBERS = '5 % of the members affiliated through AFF (of how many is not known)';
const PARTIES = '5 % of CLP (of how many is not known)';
const needs = (clps: number, affiliates: string, ...more: string[]) =>
  `not: ${[`${clps} more CLP`, [affiliates, ...more].join(' and ')].join(' | ')}`;
const NO_UNION = '2 more TU and 1 more AFF of any kind';
const ONE_UNION = '1 more TU and 1 more AFF of any kind';
const LAST_ONE = '1 more AFF of any kind';

describe('2020, the second stage on 14 January as reported by then', () => {
  it('had five candidates left, and told each what it still needed', async () => {
    const found = lines(await second('2020-01-14'));
    expect(found).toEqual({
      'clive-lewis': 'gone, not',
      'emily-thornberry': needs(33, NO_UNION, MEMBERS),
      'jess-phillips': needs(33, NO_UNION, MEMBERS),
      'keir-starmer': needs(33, ONE_UNION, MEMBERS),
      'lisa-nandy': needs(33, ONE_UNION, MEMBERS),
      'rebecca-long-bailey': needs(33, NO_UNION, MEMBERS),
    });
  });

  it('had not opened, and was told of by three rules, the fullest stated most', async () => {
    const { stages, clocks } = await second('2020-01-14');
    expect(clocks).toMatchObject({ asOf: '2020-01-14', reportedBy: '2020-01-14' });
    const [only, ...others] = stages;
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      stage: 'clp-affiliate',
      opens: '2020-01-15',
      closes: '2020-02-14',
      status: 'not-open',
    });
    const told = only?.rules.map(({ text, used, entries }) => `${text}: ${used} ${entries.length}`);
    expect(told).toEqual([`${FULL}: true 2`, `${SHORT}: false 1`, `${SHARE}: false 1`]);
  });

  it('needs the same in numbers under the rule without the 5 % of members', async () => {
    expect(lines(await second('2020-01-14'), SHORT)).toMatchObject({
      'keir-starmer': needs(33, ONE_UNION),
      'lisa-nandy': needs(33, ONE_UNION),
      'rebecca-long-bailey': needs(33, NO_UNION),
    });
    expect(lines(await second('2020-01-14'), SHARE)['lisa-nandy']).toBe(
      `not: ${PARTIES} | ${ONE_UNION}`,
    );
  });

  it('has more who backs whom in the article of that day than in that of the 13th', async () => {
    expect(lines(await second('2020-01-13'), SHORT)['lisa-nandy']).toBe(needs(33, NO_UNION));
    const late = await ask(LEADER, '2020-01-14', 'clp-affiliate', { reportedBy: '2020-01-13' });
    expect(lines(late, SHORT)['lisa-nandy']).toBe(needs(33, NO_UNION));
  });
});

describe('2020, the second stage day by day, by the rule that leaves out the 5 %', () => {
  const on = async (day: string) => lines(await second(day), SHORT);

  it('20 January: Starmer is through with UNISON, SERA and Usdaw, and nobody else', async () => {
    expect(await on('2020-01-19')).toMatchObject({ 'keir-starmer': needs(31, '1 more TU') });
    expect(await on('2020-01-20')).toEqual({
      'clive-lewis': 'gone, not',
      'emily-thornberry': needs(33, NO_UNION),
      'jess-phillips': needs(33, NO_UNION),
      'keir-starmer': 'qualified since 2020-01-20',
      'lisa-nandy': needs(33, ONE_UNION),
      'rebecca-long-bailey': needs(32, ONE_UNION),
    });
  });

  it('21 January: Phillips is out; Nandy has NUM and GMB, and needs one more affiliate', async () => {
    expect(await on('2020-01-21')).toEqual({
      'clive-lewis': 'gone, not',
      'emily-thornberry': needs(31, NO_UNION),
      'jess-phillips': 'gone, not',
      'keir-starmer': 'qualified since 2020-01-20',
      'lisa-nandy': needs(33, LAST_ONE),
      'rebecca-long-bailey': needs(29, ONE_UNION),
    });
  });

  it('22 January: Nandy is through with Chinese for Labour', async () => {
    const found = await on('2020-01-22');
    expect(found['lisa-nandy']).toBe('qualified since 2020-01-22');
    expect(Object.values(found).filter((line) => line.startsWith('qualified'))).toHaveLength(2);
  });

  it('28 January: Long-Bailey is not yet through, with two unions and 21 CLPs', async () => {
    expect(await on('2020-01-28')).toMatchObject({
      'emily-thornberry': needs(29, NO_UNION),
      'keir-starmer': 'qualified since 2020-01-20',
      'lisa-nandy': 'qualified since 2020-01-22',
      'rebecca-long-bailey': needs(12, LAST_ONE),
    });
  });

  it('14 February: Long-Bailey is through by BFAWU, Unite and FBU, and Thornberry is not', async () => {
    expect(await on('2020-01-29')).toMatchObject({
      'rebecca-long-bailey': 'qualified since 2020-01-29',
    });
    const found = await on('2020-02-14');
    expect(found).toEqual({
      'clive-lewis': 'gone, not',
      'emily-thornberry': needs(29, NO_UNION),
      'jess-phillips': 'gone, not',
      'keir-starmer': 'qualified since 2020-01-20',
      'lisa-nandy': 'qualified since 2020-01-22',
      'rebecca-long-bailey': 'qualified since 2020-01-29',
    });
  });

  it('afterwards nothing moves: the stage has closed', async () => {
    const [last, after] = [await second('2020-02-14'), await second('2020-04-04')];
    expect(last.stages[0]?.status).toBe('open');
    expect(after.stages[0]?.status).toBe('closed');
    expect(lines(after, SHORT)['emily-thornberry']).toBe(needs(29, NO_UNION));
    expect(lines(after, SHORT)['keir-starmer']).toBe('qualified since 2020-01-20');
  });
});

describe('2020, the second stage by the full rule, of which nobody prints the members', () => {
  const on = async (day: string) => lines(await second(day));
  const perhaps = (since: string, clps: number) =>
    `possibly since ${since}: ${clps} more CLP | ${MEMBERS}`;

  it('has the same candidates as possibly through, from the same days', async () => {
    expect(await on('2020-01-20')).toMatchObject({ 'keir-starmer': perhaps('2020-01-20', 31) });
    expect(await on('2020-01-22')).toMatchObject({
      'keir-starmer': perhaps('2020-01-20', 21),
      'lisa-nandy': perhaps('2020-01-22', 33),
      'rebecca-long-bailey': needs(29, ONE_UNION, MEMBERS),
    });
    expect(await on('2020-02-14')).toMatchObject({
      'lisa-nandy': perhaps('2020-01-22', 22),
      'rebecca-long-bailey': perhaps('2020-01-29', 12),
      'emily-thornberry': needs(29, NO_UNION, MEMBERS),
    });
  });

  it('is settled for Starmer by the 48 CLPs that two papers print on the 28th', async () => {
    expect(await on('2020-01-27')).toMatchObject({
      'keir-starmer': expect.stringMatching(/^possibly since 2020-01-20: \d+ more CLP \|/),
    });
    const found = await on('2020-01-28');
    expect(found).toMatchObject({
      'keir-starmer': 'qualified by print since [..2020-01-28]',
      'lisa-nandy': perhaps('2020-01-22', 22),
      'rebecca-long-bailey': needs(12, LAST_ONE, MEMBERS),
    });
  });
});

describe('the first stages', () => {
  it('2020: Starmer by name on the 8th, three by the print of the 9th, two never', async () => {
    const by = async (day: string) => lines(await first(day, { reportedBy: day }));
    expect(await by('2020-01-08')).toMatchObject({
      'keir-starmer': 'qualified since [2020-01-07..2020-01-08]',
      'rebecca-long-bailey': 'not: 15 more MP_MEP of any kind',
    });
    const third = 'qualified by print since [..2020-01-09]';
    expect(await by('2020-01-10')).toMatchObject({
      'clive-lewis': 'not: 18 more MP_MEP of any kind',
      'emily-thornberry': 'not: 12 more MP_MEP of any kind',
      'jess-phillips': third,
      'lisa-nandy': third,
      'rebecca-long-bailey': third,
    });
    expect(await by('2020-01-13')).toMatchObject({
      'clive-lewis': 'gone, not',
      'rebecca-long-bailey': 'qualified since [..2020-01-09]',
    });
  });

  it('2020: who withdrew later had passed it all the same', async () => {
    const found = lines(await first('2020-01-28'));
    expect(found['jess-phillips']).toBe('gone, qualified by print since [..2020-01-09]');
    expect(found['clive-lewis']).toBe('gone, not');
  });

  it('2010: by name nobody had 33 MPs at the close; the table of 14 July has all five through', async () => {
    const on = async (day: string) => lines(await ask('labour-leader-2010', day, 'mp'));
    expect(await on('2010-06-09')).toMatchObject({
      'diane-abbott': 'not: 10 more MP',
      'john-mcdonnell': 'gone, not',
    });
    const through = 'qualified by print since [..2010-06-09]';
    expect(await on('2010-07-14')).toEqual({
      'andy-burnham': through,
      'david-miliband': through,
      'diane-abbott': through,
      'ed-balls': through,
      'ed-miliband': through,
      'john-mcdonnell': 'gone, not',
    });
  });

  it('2015 and 2016: what the lists of names leave open of 35 MPs, and of 51 MPs or MEPs', async () => {
    const in2015 = await ask('labour-leader-2015', '2015-06-15', 'mp');
    expect(in2015.stages[0]).toMatchObject({ closes: '[2015-05-08..2015-06-15]' });
    expect(lines(in2015)).toMatchObject({
      'andy-burnham': 'not: 11 more MP',
      'mary-creagh': 'gone, not',
    });
    const in2016 = await ask('labour-leader-2016', '2016-07-19', 'mp');
    expect(in2016.stages[0]?.rules[0]?.text).toBe('51 MP or MEP');
    expect(lines(in2016)).toMatchObject({ 'owen-smith': 'not: 51 more MP or MEP of any kind' });
  });
});

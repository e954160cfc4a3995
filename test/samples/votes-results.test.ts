import { beforeAll, describe, expect, it } from 'vitest';
import { askResults } from '../../src/ledger/queries/results.ts';
import { askUndeclared } from '../../src/ledger/queries/undeclared.ts';
import { loaded } from './samples.ts';

const LATE = '2020-12-31';
const LEADER = 'labour-leader-2020';
let sources: Awaited<ReturnType<typeof loaded>>;

beforeAll(async () => {
  sources = await loaded();
});

describe('who had not declared', () => {
  const categoryOn = async (contest: string, category: string, asOf: string) => {
    const { categories, names } = await askUndeclared(sources, contest, { asOf });
    const found = categories.find((each) => each.category === category);
    if (found === undefined) throw new Error(`no category ${category}`);
    return { ...found, names };
  };

  it('on 30 January 2020: three of twelve unions, by name', async () => {
    const unions = await categoryOn(LEADER, 'TU', '2020-01-30');
    expect(unions).toMatchObject({
      undeclared: 3,
      size: { least: 12, most: 12 },
      unnamed: { least: 0, most: 0 },
      silent: [],
      perhaps: [],
      lapsed: [],
    });
    const told = unions.stances.map(({ endorser, stance }) => [unions.names[endorser], stance]);
    expect(told).toEqual([
      ['ASLEF', 'undecided'],
      ["Musicians' Union", 'undecided'],
      ['TSSA', 'undecided'],
    ]);
  });

  it('on 26 July 2010: three by number, four by name, since the roll has one more', async () => {
    const unions = await categoryOn('labour-leader-2010', 'TU', '2010-07-26');
    expect(unions).toMatchObject({ undeclared: 3, named: 15, silent: [], perhaps: [] });
    const told = unions.stances.map(({ endorser }) => unions.names[endorser]);
    expect(told).toEqual(['BECTU', 'BFAWU', "Musicians' Union", 'NACODS']);
  });

  it('on 14 July 2010: no MP, complete as of the table; lapsed are the nominators of McDonnell', async () => {
    const members = await categoryOn('labour-leader-2010', 'MP', '2010-07-14');
    expect(members).toMatchObject({
      undeclared: 0,
      basis: 'tally',
      completeAsOf: { value: 0, on: '[2010-06-27..2010-07-14]' },
      lapsed: [
        'dai-havard',
        'frank-field',
        'graeme-morrice',
        'ian-lavery',
        'jim-dowd',
        'martin-caton',
      ],
    });
    expect(members.size?.most).toBe(257);
  });

  it('in 2016 the NUM was neutral, once, though two sources tell it', async () => {
    const unions = await categoryOn('labour-leader-2016', 'TU', '2016-12-31');
    expect(unions.stances.map(({ endorser, stance }) => `${endorser} ${stance}`)).toEqual([
      'bectu neutral',
      'num neutral',
    ]);
  });
});

describe('the winner against the standings', () => {
  const shown = async (contest: string) => {
    const { winner, results } = await askResults(sources, contest, { asOf: LATE });
    const ranks = winner?.categories
      .filter((each) => each.most > 0)
      .map(({ category, best, rank, leaders, most }) =>
        rank === 1
          ? `${category} ${best}`
          : `${category} ${best}, behind ${leaders.join('+')} ${most}`,
      );
    return { name: winner?.winner, day: winner?.day, ranks, results };
  };

  it('2010: Ed Miliband in the fourth round, behind his brother among MPs', async () => {
    const { name, day, ranks, results } = await shown('labour-leader-2010');
    expect([name, day]).toEqual(['ed-miliband', '2010-09-25']);
    expect(ranks).toEqual([
      'MP 63, behind david-miliband 81',
      'CLP 28',
      'MEP 5',
      'TU 6',
      'SS 3',
      'other 1, behind david-miliband 2',
    ]);
    const [claim] = results;
    expect(claim?.rounds.map(({ results: all }) => all.length)).toEqual([5, 2, 2, 2]);
    const last = claim?.rounds[3]?.results.map(({ candidate, share }) => `${candidate} ${share}`);
    expect(last?.sort()).toEqual(['david-miliband 49.35', 'ed-miliband 50.65']);
  });

  it('2016: Jeremy Corbyn, behind Owen Smith among the named MPs', async () => {
    const { name, ranks } = await shown('labour-leader-2016');
    expect(name).toBe('jeremy-corbyn');
    expect(ranks).toEqual(['MP 0, behind owen-smith 2', 'CLP 13', 'TU 8']);
  });

  it('2020: Keir Starmer led every formal category; two sources, shares and votes', async () => {
    const { name, day, ranks, results } = await shown(LEADER);
    expect([name, day]).toEqual(['keir-starmer', '2020-04-04']);
    expect(ranks).toEqual([
      'MP 24',
      'MEP 6',
      'MP_MEP 64',
      'CLP 48',
      'TU 5',
      'SS 10',
      'AFF 15',
      'other 0, behind rebecca-long-bailey 3',
    ]);
    const told = results.map(({ rounds }) => {
      const starmer = rounds[0]?.results.find((each) => each.candidate === 'keir-starmer');
      return [starmer?.votes, starmer?.share, starmer?.ofVotes];
    });
    expect(told).toEqual([
      [null, '56.2', null],
      [275780, null, { least: '56.21', most: '56.22' }],
    ]);
  });

  it('is told of no contest whose result nobody tells', async () => {
    expect(await shown('labour-deputy-2020')).toMatchObject({ name: undefined, results: [] });
    const { results, winner } = await askResults(sources, LEADER, { asOf: '2020-04-03' });
    expect([results, winner]).toEqual([[], null]);
  });
});

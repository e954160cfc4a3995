import { beforeAll, describe, expect, it } from 'vitest';
import { askEndorser, type EndorserInContest } from '../../src/ledger/queries/endorser.ts';
import { askStandings, type Standings } from '../../src/ledger/queries/standings.ts';
import { askTimeline } from '../../src/ledger/queries/timeline.ts';
import { decodeEntry } from '../../src/store/decode.ts';
import { loaded, seqOf } from './samples.ts';

let sources: Awaited<ReturnType<typeof loaded>>;

beforeAll(async () => {
  sources = await loaded();
});

const in2010 = (clocks: object) => askStandings(sources, 'labour-leader-2010', clocks);
const in2020 = (clocks: object, counts?: string) =>
  askStandings(sources, 'labour-leader-2020', clocks, counts);

/** A category's counts, `certain+possible`, of those candidates who have any. */
function column({ candidates }: Standings, category: string): Record<string, string> {
  const counts = candidates.map(({ candidate, cells }): [string, string] => {
    const cell = cells[category];
    return [candidate, `${cell?.certain}+${cell?.possible}`];
  });
  return Object.fromEntries(counts.filter(([, shown]) => shown !== '0+0'));
}

const statusOf = ({ candidates }: Standings, candidate: string) => {
  const found = candidates.find((each) => each.candidate === candidate);
  return `${found?.status} ${found?.statusOn ?? ''}`.trim();
};

const reportedIn = ({ candidates }: Standings) =>
  candidates.flatMap(({ cells }) => Object.values(cells)).filter((cell) => cell.reported !== null);

describe('2010, two weeks before the article on Community', () => {
  it('had one union certain, for David Miliband, none possible, and 13 of 14 yet to declare', async () => {
    const standings = await in2010({ asOf: '2010-06-26' });
    expect(column(standings, 'TU')).toEqual({ 'david-miliband': '1+0' });
    expect(standings.undeclared.TU).toEqual({ value: 13, basis: 'electorate' });
    expect(reportedIn(standings)).toEqual([]);
  });

  it('had no union at all the day before Usdaw', async () => {
    const standings = await in2010({ asOf: '2010-06-24' });
    expect(column(standings, 'TU')).toEqual({});
    expect(standings.undeclared.TU).toEqual({ value: 14, basis: 'electorate' });
  });

  it.each(['2010-06-27', '2010-07-05', '2010-07-13'])(
    'and the article, on %s, has Community as possible',
    async (asOf) => {
      const standings = await in2010({ asOf });
      expect(column(standings, 'TU')['david-miliband']).toBe('1+1');
      const { happenings } = await askTimeline(sources, 'labour-leader-2010', { asOf });
      const community = happenings.find((each) => each.endorser === 'community');
      expect(community).toMatchObject({
        kind: 'nominated',
        candidate: 'david-miliband',
        on: '[2010-06-27..2010-07-14]',
      });
    },
  );
});

describe('2010, on 14 July', () => {
  const TABLE = {
    'diane-abbott': { MP: 33, CLP: 4, MEP: 0, TU: 0, SS: 0 },
    'ed-balls': { MP: 33, CLP: 1, MEP: 0, TU: 0, SS: 0 },
    'andy-burnham': { MP: 33, CLP: 8, MEP: 1, TU: 0, SS: 0 },
    'david-miliband': { MP: 81, CLP: 22, MEP: 4, TU: 2, SS: 0 },
    'ed-miliband': { MP: 63, CLP: 28, MEP: 5, TU: 0, SS: 0 },
  };

  it('had two unions certain for David Miliband, and the printed counts of those left', async () => {
    const standings = await in2010({ asOf: '2010-07-14' });
    expect(column(standings, 'TU')['david-miliband']).toBe('2+0');
    const left = ['MP', 'CLP', 'MEP', 'TU', 'SS'].map((name) => standings.undeclared[name]);
    expect(left).toEqual([0, 572, 3, 12, 15].map((value) => ({ value, basis: 'tally' })));
  });

  it('had the printed table, cell by cell, with its source and no other', async () => {
    const { candidates } = await in2010({ asOf: '2010-07-14' });
    for (const [candidate, row] of Object.entries(TABLE)) {
      const cells = candidates.find((each) => each.candidate === candidate)?.cells ?? {};
      for (const [category, value] of Object.entries(row)) {
        const reported = cells[category]?.reported;
        const where = `${candidate} ${category}`;
        expect(reported, where).toMatchObject({
          value,
          on: '[2010-06-27..2010-07-14]',
          others: [],
        });
        const stored = await sources.store.byId(reported?.entry ?? '');
        const [source] = stored === undefined ? [] : decodeEntry(stored).sources;
        expect(source?.publisher, where).toBe('International Business Times UK');
        expect(source?.url).toMatch(/^https:\/\/www\.ibtimes\.co\.uk\//);
      }
    }
    expect(reportedIn(await in2010({ asOf: '2010-07-14' }))).toHaveLength(25);
  });

  it('had John McDonnell withdrawn since 9 June, in no table', async () => {
    const standings = await in2010({ asOf: '2010-07-14' });
    expect(statusOf(standings, 'john-mcdonnell')).toBe('withdrawn 2010-06-09');
  });

  it.each([
    ['going by what was published by 26 June', async () => ({ reportedBy: '2010-06-26' })],
    ['going by what was published by 13 July', async () => ({ reportedBy: '2010-07-13' })],
    [
      'going by what the ledger held before these entries',
      async () => {
        const entries = [await seqOf(sources, '90bb227f'), await seqOf(sources, '56ae5674')];
        return { knownAt: String(Math.min(...entries) - 1) };
      },
    ],
  ])('hid Community and the table, %s', async (_, sight) => {
    const clocks = { asOf: '2010-07-14', ...(await sight()) };
    const standings = await in2010(clocks);
    expect(reportedIn(standings)).toEqual([]);
    const { happenings } = await askTimeline(sources, 'labour-leader-2010', clocks);
    expect(happenings.filter((each) => each.endorser === 'community')).toEqual([]);
    expect(column(standings, 'TU')['david-miliband'] ?? '0+0').toMatch(/^[01]\+0$/);
  });

  it('is cited with the clocks that it was asked at', async () => {
    const standings = await in2010({
      asOf: '2010-07-14',
      reportedBy: '2010-06-26',
      knownAt: '100',
    });
    expect(standings).toMatchObject({
      contest: 'labour-leader-2010',
      policy: 'acts',
      clocks: { asOf: '2010-07-14', reportedBy: '2010-06-26', knownAt: { seq: 100 } },
    });
    expect(standings.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe('2020', () => {
  it('had UNISON for Keir Starmer from 8 January', async () => {
    const [before, on] = [
      await in2020({ asOf: '2020-01-07' }),
      await in2020({ asOf: '2020-01-08' }),
    ];
    expect(column(before, 'TU')).toEqual({});
    expect(column(on, 'TU')).toEqual({ 'keir-starmer': '1+0' });
    const clocks = { asOf: '2020-01-08' };
    const { happenings } = await askTimeline(sources, 'labour-leader-2020', clocks);
    expect(happenings.filter((each) => each.endorser === 'unison')).toMatchObject([
      { kind: 'nominated', on: '2020-01-08', candidate: 'keir-starmer', category: 'TU' },
    ]);
  });

  it('had endorsements by Momentum and Open Labour, which were no nominations', async () => {
    const asOf = '2020-01-31';
    const { happenings } = await askTimeline(sources, 'labour-leader-2020', { asOf });
    const bodies = happenings.filter(({ endorser }) =>
      ['momentum', 'open-labour'].includes(endorser ?? ''),
    );
    expect(bodies).toMatchObject([
      { kind: 'endorsed', endorser: 'momentum', candidate: 'rebecca-long-bailey' },
      { kind: 'endorsed', endorser: 'open-labour', candidate: 'lisa-nandy' },
    ]);
    const acts = column(await in2020({ asOf }), 'other');
    expect(acts).toMatchObject({ 'lisa-nandy': '1+0' });
    expect(Object.keys(acts)).toContain('rebecca-long-bailey');
    expect(column(await in2020({ asOf }, 'nominations'), 'other')).toEqual({});
    expect(column(await in2020({ asOf }, 'stage:clp-affiliate'), 'other')).toEqual({});
  });

  it.each([
    ['clive-lewis', '2020-01-12', '2020-01-13', 4],
    ['jess-phillips', '2020-01-20', '2020-01-21', 10],
  ])('had %s standing on %s, withdrawn on %s, and %i lapsed', async (name, before, on, lapsed) => {
    expect(statusOf(await in2020({ asOf: before }), name)).toBe('standing');
    const standings = await in2020({ asOf: on });
    expect(statusOf(standings, name)).toBe(`withdrawn ${on}`);
    const cells = standings.candidates.find((each) => each.candidate === name)?.cells ?? {};
    expect(cells.MP_MEP).toMatchObject({ certain: 0, possible: 0, lapsed, best: 0 });
  });

  it('gives the earlier views by what was published, and by what was recorded', async () => {
    const asOf = '2020-01-31';
    const reported = await in2020({ asOf, reportedBy: '2020-01-12' });
    expect(statusOf(reported, 'clive-lewis')).toBe('standing');
    expect(statusOf(reported, 'jess-phillips')).toBe('standing');
    expect(column(reported, 'TU')).toEqual({ 'keir-starmer': '1+0' });
    expect(column(reported, 'other')).toEqual({});
    const withdrawal = Math.min(await seqOf(sources, '0404da01'), await seqOf(sources, '682c482c'));
    const known = await in2020({ asOf, knownAt: String(withdrawal - 1) });
    expect(statusOf(known, 'clive-lewis')).toBe('standing');
    expect(statusOf(known, 'jess-phillips')).toBe('standing');
    expect(column(known, 'TU')['keir-starmer']).toBe('1+0');
  });
});

describe('an endorser across ten years', () => {
  const told = async (endorser: string) => (await askEndorser(sources, endorser, {})).contests;
  const backed = ({ contest, acts }: EndorserInContest) =>
    `${contest}: ${acts.map((act) => `${act.kind} ${act.candidate}`).join(', ') || 'nobody'}`;

  it('UNISON: Ed Miliband, Corbyn with Cooper second, Corbyn, and Starmer with Rayner', async () => {
    const contests = await told('unison');
    expect(contests.map(backed).sort()).toEqual([
      'labour-deputy-2020: nomination angela-rayner',
      'labour-leader-2010: nomination ed-miliband',
      'labour-leader-2015: nomination jeremy-corbyn',
      'labour-leader-2016: nomination jeremy-corbyn',
      'labour-leader-2020: nomination keir-starmer',
    ]);
    const second = contests.flatMap(({ contest, choices }) =>
      choices.map(({ candidate, rank }) => `${contest}: ${candidate} ${rank}`),
    );
    expect(new Set(second)).toEqual(new Set(['labour-leader-2015: yvette-cooper 2']));
    expect(contests.map(({ category }) => category)).toEqual(Array(5).fill('TU'));
  });

  it('the NUM: Cooper in 2015, nobody in 2016, Nandy in 2020', async () => {
    const contests = await told('num');
    const leaders = contests.filter(({ contest }) => contest.startsWith('labour-leader'));
    expect(leaders.map(backed).sort()).toEqual([
      'labour-leader-2010: nomination ed-miliband',
      'labour-leader-2015: nomination yvette-cooper',
      'labour-leader-2016: nobody',
      'labour-leader-2020: nomination lisa-nandy',
    ]);
    const in2016 = leaders.find(({ contest }) => contest.endsWith('2016'));
    expect(new Set(in2016?.stances.map(({ stance }) => stance))).toEqual(new Set(['neutral']));
  });
});

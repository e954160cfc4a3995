import { beforeAll, describe, expect, it } from 'vitest';
import { askBallots } from '../../src/ledger/queries/ballots.ts';
import type { Cited } from '../../src/ledger/queries/citing.ts';
import { askExpectations } from '../../src/ledger/queries/expectations.ts';
import { loaded } from './samples.ts';

const LATE = '2020-12-31';
const LEADER = 'labour-leader-2020';
const DEPUTY = 'labour-deputy-2020';
let sources: Awaited<ReturnType<typeof loaded>>;

beforeAll(async () => {
  sources = await loaded();
});

const publishers = (cited: Cited, entry: string | undefined) =>
  cited[entry ?? '']?.map((source) => source.publisher);

async function ballotOf(contest: string, slug: string) {
  const { ballots, sources: cited } = await askBallots(sources, contest, { asOf: LATE });
  const ballot = ballots.find((each) => each.ballot === slug);
  const [claim] = ballot?.claims ?? [];
  if (ballot === undefined || claim === undefined) throw new Error(`no ballot ${slug}`);
  return { ballot, claim, options: claim.options, cited };
}

/** `14 Keir Starmer`, by votes or rank. */
const counted = async (contest: string, slug: string) =>
  (await ballotOf(contest, slug)).options.map(
    ({ option, votes, rank }) => `${rank ?? votes?.most} ${option}`,
  );

async function decisionsOf(contest: string, endorser: string) {
  const { decisions } = await askBallots(sources, contest, { asOf: LATE });
  return decisions
    .filter((each) => each.endorser === endorser)
    .map(({ kind, candidates, decidedBy, ballots }) =>
      [kind, candidates.join('+'), decidedBy.join('+'), ballots.join('+')].join(' ').trim(),
    );
}

describe('the ballot of Momentum', () => {
  /** Whole numbers v with 100 v / cast within half a percent of a share, the slow way. */
  const behind = (share: number, cast: number) => {
    const fit = Array.from({ length: cast + 1 }, (_, votes) => votes).filter(
      (votes) => Math.abs(200 * votes - 2 * share * cast) <= cast,
    );
    return { least: fit[0], most: fit.at(-1) };
  };

  it.each([
    ['leader', LEADER, '70', 5140, 5213, '12.85', '13.04', 'rebecca-long-bailey'],
    ['deputy', DEPUTY, '52', 3809, 3882, '9.52', '9.71', 'angela-rayner'],
  ])(
    'for %s: %s, %s %% of 7,395 of about 40,000 are %i to %i members',
    async (which, contest, share, least, most, from, to, candidate) => {
      const { ballot, claim, options, cited } = await ballotOf(
        contest,
        `momentum-members-2020-${which}`,
      );
      expect(ballot).toMatchObject({ method: 'yes-no', choice: 'yes-or-no' });
      expect(claim).toMatchObject({ eligible: 40000, cast: { least: 7395, most: 7395 } });
      expect(claim.turnout).toEqual({ least: '18.48', most: '18.49' });
      const yes = options.find((each) => each.option === 'yes');
      expect(yes).toMatchObject({ candidate, share, votesPrinted: false });
      expect(yes?.votes).toEqual({ least, most });
      expect(yes?.votes).toEqual(behind(Number(share), 7395));
      expect(yes?.ofEligible).toEqual({ least: from, most: to });
      expect(publishers(cited, claim.entry)).toEqual(['LabourList', 'LabourList']);
    },
  );

  it('followed the advice of its coordinating group, 13 to 6 for Rayner', async () => {
    expect(await counted(DEPUTY, 'momentum-ncg-2020-deputy')).toEqual([
      '13 Angela Rayner',
      '6 Richard Burgon',
    ]);
    expect(await decisionsOf(DEPUTY, 'momentum')).toEqual([
      'shown angela-rayner committee momentum-ncg-2020-deputy',
      'endorsement angela-rayner member-ballot momentum-members-2020-deputy',
    ]);
  });
});

describe('other ballots', () => {
  it('of Open Labour give an order of preference, and a turnout of 80 %', async () => {
    expect(await counted(LEADER, 'open-labour-members-2020-leader')).toEqual([
      '1 Lisa Nandy',
      '2 Keir Starmer',
      '3 Rebecca Long-Bailey',
      '4 Emily Thornberry',
    ]);
    expect(await counted(DEPUTY, 'open-labour-members-2020-deputy')).toEqual([
      '1 Angela Rayner',
      '2 Rosena Allin-Khan',
      '3 Dawn Butler',
      '4 Ian Murray',
      '5 Richard Burgon',
    ]);
    const { claim } = await ballotOf(LEADER, 'open-labour-members-2020-leader');
    expect(claim).toMatchObject({ cast: null, turnout: { least: '80', most: '80' } });
  });

  it("of UNISON's Labour Link committee were 14, 5 and 1", async () => {
    const { ballot } = await ballotOf(LEADER, 'unison-labour-link-2020');
    expect(ballot.choice).toBe('committee');
    expect(await counted(LEADER, 'unison-labour-link-2020')).toEqual([
      '14 Keir Starmer',
      '5 Rebecca Long-Bailey',
      '1 Emily Thornberry',
    ]);
  });

  it('of GMB in 2016 are told by two sources, who differ in how many voted', async () => {
    const { ballot, cited } = await ballotOf('labour-leader-2016', 'gmb-members-2016');
    const told = ballot.claims.map(({ cast, entry }) => [
      cast?.most,
      ...(publishers(cited, entry) ?? []),
    ]);
    expect(told).toEqual([
      [43419, 'Northern Voices'],
      [43635, 'Morning Star'],
    ]);
  });

  it.each([
    ['unison', ['nomination keir-starmer committee+executive unison-labour-link-2020']],
    ['usdaw', ['nomination keir-starmer executive']],
    ['gmb', ['nomination lisa-nandy executive']],
    ['unite', ['nomination rebecca-long-bailey executive']],
    ['fbu', ['nomination rebecca-long-bailey executive']],
    ['tssa', ['shown keir-starmer+rebecca-long-bailey executive']],
  ])('%s decided so in 2020', async (endorser, told) => {
    expect(await decisionsOf(LEADER, endorser)).toEqual(told);
  });

  it('the CWU decided by its conference', async () => {
    const [told, ...others] = await decisionsOf(LEADER, 'cwu');
    expect(told).toMatch(/^nomination rebecca-long-bailey conference/);
    expect(others).toEqual([]);
  });
});

it.each([
  [LEADER, 'rebecca-long-bailey', '42'],
  [DEPUTY, 'angela-rayner', '60'],
])('in %s the readers of LabourList were for %s by %s %%', async (contest, candidate, share) => {
  const { polls, sources: cited } = await askBallots(sources, contest, { asOf: LATE });
  expect(polls).toMatchObject([{ pollster: expect.stringMatching(/LabourList/) }]);
  expect(polls[0]?.shares).toContainEqual(expect.objectContaining({ candidate, share }));
  expect(publishers(cited, polls[0]?.entry)).toEqual(['LabourList']);
});

describe('what was expected', () => {
  it.each([
    [LEADER, 'gmb', 'lisa-nandy', 'came-true', 'act', null, '2020-01-21'],
    [LEADER, 'num', 'rebecca-long-bailey', 'did-not', 'other-act', 'lisa-nandy', '2020-01-14'],
    [LEADER, 'unite', 'rebecca-long-bailey', 'came-true', 'act', null, '2020-01-24'],
    [DEPUTY, 'unison', 'angela-rayner', 'came-true', 'act', null, '[2020-01-08..2020-01-16]'],
    [
      'labour-leader-2010',
      'jon-cruddas',
      'diane-abbott',
      'came-true',
      'act',
      null,
      '[2010-06-03..2010-06-09]',
    ],
  ])('in %s of %s: %s %s', async (contest, endorser, candidate, outcome, by, instead, when) => {
    const { expectations, sources: cited } = await askExpectations(sources, contest, {
      asOf: LATE,
    });
    const found = expectations.find((each) => each.endorser === endorser);
    expect(found).toMatchObject({ candidate, outcome, by, instead, when });
    for (const entry of [found?.entry, ...(found?.entries ?? [])]) {
      expect(publishers(cited, entry)?.length).toBeGreaterThan(0);
    }
  });

  it('was open until it was answered', async () => {
    const on = async (asOf: string) => {
      const { expectations } = await askExpectations(sources, LEADER, { asOf });
      return expectations.map(({ endorser, outcome }) => `${endorser} ${outcome}`);
    };
    expect(await on('2020-01-13')).toEqual(['num open']);
    expect(await on('2020-01-20')).toEqual(['gmb open', 'num did-not', 'unite open']);
    expect(await on('2020-01-23')).toEqual(['gmb came-true', 'num did-not', 'unite open']);
  });
});

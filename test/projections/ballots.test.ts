import { describe, expect, it } from 'vitest';
import {
  as,
  corrected,
  disputed,
  id,
  published,
  source,
  struck,
  tell,
  told,
} from '../support/given.ts';
import { ballot, ballotsOn } from './votes-ask.ts';

type Data = Record<string, unknown>;

/** The one claim of the one ballot that these entries tell. */
async function only(...entries: readonly ReturnType<typeof ballot>[]) {
  const { ballots } = await ballotsOn(await told(...entries));
  const claim = ballots[0]?.claims[0];
  if (claim === undefined || ballots.length > 1) throw new Error(`${ballots.length} ballots`);
  return { ballot: ballots[0], claim, option: claim.options[0] };
}

const voting = (data: Data, option: Data) =>
  only(ballot({ ...data, options: [{ option: 'Ann', ...option }] }));

describe('the votes behind a share', () => {
  it.each([
    ['70', 7395, 5140, 5213],
    ['52', 7395, 3809, 3882],
    ['62.5', 8, 5, 5],
    ['0', 100, 0, 0],
    ['100', 7, 7, 7],
    ['33.3', 300, 100, 100],
  ])('of %s %% of %i are %i to %i', async (share, cast, least, most) => {
    const { option } = await voting({ cast }, { share });
    expect(option).toMatchObject({ share, votes: { least, most }, votesPrinted: false });
  });

  it('are those printed, where they are printed', async () => {
    const { option } = await voting({ cast: 1000 }, { share: '14', votes: 143 });
    expect(option).toMatchObject({ votes: { least: 143, most: 143 }, votesPrinted: true });
  });

  it('are not told where nobody says how many voted, nor where no count gives the share', async () => {
    expect((await voting({}, { share: '70' })).option?.votes).toBeNull();
    expect((await voting({ eligible: 40000 }, { share: '70' })).option?.votes).toBeNull();
    expect((await voting({ cast: 3 }, { share: '50' })).option?.votes).toBeNull();
  });

  it('are as wide as the turnout is uncertain', async () => {
    const { claim, option } = await voting({ eligible: 1000, turnout: '50' }, { share: '60' });
    expect(claim).toMatchObject({ cast: { least: 495, most: 505 }, castPrinted: false });
    expect(option?.votes).toEqual({ least: 295, most: 305 });
  });
});

describe('how many voted', () => {
  it('is the number printed, and the turnout is derived from it', async () => {
    const { claim } = await voting({ eligible: 40000, cast: 7395 }, { share: '70' });
    expect(claim).toMatchObject({
      eligible: 40000,
      cast: { least: 7395, most: 7395 },
      castPrinted: true,
      turnout: { least: '18.48', most: '18.49' },
      turnoutPrinted: false,
    });
  });

  it('and the turnout are both as printed, where both are', async () => {
    const { claim } = await voting({ eligible: 100, cast: 7, turnout: '7.0' }, { votes: 7 });
    expect(claim).toMatchObject({
      castPrinted: true,
      turnout: { least: '7.0', most: '7.0' },
      turnoutPrinted: true,
    });
  });

  it('is not told by a turnout of nobody knows how many', async () => {
    const { claim } = await voting({ turnout: '80' }, { rank: 1 });
    expect(claim).toMatchObject({ cast: null, castPrinted: false, turnoutPrinted: true });
  });
});

describe('the share of all who could vote', () => {
  it('is rounded outwards from the limits of the votes', async () => {
    const { option } = await voting({ eligible: 40000, cast: 7395 }, { share: '70' });
    expect(option?.ofEligible).toEqual({ least: '12.85', most: '13.04' });
  });

  it('of a printed count is the two hundredths around it', async () => {
    expect((await voting({ eligible: 3 }, { votes: 1 })).option?.ofEligible).toEqual({
      least: '33.33',
      most: '33.34',
    });
    expect((await voting({ eligible: 4 }, { votes: 1 })).option?.ofEligible).toEqual({
      least: '25.00',
      most: '25.00',
    });
  });

  it('is not told of nobody', async () => {
    expect((await voting({ eligible: 0 }, { votes: 0 })).option?.ofEligible).toBeNull();
    expect((await voting({}, { votes: 5 })).option?.ofEligible).toBeNull();
  });
});

describe('a ballot', () => {
  it.each([
    ['yes-no', 'yes-or-no'],
    ['plurality', 'free'],
    ['preferential', 'free'],
    ['committee', 'committee'],
  ])('of method %s leaves a choice that is %s', async (method, choice) => {
    const { ballot: found } = await only(ballot({ method }));
    expect(found).toMatchObject({ method, choice, body: 'Members of T1' });
  });

  it('keeps ranks, and options that are nobody', async () => {
    const { claim } = await only(
      ballot({
        method: 'preferential',
        options: [
          { option: 'Bob', candidate: 'bob', rank: 2 },
          { option: 'nobody', rank: 3 },
        ],
      }),
    );
    expect(claim.options).toMatchObject([
      { option: 'Bob', candidate: 'bob', rank: 2, share: null, votes: null },
      { option: 'nobody', candidate: null, rank: 3 },
    ]);
  });

  it('holds all that sources claim of it, each by itself', async () => {
    const bench = await told(
      as('one', ballot({ cast: 43419 })),
      as('other', ballot({ cast: 43635 }, '2010-07')),
      as('another', ballot({ ballot: 'b0', cast: 9 }, '2010-07-02')),
    );
    const { ballots, sources } = await ballotsOn(bench);
    expect(ballots.map((each) => each.ballot)).toEqual(['b1', 'b0']);
    expect(ballots[0]?.claims.map(({ entry, on, cast }) => [entry, on, cast?.most])).toEqual([
      [id('one'), '2010-07-10', 43419],
      [id('other'), '2010-07', 43635],
    ]);
    expect(Object.keys(sources).sort()).toEqual(['one', 'other', 'another'].map(id).sort());
  });

  it('is told as corrected, with the sources of the correction', async () => {
    const data = { ...ballot({ cast: 20 }).data, cast: 30 };
    const sources = [source('2010-08-01', { publisher: 'The Correction' })];
    const bench = await told(as('b', ballot({ cast: 20 })), corrected('b', { data, sources }));
    const { ballots, sources: cited } = await ballotsOn(bench);
    expect(ballots[0]?.claims.map((claim) => claim.cast?.most)).toEqual([30]);
    expect(cited[id('b')]).toMatchObject([{ publisher: 'The Correction' }]);
  });

  it('is on its corrected day', async () => {
    const bench = await told(as('b', ballot({})), corrected('b', { on: '2010-08-10' }));
    expect((await ballotsOn(bench, '2010-08-09')).ballots).toEqual([]);
    expect((await ballotsOn(bench, '2010-08-10')).ballots).toHaveLength(1);
  });

  it('is gone once it is struck, and stays, marked, while it is disputed', async () => {
    const bench = await told(as('b', ballot({})), as('c', ballot({ cast: 1 })), struck('b'));
    expect((await ballotsOn(bench)).ballots[0]?.claims.map((each) => each.entry)).toEqual([
      id('c'),
    ]);
    await bench.accept([disputed('c')]);
    expect((await ballotsOn(bench)).ballots[0]?.claims).toMatchObject([{ disputed: true }]);
    await bench.accept([struck('c')]);
    expect((await ballotsOn(bench)).ballots).toEqual([]);
  });
});

describe('on the three clocks, a ballot', () => {
  const one = as('one', published('2010-07-12', ballot({ cast: 10 }, '[2010-07-08..2010-07-10]')));
  const other = as('other', published('2010-07-20', ballot({ cast: 11 }, '2010-07-11')));

  it('shows from the first day on which it may have been, claim by claim', async () => {
    const bench = await told(one, other);
    const seen = async (day: string) =>
      (await ballotsOn(bench, day)).ballots.flatMap((each) => each.claims.length);
    expect(await seen('2010-07-07')).toEqual([]);
    expect(await seen('2010-07-08')).toEqual([1]);
    expect(await seen('2010-07-11')).toEqual([2]);
  });

  it('shows what was published by a day', async () => {
    const bench = await told(one, other);
    const seen = async (reportedBy: string) => {
      const { ballots, sources } = await ballotsOn(bench, { asOf: '2010-12-31', reportedBy });
      const entries = ballots.flatMap((each) => each.claims.map((claim) => claim.entry));
      expect(Object.keys(sources)).toEqual(entries);
      return entries;
    };
    expect(await seen('2010-07-11')).toEqual([]);
    expect(await seen('2010-07-12')).toEqual([id('one')]);
    expect(await seen('2010-07-20')).toEqual([id('one'), id('other')]);
  });

  it('shows what the ledger held', async () => {
    const bench = await told(one);
    const { seq } = await bench.store.head();
    await bench.accept([other]);
    const at = async (knownAt: number) => {
      const { ballots } = await ballotsOn(bench, { asOf: '2010-12-31', knownAt: `${knownAt}` });
      return ballots.flatMap((each) => each.claims).length;
    };
    expect([await at(seq - 1), await at(seq), await at(seq + 1)]).toEqual([0, 1, 2]);
  });
});

describe('polls', () => {
  const poll = (share: string, on = '2010-07-16') => {
    const shares = [{ candidate: 'ann', share }];
    return tell('PollPublished', { pollster: 'P', population: 'its readers', shares }, on);
  };
  const polled = async (bench: Awaited<ReturnType<typeof told>>, asked?: string) =>
    (await ballotsOn(bench, asked)).polls.map(({ shares, disputed: is }) => [shares[0]?.share, is]);

  it('stand beside ballots, as corrected, from the day on which they may be', async () => {
    const bench = await told(
      as('p', poll('42')),
      corrected('p', { data: poll('43').data }),
      as('q', poll('60', '[2010-07-10..2010-07-20]')),
      as('r', poll('1')),
      struck('r'),
    );
    expect(await polled(bench, '2010-07-09')).toEqual([]);
    expect(await polled(bench, '2010-07-10')).toEqual([['60', false]]);
    expect(await polled(bench)).toEqual([
      ['43', false],
      ['60', false],
    ]);
    expect(Object.keys((await ballotsOn(bench)).sources).sort()).toEqual([id('p'), id('q')].sort());
  });

  it('are no votes: standings are as they were', async () => {
    const [with_, without] = [await told(poll('42')), await told()];
    expect(await with_.state('2010-12-31')).toEqual(await without.state('2010-12-31'));
  });
});

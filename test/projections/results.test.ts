import { describe, expect, it } from 'vitest';
import {
  as,
  corrected,
  disputed,
  electorate,
  id,
  left,
  nominated,
  published,
  struck,
  tally,
  told,
} from '../support/given.ts';
import { LATE, result, resultsOn } from './votes-ask.ts';

describe('a result', () => {
  it('is told round by round, with who was eliminated', async () => {
    const rounds = [
      {
        round: 1,
        results: [
          { candidate: 'ann', share: '40.5' },
          { candidate: 'bob', share: '40.4' },
          { candidate: 'cay', share: '19.1', eliminated: true },
        ],
      },
      { round: 2, results: [{ candidate: 'ann', share: '50.65' }] },
    ];
    const bench = await told(as('r', result({}, { rounds, winner: 'ann', turnout: '62.58' })));
    const { results, sources } = await resultsOn(bench);
    expect(results).toMatchObject([
      { entry: id('r'), on: '2010-09-25', winner: 'ann', turnout: '62.58', eligible: null },
    ]);
    const told_ = results[0]?.rounds.map(({ round, results: each }) => [
      round,
      ...each.map(({ candidate, share, eliminated }) => `${candidate} ${share} ${eliminated}`),
    ]);
    expect(told_).toEqual([
      [1, 'ann 40.5 false', 'bob 40.4 false', 'cay 19.1 true'],
      [2, 'ann 50.65 false'],
    ]);
    expect(Object.keys(sources)).toEqual([id('r')]);
  });

  const figuresOf = async (round: Parameters<typeof result>[0]) => {
    const { results } = await resultsOn(await told(result(round)));
    return results[0]?.rounds[0]?.results.map(({ votes, share, ofVotes }) => ({
      votes,
      share,
      ofVotes,
    }));
  };

  it('derives shares of all votes told of a round, and none beside a printed one', async () => {
    expect(await figuresOf({ ann: { votes: 1 }, bob: { votes: 2, share: '66.7' } })).toEqual([
      { votes: 1, share: null, ofVotes: { least: '33.33', most: '33.34' } },
      { votes: 2, share: '66.7', ofVotes: null },
    ]);
  });

  it('derives no shares where the votes of one candidate are not told, nor of no votes', async () => {
    expect(await figuresOf({ ann: { votes: 1 }, bob: {} })).toEqual([
      { votes: 1, share: null, ofVotes: null },
      { votes: null, share: null, ofVotes: null },
    ]);
    expect(await figuresOf({ ann: { votes: 0 } })).toMatchObject([{ ofVotes: null }]);
  });

  it('stands beside those of other sources', async () => {
    const bench = await told(
      as('one', result({ ann: { share: '56.2' } }, { winner: 'ann' })),
      as('other', result({ ann: { votes: 275780 } }, { winner: 'ann' })),
    );
    const { results, winner } = await resultsOn(bench);
    expect(results.map((each) => each.entry)).toEqual([id('one'), id('other')]);
    expect(winner?.winner).toBe('ann');
  });

  it('is told as corrected, not once struck, and marked while disputed', async () => {
    const first = as('r', result({ ann: { votes: 1 } }, { winner: 'ann' }));
    const { data } = result({ bob: { votes: 2 } }, { winner: 'bob' });
    const put = await resultsOn(await told(first, corrected('r', { data })));
    expect(put.results).toMatchObject([{ winner: 'bob' }]);
    expect((await resultsOn(await told(first, struck('r')))).results).toEqual([]);
    expect((await resultsOn(await told(first, disputed('r')))).results).toMatchObject([
      { disputed: true },
    ]);
  });
});

describe('the winner beside the standings', () => {
  const standings = [
    nominated('t1', 'ann', '2010-07-01'),
    nominated('t2', 'bob', '2010-07-01'),
    nominated('t3', 'bob', '2010-07-01'),
    nominated('c1', 'ann', '2010-07-01'),
    tally({ 'ann MP': 81, 'bob MP': 63, 'cay MP': 63 }, '2010-07-10'),
  ];
  const won = (winner: string, on = '2010-09-25') => result({}, { winner }, on);

  it('is ranked category by category, equals alike', async () => {
    const { winner } = await resultsOn(await told(...standings, won('bob')));
    expect(winner).toMatchObject({ winner: 'bob', day: '2010-09-25' });
    expect(winner?.categories).toEqual([
      { category: 'MP', best: 63, rank: 2, leaders: ['ann'], most: 81 },
      { category: 'CLP', best: 0, rank: 2, leaders: ['ann'], most: 1 },
      { category: 'TU', best: 2, rank: 1, leaders: ['bob'], most: 2 },
      { category: 'SS', best: 0, rank: 1, leaders: [], most: 0 },
      { category: 'AFF', best: 2, rank: 1, leaders: ['bob'], most: 2 },
    ]);
    const third = await resultsOn(await told(...standings, won('cay')));
    expect(third.winner?.categories[0]).toMatchObject({ best: 63, rank: 2 });
    expect(third.winner?.categories[2]).toMatchObject({ best: 0, rank: 3, leaders: ['bob'] });
  });

  it('is set beside the standings of the day of the result, not of the question', async () => {
    const late = [nominated('t1', 'ann', '2010-10-01'), electorate('TU', 4)];
    const { winner } = await resultsOn(await told(...late, won('ann')));
    expect(winner?.categories[2]).toMatchObject({ category: 'TU', best: 0 });
  });

  it('counts nobody for who has left', async () => {
    const entries = [...standings, left('ann', '2010-08-01'), won('ann')];
    const { winner } = await resultsOn(await told(...entries));
    expect(winner?.categories[1]).toMatchObject({ category: 'CLP', best: 0, most: 0, leaders: [] });
  });

  it('is not told where sources differ on who won, or none says', async () => {
    const both = await told(...standings, won('ann'), won('bob'));
    expect(await resultsOn(both)).toMatchObject({ winner: null, results: [{}, {}] });
    expect((await resultsOn(await told(result({ ann: { votes: 1 } })))).winner).toBeNull();
  });

  it('is told where a second source leaves it unsaid', async () => {
    const bench = await told(won('ann'), result({ ann: { votes: 1 } }));
    expect((await resultsOn(bench)).winner?.winner).toBe('ann');
  });
});

describe('on the three clocks, a result', () => {
  it('shows from the first day on which it may have been declared', async () => {
    const bench = await told(result({}, { winner: 'ann' }, '[2010-09-25..2010-09-26]'));
    expect((await resultsOn(bench, '2010-09-24')).results).toEqual([]);
    expect(await resultsOn(bench, '2010-09-25')).toMatchObject({
      results: [{ winner: 'ann' }],
      winner: { day: '2010-09-25' },
    });
    expect((await resultsOn(bench)).winner?.day).toBe('2010-09-26');
  });

  it('shows by what was published, and by what was held', async () => {
    const bench = await told(published('2010-09-25', result({}, { winner: 'ann' })));
    const { seq } = await bench.store.head();
    await bench.accept([published('2010-09-27', result({}, { winner: 'bob' }))]);
    const winners = async (rest: object) =>
      (await resultsOn(bench, { asOf: LATE, ...rest })).results.map((each) => each.winner);
    expect(await winners({ reportedBy: '2010-09-24' })).toEqual([]);
    expect(await winners({ reportedBy: '2010-09-26' })).toEqual(['ann']);
    expect(await winners({ knownAt: `${seq}` })).toEqual(['ann']);
    expect(await winners({})).toEqual(['ann', 'bob']);
  });
});

import { describe, expect, it } from 'vitest';
import { happeningsOf } from '../../projections/timeline.ts';
import {
  as,
  Bench,
  endNomination,
  endorsed,
  enrolled,
  entered,
  id,
  left,
  nominated,
  opened,
  published,
  type Sent,
  type Sight,
  stage,
  stance,
  struck,
  tally,
  tell,
} from '../support/given.ts';

async function contest(...entries: readonly Sent[]): Promise<Bench> {
  const bench = new Bench();
  const unions = ['t1', 't2', 't3'].map((name) => enrolled(name, 'TU'));
  await bench.accept([
    as('opened', opened()),
    as('ann', entered('ann')),
    as('bob', entered('bob')),
  ]);
  await bench.accept([...unions, ...entries]);
  return bench;
}

const of = async (bench: Bench, sight: Sight = {}) => {
  const all = happeningsOf(await bench.timeline(sight));
  return all.told(0, all.length);
};

/** The happenings after the opening and the candidates, one line each. */
const lines = async (bench: Bench, sight: Sight = {}) =>
  (await of(bench, sight))
    .slice(3)
    .map(({ kind, on, endorser, candidate, how }) =>
      [kind, on ?? 'some day', endorser, candidate, how].filter((part) => part !== null).join(' '),
    );

const act = as('a', nominated('t1', 'ann', '[2010-07-05..2010-07-10]'));

describe('a timeline', () => {
  it('tells everything that happened, by its earliest and latest day', async () => {
    const bench = await contest(
      as('result', tell('ContestResultDeclared', { winner: 'bob', rounds: [] }, '2010-09-25')),
      left('ann', '[2010-07-20..2010-07-22]'),
      endorsed('t2', 'bob', '2010-07-05'),
      act,
      stance('t3', 'declined', '2010-07-05'),
      tally({ 'ann TU': 1 }, '[2010-07-05..2010-07-14]'),
      stage('mp', {}, '2010-05-24'),
      tell(
        'ExpectationReported',
        { endorser: 't3', candidate: 'ann', likelihood: 'likely' },
        '2010-07-01',
      ),
      nominated('t1', 'bob', '2010-07-21', { replaces: id('a'), stage: 'mp' }),
    );
    const whole = await of(bench);
    expect(whole.slice(0, 3).map(({ kind, on }) => `${kind} ${on}`)).toEqual([
      'opened 2010-05-01',
      'entered 2010-05-01',
      'entered 2010-05-01',
    ]);
    expect(await lines(bench)).toEqual([
      'stage-opened 2010-05-24 mp',
      'expectation 2010-07-01 t3 ann',
      'endorsed 2010-07-05 t2 bob',
      'neutral 2010-07-05 t3 declined',
      'nominated [2010-07-05..2010-07-10] t1 ann',
      'tally [2010-07-05..2010-07-14]',
      'withdrew [2010-07-20..2010-07-22] ann',
      'nominated 2010-07-21 t1 bob instead of ann',
      'result 2010-09-25',
    ]);
  });

  it('tells what happened on one day in order of recording', async () => {
    const day = '2010-07-05';
    const bench = await contest(nominated('t2', 'bob', day), nominated('t1', 'ann', day));
    expect(await lines(bench)).toEqual([`nominated ${day} t2 bob`, `nominated ${day} t1 ann`]);
  });

  it('tells an act once, with all entries that tell it and the days that they leave', async () => {
    const again = as('a2', nominated('t1', 'ann', '2010-07-10', { act: id('a') }));
    const bench = await contest(act, again);
    const found = (await of(bench)).filter((each) => each.kind === 'nominated');
    expect(found).toMatchObject([{ on: '2010-07-10', entries: [id('a'), id('a2')].sort() }]);
  });

  it('tells a withdrawal with its entries, and one that nobody dates', async () => {
    const bench = await contest(
      act,
      as('w', endNomination('a', '2010-07-20')),
      as('b', endorsed('t2', 'ann', '2010-07-05')),
      tell('EndorsementWithdrawn', { act: id('b') }),
    );
    const ended = (await of(bench)).filter((each) => each.kind === 'ended');
    expect(ended).toMatchObject([
      { on: null, endorser: 't2', candidate: 'ann', how: 'endorsement withdrawn' },
      { on: '2010-07-20', endorser: 't1', how: 'nomination withdrawn', entries: [id('w')] },
    ]);
  });

  it('leaves out what was struck, was not yet recorded, or was not yet published', async () => {
    const bench = await contest(
      published('2010-07-12', act),
      published('2010-07-20', as('b', nominated('t2', 'bob', '2010-07-11'))),
    );
    const both = ['nominated [2010-07-05..2010-07-10] t1 ann', 'nominated 2010-07-11 t2 bob'];
    expect(await lines(bench)).toEqual(both);
    expect(await lines(bench, { reportedBy: '2010-07-19' })).toEqual(both.slice(0, 1));
    expect(await lines(bench, { knownAt: 6 })).toEqual(both.slice(0, 1));
    await bench.accept([struck('a')]);
    expect(await lines(bench)).toEqual(both.slice(1));
    await bench.accept([as('y', tally({ 'ann TU': 1 }, '2010-08-01')), struck('y')]);
    expect(await lines(bench)).toEqual(both.slice(1));
  });

  it('of a contest that nobody opened is empty', async () => {
    expect(await of(new Bench())).toEqual([]);
  });
});

describe('what a happening changed', () => {
  const effects = async (bench: Bench, kind: string, sight: Sight = {}) =>
    (await of(bench, sight)).filter((each) => each.kind === kind).map((each) => each.effects);

  it('is the count of its cell from before its earliest day to its latest', async () => {
    const bench = await contest(nominated('t2', 'ann', '2010-07-01'), act);
    const [, second] = await effects(bench, 'nominated');
    expect(second).toEqual([
      {
        candidate: 'ann',
        category: 'TU',
        certain: 1,
        possible: 1,
        lapsed: 0,
        after: { certain: 2, possible: 0 },
      },
    ]);
  });

  it('is nothing new where the endorser backed the candidate already', async () => {
    const bench = await contest(endorsed('t1', 'ann', '2010-07-01'), act);
    expect(await effects(bench, 'nominated')).toMatchObject([[{ certain: 0, possible: 0 }]]);
  });

  it('is a gain and a loss for a switch', async () => {
    const bench = await contest(act, nominated('t1', 'bob', '2010-07-20', { replaces: id('a') }));
    const [, second] = await effects(bench, 'nominated');
    expect(second).toMatchObject([
      { candidate: 'bob', certain: 1, possible: 1, after: { certain: 1, possible: 0 } },
      { candidate: 'ann', certain: -1, possible: -1, after: { certain: 0, possible: 0 } },
    ]);
  });

  it('is a loss for a withdrawal', async () => {
    const bench = await contest(act, endNomination('a', '[2010-07-20..2010-07-25]'));
    expect(await effects(bench, 'ended')).toMatchObject([
      [{ certain: -1, possible: -1, lapsed: 0 }],
    ]);
  });

  it('is what becomes uncertain where nobody knows when it ended', async () => {
    const bench = await contest(act, endNomination('a'));
    expect(await effects(bench, 'ended')).toMatchObject([[{ lapsed: 0 }]]);
    const after = (await effects(bench, 'ended')).flat()[0]?.after;
    expect(after).toEqual({ certain: 0, possible: 1 });
  });

  it('is every act that lapses where a candidate withdraws, by plain category', async () => {
    const bench = await contest(
      act,
      nominated('t2', 'ann', '2010-07-01'),
      nominated('t3', 'bob', '2010-07-01'),
      left('ann', '2010-07-20'),
    );
    const lost = { certain: -2, possible: -2, lapsed: 2, after: { certain: 0, possible: 0 } };
    expect(await effects(bench, 'withdrew')).toEqual([
      [{ candidate: 'ann', category: 'TU', ...lost }],
    ]);
  });

  it('is nothing under a policy that does not count it', async () => {
    const bench = await contest(act);
    const none = await effects(bench, 'nominated', { counts: 'endorsements' });
    expect(none.flat().filter((each) => each.certain !== 0)).toEqual([]);
  });

  it('is nothing for a stance or a figure', async () => {
    const bench = await contest(
      stance('t1', 'neutral', '2010-07-05'),
      tally({ 'ann TU': 1 }, '2010'),
    );
    expect(await effects(bench, 'neutral')).toEqual([[]]);
    expect(await effects(bench, 'tally')).toEqual([[]]);
  });
});

import { describe, expect, it } from 'vitest';
import { type Policy, parsePolicy } from '../../projections/policy.ts';
import {
  as,
  type Bench,
  corrected,
  endorsed,
  id,
  left,
  nominated,
  stage,
  tally,
  told,
} from '../support/given.ts';

const DAY = '2010-07-20';
const POLICIES: readonly Policy[] = [
  'acts',
  'nominations',
  'endorsements',
  'stage:mp',
  'stage:clp',
  'stage:none',
];

/** A cell under each policy, in their order. */
const under = async (bench: Bench, where: string, day = DAY) =>
  (await Promise.all(POLICIES.map((counts) => bench.over(where, [day], { counts })))).flat();

const reported = (bench: Bench, candidate: string, category: string) =>
  Promise.all(
    POLICIES.map(async (counts) => {
      const state = await bench.state(DAY, { counts });
      const found = state.candidates.find((each) => each.candidate === candidate);
      return found?.cells[category]?.reported?.value ?? null;
    }),
  );

describe('the name of a policy', () => {
  it.each(['acts', 'nominations', 'endorsements', 'stage:mp', 'stage:clp-affiliate'])(
    'may be %s',
    (name) => expect(parsePolicy(name)).toBe(name),
  );

  it.each(['', 'act', 'Acts', 'stage:', 'stage:MP', 'stage:a b', 'stage', 'toString', 'stage:mp '])(
    'is not %j',
    (name) => expect(parsePolicy(name)).toBeUndefined(),
  );
});

describe('a policy', () => {
  it('counts the acts that it names', async () => {
    const bench = await told(
      stage('mp'),
      stage('clp'),
      nominated('t1', 'ann', '2010-07-10', { stage: 'mp' }),
      nominated('t2', 'ann', '2010-07-10', { stage: 'clp' }),
      nominated('t3', 'ann', '2010-07-10'),
      endorsed('t4', 'ann', '2010-07-10'),
    );
    const shown = ['4+0', '3+0', '1+0', '1+0', '1+0', '0+0'];
    expect(await under(bench, 'ann TU')).toEqual(shown);
  });

  it('takes the stage of an act from any of its claims', async () => {
    const bench = await told(
      stage('mp'),
      as('a', nominated('t1', 'ann', '2010-07-10')),
      nominated('t1', 'ann', '2010-07-10', { act: id('a'), stage: 'mp' }),
    );
    expect(await under(bench, 'ann TU')).toEqual(['1+0', '1+0', '0+0', '1+0', '0+0', '0+0']);
  });

  it('takes the stage of the claim that began an act before that of others', async () => {
    const bench = await told(
      stage('mp'),
      stage('clp'),
      as('a', nominated('t1', 'ann', '2010-07-10')),
      nominated('t1', 'ann', '2010-07-10', { act: id('a'), stage: 'clp' }),
    );
    expect(await under(bench, 'ann TU')).toEqual(['1+0', '1+0', '0+0', '0+0', '1+0', '0+0']);
    await bench.accept([
      corrected('a', { data: { endorser: 't1', candidate: 'ann', stage: 'mp' } }),
    ]);
    expect(await under(bench, 'ann TU')).toEqual(['1+0', '1+0', '0+0', '1+0', '0+0', '0+0']);
  });

  it('leaves a conflict as it is', async () => {
    const bench = await told(
      stage('mp'),
      stage('clp'),
      nominated('t1', 'ann', '2010-07-10', { stage: 'mp' }),
      nominated('t1', 'bob', '2010-07-10'),
    );
    expect(await under(bench, 'ann TU')).toEqual(['0+1', '0+1', '0+0', '0+1', '0+0', '0+0']);
    const states = await Promise.all(POLICIES.map((counts) => bench.state(DAY, { counts })));
    for (const state of states) expect(state.conflicts).toMatchObject([{ kind: 'acts' }]);
  });

  it('lapses only the acts that it counts', async () => {
    const bench = await told(
      nominated('t1', 'ann', '2010-07-10'),
      endorsed('t2', 'ann', '2010-07-10'),
      left('ann', '2010-07-15'),
    );
    const shown = ['0+0 lapsed 2', '0+0 lapsed 1', '0+0 lapsed 1', '0+0', '0+0', '0+0'];
    expect(await under(bench, 'ann TU')).toEqual(shown);
  });

  it('admits the tables of its own kind, and acts admits all', async () => {
    const bench = await told(
      stage('mp'),
      tally({ 'ann TU': 1, 'bob TU': 1 }, '2010-07-10', {}, { of: 'nominations' }),
      tally({ 'ann TU': 2, 'cay TU': 2 }, '2010-07-11', {}, { of: 'endorsements' }),
      tally({ 'ann TU': 3 }, '2010-07-12', {}, { of: 'acts' }),
      tally({ 'ann TU': 4 }, '2010-07-09', {}, { of: 'nominations', stage: 'mp' }),
    );
    expect(await reported(bench, 'ann', 'TU')).toEqual([3, 1, 2, 4, null, null]);
    expect(await reported(bench, 'bob', 'TU')).toEqual([1, 1, null, null, null, null]);
    expect(await reported(bench, 'cay', 'TU')).toEqual([2, null, 2, null, null, null]);
  });

  it('lists the same candidates as every other', async () => {
    const bench = await told(
      tally({ 'bob TU': 3 }, '2010-04-02', {}, { of: 'endorsements' }),
      endorsed('t1', 'ann', '2010-04-01'),
    );
    const states = await Promise.all(
      POLICIES.map((counts) => bench.state('2010-04-02', { counts })),
    );
    for (const state of states) {
      expect(state.candidates.map((each) => each.candidate)).toEqual(['ann', 'bob']);
    }
  });
});

describe('a sum category', () => {
  it('counts the endorsers of its parts', async () => {
    const bench = await told(
      nominated('t1', 'ann', '2010-07-10'),
      nominated('s1', 'ann', '[2010-07-10..2010-07-30]'),
      nominated('s2', 'ann', '2010-07-15'),
      nominated('m1', 'ann', '2010-07-15'),
      nominated('t2', 'bob', '2010-07-15'),
      left('bob', '2010-07-18'),
    );
    expect(await bench.over('ann AFF', ['2010-07-10', DAY])).toEqual(['1+1', '2+1']);
    expect(await bench.over('ann TU', [DAY])).toEqual(['1+0']);
    expect(await bench.over('ann SS', [DAY])).toEqual(['1+1']);
    expect(await bench.over('bob AFF', [DAY])).toEqual(['0+0 lapsed 1']);
  });

  it('has the figures printed for itself alone', async () => {
    const bench = await told(
      tally({ 'ann AFF': 4, 'bob TU': 2, 'bob SS': 1 }, '2010-07-10'),
      nominated('s1', 'ann', '2010-07-15'),
    );
    expect(await reported(bench, 'ann', 'AFF')).toEqual([4, null, null, null, null, null]);
    expect((await reported(bench, 'ann', 'TU'))[0]).toBeNull();
    expect((await reported(bench, 'bob', 'AFF'))[0]).toBeNull();
    const [ann, bob] = (await bench.state(DAY)).candidates;
    expect(ann?.cells.AFF?.best).toBe(5);
    expect(bob?.cells.AFF?.best).toBe(0);
  });
});

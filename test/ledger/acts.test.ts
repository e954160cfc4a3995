import { describe, expect, it } from 'vitest';
import {
  as,
  corrected,
  endNomination,
  endorsed,
  enrolled,
  entered,
  FRAME,
  given,
  id,
  merged,
  nominated,
  type Sent,
  stage,
  struck,
  told,
} from '../support/given.ts';

const stages = [stage('mp'), stage('clp')];
const forAnn = as('a', nominated('t1', 'ann', '2010-07-10'));
const inMp = as('a', nominated('t1', 'ann', '2010-07-10', { stage: 'mp' }));
const another = (more = {}) => nominated('t1', 'ann', '2010-07-12', more);
const day = '2010-07-20';

describe('a claim that names no act', () => {
  it.each<[string, readonly Sent[], Sent]>([
    ['of the other kind', [forAnn], endorsed('t1', 'ann', day)],
    ['for another candidate', [forAnn], nominated('t1', 'bob', day)],
    ['by another endorser', [forAnn], nominated('t2', 'ann', day)],
    ['in another stage', [inMp], another({ stage: 'clp' })],
    ['after the other claim was struck', [forAnn, struck('a')], another()],
    [
      'after the other claim was corrected to another candidate',
      [forAnn, corrected('a', { data: { endorser: 't1', candidate: 'bob' } })],
      another(),
    ],
    [
      'after the other claim was corrected to another endorser',
      [forAnn, corrected('a', { data: { endorser: 't2', candidate: 'ann' } })],
      another(),
    ],
    [
      'after the other claim was corrected to another stage',
      [inMp, corrected('a', { data: { endorser: 't1', candidate: 'ann', stage: 'clp' } })],
      another({ stage: 'mp' }),
    ],
    [
      'where the other is only shown',
      [endorsed('t1', 'ann', day, { choices: [{ candidate: 'ann', rank: 2 }] })],
      endorsed('t1', 'ann', day),
    ],
    [
      'and is itself only shown',
      [as('a', endorsed('t1', 'ann', day))],
      endorsed('t1', 'ann', day, { form: 'recommendation' }),
    ],
  ])('begins one where it is %s', async (_, stored, sent) => {
    const { refusal } = await given([...FRAME, ...stages, ...stored]).when([sent]);
    expect(refusal).toBeNull();
  });

  it.each<[string, readonly Sent[], Sent]>([
    [
      'a correction that made the other claim one of this act',
      [
        as('a', nominated('t1', 'bob', '2010-07-10')),
        corrected('a', { data: { endorser: 't1', candidate: 'ann' } }),
      ],
      another(),
    ],
    [
      'an act whose beginning was struck, though it is told again',
      [forAnn, as('a2', another({ act: id('a') })), struck('a')],
      another(),
    ],
    ['an act that has ended', [forAnn, { ...endNomination('a'), on: '2010-07-11' }], another()],
  ])('is refused beside %s', async (_, stored, sent) => {
    const { refusal } = await given([...FRAME, ...stored]).when([sent]);
    expect(refusal).toMatchObject({ code: 'same-act-or-anew', candidates: [id('a')] });
  });

  it('is offered every act that it may tell', async () => {
    const stored = [inMp, as('b', another({ stage: 'clp' })), as('c', nominated('t1', 'bob', day))];
    const { refusal } = await given([...FRAME, ...stages, ...stored]).when([another()]);
    expect(refusal?.code).toBe('same-act-or-anew');
    expect([...(refusal?.candidates ?? [])].sort()).toEqual([id('a'), id('b')].sort());
  });
});

describe('one endorser under two names', () => {
  const register = [merged('t2', 't1')];
  const underT2 = (more = {}) => nominated('t2', 'ann', '2010-07-12', more);

  it('has to say which act it tells under the other name', async () => {
    const { refusal } = await given([...FRAME, forAnn], register).when([underT2()]);
    expect(refusal).toMatchObject({ code: 'same-act-or-anew', candidates: [id('a')] });
    const { refusal: back } = await given([...FRAME, as('b', underT2())], register).when([
      another(),
    ]);
    expect(back).toMatchObject({ code: 'same-act-or-anew', candidates: [id('b')] });
  });

  it('tells an act again, ends and replaces it under the other name', async () => {
    const again = await given([...FRAME, forAnn], register).when([underT2({ act: id('a') })]);
    expect(again.refusal).toBeNull();
    expect(await again.bench.over('ann TU', [day])).toEqual(['1+0']);
    const switched = nominated('t2', 'bob', '2010-07-15', { replaces: id('a') });
    const { refusal, bench } = await given([...FRAME, forAnn], register).when([switched]);
    expect(refusal).toBeNull();
    expect(await bench.over('ann TU', ['2010-07-14', '2010-07-15'])).toEqual(['1+0', '0+0']);
    expect(await bench.over('bob TU', ['2010-07-14', '2010-07-15'])).toEqual(['0+0', '1+0']);
  });

  it('is known by a name that only another contest enrols', async () => {
    const bench = await told(forAnn);
    await bench.accept(
      [{ ...FRAME[0], id: id('other contest') } as Sent, enrolled('elsewhere', 'TU')],
      { contest: 'deputy-2010' },
    );
    expect(await bench.append([nominated('elsewhere', 'ann', day)])).toMatchObject({
      refusal: { code: 'unknown-endorser' },
    });
    await bench.accept([merged('elsewhere', 't2')], { contest: null });
    await bench.accept([nominated('elsewhere', 'ann', day)]);
    expect(await bench.over('ann TU', [day])).toEqual(['2+0']);
  });

  it('is two again once the merge is struck', async () => {
    const bench = await told(forAnn);
    await bench.accept([as('m', merged('t2', 't1'))], { contest: null });
    await bench.accept([struck('m')], { contest: null });
    await bench.accept([underT2()]);
    expect(await bench.over('ann TU', [day])).toEqual(['2+0']);
  });
});

describe('a claim that is an act anew', () => {
  it('may stand beside another, and counts no second time', async () => {
    const { bench, refusal } = await given([...FRAME, forAnn]).when([another({ anew: true })]);
    expect(refusal).toBeNull();
    expect(await bench.over('ann TU', [day])).toEqual(['1+0']);
  });

  it('outlives the end of the first', async () => {
    const bench = await told(
      forAnn,
      as('b', another({ anew: true })),
      endNomination('a', '2010-07-15'),
    );
    expect(await bench.over('ann TU', ['2010-07-14', day])).toEqual(['1+0', '1+0']);
    await bench.accept([endNomination('b', day)]);
    expect(await bench.over('ann TU', ['2010-07-19', day])).toEqual(['1+0', '0+0']);
  });

  it('may say so where there is no other', async () => {
    const { refusal } = await given(FRAME).when([another({ anew: true })]);
    expect(refusal).toBeNull();
  });
});

describe('a switch', () => {
  const forBob = as('b', nominated('t1', 'bob', '2010-07-15', { replaces: id('a') }));

  it('may name any claim of the act that it replaces', async () => {
    const retold = as('a2', another({ act: id('a') }));
    const named = nominated('t1', 'bob', '2010-07-15', { replaces: id('a2') });
    const { bench, refusal } = await given([...FRAME, forAnn, retold]).when([named]);
    expect(refusal).toBeNull();
    expect(await bench.over('ann TU', ['2010-07-14', '2010-07-15'])).toEqual(['1+0', '0+0']);
  });

  it('may be told again, with what it replaces or without', async () => {
    const stored = [...FRAME, forAnn, forBob];
    for (const more of [{ act: id('b'), replaces: id('a') }, { act: id('b') }]) {
      const { bench, refusal } = await given(stored).when([
        nominated('t1', 'bob', '2010-07-15', more),
      ]);
      expect(refusal).toBeNull();
      expect(await bench.over('bob TU', [day])).toEqual(['1+0']);
    }
  });

  it('may go on to a third candidate, and back by an act anew', async () => {
    const bench = await told(forAnn, forBob);
    await bench.accept([as('c', nominated('t1', 'cay', '2010-07-20', { replaces: id('b') }))]);
    await bench.accept([nominated('t1', 'ann', '2010-07-25', { replaces: id('c'), anew: true })]);
    const days = ['2010-07-14', '2010-07-15', '2010-07-20', '2010-07-25'];
    expect(await bench.over('ann TU', days)).toEqual(['1+0', '0+0', '0+0', '1+0']);
    expect(await bench.over('bob TU', days)).toEqual(['0+0', '1+0', '0+0', '0+0']);
    expect(await bench.over('cay TU', days)).toEqual(['0+0', '0+0', '1+0', '0+0']);
  });

  it('is refused in a longer circle too', async () => {
    const bench = await told(forAnn, forBob);
    await bench.accept([as('c', nominated('t1', 'cay', '2010-07-20', { replaces: id('b') }))]);
    const round = nominated('t1', 'ann', '2010-07-25', { act: id('a'), replaces: id('c') });
    expect(await bench.append([round])).toMatchObject({ refusal: { code: 'replaces-cycle' } });
  });

  it('to a candidate who came back names the new slug', async () => {
    const bench = await told(forAnn, entered('bob-2', '2010-07-01', { sameAs: 'bob' }));
    await bench.accept([nominated('t1', 'bob-2', '2010-07-15', { replaces: id('a') })]);
    expect(await bench.over('bob-2 TU', [day])).toEqual(['1+0']);
    expect(await bench.over('bob TU', [day])).toEqual(['0+0']);
  });
});

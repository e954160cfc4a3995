import { describe, expect, it } from 'vitest';
import {
  as,
  Bench,
  enrolled,
  entered,
  FRAME,
  given,
  merged,
  nominated,
  opened,
  told,
} from '../support/given.ts';

const forAnn = nominated('t1', 'ann', '2010-07-10');
const last = FRAME.length - 1;

describe('an expected revision', () => {
  it.each([
    ['the last one', FRAME, [forAnn], { expected: last }],
    ['any', FRAME, [forAnn], { expected: 'any' as const }],
    ['none', FRAME, [forAnn], {}],
    ['no stream, where there is none', [], [opened()], { expected: 'no-stream' as const }],
    ['any, where there is no stream', [], [opened()], { expected: 'any' as const }],
  ])('lets an append through that expects %s', async (_, stored, sent, where) => {
    const { appended, entries } = await given(stored).when(sent, where);
    expect(appended).toBe(1);
    expect(entries[0]?.revision).toBe(stored.length);
  });

  it.each([
    ['an earlier one', FRAME, [forAnn], { expected: last - 1 }, `${last}`],
    ['a later one', FRAME, [forAnn], { expected: last + 1 }, `${last}`],
    ['no stream', FRAME, [forAnn], { expected: 'no-stream' as const }, `${last}`],
    ['a revision of no stream', [], [opened()], { expected: 0 }, 'no|-1'],
  ])('refuses one that expects %s', async (_, stored, sent, where, actual) => {
    const { refusal, bench } = await given(stored).when(sent, where);
    expect(refusal).toMatchObject({ code: 'wrong-revision', index: 0 });
    expect(refusal?.message).toMatch(new RegExp(actual));
    expect(await bench.store.head()).toMatchObject({ seq: stored.length - 1 });
  });

  it('counts the entries of its own stream alone', async () => {
    const bench = await told();
    await bench.accept([merged('t1', 't2')], { contest: null });
    await bench.accept([opened(), entered('dee')], { contest: 'deputy-2010' });
    await bench.accept([forAnn], { expected: last });
    await bench.accept([enrolled('x', 'TU')], { contest: 'deputy-2010', expected: 1 });
    await bench.accept([merged('t3', 't4')], { contest: null, expected: 0 });
    expect(await bench.store.head()).toMatchObject({ seq: last + 6 });
  });
});

describe('two appenders to one contest', () => {
  const two = async () => {
    const bench = await told();
    return [bench, new Bench(bench.store, 'other')] as const;
  };

  it('both succeed where neither expects a revision', async () => {
    const [one, other] = await two();
    const outcomes = await Promise.all([
      one.append([nominated('t1', 'ann', '2010-07-10')]),
      other.append([nominated('t2', 'ann', '2010-07-10')]),
    ]);
    expect(outcomes.map((each) => each.ok)).toEqual([true, true]);
    expect(await one.over('ann TU', ['2010-07-10'])).toEqual(['2+0']);
    expect(await other.over('ann TU', ['2010-07-10'])).toEqual(['2+0']);
  });

  it('one succeeds and one is refused where both expect the same', async () => {
    const [one, other] = await two();
    const outcomes = await Promise.all([
      one.append([nominated('t1', 'ann', '2010-07-10')], { expected: last }),
      other.append([nominated('t2', 'ann', '2010-07-10')], { expected: last }),
    ]);
    const codes = outcomes.map((each) => (each.ok ? 'stored' : each.refusal.code));
    expect(codes.sort()).toEqual(['stored', 'wrong-revision']);
    expect(await one.store.head()).toMatchObject({ seq: last + 1 });
  });

  it.each([
    ['without an expectation', {}],
    ['expecting any revision', { expected: 'any' as const }],
  ])('are judged one after the other, %s', async (_, where) => {
    const [one, other] = await two();
    const outcomes = await Promise.all([
      one.append([enrolled('new', 'TU')], where),
      other.append([enrolled('new', 'MP')], where),
    ]);
    const codes = outcomes.map((each) => (each.ok ? 'stored' : each.refusal.code));
    expect(codes.sort()).toEqual(['stored', 'two-categories']);
  });

  it('see what the other appended', async () => {
    const [one, other] = await two();
    await other.append([enrolled('before', 'TU')]);
    await one.accept([as('n', nominated('before', 'ann', '2010-07-10'))]);
    const again = await other.append([nominated('before', 'ann', '2010-07-11')]);
    expect(again).toMatchObject({ refusal: { code: 'same-act-or-anew' } });
  });

  it('see the merges that the other appended', async () => {
    const [one, other] = await two();
    await one.accept([nominated('t1', 'ann', '2010-07-10')]);
    await other.append([entered('dee')]);
    await one.accept([merged('t2', 't1')], { contest: null });
    const again = await other.append([nominated('t2', 'ann', '2010-07-11')]);
    expect(again).toMatchObject({ refusal: { code: 'same-act-or-anew' } });
  });
});

describe('many appends at once', () => {
  it('are all stored, one after the other', async () => {
    const bench = await told();
    const sent = Array.from({ length: 30 }, (_, index) => enrolled(`x${index}`, 'TU'));
    const outcomes = await Promise.all(sent.map((each) => bench.append([each])));
    expect(outcomes.every((each) => each.ok && each.appended === 1)).toBe(true);
    const places = outcomes.map((each) => each.ok && each.entries[0]?.revision);
    expect(places).toEqual(sent.map((_, index) => last + 1 + index));
  });

  it('go on after one of them was refused', async () => {
    const bench = await told();
    const outcomes = await Promise.all([
      bench.append([nominated('t1', 'nobody', '2010')]),
      bench.append([nominated('t1', 'ann', '2010-07-10')]),
      bench.append([nominated('t1', 'ann', '2010-07-10')]),
    ]);
    const codes = outcomes.map((each) => (each.ok ? 'stored' : each.refusal.code));
    expect(codes).toEqual(['unknown-candidate', 'stored', 'same-act-or-anew']);
  });
});

import { describe, expect, it } from 'vitest';
import {
  as,
  Bench,
  corrected,
  disputed,
  enrolled,
  entered,
  FRAME,
  given,
  merged,
  nominated,
  opened,
  resolved,
  type Sent,
  struck,
  told,
} from '../support/given.ts';

const register = { contest: null };
const day = '2010-07-20';

/** Two contests with different endorsers: x has a (TU); y has b (TU) and c (MP). */
async function twoContests(): Promise<Bench> {
  const bench = new Bench();
  await bench.accept([opened(), entered('ann'), enrolled('a', 'TU')], { contest: 'x' });
  await bench.accept([opened(), enrolled('b', 'TU'), enrolled('c', 'MP')], { contest: 'y' });
  return bench;
}

describe('a merge', () => {
  it.each<[string, readonly Sent[]]>([
    ['one name into another', [merged('t1', 't2')]],
    ['two names into one', [merged('t1', 't3'), merged('t2', 't3')]],
    ['a chain of names', [merged('t1', 't2'), merged('t2', 't3'), merged('t3', 't4')]],
    ['a chain from its end', [merged('t3', 't4'), merged('t2', 't3'), merged('t1', 't2')]],
    ['a name into one that stands for another', [merged('t1', 't2'), merged('t3', 't1')]],
  ])('joins %s, in one batch or one by one', async (_, merges) => {
    const together = await told();
    await together.accept(merges, register);
    const apart = await told();
    for (const merge of merges) await apart.accept([merge], register);
    for (const bench of [together, apart]) {
      await bench.accept(
        ['t1', 't2', 't3', 't4'].map((name) => nominated(name, 'ann', day, { anew: true })),
      );
      expect(await bench.over('ann TU', [day])).toEqual([`${4 - merges.length}+0`]);
    }
  });

  it.each<[string, readonly Sent[], string, string]>([
    ['a name twice', [merged('t1', 't2'), merged('t1', 't3')], 'already-merged', 't1'],
    ['the same twice', [merged('t1', 't2'), merged('t1', 't2')], 'already-merged', 't1'],
    ['two names into each other', [merged('t1', 't2'), merged('t2', 't1')], 'merge-cycle', 't1'],
    [
      'three names in a circle',
      [merged('t1', 't2'), merged('t2', 't3'), merged('t3', 't1')],
      'merge-cycle',
      't1',
    ],
    ['two categories', [merged('t1', 't2'), merged('s1', 't1')], 'two-categories', 's1'],
    [
      'two categories the other way',
      [merged('t1', 't2'), merged('t2', 's1')],
      'two-categories',
      's1',
    ],
    ['a stranger', [merged('t1', 't2'), merged('stranger', 't2')], 'unknown-endorser', 'stranger'],
    [
      'with a stranger',
      [merged('t1', 't2'), merged('t2', 'stranger')],
      'unknown-endorser',
      'stranger',
    ],
  ])('is refused where it joins %s, in one batch or one by one', async (_, merges, code, name) => {
    const index = merges.length - 1;
    const together = await (await told()).append(merges, register);
    expect(together).toMatchObject({ refusal: { code, index } });
    const apart = await told();
    await apart.accept(merges.slice(0, index), register);
    const last = await apart.append(merges.slice(index), register);
    expect(last).toMatchObject({ refusal: { code, index: 0 } });
    for (const outcome of [together, last]) {
      expect(!outcome.ok && outcome.refusal.message).toMatch(new RegExp(`\\b${name}\\b.*\\.$`));
    }
    expect(await apart.store.head()).toMatchObject({ seq: FRAME.length + index - 1 });
  });

  it.each([
    ['one by one', [[merged('a', 'b')], [merged('c', 'a')]]],
    ['in one batch', [[merged('a', 'b'), merged('c', 'a')]]],
  ])('joins no two categories through a third contest, %s', async (_, batches) => {
    const bench = await twoContests();
    const outcomes = [];
    for (const batch of batches) outcomes.push(await bench.append(batch, register));
    expect(outcomes.at(-1)).toMatchObject({ refusal: { code: 'two-categories' } });
  });

  it('joins names of different contests, where nothing speaks against it', async () => {
    const bench = await twoContests();
    await bench.accept([merged('b', 'a')], register);
    await bench.accept([nominated('b', 'ann', day)], { contest: 'x' });
    expect(await bench.over('ann TU', [day], { contest: 'x' })).toEqual(['1+0']);
  });

  it('keeps an endorser from a second category under its other name', async () => {
    const bench = await twoContests();
    await bench.accept([merged('b', 'a')], register);
    const outcome = await bench.append([enrolled('b', 'MP')], { contest: 'x' });
    expect(outcome).toMatchObject({ refusal: { code: 'two-categories' } });
    await bench.accept([enrolled('b', 'TU', { affiliatedMembers: 5 })], { contest: 'x' });
  });

  it('keeps a corrected enrolment from a second category too', async () => {
    const { refusal } = await given(FRAME, [merged('t1', 't2')]).when([
      corrected('t1', { data: enrolled('t1', 'SS').data }),
    ]);
    expect(refusal).toMatchObject({ code: 'two-categories' });
  });
});

describe('the record of a merge', () => {
  const toT2 = as('m', merged('t1', 't2'));
  const nominations = ['t1', 't2', 't3', 't4'].map((name) =>
    nominated(name, 'ann', day, { anew: true }),
  );
  const counts = async (...entries: readonly Sent[]) => {
    const bench = await told();
    await bench.accept(entries, register);
    await bench.accept(nominations);
    return (await bench.over('ann TU', [day]))[0];
  };

  it('may be corrected, struck, and restored', async () => {
    expect(await counts(toT2)).toBe('3+0');
    expect(await counts(toT2, struck('m'))).toBe('4+0');
    expect(await counts(toT2, as('s', struck('m')), struck('s'))).toBe('3+0');
    const other = { endorser: 't3', into: 't4', why: 'These two, not those.' };
    expect(await counts(toT2, corrected('m', { data: other }))).toBe('3+0');
    expect(await counts(toT2, corrected('m', { data: other }), merged('t1', 't2'))).toBe('2+0');
  });

  it('may be disputed, and rejected', async () => {
    expect(await counts(toT2, disputed('m'), resolved('m', 'rejected'))).toBe('4+0');
    expect(await counts(toT2, disputed('m'), resolved('m', 'upheld'))).toBe('3+0');
  });

  it.each([
    ['merges a name that is merged already', { endorser: 't3', into: 't4' }, 'already-merged'],
    ['closes a circle', { endorser: 't2', into: 't3' }, 'merge-cycle'],
    ['joins two categories', { endorser: 't1', into: 's1' }, 'two-categories'],
    ['names a stranger', { endorser: 't1', into: 'stranger' }, 'unknown-endorser'],
  ])('is refused a correction that %s', async (_, data, code) => {
    const stored = [toT2, as('n', merged('t3', 't2'))];
    const change = corrected('m', { data: { ...data, why: 'Other names.' } });
    const { refusal, bench } = await given(FRAME, stored).when([change], register);
    expect(refusal).toMatchObject({ code, index: 0 });
    expect(await bench.store.head()).toMatchObject({ seq: FRAME.length + 1 });
  });

  it('may be corrected to other names while it is in use', async () => {
    const data = { endorser: 't1', into: 't3', why: 'Another body.' };
    const { refusal } = await given(FRAME, [toT2]).when([corrected('m', { data })], register);
    expect(refusal).toBeNull();
  });

  it('is refused to be restored where another merge has its name by now', async () => {
    const stored = [toT2, as('s', struck('m')), merged('t1', 't3')];
    const { refusal } = await given(FRAME, stored).when([struck('s')], register);
    expect(refusal).toMatchObject({ code: 'already-merged' });
  });
});

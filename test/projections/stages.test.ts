import { describe, expect, it } from 'vitest';
import {
  as,
  type Bench,
  corrected,
  disputed,
  id,
  nominated,
  published,
  resolved,
  type Sent,
  stage,
  struck,
  told,
} from '../support/given.ts';
import { over, stageOn, stagesOn } from './stage-ask.ts';

const mps = (atLeast: number) => ({ rule: { atLeast, of: ['MP'] } });
const claim = (name: string, atLeast: number, on = '2010-05-01') =>
  as(name, published(on, stage('mp', mps(atLeast))));
const NOMINATED = ['m1', 'm2'].map((name) => nominated(name, 'ann', '2010-05-10'));

/** The rules of the stage, the used one first: `2 MP (1 claim)`. */
const rules = async (bench: Bench, asked: Parameters<typeof stageOn>[2] = {}) =>
  (await stageOn(bench, '2010-06-01', asked)).rules.map(
    ({ text, entries }) => `${text} (${entries.length})`,
  );

describe('a rule that sources state differently', () => {
  it('is used as most claims state it, however late the others are', async () => {
    const bench = await told(
      claim('a', 3, '2010-05-01'),
      claim('b', 3, '2010-05-02'),
      claim('c', 2, '2010-05-20'),
      ...NOMINATED,
    );
    expect(await rules(bench)).toEqual(['3 MP (2)', '2 MP (1)']);
    const { rules: answers } = await stageOn(bench, '2010-06-01');
    expect(answers.map((each) => each.used)).toEqual([true, false]);
    expect(answers.map(({ candidates }) => candidates[0]?.verdict)).toEqual(['not', 'qualified']);
    expect(answers[0]?.entries).toEqual([id('a'), id('b')]);
  });

  it('is used as the latest published states it, where as many state each', async () => {
    const sent = [claim('a', 3, '2010-05-02'), claim('b', 2, '2010-05-03')];
    expect(await rules(await told(...sent))).toEqual(['2 MP (1)', '3 MP (1)']);
    expect(await rules(await told(...sent.toReversed()))).toEqual(['2 MP (1)', '3 MP (1)']);
    const later = [...sent, claim('c', 3, '2010-05-01'), claim('d', 2, '2010-05-01')];
    expect(await rules(await told(...later))).toEqual(['2 MP (2)', '3 MP (2)']);
  });

  it('is used as the entry of the smallest id states it, where all else is equal', async () => {
    const smallest = [id('a'), id('b')].sort()[0] === id('a') ? '3 MP (1)' : '2 MP (1)';
    for (const names of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      const sent = names.map((name) => claim(name, name === 'a' ? 3 : 2));
      expect((await rules(await told(...sent)))[0]).toBe(smallest);
    }
    const versions = await told(claim('z', 2), claim('a', 3), claim('y', 3), claim('b', 2));
    const least = [id('z'), id('b')].sort()[0] ?? '';
    const other = [id('a'), id('y')].sort()[0] ?? '';
    expect((await rules(versions))[0]).toBe(least < other ? '2 MP (2)' : '3 MP (2)');
  });

  it('is one rule however its keys are ordered, and another where its parts are', async () => {
    const reversed = stage('mp', { rule: { of: ['MP'], atLeast: 2 } });
    expect(await rules(await told(claim('a', 2), reversed))).toEqual(['2 MP (2)']);
  });

  it('is asked for by the entry that states it, whole or by its first digits', async () => {
    const bench = await told(claim('a', 3), claim('b', 3), claim('c', 2), ...NOMINATED);
    const asked = { rule: id('c').slice(0, 8) };
    expect(await rules(bench, asked)).toEqual(['2 MP (1)', '3 MP (2)']);
    const { rules: answers } = await stageOn(bench, '2010-06-01', asked);
    expect(answers.map((each) => each.used)).toEqual([true, false]);
    expect(await over(bench, ['2010-06-01'], { rule: id('c') })).toEqual([
      'qualified since 2010-05-10',
    ]);
  });

  it('is refused where no entry of the stage states it', async () => {
    const bench = await told(claim('a', 3));
    await expect(stagesOn(bench, '2010-06-01', { rule: id('m1') })).rejects.toThrow(
      `rule: no entry ${id('m1')} states a rule of leader-2010; these do: ${id('a').slice(0, 8)}.`,
    );
    await expect(stagesOn(bench, '2010-06-01', { rule: '' })).rejects.toThrow('states a rule');
    await expect(stagesOn(await told(), '2010-06-01', { rule: id('a') })).rejects.toThrow(
      `rule: no entry ${id('a')} states a rule of leader-2010; none does.`,
    );
  });
});

describe('a statement of a stage', () => {
  const used = async (...sent: readonly Sent[]) => rules(await told(...sent));

  it('is left out while it is disputed, and counts again once it is upheld', async () => {
    const both = [claim('a', 3, '2010-05-02'), claim('b', 2)];
    expect(await used(...both, disputed('a'))).toEqual(['2 MP (1)']);
    expect(await used(...both, disputed('a'), resolved('a', 'upheld'))).toHaveLength(2);
    expect(await used(...both, disputed('a'), resolved('a', 'rejected'))).toEqual(['2 MP (1)']);
  });

  it('is left out where it is struck; a stage that nobody states is none', async () => {
    expect(await used(claim('a', 3, '2010-05-02'), claim('b', 2), struck('a'))).toEqual([
      '2 MP (1)',
    ]);
    const bench = await told(claim('a', 3), struck('a'));
    expect((await stagesOn(bench, '2010-06-01')).stages).toEqual([]);
    await expect(stagesOn(bench, '2010-06-01', { stage: 'mp' })).rejects.toThrow(
      'stage: leader-2010 has no stage mp. It has none.',
    );
  });

  it('is read as it is corrected, and as it stood before where the ledger is asked of then', async () => {
    const bench = await told(
      claim('a', 3),
      ...NOMINATED,
      corrected('a', { data: stage('mp', mps(2)).data }),
    );
    expect(await rules(bench)).toEqual(['2 MP (1)']);
    expect(await over(bench, ['2010-06-01'])).toEqual(['qualified since 2010-05-10']);
    const { seq } = await bench.store.head();
    const before = { knownAt: `${seq - 1}` };
    expect(await rules(bench, before)).toEqual(['3 MP (1)']);
    expect(await over(bench, ['2010-06-01'], before)).toEqual(['not: 1 more MP']);
  });

  it('frames the contest: it holds before its source was published, unlike what it counts', async () => {
    const late = nominated('m2', 'ann', '2010-05-10');
    const bench = await told(
      claim('a', 2, '2010-05-30'),
      nominated('m1', 'ann', '2010-05-10'),
      published('2010-05-20', late),
    );
    expect(await over(bench, ['2010-05-12'], { reportedBy: '2010-05-19' })).toEqual([
      'not: 1 more MP',
    ]);
    expect(await over(bench, ['2010-05-12'], { reportedBy: '2010-05-20' })).toEqual([
      'qualified since 2010-05-10',
    ]);
  });

  it('is known from when it was recorded', async () => {
    const bench = await told(...NOMINATED, claim('a', 2));
    const { seq } = await bench.store.head();
    expect((await stagesOn(bench, '2010-06-01', { knownAt: `${seq - 1}` })).stages).toEqual([]);
    expect((await stagesOn(bench, '2010-06-01', { knownAt: `${seq}` })).stages).toHaveLength(1);
  });
});

describe('the stages of a contest', () => {
  const first = stage('mp', { opens: '2010-05-05', ...mps(2) });
  const final = stage('final', { opens: '2010-06-05', ...mps(2) });
  const bare = NOMINATED;
  const inFinal = ['m1', 'm2'].map((name) =>
    nominated(name, 'ann', '2010-05-10', { stage: 'final' }),
  );

  it('come in the order in which they open, then by name', async () => {
    const early = stage('z', { opens: '[2010-05-05..2010-05-09]', ...mps(2) });
    const bench = await told(final, early, first);
    const { stages } = await stagesOn(bench, '2010-06-01');
    expect(stages.map((each) => each.stage)).toEqual(['mp', 'z', 'final']);
  });

  it('count a nomination without a stage where there is one only', async () => {
    expect(await over(await told(first, ...bare), ['2010-05-10'])).toEqual([
      'qualified since 2010-05-10',
    ]);
  });

  it('count it in none where there are two', async () => {
    const bench = await told(first, final, ...bare);
    for (const each of ['mp', 'final']) {
      expect(await over(bench, ['2010-06-10'], { stage: each })).toEqual(['not: 2 more MP']);
    }
  });

  it('count one of its own stage only', async () => {
    const bench = await told(first, final, ...inFinal);
    expect(await over(bench, ['2010-06-10'], { stage: 'mp' })).toEqual(['not: 2 more MP']);
    expect(await over(bench, ['2010-06-10'], { stage: 'final' })).toEqual([
      'qualified since 2010-05-10',
    ]);
  });

  it('are named once each, whoever states them, and asked for by name', async () => {
    const again = stage('mp', { name: 'a first stage', ...mps(2) });
    const bench = await told(first, again, final);
    const { stages } = await stagesOn(bench, '2010-06-01');
    expect(stages.map((each) => `${each.stage} ${each.name}`)).toEqual([
      'mp a first stage',
      'final final',
    ]);
    await expect(stagesOn(bench, '2010-06-01', { stage: 'mps' })).rejects.toThrow(
      'stage: leader-2010 has no stage mps. Did you mean mp?',
    );
  });
});

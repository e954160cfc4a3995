import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Appended } from '../../src/ledger/appended.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import {
  as,
  Bench,
  corrected,
  entered,
  erased,
  FRAME,
  merged,
  nominated,
  opened,
  type Sent,
  stage,
  told,
  underKey,
} from '../support/given.ts';

const ONE = underKey('one request');
const forAnn = nominated('t1', 'ann', '2010-07-10');
const forBob = nominated('t2', 'bob', '2010-07-10');

/** The answer of then, as it is given again. */
const again = (first: Appended) => ({ ...first, again: true });

const head = async (bench: Bench) => (await bench.store.head()).seq;

/** Several processes on one ledger, each with its own clock and memory. */
function benches(count: number): Bench[] {
  const folder = mkdtempSync(join(tmpdir(), 'hustings-receipts-'));
  const file = join(folder, 'ledger.db');
  const all = Array.from({ length: count }, (_, at) => new Bench(openSqliteStore(file), `${at} `));
  onTestFinished(async () => {
    for (const { store } of all) await store.close();
    rmSync(folder, { recursive: true });
  });
  return all;
}

describe('a request that is sent again under its key', () => {
  it.each<[string, readonly Sent[], object]>([
    ['at once', [], {}],
    ['after others came', [entered('dee')], {}],
    ['whichever revision it expects', [entered('dee')], { expected: 0 }],
    ['expecting no stream', [], { expected: 'no-stream' }],
    ['after it was corrected', [corrected('c', { on: '2010-07-11' })], {}],
  ])('is answered with the first answer %s', async (_, later, where) => {
    const bench = await told();
    const batch = [forAnn, as('c', forBob)];
    const first = await bench.append(batch, ONE);
    await bench.accept([entered('eve'), ...later]);
    const before = await head(bench);
    expect(first).toMatchObject({ ok: true, appended: 2 });
    expect(await bench.append(batch, { ...ONE, ...where })).toEqual(again(first));
    expect(await head(bench)).toBe(before);
  });

  it('is answered though the rules would refuse it by now', async () => {
    const bench = await told();
    const first = await bench.append([forAnn], ONE);
    expect(await bench.append([forAnn])).toMatchObject({
      refusal: { code: 'same-act-or-anew' },
    });
    expect(await bench.append([forAnn], ONE)).toEqual(again(first));
  });

  it('is answered by whoever opens the ledger later, from the register too', async () => {
    const [one, other] = benches(2) as [Bench, Bench];
    await one.accept(FRAME);
    const where = { contest: null, ...ONE };
    const first = await one.append([merged('t1', 't2')], where);
    expect(await other.append([merged('t1', 't2')], where)).toEqual(again(first));
    expect(first).toMatchObject({ ok: true, appended: 1, entries: [{ revision: 0 }] });
  });

  it('is refused where it is another request, whatever that is', async () => {
    const bench = await told();
    await bench.append([forAnn], ONE);
    const other = underKey('another request');
    for (const batch of [[forAnn], [forBob], [nominated('t9', 'nobody', '2010-07-10')]]) {
      expect(await bench.append(batch, other)).toMatchObject({ refusal: { code: 'key-reused' } });
    }
    expect(await head(bench)).toBe(FRAME.length);
  });

  it('is one of many at once, in one process and in several', async () => {
    const all = benches(3);
    await all[0]?.accept(FRAME);
    const outcomes = await Promise.all(
      Array.from({ length: 24 }, (_, at) => (all[at % 3] as Bench).append([forAnn], ONE)),
    );
    const first = outcomes.find((each) => each.ok && each.again === undefined);
    expect(first).toMatchObject({ ok: true, appended: 1 });
    expect(outcomes.filter((each) => each === first)).toHaveLength(1);
    for (const each of outcomes) if (each !== first) expect(each).toEqual(again(first as Appended));
    expect(await head(all[1] as Bench)).toBe(FRAME.length);
  });

  it('is one of two that go to different contests at once', async () => {
    const bench = new Bench();
    const asked = ['one-2010', 'two-2010'].map((contest) =>
      bench.append([opened()], { contest, ...underKey(`open ${contest}`) }),
    );
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'key-reused' } });
    expect(await head(bench)).toBe(0);
  });
});

describe('what keeps no receipt', () => {
  it('a refusal: the same request may succeed later', async () => {
    const bench = await told();
    const early = nominated('t1', 'dee', '2010-07-10');
    expect(await bench.append([early], ONE)).toMatchObject({ ok: false });
    await bench.accept([entered('dee')]);
    expect(await bench.append([early], ONE)).toMatchObject({ ok: true, appended: 1 });
  });

  it('a dry run, which does not look for one either', async () => {
    const bench = await told();
    expect(await bench.append([forAnn], { ...ONE, dryRun: true })).toMatchObject({ appended: 0 });
    await bench.append([forBob], underKey('another request'));
    const tried = await bench.append([forBob], { ...ONE, dryRun: true });
    expect(tried).toMatchObject({ refusal: { code: 'same-act-or-anew' } });
  });
});

describe('entries with ids that are stored already', () => {
  const a = as('a', forAnn);
  const b = as('b', forBob);

  it('keep a receipt though nothing is appended', async () => {
    const bench = await told(a);
    const first = await bench.append([a], ONE);
    expect(first).toMatchObject({ ok: true, appended: 0, warnings: [] });
    expect(await bench.append([a], ONE)).toEqual(again(first));
    const other = await bench.append([b], underKey('another request'));
    expect(other).toMatchObject({ refusal: { code: 'key-reused' } });
  });

  it('stand in the answer at their places beside the new ones', async () => {
    const bench = await told(a, entered('dee'));
    const batch = [b, a, nominated('t3', 'dee', '2010-07-10')];
    const first = await bench.append(batch, ONE);
    expect(first).toMatchObject({ ok: true, appended: 2 });
    expect(first.ok && first.entries.map(({ seq }) => seq - FRAME.length)).toEqual([2, 0, 3]);
    expect(await bench.append(batch, ONE)).toEqual(again(first));
  });
});

describe('the warnings of an answer that is given again', () => {
  const final = as('final', stage('final', { opens: '2010-06-01', closes: '2010-06-30' }));
  const late = nominated('t1', 'ann', '2110-01-01', { stage: 'final', anew: true });
  const second = nominated('t1', 'bob', '2010-06-10', { stage: 'final' });

  it('are those of then, word by word, whatever happened since', async () => {
    const bench = await told(as('a', forAnn), final);
    const fix = corrected('a', { on: '2110-02-02' });
    const batch = [forBob, late, second, fix];
    const first = await bench.append(batch, ONE);
    expect(first.ok && first.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['future-date', 'outside-stage', 'second-nomination']),
    );
    await bench.accept([corrected('final', { data: { ...final.data, closes: '2110-06-30' } })]);
    await bench.accept([merged('t1', 't4')], { contest: null });
    expect(await bench.append(batch, ONE)).toEqual(again(first));
  });

  it('say no word of what was erased since, not even of another entry', async () => {
    const forThen = as('a', nominated('t1', 'ann', '2010-06-10', { stage: 'final' }));
    const bench = await told(final, forThen);
    const first = await bench.append([second], ONE);
    expect(first.ok && first.warnings[0]?.message).toContain('has nominated ann already');
    await bench.accept([erased('a')]);
    const later = await bench.append([second], ONE);
    const [warning] = later.ok ? later.warnings : [];
    expect(warning).toEqual({
      code: 'second-nomination',
      index: 0,
      message: 'Its endorser had nominated another candidate already.',
    });
  });
});

describe('a request of which an entry was erased', () => {
  it('can be compared with no other one any more, and is refused as erased', async () => {
    const bench = await told();
    await bench.append([as('a', forAnn), forBob], ONE);
    await bench.accept([erased('a')]);
    const before = await head(bench);
    for (const where of [ONE, underKey('another request')]) {
      const { refusal } = { refusal: null, ...(await bench.append([forAnn], where)) };
      expect(refusal).toMatchObject({ code: 'erased' });
      expect(refusal?.message).toMatch(/give a new request a key of its own\.$/);
    }
    expect(await head(bench)).toBe(before);
  });

  it('is the erasure itself, which may have a receipt of its own', async () => {
    const bench = await told(as('a', forAnn));
    const first = await bench.append([erased('a')], { ...ONE, erasing: true });
    expect(first).toMatchObject({ ok: true, appended: 1 });
    expect(await bench.append([erased('a')], { ...ONE, erasing: true })).toEqual(again(first));
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import {
  as,
  Bench,
  endNomination,
  entered,
  FRAME,
  given,
  nominated,
  opened,
  type Sent,
  source,
  stage,
  struck,
  told,
} from '../support/given.ts';

const forAnn = as('a', nominated('t1', 'ann', '2010-07-10'));
const forBob = as('b', nominated('t2', 'bob', '2010-07-10'));

describe('an entry with an id of its own', () => {
  it('is answered with what is stored when it is sent again', async () => {
    const bench = await told();
    const [first] = await bench.accept([forAnn], { recordedBy: 'one editor' });
    const again = await bench.append([forAnn], { recordedBy: 'another editor' });
    expect(again).toMatchObject({ ok: true, appended: 0, warnings: [] });
    expect(again.ok && again.entries).toEqual([first]);
    expect(await bench.store.head()).toMatchObject({ seq: FRAME.length });
  });

  it.each<[string, readonly Sent[], object]>([
    ['after others came', [forBob, entered('dee')], {}],
    ['whichever revision is expected', [forBob], { expected: 0 }],
    ['where no stream is expected', [], { expected: 'no-stream' }],
    ['after it was struck', [struck('a')], {}],
    ['after its act ended', [endNomination('a', '2010-08-01')], {}],
  ])('is answered so %s', async (_, later, where) => {
    const bench = await told(forAnn, ...later);
    const again = await bench.append([forAnn], where);
    expect(again).toMatchObject({ ok: true, appended: 0, entries: [{ seq: FRAME.length }] });
  });

  it('is answered so where warnings are refusals', async () => {
    const late = as('late', nominated('t1', 'ann', '2099'));
    const bench = await told(late);
    expect(await bench.append([late], { strict: true })).toMatchObject({ ok: true, appended: 0 });
  });

  it('is answered so, without its warnings, where it would be good once more', async () => {
    const data = { endorser: 't1', stance: 'declined' };
    const late = as('late', { type: 'NeutralityDeclared', on: '2099', data, sources: [source()] });
    const bench = await told();
    expect(await bench.append([late])).toMatchObject({ appended: 1, warnings: [{}] });
    expect(await bench.append([late])).toMatchObject({ ok: true, appended: 0, warnings: [] });
    expect(await bench.store.head()).toMatchObject({ seq: FRAME.length });
  });

  it.each<[string, Sent]>([
    [
      'with its keys in another order',
      Object.fromEntries(Object.entries(forAnn).reverse()) as unknown as Sent,
    ],
    ['with its version said', { ...forAnn, version: 1 }],
  ])('is the same %s', async (_, sent) => {
    const bench = await told(forAnn);
    expect(await bench.append([sent])).toMatchObject({ ok: true, appended: 0 });
  });

  it('is the same in another spelling of its text', async () => {
    const composed = as('d', entered('dee', '2010', { name: 'R\u00e9my' }));
    const apart = as('d', entered('dee', '2010', { name: 'Re\u0301my' }));
    const bench = await told(composed);
    expect(await bench.append([apart])).toMatchObject({ ok: true, appended: 0 });
  });

  it.each<[string, Sent]>([
    ['day', { ...forAnn, on: '2010-07-11' }],
    ['spelling of its day', { ...forAnn, on: '2010-07-10~' }],
    ['data', { ...forAnn, data: { ...forAnn.data, anew: true } }],
    ['source', { ...forAnn, sources: [source('2010-05-02')] }],
    ['note', { ...forAnn, note: 'A note.' }],
    ['type', as('a', entered('dee'))],
  ])('is refused with another %s', async (_, sent) => {
    const bench = await told(forAnn);
    const outcome = await bench.append([entered('eve'), sent]);
    expect(outcome).toMatchObject({ refusal: { code: 'id-reused', index: 1 } });
    expect(await bench.store.head()).toMatchObject({ seq: FRAME.length });
  });

  it('is refused in another contest', async () => {
    const bench = await told();
    await bench.accept([opened()], { contest: 'deputy-2010' });
    const outcome = await bench.append([as('ann', entered('ann'))], { contest: 'deputy-2010' });
    expect(outcome).toMatchObject({ refusal: { code: 'id-reused' } });
  });

  it('is stored once, though two send it at once', async () => {
    const bench = await told();
    const other = new Bench(bench.store, 'other');
    const outcomes = await Promise.all([
      bench.append([forAnn]),
      bench.append([forAnn]),
      other.append([forAnn]),
    ]);
    expect(outcomes.map((each) => each.ok && each.appended).sort()).toEqual([0, 0, 1]);
    const places = outcomes.map((each) => each.ok && each.entries[0]?.seq);
    expect(places).toEqual([FRAME.length, FRAME.length, FRAME.length]);
  });
});

describe('an entry without an id', () => {
  it('is another entry each time it is sent', async () => {
    const bare = stage('mp');
    const { entries, bench } = await given(FRAME).when([bare, bare]);
    const [again] = await bench.accept([bare]);
    const ids = [...entries, again].map((entry) => entry?.id ?? '');
    expect(new Set(ids).size).toBe(3);
  });
});

describe('a batch of which a part is stored', () => {
  it('has its rest appended, and is answered whole and in its order', async () => {
    const { bench, appended, entries } = await given([...FRAME, forAnn]).when([forBob, forAnn]);
    expect(appended).toBe(1);
    expect(entries.map((entry) => entry.seq)).toEqual([FRAME.length + 1, FRAME.length]);
    const again = await bench.append([forBob, forAnn]);
    expect(again).toMatchObject({ ok: true, appended: 0 });
    expect(again.ok && again.entries).toEqual(entries);
  });

  it('has its rest appended at the revision that is expected, or not at all', async () => {
    const stored = [...FRAME, forAnn];
    const stale = await given(stored).when([forAnn, forBob], { expected: FRAME.length - 1 });
    expect(stale.refusal).toMatchObject({ code: 'wrong-revision' });
    const right = await given(stored).when([forAnn, forBob], { expected: FRAME.length });
    expect(right.appended).toBe(1);
  });

  it('is refused whole where its rest is wrong', async () => {
    const wrong = nominated('t3', 'nobody', '2010');
    const { refusal, bench } = await given([...FRAME, forAnn]).when([forAnn, forBob, wrong]);
    expect(refusal).toMatchObject({ code: 'unknown-candidate', index: 2 });
    expect(await bench.store.head()).toMatchObject({ seq: FRAME.length });
  });

  it('may name what of it is stored', async () => {
    const end = endNomination('a', '2010-08-01');
    const { appended } = await given([...FRAME, forAnn]).when([forAnn, end]);
    expect(appended).toBe(1);
  });
});

describe('a ledger that is opened again', () => {
  it('still knows every id', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hustings-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'ledger.db');
    const before = new Bench(openSqliteStore(file));
    const stored = await before.accept(
      [...FRAME, forAnn].map((sent, index) => as(`${index}`, sent)),
    );
    await before.store.close();
    const after = new Bench(openSqliteStore(file), 'another day');
    after.clock += 86_400_000;
    const sent = [...FRAME, forAnn].map((each, index) => as(`${index}`, each));
    const again = await after.append(sent, { expected: 'no-stream' });
    expect(again).toMatchObject({ ok: true, appended: 0 });
    expect(again.ok && again.entries).toEqual(stored);
    const other = as('1', entered('ann', '2010-05-02'));
    expect(await after.append([other])).toMatchObject({ refusal: { code: 'id-reused' } });
    await after.accept([forBob]);
    expect(await after.store.head()).toMatchObject({ seq: stored.length });
    await after.store.close();
  });
});

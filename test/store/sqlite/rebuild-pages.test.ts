import { describe, expect, it } from 'vitest';
import { NONE } from '../../../projections/columns.ts';
import { ERASED } from '../../../projections/facets.ts';
import type { SqliteStore } from '../../../src/store/sqlite/store.ts';
import { rowsOf } from '../../support/facts.ts';
import { OTHER_STREAM, range, STREAM } from '../contract/ledger.ts';
import { EntryFactory, idOf } from '../entries.ts';
import { eachWithFolder } from './temporary.ts';

const test = eachWithFolder();

const rebuild = (store: SqliteStore): ReturnType<SqliteStore['rebuild']> =>
  store.rebuild(() => undefined, new AbortController().signal);

describe('a rebuild that takes several pages', () => {
  const COUNT = 2500;

  async function large(): Promise<{ store: SqliteStore; entries: EntryFactory }> {
    const store = test.temporary.open();
    const entries = new EntryFactory();
    await store.append(STREAM, 'any', entries.batch(COUNT));
    test.temporary.raw().exec('UPDATE fact SET facet = 1 WHERE seq = 2400');
    return { store, entries };
  }

  it('tells how far it is after each page', async () => {
    const { store } = await large();
    const heard: [number, number][] = [];
    await store.rebuild((done, all) => heard.push([done, all]), new AbortController().signal);
    expect(heard).toEqual([
      [1000, COUNT],
      [2000, COUNT],
      [COUNT, COUNT],
    ]);
  });

  it.each([0, 1000, 2000, COUNT])(
    'changes nothing when it is stopped after %i entries',
    async (stop) => {
      const { store } = await large();
      const abort = new AbortController();
      const reason = new Error('stopped');
      if (stop === 0) abort.abort(reason);
      const stopped = store.rebuild((done) => done === stop && abort.abort(reason), abort.signal);
      await expect(stopped).rejects.toBe(reason);
      expect(rowsOf(await store.factsOf(STREAM, 2400, 1))[0]?.row[6]).toBe(1);
      expect(await rebuild(store)).toMatchObject({ seq: 2400 });
      expect(rowsOf(await store.factsOf(STREAM, 2400, 1))[0]?.row[6]).toBe(0);
    },
  );

  it('lets appends go on and takes them in', async () => {
    const { store, entries } = await large();
    const second = test.temporary.open();
    const appends: Promise<unknown>[] = [];
    const difference = await store.rebuild(() => {
      appends.push(store.append(OTHER_STREAM, 'any', entries.batch(2)));
      appends.push(second.append(OTHER_STREAM, 'any', entries.batch(2)));
    }, new AbortController().signal);
    await Promise.all(appends);
    expect(difference).toMatchObject({ seq: 2400 });
    expect(rowsOf(await store.factsOf(OTHER_STREAM, 0, 100)).map(({ row }) => row[0])).toEqual(
      range(COUNT, COUNT + 12),
    );
    expect(await rebuild(store)).toBeNull();
  });

  it('does not bring back what is erased meanwhile', async () => {
    const { store, entries } = await large();
    const second = test.temporary.open();
    const data = { entry: idOf(2400), legalBasis: 'A court order' };
    const erasure = entries.make({ type: 'PayloadErased', on: null, sources: [], data });
    let erasing: Promise<unknown> | undefined;
    const difference = await store.rebuild((done) => {
      if (done === COUNT) erasing = second.erase(STREAM, 'any', erasure, [2400]);
    }, new AbortController().signal);
    await erasing;
    expect(difference).toMatchObject({ seq: 2400 });
    const [erased] = rowsOf(await store.factsOf(STREAM, 2400, 1));
    expect(erased?.row.slice(2, 7)).toEqual([NONE, NONE, NONE, NONE, ERASED]);
    expect(await rebuild(store)).toBeNull();
  });

  it('is refused while another one runs, and may run after it', async () => {
    const { store } = await large();
    const first = rebuild(store);
    await expect(rebuild(store)).rejects.toMatchObject({ code: 'rebuilding' });
    expect(await first).toMatchObject({ seq: 2400 });
    expect(await rebuild(store)).toBeNull();
  });

  it('ends with an error when the store is closed', async () => {
    const { store } = await large();
    const running = rebuild(store);
    await store.close();
    await expect(running).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('a rebuild with threads of its own', () => {
  const COUNT = 20_500;
  const threaded = (store: SqliteStore, progress: (done: number, all: number) => void) =>
    store.rebuild(progress, new AbortController().signal, 2);

  it('finds and mends what one without does, and holds up nothing else', async () => {
    const store = test.temporary.open();
    await store.append(STREAM, 'any', new EntryFactory().batch(COUNT));
    expect(await threaded(store, () => undefined)).toBeNull();
    const db = test.temporary.raw();
    db.exec(
      "UPDATE fact SET facet = 1 WHERE seq IN (7, 19000); UPDATE symbol SET name = 'x' WHERE number = 900",
    );
    const before = rowsOf(await store.factsOf(STREAM, 0, COUNT));
    const heard: number[] = [];
    expect(await threaded(store, (done) => heard.push(done))).toEqual({
      seq: 7,
      problem: 'facet is 1 in the columns and 0 in the bytes',
    });
    expect(heard).toEqual([...range(1, 21).map((page) => page * 1000), COUNT]);
    const after = rowsOf(await store.factsOf(STREAM, 0, COUNT));
    const changed = before.flatMap(({ row }, seq) =>
      row.join() === after[seq]?.row.join() ? [] : seq,
    );
    expect(changed).toEqual([7, 899, 19_000]);
    expect(await rebuild(store)).toBeNull();
  });

  it('names the entry whose bytes cannot be read', async () => {
    const store = test.temporary.open();
    await store.append(STREAM, 'any', new EntryFactory().batch(COUNT));
    test.temporary.raw().exec("UPDATE entry SET payload = x'7b' WHERE seq = 20_001");
    await expect(threaded(store, () => undefined)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('entry 20001,'),
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { SqliteStore } from '../../../src/store/sqlite/store.ts';
import { rowsOf } from '../../support/facts.ts';
import { OTHER_STREAM, range, STREAM } from '../contract/ledger.ts';
import { EntryFactory } from '../entries.ts';
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

import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeSure } from '../../../src/cli/making-sure.ts';
import { QUIET } from '../../torture/disks/quiet.ts';
import { STREAM } from '../contract/ledger.ts';
import { EntryFactory } from '../entries.ts';
import { eachWithFolder } from './temporary.ts';

const test = eachWithFolder();

/** A ledger of some entries that another process has left in doubt. */
async function doubted(entries: EntryFactory) {
  const first = test.temporary.open();
  await first.append(STREAM, 'any', entries.batch(20));
  await first.close();
  const mark = `${test.temporary.file}-unsure`;
  writeFileSync(mark, 'in doubt');
  return { store: test.temporary.open(), mark };
}

const UNSURE = { code: 'unsure' };

describe('a ledger whose disk has failed to keep what was written', () => {
  it('stores nothing, by whatever way, and is read', async () => {
    const entries = new EntryFactory();
    const { store } = await doubted(entries);
    expect(store.inDoubt()).toBe(true);
    await expect(store.append(STREAM, 'any', entries.batch(1))).rejects.toMatchObject(UNSURE);
    await expect(store.erase(STREAM, 'any', entries.make(), [0])).rejects.toMatchObject(UNSURE);
    await expect(store.scrub()).rejects.toMatchObject(UNSURE);
    await expect(store.log.keepCheckpoint({ size: 1, note: '' })).rejects.toMatchObject(UNSURE);
    const tile = { level: 0, index: 0, bytes: new Uint8Array(32) };
    expect(() => store.log.keepTiles([tile])).toThrow(expect.objectContaining(UNSURE));
    const { signal } = new AbortController();
    await expect(store.rebuild(() => undefined, signal)).rejects.toMatchObject(UNSURE);
    expect(await store.readAll(0, 100)).toHaveLength(20);
  });

  it('takes entries again once all of it is verified', async () => {
    const entries = new EntryFactory();
    const { store, mark } = await doubted(entries);
    await makeSure(QUIET, store, test.temporary.file);
    expect([store.inDoubt(), existsSync(mark)]).toEqual([false, false]);
    expect(await store.append(STREAM, 'any', entries.batch(1))).toMatchObject({ ok: true });
  });

  it('takes none where a byte of it is another', async () => {
    const entries = new EntryFactory();
    const { store, mark } = await doubted(entries);
    test.temporary.raw().exec('UPDATE entry SET salt = zeroblob(16) WHERE seq = 7');
    await expect(makeSure(QUIET, store, 'ledger.db')).rejects.toThrow(
      /^ledger\.db takes nothing more, since its disk .*entry 7.*restore it from a backup\.$/,
    );
    expect([store.inDoubt(), existsSync(mark)]).toEqual([true, true]);
    await expect(store.append(STREAM, 'any', entries.batch(1))).rejects.toMatchObject(UNSURE);
  });
});

import { describe, expect, it } from 'vitest';
import type { KurrentStore } from '../../../src/store/kurrentdb/store.ts';
import { openSqliteCopy } from '../../../src/store/sqlite/copy.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { WHOLE } from '../../support/whole-backup.ts';
import { OTHER_STREAM, range, STREAM } from '../contract/ledger.ts';
import { eachOnDouble, eventually, HURRIED } from './opened.ts';

const IMPATIENT = { ...HURRIED, deadline: 400, patience: 1200, heartbeat: 100, longestPause: 20 };

const given = eachOnDouble();

const seqs = async (store: KurrentStore) => (await store.readAll(0, 1e4)).map(({ seq }) => seq);

describe('a copy that is opened again', () => {
  it('goes on from where it was, and reads the tail alone', async () => {
    const first = await given.copies.open({ name: 'one' });
    for (const _ of range(0, 20)) await first.append(STREAM, 'any', given.entries.batch(3));
    await first.close();
    const second = await given.copies.open({ name: 'two' });
    await second.append(OTHER_STREAM, 'any', given.entries.batch(2));
    let delivered = 0;
    given.double.fault = ({ kind }) => {
      if (kind === 'deliver') delivered += 1;
      return undefined;
    };
    const again = await given.copies.open({ name: 'one' });
    // The last event that it knew, by which it knows the log again, and the two that came since.
    expect(delivered).toBe(3);
    expect(await seqs(again)).toEqual(range(0, 62));
  });

  it('is made anew from the beginning where its file was deleted', async () => {
    const first = await given.copies.open({ name: 'one' });
    await first.append(STREAM, 'any', given.entries.batch(5));
    const another = await given.copies.open({ name: 'two' });
    expect(await another.readAll(0, 9)).toEqual(await first.readAll(0, 9));
  });

  it('shares its file with another process that follows the same', async () => {
    const stores = [
      await given.copies.open({ name: 'one' }),
      await given.copies.open({ name: 'one' }),
    ];
    for (const index of range(0, 20)) {
      await stores[index % 2]?.append(STREAM, 'any', given.entries.batch(1));
    }
    for (const store of stores) {
      await store.refresh();
      expect(await seqs(store)).toEqual(range(0, 20));
    }
    expect(await stores[0]?.compareWithOrigin(QUIET)).toEqual({ difference: null, passedOver: [] });
  });
});

const QUIET = { progress: () => undefined, signal: new AbortController().signal };

describe('a database that is another', () => {
  it('is not followed where it lacks the last event: reads go on, appends are refused', async () => {
    const store = await given.copies.open({ name: 'one' });
    await store.append(STREAM, 'any', given.entries.batch(1));
    const [kept] = given.double.events(STREAM);
    await store.append(STREAM, 'any', given.entries.batch(1));
    await store.close();
    given.double.truncateTo(kept?.position ?? 0n);
    const heard: string[] = [];
    const again = await given.copies.open({
      name: 'one',
      tempo: IMPATIENT,
      heard: (line) => heard.push(line),
    });
    expect(await seqs(again)).toEqual([0, 1]);
    expect(heard.join()).toMatch(/another database, or was put back to an older state.*entry 1/);
    const appending = again.append(STREAM, 'any', given.entries.batch(1));
    await expect(appending).rejects.toMatchObject({ code: 'another-log' });
    expect(again.currency()).toMatchObject({ current: false, since: null });
  });

  it('is not followed where another event lies at its place', async () => {
    const store = await given.copies.open({ name: 'one' });
    await store.append(STREAM, 'any', given.entries.batch(2));
    const [kept] = given.double.events(STREAM);
    given.double.truncateTo(kept?.position ?? 0n);
    given.double.put(STREAM, [{ type: 'a', data: {} }]);
    await eventually(() => JSON.stringify(store.currency()).includes('it is another database'));
    expect(await seqs(store)).toEqual([0, 1]);
  });
});

describe('a database that goes away', () => {
  it('leaves reads as they were, and says since when; appends say that nobody knows', async () => {
    const store = await given.copies.open({ tempo: IMPATIENT });
    await store.append(STREAM, 'any', given.entries.batch(2));
    const before = Date.now();
    await given.double.down();
    const late = store.append(STREAM, 'any', given.entries.batch(1));
    await expect(late).rejects.toMatchObject({ name: 'StoreError', code: 'unreachable' });
    const currency = store.currency();
    if (currency.current) throw new Error('it says that it is current');
    expect(currency.since).toBeLessThanOrEqual(before + 50);
    expect(currency.why).toMatch(/^kurrentdb:\/\/double cannot be reached now/);
    expect(await seqs(store)).toEqual([0, 1]);
    await given.double.up();
    await eventually(() => store.currency().current);
    await store.append(STREAM, 'any', given.entries.batch(1));
    expect(await seqs(store)).toEqual([0, 1, 2]);
  });

  it('is noticed though it only falls silent', async () => {
    const store = await given.copies.open({ tempo: IMPATIENT });
    given.double.pause();
    await eventually(() => !store.currency().current);
    given.double.resume();
    await eventually(() => store.currency().current);
  });

  it('is not waited for where the copy held all of it once, and for ever where it never did', async () => {
    const store = await given.copies.open({ name: 'one' });
    await store.append(STREAM, 'any', given.entries.batch(2));
    await store.close();
    await given.double.down();
    const again = await given.copies.open({ name: 'one', tempo: IMPATIENT });
    expect(await seqs(again)).toEqual([0, 1]);
    const opening = given.copies.open({ name: 'two', tempo: IMPATIENT });
    await expect(opening).rejects.toMatchObject({ code: 'unreachable' });
    await given.double.up();
  });
});

describe('the file of a copy', () => {
  it('is no ledger to append to, and can be read as one', async () => {
    const store = await given.copies.open({ name: 'one' });
    await store.append(STREAM, 'any', given.entries.batch(2));
    await store.close();
    const file = given.copies.file('one');
    expect(() => openSqliteStore(file)).toThrow(/is a copy of a ledger in KurrentDB/);
    const read = openSqliteStore(file, { readOnly: true });
    expect((await read.head()).seq).toBe(1);
    await read.close();
  });

  it('is never a ledger of its own', async () => {
    const file = given.copies.file('own');
    const own = openSqliteStore(file);
    await own.append(STREAM, 'any', given.entries.batch(1));
    await own.close();
    expect(() => openSqliteCopy(file)).toThrow(/is a ledger of its own, not a copy/);
    const again = openSqliteStore(file);
    expect((await again.head()).seq).toBe(0);
    await again.close();
  });

  it('gives a backup that is a ledger of its own', async () => {
    const store = await given.copies.open({ name: 'one' });
    await store.append(STREAM, 'any', given.entries.batch(3));
    await store.backupTo(given.copies.file('backup'), WHOLE);
    const backup = openSqliteStore(given.copies.file('backup'));
    expect(await backup.readAll(0, 9)).toEqual(await store.readAll(0, 9));
    expect(await backup.append(STREAM, 2, given.entries.batch(1))).toMatchObject({ ok: true });
    await backup.close();
  });
});

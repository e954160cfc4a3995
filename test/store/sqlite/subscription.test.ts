import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { range, STREAM } from '../contract/ledger.ts';
import { EntryFactory } from '../entries.ts';
import { eachWithFolder } from './temporary.ts';

const test = eachWithFolder();

/** So seldom that a test would never see it. */
const NO_POLL = 2 ** 31 - 1;

describe('a subscriber that waits', () => {
  it('hears of the appends of its own store without a poll', async () => {
    const store = test.temporary.open({ pollMilliseconds: NO_POLL });
    const entries = new EntryFactory();
    const seqs: number[] = [];
    const append = (): unknown =>
      setImmediate(() => setImmediate(() => store.append(STREAM, 'any', entries.batch(1))));
    append();
    for await (const { seq } of store.subscribe(0, new AbortController().signal)) {
      seqs.push(seq);
      if (seq === 4) break;
      append();
    }
    expect(seqs).toEqual(range(0, 5));
  });

  it('hears of the appends of another store at a poll', async () => {
    const store = test.temporary.open({ pollMilliseconds: 1 });
    const other = test.temporary.open({ pollMilliseconds: NO_POLL });
    setImmediate(() =>
      setImmediate(() => other.append(STREAM, 'any', new EntryFactory().batch(1))),
    );
    for await (const { seq } of store.subscribe(0, new AbortController().signal)) {
      expect(seq).toBe(0);
      break;
    }
  });

  it('learns from its next read what the poll could not read', async () => {
    const store = test.temporary.open({ pollMilliseconds: 1 });
    const followed = (async () => {
      for await (const _ of store.subscribe(0, new AbortController().signal));
    })();
    await turn();
    test.temporary.raw().exec('DROP TABLE entry');
    await expect(followed).rejects.toMatchObject({ name: 'StoreError', code: 'damaged' });
  });
});

describe('a subscriber that catches up', () => {
  it('lets the event loop turn between its pages', async () => {
    const store = test.temporary.open();
    await store.append(STREAM, 'any', new EntryFactory().batch(2000));
    const abort = new AbortController();
    const drained = (async () => {
      let count = 0;
      for await (const _ of store.subscribe(0, abort.signal)) count += 1;
      return count;
    })();
    await turn();
    await turn();
    abort.abort();
    expect(await drained).toBeLessThan(2000);
  });
});

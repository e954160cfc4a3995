import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { EventStore } from '../../../src/store/event-store.ts';
import { eachWithLedger, type OpenLedger, OTHER_STREAM, range, STREAM } from './ledger.ts';

/** More than any page that an adapter reads at once. */
const MANY = 1234;

type Test = ReturnType<typeof eachWithLedger>;

/** Takes so many entries from a subscription, then aborts it; answers their sequence numbers. */
async function take(
  store: EventStore,
  fromSeq: number,
  count: number,
  eachOne: (seq: number) => Promise<unknown> = async () => undefined,
): Promise<number[]> {
  const abort = new AbortController();
  const seqs: number[] = [];
  for await (const entry of store.subscribe(fromSeq, abort.signal)) {
    seqs.push(entry.seq);
    await eachOne(entry.seq);
    if (seqs.length === count) abort.abort();
  }
  return seqs;
}

/** Following the ledger: first what is stored, then what comes. */
export function subscriptionContract(open: OpenLedger): void {
  const test = eachWithLedger(open);
  catchUpTests(test);
  liveTests(test);
  endTests(test);
}

function catchUpTests(test: Test): void {
  it.each([0, 1, 499, 500, 501, 999, 1000, 1233])(
    'delivers every stored entry from %i on, then a new one',
    async (from) => {
      const { ledger } = test;
      await ledger.fill(STREAM, MANY);
      const all = await take(ledger.store, from, MANY - from + 1, async (seq) => {
        if (seq === MANY - 1) await ledger.fill(OTHER_STREAM, 1);
      });
      expect(all).toEqual(range(from, MANY + 1));
    },
  );

  it('delivers entries as reading does', async () => {
    const { ledger } = test;
    await ledger.fill(STREAM, 3);
    const abort = new AbortController();
    const delivered = [];
    for await (const entry of ledger.store.subscribe(0, abort.signal)) {
      delivered.push(entry);
      if (entry.seq === 2) break;
    }
    expect(delivered).toEqual(await ledger.store.readAll(0, 3));
  });

  it('misses and repeats nothing that is appended during the catch-up', async () => {
    const { ledger } = test;
    await ledger.fill(STREAM, MANY);
    const second = await ledger.second();
    const appends: Promise<unknown>[] = [];
    const all = await take(ledger.store, 0, MANY + 300, async (seq) => {
      if (seq >= MANY || seq % 10 !== 0) return;
      appends.push(second.append(OTHER_STREAM, 'any', ledger.entries.batch(3)));
      if (seq % 100 === 0) await appends.at(-1);
    });
    await Promise.all(appends);
    expect(all).toEqual(range(0, MANY + 300));
  });

  it('waits for the entry it is to begin with, if that is not there yet', async () => {
    const { ledger } = test;
    await ledger.fill(STREAM, 2);
    const taken = take(ledger.store, 5, 2);
    for (const _ of range(0, 5)) await ledger.fill(STREAM, 1);
    expect(await taken).toEqual([5, 6]);
  });
}

function liveTests(test: Test): void {
  it('delivers each entry as it is stored, on a ledger that was empty', async () => {
    const { ledger } = test;
    const taken = take(ledger.store, 0, 50);
    for (const _ of range(0, 25)) await ledger.fill(STREAM, 2);
    expect(await taken).toEqual(range(0, 50));
  });

  it('delivers a single entry to a subscriber that waits for it', async () => {
    const { ledger } = test;
    const taken = take(ledger.store, 0, 1);
    await pause(5);
    await ledger.fill(STREAM, 1);
    expect(await taken).toEqual([0]);
  });

  it('delivers what another store on the ledger appends', async () => {
    const { ledger } = test;
    const second = await ledger.second();
    await ledger.fill(STREAM, 1);
    const taken = take(ledger.store, 0, 9);
    for (const _ of range(0, 4)) {
      await second.append(OTHER_STREAM, 'any', ledger.entries.batch(2));
      await pause(1);
    }
    expect(await taken).toEqual(range(0, 9));
  });

  it('delivers everything to each of two subscribers', async () => {
    const { ledger } = test;
    await ledger.fill(STREAM, 600);
    const slow = take(ledger.store, 0, 900, async (seq) => seq % 100 === 0 && pause(1));
    const fast = take(ledger.store, 300, 600);
    for (const _ of range(0, 3)) await ledger.fill(STREAM, 100);
    expect(await fast).toEqual(range(300, 900));
    expect(await slow).toEqual(range(0, 900));
  });

  it('lets a slow subscriber take its time while others append', async () => {
    const { ledger } = test;
    const taken = take(ledger.store, 0, 700, async (seq) => seq % 50 === 0 && pause(5));
    await ledger.fill(STREAM, 700);
    expect(await ledger.store.head()).toMatchObject({ seq: 699 });
    expect(await taken).toEqual(range(0, 700));
  });
}

function endTests(test: Test): void {
  async function drain(store: EventStore, signal: AbortSignal): Promise<number[]> {
    const seqs: number[] = [];
    for await (const entry of store.subscribe(0, signal)) seqs.push(entry.seq);
    return seqs;
  }

  it('ends without an entry if the signal is aborted already', async () => {
    await test.ledger.fill(STREAM, 2);
    expect(await drain(test.ledger.store, AbortSignal.abort())).toEqual([]);
  });

  it('ends when the signal aborts while it waits', async () => {
    const { ledger } = test;
    await ledger.fill(STREAM, 2);
    const abort = new AbortController();
    const drained = drain(ledger.store, abort.signal);
    await pause(5);
    abort.abort();
    expect(await drained).toEqual([0, 1]);
  });

  it('ends when the signal aborts amid a page', async () => {
    const { ledger } = test;
    await ledger.fill(STREAM, 20);
    expect(await take(ledger.store, 0, 7)).toEqual(range(0, 7));
  });

  it('ends one of two subscribers and leaves the other', async () => {
    const { ledger } = test;
    const abort = new AbortController();
    const first = drain(ledger.store, abort.signal);
    const second = take(ledger.store, 0, 4);
    await ledger.fill(STREAM, 2);
    await pause(5);
    abort.abort();
    expect(await first).toEqual([0, 1]);
    await ledger.fill(STREAM, 2);
    expect(await second).toEqual(range(0, 4));
  });

  it('ends when the store is closed', async () => {
    const { ledger } = test;
    await ledger.fill(STREAM, 2);
    const waiting = drain(ledger.store, new AbortController().signal);
    await pause(5);
    await ledger.store.close();
    expect(await waiting).toEqual([0, 1]);
  });

  it('can be left by its reader', async () => {
    const { ledger } = test;
    await ledger.fill(STREAM, 5);
    const seen: number[] = [];
    for await (const entry of ledger.store.subscribe(1, new AbortController().signal)) {
      seen.push(entry.seq);
      if (entry.seq === 3) break;
    }
    expect(seen).toEqual([1, 2, 3]);
  });
}

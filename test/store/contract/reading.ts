import { expect, it } from 'vitest';
import { contestStream, REGISTER_STREAM } from '../../../src/store/event-store.ts';
import { FIRST_INSTANT } from '../entries.ts';
import { eachWithLedger, type OpenLedger, OTHER_STREAM, range, STREAM } from './ledger.ts';

type Test = ReturnType<typeof eachWithLedger>;

/** Reading back: order, pages, ids, streams, the head, instants, closing. */
export function readingContract(open: OpenLedger): void {
  const test = eachWithLedger(open);
  emptyTests(test);
  orderTests(test);
  instantTests(test);
  closingTests(test);
}

function emptyTests(test: Test): void {
  it('reads nothing from an empty ledger', async () => {
    const { store } = test.ledger;
    expect(await store.readAll(0, 10)).toEqual([]);
    expect(await store.readStream(STREAM, 0, 10)).toEqual([]);
    expect(await store.streams()).toEqual([]);
    expect(await store.head()).toEqual({ seq: -1, recordedAt: null });
    expect(await store.seqAt(FIRST_INSTANT)).toBe(-1);
    expect(await store.byId('01900000-0000-7000-8000-000000000000')).toBeUndefined();
  });
}

/** Ten entries that go to two streams in turn: even sequence numbers to one, odd to the other. */
async function interleaved(test: Test): Promise<void> {
  for (const seq of range(0, 10)) {
    await test.ledger.stored(seq % 2 === 0 ? STREAM : OTHER_STREAM, test.ledger.entries.batch(1));
  }
  await test.ledger.reopen();
}

const PAGES: readonly [from: number, limit: number, of: number][] = [
  [0, 1, 10],
  [0, 9, 10],
  [0, 10, 10],
  [0, 11, 10],
  [3, 4, 10],
  [3, 7, 10],
  [3, 8, 10],
  [9, 1, 10],
  [9, 5, 10],
  [10, 5, 10],
  [1000, 5, 10],
  [4, 0, 10],
];

function orderTests(test: Test): void {
  it.each(PAGES)('reads the ledger from %i on, at most %i', async (from, limit, length) => {
    await interleaved(test);
    expect(await test.ledger.seqs(from, limit)).toEqual(
      range(from, Math.min(from + limit, length)),
    );
  });

  it.each(PAGES)('reads a stream from %i on, at most %i', async (from, limit, length) => {
    await test.ledger.fill(OTHER_STREAM, 3);
    await test.ledger.fill(STREAM, length);
    await test.ledger.fill(OTHER_STREAM, 3);
    expect(await test.ledger.revisions(STREAM, from, limit)).toEqual(
      range(from, Math.min(from + limit, length)),
    );
  });

  it('numbers all entries densely, and those of each stream', async () => {
    await interleaved(test);
    const all = await test.ledger.store.readAll(0, 100);
    expect(all.map(({ seq, revision }) => [seq, revision])).toEqual(
      range(0, 10).map((seq) => [seq, Math.floor(seq / 2)]),
    );
    const odd = await test.ledger.store.readStream(OTHER_STREAM, 0, 100);
    expect(odd.map((entry) => entry.seq)).toEqual([1, 3, 5, 7, 9]);
    expect(new Set(odd.map((entry) => entry.stream))).toEqual(new Set([OTHER_STREAM]));
  });

  it('reads nothing of a stream that is not there', async () => {
    await interleaved(test);
    const { store } = test.ledger;
    expect(await store.readStream(contestStream('labour-leader-1994'), 0, 10)).toEqual([]);
    expect(await store.readStream('hustings', 0, 10)).toEqual([]);
  });

  it('finds every entry by its id', async () => {
    await interleaved(test);
    for (const entry of await test.ledger.store.readAll(0, 10)) {
      expect(await test.ledger.store.byId(entry.id)).toEqual(entry);
    }
    expect(await test.ledger.store.byId('ffffffff-ffff-4fff-8fff-ffffffffffff')).toBeUndefined();
  });

  it('lists the streams in order of their first entry', async () => {
    const { ledger } = test;
    const streams = [OTHER_STREAM, REGISTER_STREAM, STREAM, contestStream('a')];
    for (const stream of [...streams, ...streams].reverse()) await ledger.fill(stream, 1);
    expect(await ledger.store.streams()).toEqual([...streams].reverse());
    await ledger.reopen();
    expect(await ledger.store.streams()).toEqual([...streams].reverse());
  });
}

function instantTests(test: Test): void {
  /** Entries recorded at these milliseconds after the first instant, each in its own append. */
  async function recorded(...offsets: readonly number[]): Promise<void> {
    for (const offset of offsets) {
      const entry = test.ledger.entries.make({ recordedAt: FIRST_INSTANT + offset });
      await test.ledger.stored(STREAM, [entry]);
    }
  }
  const at = (offset: number): Promise<number> => test.ledger.store.seqAt(FIRST_INSTANT + offset);

  it('finds the last entry of an instant before, at, between and after', async () => {
    await recorded(0, 100, 200);
    await test.ledger.reopen();
    const offsets = [-1, 0, 1, 99, 100, 101, 199, 200, 1_000_000];
    expect(await Promise.all(offsets.map(at))).toEqual([-1, 0, 0, 0, 1, 1, 1, 2, 2]);
  });

  it('takes the running maximum where clocks jump back', async () => {
    await recorded(0, 300, 100, 200, 400, 50);
    await test.ledger.reopen();
    const offsets = [-1, 0, 50, 100, 200, 299, 300, 399, 400, 500];
    expect(await Promise.all(offsets.map(at))).toEqual([-1, 0, 0, 0, 0, 0, 3, 3, 5, 5]);
    expect(await test.ledger.store.head()).toEqual({ seq: 5, recordedAt: FIRST_INSTANT + 400 });
  });

  it('keeps the running maximum of another store on the ledger', async () => {
    await recorded(500);
    const second = await test.ledger.second();
    const early = test.ledger.entries.make({ recordedAt: FIRST_INSTANT + 10 });
    await second.append(STREAM, 'any', [early]);
    await test.ledger.knows(1);
    expect(await test.ledger.store.head()).toEqual({ seq: 1, recordedAt: FIRST_INSTANT + 500 });
    await recorded(499);
    expect(await at(499)).toBe(-1);
    expect(await at(500)).toBe(2);
  });

  it('finds the last of several entries of one instant', async () => {
    await recorded(0, 7, 7, 7, 8);
    expect(await at(7)).toBe(3);
  });

  it('finds instants before 1970', async () => {
    const entry = test.ledger.entries.make({ recordedAt: -5000 });
    await test.ledger.stored(STREAM, [entry]);
    expect(await test.ledger.store.seqAt(-5001)).toBe(-1);
    expect(await test.ledger.store.seqAt(-5000)).toBe(0);
    expect(await test.ledger.store.head()).toEqual({ seq: 0, recordedAt: -5000 });
  });
}

function closingTests(test: Test): void {
  it('stores what was appended before it was closed', async () => {
    const { ledger } = test;
    const appended = ledger.store.append(STREAM, 'any', ledger.entries.batch(2));
    await ledger.store.close();
    expect(await appended).toMatchObject({ ok: true, appended: 2 });
  });

  it('closes twice without complaint and refuses everything afterwards', async () => {
    const { ledger } = test;
    const { store } = ledger;
    const batch = ledger.entries.batch(1);
    await store.close();
    await store.close();
    await expect(store.append(STREAM, 'any', batch)).rejects.toThrow();
    await expect(store.readAll(0, 1)).rejects.toThrow();
    await expect(store.readStream(STREAM, 0, 1)).rejects.toThrow();
    await expect(store.byId(batch[0]?.id ?? '')).rejects.toThrow();
    await expect(store.head()).rejects.toThrow();
    await expect(store.streams()).rejects.toThrow();
    await expect(store.seqAt(0)).rejects.toThrow();
    const iterator = store.subscribe(0, new AbortController().signal)[Symbol.asyncIterator]();
    await expect(iterator.next()).rejects.toThrow();
  });
}

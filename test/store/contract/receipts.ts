import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Receipt } from '../../../src/store/event-store.ts';
import { makeReceipt } from '../../../src/tlog/receipt.ts';
import { idOf } from '../entries.ts';
import {
  eachWithLedger,
  expectHolds,
  type OpenLedger,
  OTHER_STREAM,
  range,
  STREAM,
} from './ledger.ts';

type Test = ReturnType<typeof eachWithLedger>;

const digest = (text: string): Uint8Array => Uint8Array.from(hash('sha256', text, 'buffer'));

/** A receipt under a key for a request, answered with some entries by number. */
const receiptOf = (key: string, request: string, ...entries: number[]): Receipt =>
  makeReceipt(digest(key), digest(request), {
    appended: entries.length,
    entries: entries.map(idOf),
    warnings: [{ code: 'future-date', index: 0 }],
  });

const FIRST = receiptOf('key', 'request', 0, 1);

const plain = (receipt: Receipt | undefined) =>
  receipt && {
    key: Buffer.from(receipt.key).toString('hex'),
    request: Buffer.from(receipt.request).toString('hex'),
    answer: receipt.answer,
    sum: Buffer.from(receipt.sum).toString('hex'),
  };

const keptIn = async (test: Test, key = 'key') =>
  plain(await test.ledger.store.receipt(digest(key)));

/** What is kept of an append beside its entries, in one step with them, for ever. */
export function receiptContract(open: OpenLedger, erases: boolean): void {
  const test = eachWithLedger(open);
  keptTests(test);
  if (erases) erasureTests(test);
  refusedTests(test);
  onceTests(test);
}

function keptTests(test: Test): void {
  it('is there as soon as its entries are, and after the ledger is opened again', async () => {
    const { ledger } = test;
    const batch = ledger.entries.batch(2);
    const outcome = await ledger.store.append(STREAM, 'no-stream', batch, FIRST);
    expect(outcome).toMatchObject({ ok: true, appended: 2 });
    expect(await keptIn(test)).toEqual(plain(FIRST));
    await ledger.reopen();
    expect(await keptIn(test)).toEqual(plain(FIRST));
    expect(await keptIn(test, 'another key')).toBeUndefined();
    expect(plain(await (await ledger.second()).receipt(digest('key')))).toEqual(plain(FIRST));
    await expectHolds(ledger, batch);
  });

  it('is kept with no entries, whatever revision is expected', async () => {
    const { ledger } = test;
    const batch = ledger.entries.batch(2);
    await ledger.stored(STREAM, batch);
    const outcome = await ledger.store.append(STREAM, 99, [], FIRST);
    expect(outcome).toEqual({ ok: true, entries: [], appended: 0 });
    await ledger.reopen();
    expect(await keptIn(test)).toEqual(plain(FIRST));
    await expectHolds(ledger, batch);
  });

  it('lies beside many others, each under its key', async () => {
    const { ledger } = test;
    const many = range(0, 300).map((index) => receiptOf(`key ${index}`, 'request', index));
    await Promise.all(
      many.map((receipt) => ledger.store.append(STREAM, 'any', ledger.entries.batch(1), receipt)),
    );
    await ledger.reopen();
    for (const [index, receipt] of many.entries()) {
      expect(await keptIn(test, `key ${index}`)).toEqual(plain(receipt));
    }
  });
}

function erasureTests(test: Test): void {
  it('is kept with an erasure, and no erasure takes it away', async () => {
    const { ledger } = test;
    await ledger.store.append(STREAM, 'no-stream', ledger.entries.batch(2), FIRST);
    const data = { entry: idOf(0), legalBasis: 'A court order' };
    const more = { type: 'PayloadErased', on: null, sources: [], data } as const;
    const second = receiptOf('second', 'erase', 2);
    const erase = () => ledger.store.erase(STREAM, 1, ledger.entries.make(more), [0], second);
    expect(await erase()).toMatchObject({ ok: true });
    expect(await erase()).toEqual({ ok: false, reason: 'key-used' });
    await ledger.reopen();
    expect((await ledger.store.head()).seq).toBe(2);
    expect(await keptIn(test)).toEqual(plain(FIRST));
    expect(await keptIn(test, 'second')).toEqual(plain(second));
  });
}

function refusedTests(test: Test): void {
  it('is not kept where the entries are refused', async () => {
    const { ledger } = test;
    const batch = ledger.entries.batch(1);
    await ledger.stored(STREAM, batch);
    const stale = await ledger.store.append(STREAM, 5, ledger.entries.batch(1), FIRST);
    expect(stale).toEqual({ ok: false, reason: 'wrong-revision', actual: 0 });
    const other = ledger.entries.make({ id: idOf(0), note: 'another body' });
    const reused = await ledger.store.append(STREAM, 'any', [other], FIRST);
    expect(reused).toMatchObject({ ok: false, reason: 'id-reused' });
    expect(await keptIn(test)).toBeUndefined();
    await expectHolds(ledger, batch);
  });

  it('makes of an entry that is stored already a wrong revision: it counts the new ones', async () => {
    const { ledger } = test;
    const [first] = ledger.entries.batch(1);
    if (first === undefined) throw new Error('no entry was made');
    await ledger.stored(STREAM, [first]);
    for (const batch of [[first], [first, ...ledger.entries.batch(1)]]) {
      const outcome = await ledger.store.append(STREAM, 'any', batch, FIRST);
      expect(outcome).toEqual({ ok: false, reason: 'wrong-revision', actual: 0 });
    }
    expect(await keptIn(test)).toBeUndefined();
    await expectHolds(ledger, [first]);
  });

  it.each(['key', 'request', 'sum'] as const)(
    'is refused, with its entries, where its %s has not 32 bytes',
    async (part) => {
      const { ledger } = test;
      const wrong = { ...FIRST, [part]: new Uint8Array(31) };
      const appending = ledger.store.append(STREAM, 'any', ledger.entries.batch(1), wrong);
      await expect(appending).rejects.toThrow(RangeError);
      await expectHolds(ledger, []);
    },
  );
}

function onceTests(test: Test): void {
  it.each(['any', 'no-stream', 1, 99] as const)(
    'is not taken again where its key is used, though the append expects %s',
    async (expected) => {
      const { ledger } = test;
      const batch = ledger.entries.batch(2);
      await ledger.store.append(STREAM, 'no-stream', batch, FIRST);
      const other = receiptOf('key', 'another request', 2);
      for (const entries of [ledger.entries.batch(1), batch, []]) {
        const outcome = await ledger.store.append(OTHER_STREAM, expected, entries, other);
        expect(outcome).toEqual({ ok: false, reason: 'key-used' });
      }
      expect(await keptIn(test)).toEqual(plain(FIRST));
      await expectHolds(ledger, batch);
    },
  );

  it('is kept of one of many appends under its key at once, through two stores', async () => {
    const { ledger } = test;
    const second = await ledger.second();
    const outcomes = await Promise.all(
      range(0, 20).map((index) =>
        (index % 2 === 0 ? ledger.store : second).append(
          index % 3 === 0 ? STREAM : OTHER_STREAM,
          'any',
          ledger.entries.batch(1),
          receiptOf('key', `request ${index}`, index),
        ),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const others = outcomes.filter(({ ok }) => !ok);
    expect(new Set(others.map((each) => !each.ok && each.reason))).toEqual(new Set(['key-used']));
    const winner = outcomes.findIndex(({ ok }) => ok);
    await ledger.knows(0);
    expect(await keptIn(test)).toEqual(plain(receiptOf('key', `request ${winner}`, winner)));
    expect((await ledger.store.readAll(0, 9)).map(({ id }) => id)).toEqual([idOf(winner)]);
  });
}

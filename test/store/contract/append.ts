import { expect, it } from 'vitest';
import type { Expected, NewEntry } from '../../../src/store/event-store.ts';
import {
  eachWithLedger,
  expectHolds,
  type OpenLedger,
  OTHER_STREAM,
  range,
  STREAM,
} from './ledger.ts';

const bytes = (value: Uint8Array): string => Buffer.from(value).toString('hex');

interface Case {
  readonly expected: Expected;
  /** How many entries the stream has before. */
  readonly present: number;
  readonly fits: boolean;
  readonly what: string;
}

const MATRIX: readonly Case[] = [
  { expected: 'no-stream', present: 0, fits: true, what: 'an absent stream' },
  { expected: 'any', present: 0, fits: true, what: 'an absent stream' },
  { expected: 0, present: 0, fits: false, what: 'an absent stream' },
  { expected: 5, present: 0, fits: false, what: 'an absent stream' },
  { expected: 'no-stream', present: 3, fits: false, what: 'a present stream' },
  { expected: 'any', present: 3, fits: true, what: 'a present stream' },
  { expected: 2, present: 3, fits: true, what: 'the last revision of a stream' },
  { expected: 1, present: 3, fits: false, what: 'a stale revision' },
  { expected: 0, present: 3, fits: false, what: 'the first revision of a longer stream' },
  { expected: 3, present: 3, fits: false, what: 'a revision ahead of the stream' },
  { expected: 100, present: 3, fits: false, what: 'a revision far ahead of the stream' },
];

/** Storing new entries: what is expected of the stream, whole batches, sizes. */
export function appendContract(open: OpenLedger): void {
  const test = eachWithLedger(open);
  expectationTests(test);
  batchTests(test);
  sizeTests(test);
}

type Test = ReturnType<typeof eachWithLedger>;

function expectationTests(test: Test): void {
  for (const count of [1, 3]) {
    for (const { expected, present, fits, what } of MATRIX) {
      const entries = count === 1 ? 'one entry' : `${count} entries`;
      it(`${fits ? 'stores' : 'refuses'} ${entries} expecting ${expected} on ${what}`, async () => {
        const { ledger } = test;
        const before = [
          ...ledger.entries.batch(2, { contest: 'labour-leader-2020' }),
          ...ledger.entries.batch(present),
        ];
        await ledger.stored(OTHER_STREAM, before.slice(0, 2));
        if (present > 0) await ledger.stored(STREAM, before.slice(2));
        const batch = ledger.entries.batch(count);

        const outcome = await ledger.store.append(STREAM, expected, batch);

        if (fits) {
          expect(outcome).toMatchObject({ ok: true, appended: count });
          expect(await ledger.revisions(STREAM, 0, 100)).toEqual(range(0, present + count));
          await expectHolds(ledger, [...before, ...batch]);
        } else {
          expect(outcome).toEqual({ ok: false, reason: 'wrong-revision', actual: present - 1 });
          await expectHolds(ledger, before);
        }
      });
    }
  }

  it('takes a refused batch later, as if it had never been offered', async () => {
    const { ledger } = test;
    const batch = ledger.entries.batch(2);
    await ledger.store.append(STREAM, 7, batch);
    expect(await ledger.store.byId(batch[0]?.id ?? '')).toBeUndefined();
    expect(await ledger.store.append(STREAM, 'no-stream', batch)).toMatchObject({
      ok: true,
      appended: 2,
    });
    await expectHolds(ledger, batch);
  });
}

function batchTests(test: Test): void {
  it('answers with the entries of a batch as they are stored, in its order', async () => {
    const { ledger } = test;
    const [first, ...rest] = ledger.entries.batch(4);
    const before: NewEntry[] = first === undefined ? [] : [first];
    await ledger.stored(STREAM, before);
    const stored = await ledger.stored(STREAM, rest);
    expect(stored.map(({ seq, stream, revision, id }) => ({ seq, stream, revision, id }))).toEqual(
      rest.map((entry, index) => ({
        seq: index + 1,
        stream: STREAM,
        revision: index + 1,
        id: entry.id,
      })),
    );
    expect(await ledger.store.readAll(1, 10)).toEqual(
      stored.map((entry) => ({
        ...entry,
        leaf: new Uint8Array(entry.leaf),
        salt: new Uint8Array(entry.salt),
        payload: new Uint8Array(entry.payload),
      })),
    );
  });

  it('keeps leaf, salt and payload byte for byte', async () => {
    const { ledger } = test;
    const entry = ledger.entries.make({ note: 'Ünïcödé \u{1F5F3} "quoted"\n\u2028' });
    await ledger.stored(STREAM, [entry]);
    await ledger.reopen();
    const [read] = await ledger.store.readAll(0, 1);
    expect(bytes(read?.leaf ?? new Uint8Array())).toBe(bytes(entry.leaf));
    expect(bytes(read?.salt ?? new Uint8Array())).toBe(bytes(entry.salt));
    expect(bytes(read?.payload ?? new Uint8Array())).toBe(bytes(entry.payload));
  });

  it('writes nothing of a batch with a bad entry in its middle', async () => {
    const { ledger } = test;
    const [stored, ...before] = ledger.entries.batch(3);
    await ledger.stored(STREAM, stored === undefined ? [] : [stored]);
    const bad = ledger.entries.make({ id: stored?.id ?? '', note: 'another body' });
    const after = ledger.entries.batch(2);

    const outcome = await ledger.store.append(STREAM, 'any', [...before, bad, ...after]);

    expect(outcome).toEqual({ ok: false, reason: 'id-reused', id: bad.id, seq: 0 });
    await expectHolds(ledger, stored === undefined ? [] : [stored]);
    expect(await ledger.store.byId(before[0]?.id ?? '')).toBeUndefined();
    expect(await ledger.store.append(STREAM, 0, before)).toMatchObject({ ok: true, appended: 2 });
  });

  it('makes no stream when it refuses the first batch of one', async () => {
    const { ledger } = test;
    const entry = ledger.entries.make();
    await ledger.store.append(STREAM, 'no-stream', [entry, entry]);
    expect(await ledger.store.streams()).toEqual([]);
    expect(await ledger.store.head()).toEqual({ seq: -1, recordedAt: null });
  });
}

function sizeTests(test: Test): void {
  const padded = (entry: NewEntry, field: 'leaf' | 'payload', size: number): NewEntry => {
    // Blanks at the end leave the JSON readable.
    const larger = Buffer.alloc(size, ' ');
    larger.set(entry[field]);
    return { ...entry, [field]: larger };
  };

  it.each([
    ['a leaf of 65,536 bytes', 'leaf', 65_536],
    ['a payload of 32,769 bytes', 'payload', 32_769],
  ] as const)(
    'refuses %s by a RangeError and stores nothing of its batch',
    async (_, field, size) => {
      const { ledger } = test;
      const [first, second] = ledger.entries.batch(2) as [NewEntry, NewEntry];
      const batch = [first, padded(second, field, size)];
      await expect(ledger.store.append(STREAM, 'any', batch)).rejects.toThrow(RangeError);
      await expectHolds(ledger, []);
    },
  );

  it('stores a leaf of 65,535 and a payload of 32,768 bytes', async () => {
    const { ledger } = test;
    const largest = padded(padded(ledger.entries.make(), 'leaf', 65_535), 'payload', 32_768);
    await ledger.stored(STREAM, [largest]);
    await ledger.reopen();
    const [read] = await ledger.store.readStream(STREAM, 0, 1);
    expect(read?.leaf.length).toBe(65_535);
    expect(read?.payload.length).toBe(32_768);
  });

  it('refuses an empty batch by a RangeError', async () => {
    const { ledger } = test;
    await expect(ledger.store.append(STREAM, 'any', [])).rejects.toThrow(RangeError);
    expect(await ledger.store.streams()).toEqual([]);
  });
}

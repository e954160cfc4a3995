import { expect, it } from 'vitest';
import { contestStream } from '../../../src/store/event-store.ts';
import {
  eachWithLedger,
  expectHolds,
  type OpenLedger,
  OTHER_STREAM,
  range,
  STREAM,
} from './ledger.ts';

/** Several writers at the same time, in one store and in two on the same ledger. */
export function concurrencyContract(open: OpenLedger): void {
  const test = eachWithLedger(open);

  it.each(['no-stream', 1] as const)(
    'lets one of two stores that expect %s at once store its batch',
    async (expected) => {
      const { ledger } = test;
      const present = expected === 'no-stream' ? 0 : 2;
      if (present > 0) await ledger.fill(STREAM, present);
      const second = await ledger.second();
      const batches = [ledger.entries.batch(2), ledger.entries.batch(2)] as const;

      const outcomes = await Promise.all([
        ledger.store.append(STREAM, expected, batches[0]),
        second.append(STREAM, expected, batches[1]),
      ]);

      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
      expect(outcomes.find((outcome) => !outcome.ok)).toEqual({
        ok: false,
        reason: 'wrong-revision',
        actual: present + 1,
      });
      await ledger.knows(present + 1);
      const winner = batches[outcomes[0].ok ? 0 : 1];
      const last = await ledger.store.readAll(present, 10);
      expect(last.map((entry) => entry.id)).toEqual(winner.map((entry) => entry.id));
    },
  );

  it('lets one of 16 appends that expect the same revision at once succeed', async () => {
    const { ledger } = test;
    const batches = range(0, 16).map(() => ledger.entries.batch(2));
    const outcomes = await Promise.all(
      batches.map((batch) => ledger.store.append(STREAM, 'no-stream', batch)),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    await expectHolds(ledger, batches[outcomes.findIndex((outcome) => outcome.ok)] ?? []);
  });

  it('stores all of 60 appends at once to six streams without a gap', async () => {
    const { ledger } = test;
    const second = await ledger.second();
    const streams = range(0, 6).map((index) => contestStream(`contest-${index}`));
    const appends = range(0, 60).map((index) =>
      (index % 2 === 0 ? ledger.store : second).append(
        streams[index % 6] ?? STREAM,
        'any',
        ledger.entries.batch(1 + (index % 3)),
      ),
    );
    const outcomes = await Promise.all(appends);
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    await ledger.knows(119);
    expect(await ledger.seqs(0, 1000)).toEqual(range(0, 120));
    for (const [index, stream] of streams.entries()) {
      const length = 10 * (1 + (index % 3));
      expect(await ledger.revisions(stream, 0, 1000)).toEqual(range(0, length));
    }
  });

  it('refuses one append of a turn and stores those before and after it', async () => {
    const { ledger } = test;
    const [first, bad, last] = [1, 1, 1].map(() => ledger.entries.batch(2));
    const outcomes = await Promise.all([
      ledger.store.append(STREAM, 'no-stream', first ?? []),
      ledger.store.append(STREAM, 0, bad ?? []),
      ledger.store.append(STREAM, 1, last ?? []),
    ]);
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true]);
    await expectHolds(ledger, [...(first ?? []), ...(last ?? [])]);
  });

  it('goes on from what another store on the ledger has appended', async () => {
    const { ledger } = test;
    const second = await ledger.second();
    const turns = [ledger.store, second, second, ledger.store, ledger.store, second];
    for (const [index, store] of turns.entries()) {
      const stream = index % 2 === 0 ? STREAM : OTHER_STREAM;
      const expected = index < 2 ? 'no-stream' : Math.floor(index / 2) - 1;
      const outcome = await store.append(stream, expected, ledger.entries.batch(1));
      expect(outcome).toMatchObject({ ok: true, entries: [{ seq: index, stream }] });
    }
    for (const store of [ledger.store, second]) {
      await ledger.knows(5, store);
      expect((await store.head()).seq).toBe(5);
    }
  });

  it('can read what it has stored as soon as the append is answered', async () => {
    const { ledger } = test;
    const second = await ledger.second();
    for (const store of [ledger.store, second, ledger.store]) {
      const [entry] = ledger.entries.batch(1);
      await store.append(STREAM, 'any', entry === undefined ? [] : [entry]);
      expect(await store.byId(entry?.id ?? '')).toMatchObject({ id: entry?.id });
      expect((await store.readStream(STREAM, 0, 10)).at(-1)?.id).toBe(entry?.id);
    }
  });
}

import { expect, it } from 'vitest';
import { factsOfErased } from '../../../projections/facts.ts';
import type { EventStore, NewEntry } from '../../../src/store/event-store.ts';
import type { FactStore } from '../../../src/store/fact-store.ts';
import { rowsOf } from '../../support/facts.ts';
import { idOf } from '../entries.ts';
import { eachWithLedger, expectHolds, type OpenLedger, STREAM } from './ledger.ts';

const NOTHING = new Uint8Array(0);

/** What a store must do that cannot remove bytes. */
export function noErasureContract(open: OpenLedger): void {
  const test = eachWithLedger(open);

  it('is refused, says what an operator must do, and changes nothing', async () => {
    const { ledger } = test;
    const batch = ledger.entries.batch(3);
    await ledger.stored(STREAM, batch);
    const before = await ledger.store.readAll(0, 9);
    const data = { entry: idOf(1), legalBasis: 'A court order' };
    const erasure = ledger.entries.make({ type: 'PayloadErased', on: null, sources: [], data });
    for (const expected of ['any', 2, 99] as const) {
      const erasing = ledger.store.erase(STREAM, expected, erasure, [1]);
      await expect(erasing).rejects.toMatchObject({ name: 'StoreError', code: 'cannot-erase' });
      await expect(erasing).rejects.toThrow(/hustings move.*erase there.*destroy this one/);
    }
    await ledger.reopen();
    expect(await ledger.store.readAll(0, 9)).toEqual(before);
    expect(await ledger.store.byId(erasure.id)).toBeUndefined();
    await ledger.store.scrub();
    await expectHolds(ledger, batch);
  });
}

/** Entries whose payloads another ledger has erased: their leaves keep their places. */
export function erasedContract(open: OpenLedger): void {
  const test = eachWithLedger(open);
  const erased = (entry: NewEntry): NewEntry => ({
    ...entry,
    salt: NOTHING,
    payload: NOTHING,
    facts: factsOfErased('EndorsementMade'),
  });

  it('are stored as leaves alone, among others, and stay so', async () => {
    const { ledger } = test;
    const [first, second, third] = ledger.entries.batch(3) as [NewEntry, NewEntry, NewEntry];
    const batch = [first, erased(second), third];
    await ledger.stored(STREAM, batch);
    await ledger.reopen();
    const found = await ledger.store.readAll(0, 9);
    expect(found.map(({ payload, salt }) => [payload.length > 0, salt.length])).toEqual([
      [true, 16],
      [false, 0],
      [true, 16],
    ]);
    expect(found.map(({ leaf }) => Buffer.from(leaf))).toEqual(
      batch.map(({ leaf }) => Buffer.from(leaf)),
    );
    await expectHolds(ledger, batch);
  });

  it('are answered again by their id, and not with a payload', async () => {
    const { ledger } = test;
    const entry = ledger.entries.make();
    await ledger.stored(STREAM, [erased(entry)]);
    const again = await ledger.store.append(STREAM, 'any', [erased(entry)]);
    expect(again).toMatchObject({ ok: true, appended: 0, entries: [{ seq: 0 }] });
    const told = await ledger.store.append(STREAM, 'any', [entry]);
    expect(told).toMatchObject({ ok: false, reason: 'id-reused', seq: 0 });
  });

  it('leave columns of which nothing but the type can be read', async () => {
    const { ledger } = test;
    await ledger.stored(STREAM, [ledger.entries.make(), erased(ledger.entries.make())]);
    await ledger.reopen();
    const store = ledger.store as EventStore & FactStore;
    const [told, untold] = rowsOf(await store.factsOf(STREAM, 0, 9));
    expect(untold?.row[1]).toBe(told?.row[1]);
    expect(untold?.row.slice(2, 6)).toEqual([-1, -1, -1, -1]);
    const { signal } = new AbortController();
    expect(await store.rebuild(() => undefined, signal)).toBeNull();
  });
}

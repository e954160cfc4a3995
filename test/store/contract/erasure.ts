import { expect, it } from 'vitest';
import { factsOfErased } from '../../../projections/facts.ts';
import type { EventStore, NewEntry, StoredEntry } from '../../../src/store/event-store.ts';
import type { FactStore } from '../../../src/store/fact-store.ts';
import { rowsOf } from '../../support/facts.ts';
import { endorsementOf, idOf } from '../entries.ts';
import {
  eachWithLedger,
  entriesOf,
  type Ledger,
  type OpenLedger,
  OTHER_STREAM,
  range,
  STREAM,
} from './ledger.ts';

type Test = ReturnType<typeof eachWithLedger>;
type Both = EventStore & FactStore;

const NONE = new Uint8Array(0);
const ENDORSER = 2;
const HEAD = new AbortController().signal;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Six endorsements by endorsers of their own, of which those from 1 to 3 are to go. */
async function sixStored(ledger: Ledger) {
  await ledger.stored(STREAM, ledger.entries.batch(5));
  await ledger.stored(OTHER_STREAM, ledger.entries.batch(1, { contest: 'labour-leader-2020' }));
  return held(ledger.store);
}

const plain = (entry: StoredEntry | undefined) =>
  entry && { ...entry, leaf: hex(entry.leaf), salt: hex(entry.salt), payload: hex(entry.payload) };

/** All that a store holds, as texts: a copy, whatever becomes of the entries. */
const held = async (store: EventStore) => (await store.readAll(0, 20)).map(plain);

/** Where a store holds nothing but a leaf. */
const goneFrom = async (store: EventStore): Promise<number[]> =>
  (await held(store)).flatMap((entry) => (entry?.payload === '' ? [entry.seq] : []));

const GOING = [1, 2, 3];

const erasureOf = (ledger: Ledger, target = 1, more: { id?: string } = {}): NewEntry => {
  const data = { entry: idOf(target), legalBasis: 'A court order' };
  return ledger.entries.make({ type: 'PayloadErased', on: null, sources: [], data, ...more });
};

const factsIn = async (store: EventStore, stream = STREAM) =>
  rowsOf(await (store as Both).factsOf(stream, 0, 100)).map(({ row, id }) => ({
    row: [...row],
    id: hex(id),
  }));

const rebuilt = (store: EventStore) => (store as Both).rebuild(() => undefined, HEAD);

/** Removing bytes together with the entry that says why. */
export function erasureContract(open: OpenLedger): void {
  const test = eachWithLedger(open);
  bytesTests(test);
  columnsTests(test);
  stepTests(test);
  othersTests(test);
}

function bytesTests(test: Test): void {
  it('takes payload and salt away, and leaves leaf, place and id', async () => {
    const { ledger } = test;
    const before = await sixStored(ledger);
    const erasure = erasureOf(ledger);

    const [appended] = entriesOf(await ledger.store.erase(STREAM, 4, erasure, GOING));

    expect(appended).toMatchObject({ seq: 6, revision: 5, id: erasure.id, stream: STREAM });
    await ledger.reopen();
    const after = await held(ledger.store);
    const expected = before.map((entry) =>
      entry && GOING.includes(entry.seq) ? { ...entry, salt: '', payload: '' } : entry,
    );
    expect(after.slice(0, 6)).toEqual(expected);
    expect(after[6]).toMatchObject({ payload: hex(erasure.payload), salt: hex(erasure.salt) });
    expect(await ledger.revisions(STREAM, 0, 100)).toEqual(range(0, 6));
    expect(plain(await ledger.store.byId(idOf(2)))).toEqual(expected[2]);
    expect(plain((await ledger.store.readStream(STREAM, 3, 1))[0])).toEqual(expected[3]);
  });

  it('reaches a subscriber in order and once', async () => {
    const { ledger } = test;
    await sixStored(ledger);
    const heard: number[] = [];
    const abort = new AbortController();
    const following = (async () => {
      for await (const { seq } of ledger.store.subscribe(5, abort.signal)) {
        heard.push(seq);
        if (seq === 7) abort.abort();
      }
    })();
    await ledger.store.erase(STREAM, 'any', erasureOf(ledger), GOING);
    await ledger.stored(STREAM, ledger.entries.batch(1));
    await following;
    expect(heard).toEqual([5, 6, 7]);
  });
}

function columnsTests(test: Test): void {
  it('leaves of the columns the type alone, and those of others as they were', async () => {
    const { ledger } = test;
    await sixStored(ledger);
    const before = await factsIn(ledger.store);
    await ledger.store.erase(STREAM, 4, erasureOf(ledger), GOING);
    const after = await factsIn(ledger.store);
    const { type, facet, saidLatest } = factsOfErased('EndorsementMade');
    for (const seq of GOING) {
      const [, ...rest] = after[seq]?.row ?? [];
      expect(rest.slice(0, 6)).toEqual([type, -1, -1, -1, -1, facet]);
      expect([rest[9], ...rest.slice(11)]).toEqual([saidLatest, -1, -1, -1]);
      expect(after[seq]?.id).toBe(idOf(seq).replaceAll('-', ''));
    }
    for (const seq of [0, 4]) expect(after[seq]?.row).toEqual(before[seq]?.row);
    expect(after.map(({ row }) => row[0])).toEqual([0, 1, 2, 3, 4, 6]);
  });

  it('leaves columns that are what the bytes say, whatever is appended afterwards', async () => {
    const { ledger } = test;
    await sixStored(ledger);
    await ledger.store.erase(STREAM, 4, erasureOf(ledger), GOING);
    const data = endorsementOf('endorser-1', 'ed-miliband');
    await ledger.stored(STREAM, [ledger.entries.make({ data }), ledger.entries.make()]);
    await ledger.reopen();
    const names = (await factsIn(ledger.store)).map(({ row }) => row[ENDORSER] ?? -1);
    const { symbols } = ledger.store as Both;
    expect(symbols.name(names[6] ?? -1)).toBe('endorser-1');
    expect(names.slice(1, 4)).toEqual([-1, -1, -1]);
    expect(await rebuilt(ledger.store)).toBeNull();
  });
}

function stepTests(test: Test): void {
  it.each(['no-stream', 0, 3, 5, 99] as const)(
    'erases nothing where it expects %s',
    async (expected) => {
      const { ledger } = test;
      const before = await sixStored(ledger);
      const generation = (ledger.store as Both).generation();
      const facts = await factsIn(ledger.store);
      const outcome = await ledger.store.erase(STREAM, expected, erasureOf(ledger), GOING);
      expect(outcome).toEqual({ ok: false, reason: 'wrong-revision', actual: 4 });
      expect(await held(ledger.store)).toEqual(before);
      expect(await factsIn(ledger.store)).toEqual(facts);
      expect((ledger.store as Both).generation()).toBe(generation);
    },
  );

  it('erases nothing where its id stands for another entry', async () => {
    const { ledger } = test;
    const before = await sixStored(ledger);
    const erasure = erasureOf(ledger, 1, { id: idOf(4) });
    const outcome = await ledger.store.erase(STREAM, 'any', erasure, GOING);
    expect(outcome).toEqual({ ok: false, reason: 'id-reused', id: idOf(4), seq: 4 });
    expect(await held(ledger.store)).toEqual(before);
  });

  it('answers the same erasure again with the stored entry, and erases again', async () => {
    const { ledger } = test;
    await sixStored(ledger);
    const erasure = erasureOf(ledger);
    await ledger.store.erase(STREAM, 4, erasure, [1]);
    const again = await ledger.store.erase(STREAM, 4, erasure, GOING);
    expect(again).toMatchObject({ ok: true, appended: 0, entries: [{ seq: 6, revision: 5 }] });
    expect((await ledger.store.head()).seq).toBe(6);
    expect(await goneFrom(ledger.store)).toEqual(GOING);
  });

  it('stores before it whatever was appended in the same turn', async () => {
    const { ledger } = test;
    await sixStored(ledger);
    const last = ledger.entries.make();
    const [, erased] = await Promise.all([
      ledger.store.append(STREAM, 4, [last]),
      ledger.store.erase(STREAM, 5, erasureOf(ledger), [6]),
    ]);
    expect(erased).toMatchObject({ ok: true, entries: [{ seq: 7 }] });
    expect(await ledger.store.byId(last.id)).toMatchObject({ seq: 6, payload: NONE, salt: NONE });
  });

  it('scrubs as often as it is asked to, and changes nothing that way', async () => {
    const { ledger } = test;
    await sixStored(ledger);
    await ledger.store.erase(STREAM, 4, erasureOf(ledger), GOING);
    const before = await held(ledger.store);
    await ledger.store.scrub();
    await ledger.store.scrub();
    expect(await held(ledger.store)).toEqual(before);
  });

  it('does not take the erased body again under its id', async () => {
    const { ledger } = test;
    const [first, ...rest] = ledger.entries.batch(2) as [NewEntry, NewEntry];
    await ledger.stored(STREAM, [first, ...rest]);
    await ledger.store.erase(STREAM, 1, erasureOf(ledger, 0), [0]);
    const outcome = await ledger.store.append(STREAM, 'any', [first]);
    expect(outcome).toMatchObject({ ok: false, reason: 'id-reused', id: first.id, seq: 0 });
    expect((await ledger.store.byId(first.id))?.payload.length).toBe(0);
  });
}

function othersTests(test: Test): void {
  it('is seen by another store on the ledger: bytes, columns and a new generation', async () => {
    const { ledger } = test;
    await sixStored(ledger);
    const second = (await ledger.second()) as Both;
    const generation = second.generation();
    await factsIn(second);
    await ledger.store.erase(STREAM, 4, erasureOf(ledger), GOING);
    await ledger.knows(6, second);
    expect(second.generation()).not.toBe(generation);
    expect(await factsIn(second)).toEqual(await factsIn(ledger.store));
    expect(await goneFrom(second)).toEqual(GOING);
  });

  it('lets a store that knew an erased name use it again, without asking for anything', async () => {
    const { ledger } = test;
    await sixStored(ledger);
    const second = (await ledger.second()) as Both;
    expect(second.symbols.of('endorser-1')).toBeGreaterThanOrEqual(0);
    await ledger.store.erase(STREAM, 4, erasureOf(ledger), GOING);
    const data = endorsementOf('endorser-1', 'ed-miliband');
    const entry = ledger.entries.make({ data, contest: 'labour-leader-2020' });
    entriesOf(await second.append(OTHER_STREAM, 'any', [entry]));
    const third = (await ledger.second()) as Both;
    const facts = (await factsIn(third, OTHER_STREAM)).at(-1);
    expect(third.symbols.name(facts?.row[ENDORSER] ?? -1)).toBe('endorser-1');
    expect(await rebuilt(third)).toBeNull();
  });

  it('lets a store that appended last go on after another has erased', async () => {
    const { ledger } = test;
    await sixStored(ledger);
    const second = await ledger.second();
    await second.append(STREAM, 4, ledger.entries.batch(1));
    await ledger.store.erase(STREAM, 5, erasureOf(ledger), GOING);
    const outcome = await second.append(STREAM, 6, ledger.entries.batch(1));
    expect(outcome).toMatchObject({ ok: true, entries: [{ seq: 8, revision: 7 }] });
    expect(await second.append(STREAM, 6, ledger.entries.batch(1))).toMatchObject({ actual: 7 });
    expect(await rebuilt(second)).toBeNull();
  });
}

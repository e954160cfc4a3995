/** Who recorded what, the newest first, and how many have what: against a plain look through all entries. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  askRecordedBelow,
  type Recorded,
  type RecordedFacets,
} from '../../src/ledger/queries/recorded.ts';
import { Recorders } from '../../src/ledger/queries/recorders.ts';
import { decodeEnvelope } from '../../src/store/decode.ts';
import { Bench, CONTEST, enrolled, FRAME, id, merged, type Sent } from '../support/given.ts';

type Told = Pick<Recorded, 'seq' | 'recordedBy' | 'contest' | 'type'>;

const HANDS = ['Zed', 'Ada Lovelace', 'Bob'] as const;
const bench = new Bench();
let all: readonly Told[] = [];

/** More entries than are read at once, by three hands, in two contests and the register. */
beforeAll(async () => {
  await bench.accept(FRAME, { recordedBy: 'Ada Lovelace' });
  const opening = { ...FRAME[0], id: id('other') } as Sent;
  await bench.accept([opening], { contest: 'other', recordedBy: 'Zed' });
  for (let at = 0; at < 60; at += 1) {
    const sent = Array.from({ length: 20 }, (_, each) => enrolled(`x-${at}-${each}`, 'MP'));
    const recordedBy = HANDS[at % 7 === 0 ? 0 : 1] ?? '';
    await bench.accept(sent, { contest: at % 3 === 0 ? 'other' : CONTEST, recordedBy });
  }
  await bench.accept([merged('t1', 't2')], { contest: null, recordedBy: 'Bob' });
  all = (await bench.store.readAll(0, 10_000)).map((stored) => {
    const { recordedBy, contest, type } = decodeEnvelope(stored);
    return { seq: stored.seq, recordedBy, contest, type };
  });
});

const maybe = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);
const facets: fc.Arbitrary<RecordedFacets> = fc.record({
  recordedBy: maybe(...HANDS, 'Nobody'),
  contest: maybe<string | null>(CONTEST, 'other', null),
  type: maybe('EndorserEnrolled', 'ContestOpened', 'EndorserMerged', 'EntryStruck'),
});

const fits = (entry: Told, chosen: RecordedFacets): boolean =>
  (['recordedBy', 'contest', 'type'] as const).every(
    (name) => chosen[name] === undefined || chosen[name] === entry[name],
  );

async function pages(chosen: RecordedFacets, limit: number): Promise<number[]> {
  const found: number[] = [];
  let below: number | undefined;
  for (let turns = 0; turns < 5000; turns += 1) {
    const page = await askRecordedBelow(bench, chosen, below, limit);
    expect(page.entries.length).toBeLessThanOrEqual(limit);
    found.push(...page.entries.map(({ seq }) => seq));
    if (page.next === null) return found;
    below = page.next;
  }
  throw new Error('there is no end');
}

describe('the newest first', () => {
  test('gives by every filter all that fit, page by page', async () => {
    const asked = fc.asyncProperty(
      facets,
      fc.constantFrom(7, 50, 499, 1300),
      async (chosen, limit) => {
        const expected = all.filter((entry) => fits(entry, chosen)).map(({ seq }) => seq);
        expect(await pages(chosen, limit)).toEqual(expected.toReversed());
      },
    );
    await fc.assert(asked, { numRuns: 60 });
    expect(all.length).toBeGreaterThan(1200);
  });

  test('begins at the newest where a place is beyond it, and has nothing below the first', async () => {
    const [newest] = (await askRecordedBelow(bench, {}, 1e9, 1)).entries;
    expect(newest?.seq).toBe(all.length - 1);
    expect(await askRecordedBelow(bench, {}, 0, 5)).toEqual({ entries: [], next: null });
    const whole = await askRecordedBelow(bench, {}, 7, 7);
    expect([whole.entries.length, whole.next]).toEqual([7, null]);
    const none = await askRecordedBelow(bench, { contest: 'nosuch' }, undefined, 5);
    expect(none).toEqual({ entries: [], next: null });
  });
});

test('a page looks at twenty thousand entries at most, and says where to go on', async () => {
  const leaf = Buffer.from(JSON.stringify({ contest: null, type: 'X', recordedBy: 'Ada' }));
  const payload = Buffer.from('{}');
  const readAll = async (from: number, limit: number) =>
    Array.from({ length: Math.min(limit, 25_000 - from) }, (_, at) => {
      const seq = from + at;
      return { seq, revision: seq, id: `${seq}`, stream: '', leaf, salt: payload, payload };
    });
  const head = async () => ({ seq: 24_999, recordedAt: null });
  const { store, reader } = bench;
  const large = { reader, store: Object.assign(Object.create(store), { readAll, head }) };
  const first = await askRecordedBelow(large, { recordedBy: 'Bob' }, undefined, 50);
  expect(first).toEqual({ entries: [], next: 5000 });
  const second = await askRecordedBelow(large, { recordedBy: 'Bob' }, 5000, 50);
  expect(second).toEqual({ entries: [], next: null });
});

describe('how many have what', () => {
  test('is what a plain count gives, each facet among those that fit the others', async () => {
    const recorders = new Recorders(bench.store);
    const property = fc.asyncProperty(facets, async (chosen) => {
      const counts = await recorders.facets(chosen);
      expect(counts.entries).toBe(all.filter((entry) => fits(entry, chosen)).length);
      expect(counts.knownAt).toBe(all.length - 1);
      for (const name of ['recordedBy', 'contest', 'type'] as const) {
        const others = all.filter((entry) => fits(entry, { ...chosen, [name]: undefined }));
        const naive = new Map<string | null, number>();
        for (const entry of others) naive.set(entry[name], (naive.get(entry[name]) ?? 0) + 1);
        const told = counts[name].map(({ value, entries }) => [value, entries] as const);
        expect(new Map(told)).toEqual(naive);
        expect(told).toHaveLength(naive.size);
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });
});

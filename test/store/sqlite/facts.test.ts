import { describe, expect, it } from 'vitest';
import { FIELDS, idBytes, NONE } from '../../../projections/columns.ts';
import { FOREVER, LONG_AGO, parseDay } from '../../../src/time/day.ts';
import { rowsOf } from '../../support/facts.ts';
import { OTHER_STREAM, range, STREAM } from '../contract/ledger.ts';
import { EntryFactory, endorsementOf, idOf } from '../entries.ts';
import { eachWithFolder } from './temporary.ts';

type Fact = ReturnType<typeof rowsOf>[number];

const test = eachWithFolder();

/** A row of facts by the names of its fields. */
const named = (fact: Fact | undefined): Record<string, number | undefined> =>
  Object.fromEntries(FIELDS.map((field, index) => [field, fact?.row[index]]));

const JULY_10 = parseDay('2010-07-10');
const JULY_14 = parseDay('2010-07-14');

describe('the facts of an entry', () => {
  it('are the columns of FIELDS in order, and the id as bytes', async () => {
    const store = test.temporary.open();
    const entries = new EntryFactory();
    await store.append(STREAM, 'any', [
      entries.make({ type: 'CandidateEntered', data: { candidate: 'ed-balls', name: 'Ed Balls' } }),
      entries.make({ data: endorsementOf('unite', 'ed-balls'), on: '2010-07-XX' }),
    ]);
    const facts = rowsOf(await store.factsOf(STREAM, 0, 10));
    expect(facts).toHaveLength(2);
    expect(facts[1]?.row).toEqual([
      1, // seq
      9, // type: EndorsementMade
      store.symbols.of('unite'),
      store.symbols.of('ed-balls'),
      NONE, // category
      NONE, // stage
      0, // facet
      parseDay('2010-07-01'),
      parseDay('2010-07-31'),
      JULY_14, // said
      JULY_14,
      LONG_AGO, // citedLatest
      NONE, // act
      NONE, // replaces
      NONE, // entry
    ]);
    expect(Buffer.from(facts[1]?.id ?? [])).toEqual(idBytes(idOf(1)));
  });

  it('keep the outermost days of what has none', async () => {
    const store = test.temporary.open();
    const entry = new EntryFactory().make({
      type: 'EndorsementWithdrawn',
      on: null,
      data: { act: idOf(5) },
      sources: [],
    });
    await store.append(STREAM, 'any', [entry]);
    expect(named(rowsOf(await store.factsOf(STREAM, 0, 1))[0])).toMatchObject({
      onEarliest: LONG_AGO,
      onLatest: FOREVER,
      saidLatest: LONG_AGO,
    });
  });

  it('refer to earlier entries by their sequence numbers, within the batch and before it', async () => {
    const store = test.temporary.open();
    const entries = new EntryFactory();
    await store.append(OTHER_STREAM, 'any', entries.batch(2));
    await store.append(STREAM, 'any', [
      entries.make({ data: endorsementOf('unite', 'ed-balls') }),
      entries.make({ data: endorsementOf('unite', 'diane-abbott', { replaces: idOf(2) }) }),
      entries.make({ data: endorsementOf('unite', 'diane-abbott', { act: idOf(3) }) }),
      entries.make({ type: 'EndorsementWithdrawn', data: { act: idOf(4) } }),
    ]);
    await store.append(STREAM, 'any', [
      entries.make({ type: 'EntryStruck', on: null, data: { entry: idOf(4), why: 'a misprint' } }),
      entries.make({ type: 'EntryDisputed', on: null, data: { entry: idOf(1), why: 'he denies' } }),
    ]);
    const facts = rowsOf(await store.factsOf(STREAM, 0, 10)).map(named);
    expect(facts.map(({ act, replaces, entry }) => [act, replaces, entry])).toEqual([
      [NONE, NONE, NONE],
      [NONE, 2, NONE],
      [3, NONE, NONE],
      [4, NONE, NONE],
      [NONE, NONE, 4],
      [NONE, NONE, 1],
    ]);
  });

  it('refer to nothing where the id is unknown, later or their own', async () => {
    const store = test.temporary.open();
    const entries = new EntryFactory();
    await store.append(STREAM, 'any', [
      entries.make({ type: 'EndorsementWithdrawn', data: { act: idOf(1) } }),
      entries.make({ type: 'EndorsementWithdrawn', data: { act: idOf(1) } }),
      entries.make({ type: 'EndorsementWithdrawn', data: { act: idOf(99) } }),
    ]);
    const facts = rowsOf(await store.factsOf(STREAM, 0, 10)).map(named);
    expect(facts.map(({ act }) => act)).toEqual([NONE, NONE, NONE]);
  });

  it('are not stored again for an entry that is stored already', async () => {
    const store = test.temporary.open();
    const entries = new EntryFactory();
    const batch = entries.batch(2);
    await store.append(STREAM, 'any', batch);
    const before = rowsOf(await store.factsOf(STREAM, 0, 10));
    await store.append(STREAM, 'any', batch);
    expect(rowsOf(await store.factsOf(STREAM, 0, 10))).toEqual(before);
  });
});

describe('factsOf', () => {
  it.each([
    [0, 10, range(0, 10)],
    [0, 100, range(0, 10)],
    [3, 4, range(3, 7)],
    [9, 1, [9]],
    [10, 5, []],
    [2, 0, []],
  ])(
    'reads the rows of a stream from revision %i on, at most %i',
    async (from, limit, expected) => {
      const store = test.temporary.open();
      const entries = new EntryFactory();
      for (const _ of range(0, 10)) {
        await store.append(OTHER_STREAM, 'any', entries.batch(1));
        await store.append(STREAM, 'any', entries.batch(1));
      }
      const facts = rowsOf(await store.factsOf(STREAM, from, limit));
      expect(facts.map(({ row }) => row[0])).toEqual(expected.map((revision) => revision * 2 + 1));
    },
  );

  it('reads more rows than one chunk holds', async () => {
    const store = test.temporary.open({}, ':memory:');
    const entries = new EntryFactory();
    await store.append(STREAM, 'any', entries.batch(20_001));
    const seqs = (facts: readonly Fact[]): (number | undefined)[] => facts.map(({ row }) => row[0]);
    expect(seqs(rowsOf(await store.factsOf(STREAM, 0, 30_000)))).toEqual(range(0, 20_001));
    expect(seqs(rowsOf(await store.factsOf(STREAM, 1, 20_000)))).toEqual(range(1, 20_001));
    expect(seqs(rowsOf(await store.factsOf(STREAM, 9_999, 10_001)))).toEqual(range(9_999, 20_000));
  });

  it('reads nothing of a stream that is not there', async () => {
    expect(rowsOf(await test.temporary.open().factsOf(STREAM, 0, 10))).toEqual([]);
  });

  it('keeps up with another store that appends in between', async () => {
    const entries = new EntryFactory();
    const [store, other] = [test.temporary.open(), test.temporary.open()];
    const seqs = async (stream: string, from: number): Promise<unknown> =>
      rowsOf(await store.factsOf(stream, from, 100)).map(({ row }) => row[0]);
    await store.append(STREAM, 'any', entries.batch(2));
    expect([await seqs(OTHER_STREAM, 0), await seqs(STREAM, 2)]).toEqual([[], []]);
    await other.append(OTHER_STREAM, 'any', entries.batch(1));
    expect([await seqs(OTHER_STREAM, 0), await seqs(STREAM, 0)]).toEqual([[2], [0, 1]]);
    await other.append(STREAM, 'any', entries.batch(2));
    expect([await seqs(STREAM, 0), await seqs(STREAM, 2)]).toEqual([
      [0, 1, 3, 4],
      [3, 4],
    ]);
    await store.append(STREAM, 'any', entries.batch(1));
    expect([await seqs(STREAM, 4), await seqs(STREAM, 2)]).toEqual([[5], [3, 4, 5]]);
    await other.append(STREAM, 'any', entries.batch(1));
    expect([await seqs(STREAM, 4), await seqs(STREAM, 5)]).toEqual([[5, 6], [6]]);
  });

  it('says which entry lacks its columns', async () => {
    const store = test.temporary.open();
    await store.append(STREAM, 'any', new EntryFactory().batch(3));
    test.temporary.raw().exec('DELETE FROM fact WHERE seq = 1');
    await expect(store.factsOf(STREAM, 0, 10)).rejects.toThrow(/columns of entry 1; rebuild/);
  });
});

describe('the symbols', () => {
  it('are numbered from 0 in order of first use', async () => {
    const store = test.temporary.open();
    const entries = new EntryFactory();
    await store.append(STREAM, 'any', [
      entries.make({
        type: 'EndorserEnrolled',
        data: { endorser: 'unite', name: 'Unite', category: 'TU', nominates: true },
      }),
      entries.make({ data: endorsementOf('unite', 'ed-balls'), on: '2010-07-10' }),
      entries.make({
        type: 'NominationMade',
        data: { endorser: 'gmb', candidate: 'ed-balls', stage: 'first' },
      }),
    ]);
    const names = ['unite', 'TU', 'ed-balls', 'gmb', 'first'];
    expect(names.map((_, number) => store.symbols.name(number))).toEqual(names);
    expect(names.map((name) => store.symbols.of(name))).toEqual([0, 1, 2, 3, 4]);
    expect(named(rowsOf(await store.factsOf(STREAM, 1, 1))[0])).toMatchObject({
      endorser: 0,
      candidate: 2,
      onEarliest: JULY_10,
      onLatest: JULY_10,
    });
  });

  it('know neither a name nor a number that no entry has', async () => {
    const store = test.temporary.open();
    await store.append(STREAM, 'any', new EntryFactory().batch(1));
    expect(store.symbols.of('nobody')).toBe(NONE);
    expect(() => store.symbols.name(2)).toThrow(RangeError);
    expect(() => store.symbols.name(NONE)).toThrow(RangeError);
  });

  it('keep their numbers when the ledger is opened again', async () => {
    const entries = new EntryFactory();
    const before = test.temporary.open();
    await before.append(STREAM, 'any', entries.batch(5));
    const names = range(0, 6).map((number) => before.symbols.name(number));
    await before.close();
    const after = test.temporary.open();
    await after.append(STREAM, 'any', entries.batch(1));
    expect(range(0, 6).map((number) => after.symbols.name(number))).toEqual(names);
    expect(after.symbols.of('endorser-5')).toBe(6);
  });

  it('are known to a second store by name or number once the first has added them', async () => {
    const entries = new EntryFactory();
    const first = test.temporary.open();
    const second = test.temporary.open();
    const { symbols } = second;
    await first.append(STREAM, 'any', entries.batch(1));
    expect(symbols.name(1)).toBe('ed-miliband');
    await first.append(STREAM, 'any', entries.batch(1));
    expect(symbols.of('endorser-1')).toBe(2);
    await second.append(STREAM, 'any', entries.batch(1));
    expect(first.symbols.of('endorser-2')).toBe(3);
    await first.append(STREAM, 'any', entries.batch(1));
    expect([symbols.of('endorser-3'), symbols.name(4)]).toEqual([4, 'endorser-3']);
  });
});

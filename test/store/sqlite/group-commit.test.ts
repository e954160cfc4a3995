import { describe, expect, it } from 'vitest';
import { NONE } from '../../../projections/columns.ts';
import { contestStream } from '../../../src/store/event-store.ts';
import type { SqliteStore } from '../../../src/store/sqlite/store.ts';
import { rowsOf } from '../../support/facts.ts';
import { OTHER_STREAM, range, STREAM } from '../contract/ledger.ts';
import { EntryFactory, endorsementOf, idOf } from '../entries.ts';
import { commitsIn } from './commits.ts';
import { eachWithFolder } from './temporary.ts';

const test = eachWithFolder();

const rebuild = (store: SqliteStore): ReturnType<SqliteStore['rebuild']> =>
  store.rebuild(() => undefined, new AbortController().signal);

describe('appends of one turn', () => {
  it('share one transaction', async () => {
    const store = test.temporary.open();
    const entries = new EntryFactory();
    const before = commitsIn(test.temporary.file);
    await Promise.all(
      range(0, 50).map((index) =>
        store.append(contestStream(`contest-${index % 7}`), 'any', entries.batch(2)),
      ),
    );
    expect(commitsIn(test.temporary.file)).toBe(before + 1);
    expect((await store.head()).seq).toBe(99);
  });

  it('share it with those that are refused', async () => {
    const store = test.temporary.open();
    const entries = new EntryFactory();
    const before = commitsIn(test.temporary.file);
    const outcomes = await Promise.all([
      store.append(STREAM, 3, entries.batch(1)),
      store.append(STREAM, 'no-stream', entries.batch(1)),
      store.append(STREAM, 'no-stream', entries.batch(1)),
    ]);
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([false, true, false]);
    expect(commitsIn(test.temporary.file)).toBe(before + 1);
  });

  it('are stored in the order of the calls', async () => {
    const store = test.temporary.open();
    const entries = new EntryFactory();
    await Promise.all(range(0, 20).map(() => store.append(STREAM, 'any', entries.batch(1))));
    expect((await store.readAll(0, 100)).map(({ id }) => id)).toEqual(range(0, 20).map(idOf));
  });

  it('take one transaction each when each waits for the one before', async () => {
    const store = test.temporary.open();
    const entries = new EntryFactory();
    const before = commitsIn(test.temporary.file);
    for (const _ of range(0, 5)) await store.append(STREAM, 'any', entries.batch(1));
    expect(commitsIn(test.temporary.file)).toBe(before + 5);
  });

  it('cost no transaction in the file where nothing is new', async () => {
    const store = test.temporary.open();
    const batch = new EntryFactory().batch(3);
    await store.append(STREAM, 'any', batch);
    const before = commitsIn(test.temporary.file);
    await store.append(STREAM, 'no-stream', batch);
    await store.append(STREAM, 9, new EntryFactory().batch(4).slice(3));
    expect(commitsIn(test.temporary.file)).toBe(before);
  });
});

/** SQLite itself fails, as with a bad disk, at an entry recorded at this instant, and at no other. */
const BROKEN_AT = 9_000_000_000_000;

const FAILURES = [
  ['undoes the transaction by itself', 'ROLLBACK'],
  ['leaves the transaction to be undone', 'FAIL'],
] as const;

describe.each(FAILURES)('a transaction that fails at its third entry and %s', (_, kind) => {
  const trigger = `CREATE TRIGGER broken BEFORE INSERT ON facts
    WHEN (SELECT recorded_max FROM entry WHERE stream = NEW.stream AND revision = NEW.revision) = ${BROKEN_AT}
    BEGIN SELECT RAISE(${kind}, 'the disk fails'); END`;

  async function failed(): Promise<{ store: SqliteStore; entries: EntryFactory; first: string }> {
    const store = test.temporary.open();
    const entries = new EntryFactory();
    await store.append(OTHER_STREAM, 'any', entries.batch(1, { data: endorsementOf('a', 'b') }));
    test.temporary.raw().exec(trigger);
    const outcomes = await Promise.allSettled([
      store.append(STREAM, 'no-stream', [entries.make({ data: endorsementOf('lost-1', 'c') })]),
      store.append(contestStream('lost'), 'any', entries.batch(1)),
      store.append(STREAM, 'any', [
        entries.make({ data: endorsementOf('lost-2', 'd') }),
        entries.make({ data: endorsementOf('lost-3', 'e'), recordedAt: BROKEN_AT }),
      ]),
      store.append(OTHER_STREAM, 7, entries.batch(1)),
    ]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'StoreError' } });
    }
    return { store, entries, first: idOf(0) };
  }

  it('rejects every append of its turn and stores nothing', async () => {
    const { store, first } = await failed();
    expect((await store.readAll(0, 10)).map(({ id }) => id)).toEqual([first]);
    expect(await store.streams()).toEqual([OTHER_STREAM]);
    expect(await store.readStream(STREAM, 0, 10)).toEqual([]);
    expect((await store.head()).seq).toBe(0);
  });

  it('leaves nothing of itself in what the store remembers', async () => {
    const { store, entries } = await failed();
    expect(['lost-1', 'lost-2', 'c'].map((name) => store.symbols.of(name))).toEqual([
      NONE,
      NONE,
      NONE,
    ]);
    expect(() => store.symbols.name(2)).toThrow(RangeError);

    const outcome = await store.append(contestStream('next'), 'no-stream', [
      entries.make({ data: endorsementOf('next', 'lost-2') }),
    ]);
    expect(outcome).toMatchObject({ ok: true, entries: [{ seq: 1, revision: 0 }] });
    expect(await store.append(STREAM, 'no-stream', entries.batch(3))).toMatchObject({
      ok: true,
      entries: [{ seq: 2, revision: 0 }, { seq: 3 }, { seq: 4, revision: 2 }],
    });
    expect(store.symbols.name(2)).toBe('next');
    expect(store.symbols.name(3)).toBe('lost-2');
    expect(await store.streams()).toEqual([OTHER_STREAM, contestStream('next'), STREAM]);
    expect((await store.head()).recordedAt).toBeLessThan(BROKEN_AT);

    const other = test.temporary.open();
    expect(range(0, 7).map((number) => other.symbols.name(number))).toEqual(
      range(0, 7).map((number) => store.symbols.name(number)),
    );
    expect(rowsOf(await other.factsOf(STREAM, 0, 10))).toEqual(
      rowsOf(await store.factsOf(STREAM, 0, 10)),
    );
    expect(await rebuild(other)).toBeNull();
  });

  it('leaves a later try of the same entries free to succeed', async () => {
    const { store } = await failed();
    const again = new EntryFactory();
    const batch = [again.make({ data: endorsementOf('a', 'b') }), ...again.batch(4)];
    await store.append(OTHER_STREAM, 0, batch.slice(0, 1));
    expect(await store.append(STREAM, 'no-stream', batch.slice(1))).toMatchObject({ appended: 4 });
  });
});

describe('a ledger that another connection is writing', () => {
  it('rejects appends after the wait, says what to do, and stores nothing', async () => {
    const store = test.temporary.open({ busyMilliseconds: 20 });
    const entries = new EntryFactory();
    await store.append(STREAM, 'any', entries.batch(1));
    const other = test.temporary.raw();
    other.exec('BEGIN IMMEDIATE');
    const batch = entries.batch(2);
    await expect(store.append(STREAM, 'any', batch)).rejects.toMatchObject({
      name: 'StoreError',
      code: 'busy',
      message: expect.stringMatching(/ledger\.db is being written by another program.*try again/),
    });
    expect((await store.readAll(0, 10)).length).toBe(1);
    other.exec('ROLLBACK');
    expect(await store.append(STREAM, 0, batch)).toMatchObject({ ok: true, appended: 2 });
  });

  it('is refused at opening while it is being made', () => {
    const other = test.temporary.raw();
    other.exec('BEGIN IMMEDIATE');
    expect(() => test.temporary.open({ busyMilliseconds: 20 })).toThrow(/another program/);
    other.exec('ROLLBACK');
    test.temporary.open();
  });
});

describe('an append compared with a damaged entry', () => {
  it('is rejected alone', async () => {
    const store = test.temporary.open();
    const batch = new EntryFactory().batch(2);
    await store.append(STREAM, 'any', batch.slice(0, 1));
    test.temporary.raw().exec("UPDATE entry SET leaf = x'7b' WHERE seq = 0");
    const [damaged, sound] = await Promise.allSettled([
      store.append(STREAM, 'any', batch.slice(0, 1)),
      store.append(STREAM, 'any', batch.slice(1)),
    ]);
    expect(damaged).toMatchObject({ status: 'rejected', reason: { code: 'damaged' } });
    expect(sound).toMatchObject({ status: 'fulfilled', value: { ok: true, appended: 1 } });
  });
});

describe('ids and numbers that no ledger can hold', () => {
  it.each([
    ['an id in capitals', { id: idOf(10).toUpperCase() }],
    ['an id without hyphens', { id: idOf(0).replaceAll('-', '') }],
    ['a salt of 15 bytes', { salt: new Uint8Array(15) }],
    ['half a millisecond', { recordedAt: 0.5 }],
  ])('are refused by a RangeError: %s', async (_, part) => {
    const store = test.temporary.open();
    const entry = { ...new EntryFactory().make(), ...part };
    await expect(store.append(STREAM, 'any', [entry])).rejects.toThrow(RangeError);
    expect((await store.head()).seq).toBe(-1);
  });
});

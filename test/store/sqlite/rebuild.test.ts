import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../projections/columns.ts';
import type { SqliteStore } from '../../../src/store/sqlite/store.ts';
import { rowsOf } from '../../support/facts.ts';
import { OTHER_STREAM, STREAM } from '../contract/ledger.ts';
import { EntryFactory, endorsementOf, idOf } from '../entries.ts';
import { commitsIn } from './commits.ts';
import { eachWithFolder } from './temporary.ts';

type Fact = ReturnType<typeof rowsOf>[number];

const test = eachWithFolder();

const rebuild = (store: SqliteStore): ReturnType<SqliteStore['rebuild']> =>
  store.rebuild(() => undefined, new AbortController().signal);

/** A ledger in which entries name each other, one is of an old version, and one corrects another. */
async function varied(): Promise<{ store: SqliteStore; entries: EntryFactory; facts: Fact[] }> {
  const store = test.temporary.open();
  const entries = new EntryFactory();
  await store.append(STREAM, 'any', [
    entries.make({ type: 'CandidateEntered', data: { candidate: 'ed-balls', name: 'Ed Balls' } }),
    entries.make({ version: 1, data: { endorser: 'unite', candidate: 'ed-balls', preference: 1 } }),
    entries.make({ data: endorsementOf('unite', 'diane-abbott', { replaces: idOf(1) }) }),
    entries.make({
      type: 'EntryCorrected',
      on: null,
      data: {
        entry: idOf(1),
        why: 'it was GMB',
        on: '2010-07-09',
        data: { endorser: 'gmb', candidate: 'ed-balls' },
      },
    }),
  ]);
  await store.append(OTHER_STREAM, 'any', [
    entries.make({ type: 'EndorsementWithdrawn', on: null, data: { act: idOf(6) } }),
    entries.make({
      type: 'EntryCorrected',
      on: null,
      data: { entry: idOf(6), why: 'named before it is there', data: { act: idOf(0) } },
    }),
    entries.make({ data: endorsementOf('gmb', 'andy-burnham') }),
  ]);
  return { store, entries, facts: await allFacts(store) };
}

async function allFacts(store: SqliteStore): Promise<Fact[]> {
  const streams = [STREAM, OTHER_STREAM].map((stream) => store.factsOf(stream, 0, 1e6));
  return (await Promise.all(streams)).flatMap(rowsOf);
}

describe('rebuilding equal facts', () => {
  it('finds no difference and writes nothing', async () => {
    const { store, facts } = await varied();
    const commits = commitsIn(test.temporary.file);
    expect(await rebuild(store)).toBeNull();
    expect(commitsIn(test.temporary.file)).toBe(commits);
    expect(await allFacts(store)).toEqual(facts);
  });

  it('finds no difference in an empty ledger', async () => {
    expect(await rebuild(test.temporary.open())).toBeNull();
  });

  it('works again and again, and in memory', async () => {
    const store = test.temporary.open({}, ':memory:');
    await store.append(STREAM, 'any', new EntryFactory().batch(5));
    expect(await rebuild(store)).toBeNull();
    expect(await rebuild(store)).toBeNull();
  });
});

const DAMAGES: readonly [what: string, sql: string, seq: number, problem: RegExp][] = [
  [
    'a name is another',
    'UPDATE fact SET candidate = 2 WHERE seq = 1',
    1,
    /candidate is "diane-abbott" in the columns and "ed-balls" in the bytes/,
  ],
  ['a name is none', 'UPDATE fact SET endorser = -1 WHERE seq = 2', 2, /endorser is nothing in/],
  ['a day is another', 'UPDATE fact SET onLatest = 5 WHERE seq = 3', 3, /onLatest is 5 in/],
  ['a reference is lost', 'UPDATE fact SET replaces = -1 WHERE seq = 2', 2, /replaces is nothing/],
  ['the last row differs', 'UPDATE fact SET facet = 3 WHERE seq = 6', 6, /facet is 3 in/],
  ['two rows differ', 'UPDATE fact SET type = 3 WHERE seq IN (2, 5)', 2, /type is 3 in/],
  ['a row is missing', 'DELETE FROM fact WHERE seq = 3', 3, /no columns/],
  ['all rows are missing', 'DELETE FROM fact', 0, /no columns/],
  [
    'a row is there for no entry',
    'INSERT INTO facts SELECT stream, 9, repacked(packed, 7, type, endorser, candidate, category, stage, facet, onEarliest, onLatest, saidEarliest, saidLatest, citedLatest, act, replaces, entry) FROM fact WHERE seq = 0',
    7,
    /not stored/,
  ],
  [
    'a name has no number',
    "DELETE FROM symbol WHERE name = 'unite'",
    1,
    /endorser is the unnamed number 1 in the columns and the unnumbered name "unite" in the bytes/,
  ],
  ['all is missing', 'DELETE FROM fact; DELETE FROM symbol', 0, /no columns/],
  ['all names are missing', 'DELETE FROM symbol', 0, /the unnumbered name "ed-balls"/],
];

describe('rebuilding facts that differ from the bytes', () => {
  /** The names of a ledger's facts, whatever their numbers. */
  function spelled(store: SqliteStore, facts: readonly Fact[]): unknown {
    return facts.map(({ row }) =>
      row.map((value, at) =>
        at >= 2 && at <= 5 && value >= 0 ? store.symbols.name(value) : value,
      ),
    );
  }

  it.each(DAMAGES)(
    'reports the first difference and mends it where %s',
    async (_, sql, seq, problem) => {
      const { store, facts, entries } = await varied();
      const right = spelled(store, facts);
      await store.close();
      const db: DatabaseSync = test.temporary.raw();
      db.exec(sql);
      db.close();

      const damaged = test.temporary.open();
      expect(await rebuild(damaged)).toEqual({ seq, problem: expect.stringMatching(problem) });
      expect(spelled(damaged, await allFacts(damaged))).toEqual(right);
      expect(await rebuild(damaged)).toBeNull();

      await damaged.append(STREAM, 'any', entries.batch(2));
      const reopened = test.temporary.open();
      expect(spelled(reopened, await allFacts(reopened))).toEqual(
        spelled(damaged, await allFacts(damaged)),
      );
      expect(await rebuild(reopened)).toBeNull();
    },
  );

  it('gives missing names numbers after those in use', async () => {
    const { store } = await varied();
    await store.close();
    const db = test.temporary.raw();
    db.exec("DELETE FROM symbol WHERE name = 'unite'");
    db.close();
    const damaged = test.temporary.open();
    const before = ['ed-balls', 'diane-abbott', 'gmb', 'andy-burnham'].map(
      damaged.symbols.of,
      damaged.symbols,
    );
    await rebuild(damaged);
    expect(
      ['ed-balls', 'diane-abbott', 'gmb', 'andy-burnham'].map(damaged.symbols.of, damaged.symbols),
    ).toEqual(before);
    expect(damaged.symbols.of('unite')).toBe(5);
  });

  it('changes nothing when the new facts cannot be put in place', async () => {
    const { store } = await varied();
    await store.close();
    const db = test.temporary.raw();
    db.exec(`DELETE FROM symbol WHERE name = 'unite';
      CREATE TRIGGER broken BEFORE INSERT ON facts BEGIN SELECT RAISE(FAIL, 'the disk fails'); END`);
    const damaged = test.temporary.open();
    const before = await allFacts(damaged);
    await expect(rebuild(damaged)).rejects.toMatchObject({ name: 'StoreError' });
    expect(damaged.symbols.of('unite')).toBe(NONE);
    expect(await allFacts(damaged)).toEqual(before);
    db.exec('DROP TRIGGER broken');
    expect(await rebuild(damaged)).toMatchObject({ seq: 1 });
    expect(damaged.symbols.name(damaged.symbols.of('unite'))).toBe('unite');
  });

  it('answers with the new facts of what this store itself has appended', async () => {
    const store = test.temporary.open();
    const entry = new EntryFactory().make();
    const wrong = { ...entry, facts: { ...entry.facts, facet: 7 } };
    await store.append(STREAM, 'any', [wrong]);
    expect(rowsOf(await store.factsOf(STREAM, 0, 1))[0]?.row[6]).toBe(7);
    expect(await rebuild(store)).toMatchObject({
      seq: 0,
      problem: expect.stringMatching(/facet is 7/),
    });
    expect(rowsOf(await store.factsOf(STREAM, 0, 1))[0]?.row[6]).toBe(0);
  });

  it('names the entry whose bytes cannot be read and changes nothing', async () => {
    const { store } = await varied();
    test.temporary.raw().exec("UPDATE entry SET payload = x'7b' WHERE seq = 2");
    await expect(rebuild(store)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('entry 2'),
    });
    test.temporary.raw().exec('UPDATE fact SET facet = 9 WHERE seq = 0');
    await expect(rebuild(store)).rejects.toMatchObject({ code: 'damaged' });
    expect(rowsOf(await store.factsOf(STREAM, 0, 1))[0]?.row[6]).toBe(9);
  });
});

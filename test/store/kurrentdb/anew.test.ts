import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { StoreError } from '../../../src/store/store-error.ts';
import { TransparencyLog } from '../../../src/tlog/log.ts';
import { showFacts } from '../../support/facts.ts';
import { madeSigner } from '../../tlog/made.ts';
import { OTHER_STREAM, range, STREAM } from '../contract/ledger.ts';
import { idOf } from '../entries.ts';
import { eachOnDouble } from './opened.ts';

const QUIET = { progress: () => undefined, signal: new AbortController().signal };

const given = eachOnDouble();

/** Changes the file of a copy behind its back. */
function damage(name: string, sql: string): void {
  const db = showFacts(new DatabaseSync(given.copies.file(name)));
  db.exec(sql);
  db.close();
}

async function filled() {
  const store = await given.copies.open({ name: 'one' });
  for (const _ of range(0, 10)) {
    await store.append(STREAM, 'any', given.entries.batch(2));
    await store.append(OTHER_STREAM, 'any', given.entries.batch(1));
  }
  return store;
}

const DAMAGES: readonly (readonly [what: string, sql: string, says: RegExp])[] = [
  ['a payload', `UPDATE entry SET payload = x'7b7d' WHERE seq = 7`, /^entry 7: not/],
  ['a leaf', `UPDATE entry SET leaf = x'7b7d' WHERE seq = 3`, /^entry 3: not/],
  ['a column', 'UPDATE fact SET candidate = 0 WHERE seq = 4', /^the columns of entry 4: not/],
  ['a name', `UPDATE symbol SET name = 'other' WHERE number = 1`, /^the name with the number 1/],
  ['the last entries', 'DELETE FROM entry WHERE seq > 25', /^entry 26: not/],
  [
    'what was passed over',
    `INSERT INTO passed_over VALUES (5, 'hustings-register', 'foreign')`,
    /^what was passed over at position 5/,
  ],
];

it.each(DAMAGES)(
  'finds %s that is not as the log has it, and puts it right',
  async (_, sql, says) => {
    const store = await filled();
    const whole = await store.readAll(0, 99);
    damage('one', sql);
    expect((await store.compareWithOrigin(QUIET)).difference).toMatch(says);
    const generation = store.generation();
    expect(await store.rebuild(QUIET.progress, QUIET.signal)).not.toBeNull();
    expect(store.generation()).not.toBe(generation);
    expect(await store.readAll(0, 99)).toEqual(whole);
    expect(await store.compareWithOrigin(QUIET)).toEqual({ difference: null, passedOver: [] });
    expect(await store.rebuild(QUIET.progress, QUIET.signal)).toBeNull();
    expect(await store.append(STREAM, 19, given.entries.batch(1))).toMatchObject({ ok: true });
  },
);

it('is made anew where an older Hustings made it, and never where it is a ledger of its own', async () => {
  const store = await filled();
  const whole = await store.readAll(0, 99);
  await store.close();
  const older = 'DROP TABLE facts; CREATE TABLE fact (seq INTEGER); PRAGMA user_version = 2';
  const plain = new DatabaseSync(given.copies.file('one'));
  plain.exec(older);
  plain.close();
  const again = await given.copies.open({ name: 'one' });
  expect(await again.readAll(0, 99)).toEqual(whole);
  expect(await again.compareWithOrigin(QUIET)).toEqual({ difference: null, passedOver: [] });
  await again.close();
  const own = new DatabaseSync(given.copies.file('one'));
  own.exec(`DROP TABLE followed; ${older}`);
  own.close();
  await expect(given.copies.open({ name: 'one' })).rejects.toMatchObject({ code: 'no-copy' });
  expect(own.open() ?? own.prepare('SELECT count(*) AS n FROM entry').get()).toEqual({ n: 30 });
  own.close();
});

it('changes nothing where the database does not hold what was signed', async () => {
  const store = await given.copies.open({
    name: 'one',
    demandSigned: async () => {
      throw new StoreError('damaged', 'entries were changed');
    },
  });
  await store.append(STREAM, 'any', given.entries.batch(3));
  damage('one', `UPDATE entry SET payload = x'7b7d' WHERE seq = 1`);
  const rebuilding = store.rebuild(QUIET.progress, QUIET.signal);
  await expect(rebuilding).rejects.toThrow('entries were changed');
  expect((await store.readAll(1, 1))[0]?.payload.length).toBe(2);
});

it('is done beside appends through two copies', async () => {
  const store = await filled();
  const other = await given.copies.open({ name: 'two' });
  damage('one', `UPDATE entry SET payload = x'7b7d' WHERE seq = 7`);
  let going = true;
  const appending = (async () => {
    for (let index = 0; going; index += 1) {
      const through = index % 2 === 0 ? store : other;
      await through.append(index % 3 === 0 ? STREAM : OTHER_STREAM, 'any', given.entries.batch(1));
    }
  })();
  expect(await store.rebuild(QUIET.progress, QUIET.signal)).toMatchObject({ seq: 7 });
  going = false;
  await appending;
  await Promise.all([store.refresh(), other.refresh()]);
  expect(await store.readAll(0, 1e4)).toEqual(await other.readAll(0, 1e4));
  expect((await store.compareWithOrigin(QUIET)).difference).toBeNull();
});

it('can be stopped, with nothing changed and nothing left', async () => {
  const store = await filled();
  const rebuilding = store.rebuild(QUIET.progress, AbortSignal.abort());
  await expect(rebuilding).rejects.toThrow();
  expect(() => damage('one.db.anew', 'SELECT 1 FROM entry')).toThrow();
});

it('tells what of the log became no entry, and why', async () => {
  const store = await given.copies.open({ name: 'one' });
  const [first] = given.entries.batch(1);
  if (first === undefined) throw new Error('no entry');
  await store.append(STREAM, 'any', [first]);
  const [event] = given.double.events(STREAM);
  if (event === undefined) throw new Error('no event');
  const json = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'));
  const said = { data: json(event.data), metadata: json(event.metadata), type: event.type };
  // What a server may do that has forgotten an id, and what another program may.
  given.double.put(STREAM, [{ id: event.id, ...said }]);
  given.double.put(OTHER_STREAM, [{ id: event.id, ...said }]);
  given.double.put(STREAM, [{ id: idOf(99), type: 'Other', data: { a: 1 } }]);
  await store.refresh();
  expect((await store.head()).seq).toBe(0);
  const { difference, passedOver } = await store.compareWithOrigin(QUIET);
  expect(difference).toBeNull();
  expect(passedOver.map(({ stream, why }) => [stream, why])).toEqual([
    [STREAM, 'repeated'],
    [OTHER_STREAM, 'id-reused'],
    [STREAM, 'foreign'],
  ]);
  const next = await store.append(STREAM, 0, given.entries.batch(1));
  expect(next).toMatchObject({ ok: true, entries: [{ seq: 1, revision: 1 }] });
});

it('goes on after what stands at the end and is no whole write, and all copies pass it over', async () => {
  const [one, other] = [await given.copies.open({ name: 'one' }), await given.copies.open()];
  await one.append(STREAM, 'any', given.entries.batch(1));
  const [event] = given.double.events(STREAM);
  const data: unknown = JSON.parse(Buffer.from(event?.data ?? []).toString('utf8'));
  const metadata = { hustings: 1, index: 0, of: 2, revision: 0 };
  given.double.put(STREAM, [{ id: event?.id ?? '', type: 'EndorsementMade', data, metadata }]);
  for (const store of [one, other, one]) await store.append(STREAM, 'any', given.entries.batch(1));
  await Promise.all([one.refresh(), other.refresh()]);
  expect((await one.head()).seq).toBe(3);
  expect(await other.readAll(0, 9)).toEqual(await one.readAll(0, 9));
  const { difference, passedOver } = await one.compareWithOrigin(QUIET);
  expect(difference).toBeNull();
  expect(passedOver.map(({ why }) => why)).toEqual(['foreign', 'foreign']);
});

it('numbers nothing after what a later version has written, and all before it', async () => {
  const store = await given.copies.open({ name: 'one' });
  await store.append(STREAM, 'any', given.entries.batch(2));
  given.double.put(STREAM, [
    { type: 'Later', data: {}, metadata: { hustings: 2, index: 0, of: 1 } },
  ]);
  await expect(store.append(STREAM, 'any', given.entries.batch(1))).rejects.toMatchObject({
    code: 'newer-entries',
  });
  expect((await store.head()).seq).toBe(1);
  expect(store.currency()).toMatchObject({
    current: false,
    why: expect.stringContaining('update Hustings'),
  });
});

it('takes the same ids once for ever: through a copy made anew, by a server that forgot them', async () => {
  const store = await given.copies.open();
  const batch = given.entries.batch(3);
  await store.append(STREAM, 'no-stream', batch);
  await store.append(OTHER_STREAM, 'any', given.entries.batch(2));
  given.double.forgetIds();
  await given.double.restart();
  const another = await given.copies.open();
  for (const expected of ['no-stream', 'any', 2, 7] as const) {
    const again = await another.append(STREAM, expected, batch);
    expect(again).toMatchObject({
      ok: true,
      appended: 0,
      entries: [{ seq: 0 }, { seq: 1 }, { seq: 2 }],
    });
  }
  expect((await another.head()).seq).toBe(4);
});

it('shares what was signed, and two copies sign one root for a size', async () => {
  const [one, other] = [await given.copies.open(), await given.copies.open()];
  const signer = madeSigner();
  const logs = [one, other].map((store) => new TransparencyLog(store, store.log, true));
  for (const index of range(0, 6)) {
    const store = index % 2 === 0 ? one : other;
    await store.append(STREAM, 'any', given.entries.batch(1));
    await Promise.all([one.refresh(), other.refresh()]);
    const notes = await Promise.all(logs.map((log) => log.sign([signer])));
    expect(new Set(notes.map(({ note }) => note)).size).toBe(1);
  }
  await Promise.all([one.refresh(), other.refresh()]);
  expect(one.log.checkpoints()).toHaveLength(6);
  expect(other.log.checkpoints()).toEqual(one.log.checkpoints());
});

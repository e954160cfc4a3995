import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../../src/store/event-store.ts';
import { SCHEMA_VERSION } from '../../../src/store/sqlite/schema.ts';
import { WHOLE } from '../../support/whole-backup.ts';
import { STREAM } from '../contract/ledger.ts';
import { EntryFactory } from '../entries.ts';
import { eachWithFolder } from './temporary.ts';

const test = eachWithFolder();
const entries = () => new EntryFactory().batch(1);

const KEY = new Uint8Array(32).fill(7);
const RECEIPT: Receipt = { key: KEY, request: KEY, answer: '{}', sum: KEY };
const FIRST = new Uint8Array(0);

describe('a ledger from before there were receipts', () => {
  it('is read as it is, and given a table of them to write', async () => {
    const { temporary } = test;
    await temporary.open().append(STREAM, 'any', entries());
    temporary.raw().exec('DROP TABLE receipt');
    const reader = temporary.open({ readOnly: true });
    expect(await reader.receipt(KEY)).toBeUndefined();
    expect(reader.audit.receipts(FIRST, 9)).toEqual([]);
    const writer = temporary.open();
    await writer.append(STREAM, 'any', new EntryFactory(9).batch(1), RECEIPT);
    expect(await reader.receipt(KEY)).toEqual(RECEIPT);
    expect(reader.audit.receipts(FIRST, 9)).toEqual([RECEIPT]);
    expect((await reader.head()).seq).toBe(1);
  });

  it('is opened by several writers at once, of which one adds the table', async () => {
    const { temporary } = test;
    await temporary.open().append(STREAM, 'any', entries());
    temporary.raw().exec('DROP TABLE receipt');
    const [one, other] = [temporary.open(), temporary.open()];
    const outcomes = await Promise.all([
      one.append(STREAM, 'any', new EntryFactory(5).batch(1), RECEIPT),
      other.append(STREAM, 'any', new EntryFactory(9).batch(1), RECEIPT),
    ]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  it('lacked the tables of the log too in the first version, and a rebuild adds all', async () => {
    const { temporary } = test;
    const store = temporary.open();
    await store.append(STREAM, 'any', entries());
    const before = await store.readAll(0, 9);
    await store.close();
    const db = temporary.raw();
    for (const table of ['receipt', 'tile', 'checkpoint', 'generation']) {
      db.exec(`DROP TABLE ${table}`);
    }
    db.exec('PRAGMA user_version = 1');
    db.close();
    const old = temporary.open({ outdated: true });
    await old.rebuild(() => undefined, new AbortController().signal);
    await old.close();
    const now = temporary.open();
    expect(await now.readAll(0, 9)).toEqual(before);
    await now.append(STREAM, 'any', new EntryFactory(9).batch(1), RECEIPT);
    expect(await now.receipt(KEY)).toEqual(RECEIPT);
    expect(temporary.raw().prepare('PRAGMA user_version').get()).toEqual({
      user_version: SCHEMA_VERSION,
    });
  });
});

it('a receipt stays through a rebuild, a scrub and a backup', async () => {
  const { temporary } = test;
  const store = temporary.open();
  await store.append(STREAM, 'any', entries(), RECEIPT);
  temporary.raw().exec('UPDATE fact SET facet = 77');
  await store.rebuild(() => undefined, new AbortController().signal);
  await store.scrub();
  expect(await store.receipt(KEY)).toEqual(RECEIPT);
  const copy = join(temporary.folder, 'copy.db');
  await store.backupTo(copy, WHOLE);
  expect(await temporary.open({ readOnly: true }, copy).receipt(KEY)).toEqual(RECEIPT);
});

import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { SqliteStoreOptions } from '../../../src/store/sqlite/options.ts';
import { APPLICATION_ID, createSchema, SCHEMA_VERSION } from '../../../src/store/sqlite/schema.ts';
import { openSqliteStore, type SqliteStore } from '../../../src/store/sqlite/store.ts';
import { StoreError, type StoreErrorCode } from '../../../src/store/store-error.ts';
import { STREAM } from '../contract/ledger.ts';
import { EntryFactory } from '../entries.ts';
import { eachWithFolder } from './temporary.ts';

const test = eachWithFolder();

/** Expects that a file is refused with a sentence naming it, and that its folder is left as it was. */
function expectRefused(file: string, code: StoreErrorCode, options: SqliteStoreOptions = {}): void {
  const { folder } = test.temporary;
  const look = (): unknown =>
    readdirSync(folder, { withFileTypes: true }).map((found) => [
      found.name,
      found.isFile() ? readFileSync(join(folder, found.name)).toString('hex') : null,
    ]);
  const before = look();
  let thrown: unknown;
  try {
    openSqliteStore(file, options);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(StoreError);
  expect(thrown).toMatchObject({ code, message: expect.stringContaining(file) });
  expect(look()).toEqual(before);
}

function pragma(db: DatabaseSync, name: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}

describe('opening a ledger that is not there', () => {
  it('makes a file that is marked as a ledger, in WAL', async () => {
    const store = test.temporary.open();
    await store.append(STREAM, 'any', new EntryFactory().batch(1));
    await store.close();
    const db = test.temporary.raw();
    expect(pragma(db, 'application_id')).toBe(APPLICATION_ID);
    expect(pragma(db, 'user_version')).toBe(SCHEMA_VERSION);
    expect(pragma(db, 'journal_mode')).toBe('wal');
  });

  it('leaves a ledger alone that another process has made meanwhile', () => {
    const db = test.temporary.raw();
    createSchema(db);
    db.exec("INSERT INTO symbol VALUES (0, 'unite')");
    createSchema(db);
    expect(db.prepare('SELECT name FROM symbol').all()).toHaveLength(1);
  });

  it('takes an empty file for a new ledger', async () => {
    writeFileSync(test.temporary.file, '');
    expect((await test.temporary.open().head()).seq).toBe(-1);
  });

  it('takes a name that looks like an address for a name', async () => {
    const file = 'file:ledger.db?mode=memory';
    const before = process.cwd();
    process.chdir(test.temporary.folder);
    try {
      await openSqliteStore(file).close();
    } finally {
      process.chdir(before);
    }
    expect(readdirSync(test.temporary.folder)).toEqual([file]);
  });

  it('follows a link to a file that is still to be made', () => {
    const { folder, file } = test.temporary;
    symlinkSync(join(folder, 'target.db'), file);
    test.temporary.open();
    expect(existsSync(join(folder, 'target.db'))).toBe(true);
  });

  it('refuses a file in a folder that is not there', () => {
    expectRefused(join(test.temporary.folder, 'none', 'ledger.db'), 'missing-folder');
  });

  it('refuses a file whose folder is a file', () => {
    writeFileSync(test.temporary.file, '');
    expectRefused(join(test.temporary.file, 'ledger.db'), 'missing-folder');
  });

  it('refuses to read a missing file and does not make it', () => {
    expectRefused(test.temporary.file, 'missing', { readOnly: true });
    expectRefused(':memory:', 'missing', { readOnly: true });
  });

  it('refuses an empty name, under which SQLite would keep a file that vanishes', () => {
    expect(() => openSqliteStore('')).toThrow(StoreError);
  });
});

describe('opening something else', () => {
  it('refuses a folder', () => {
    mkdirSync(test.temporary.file);
    expectRefused(test.temporary.file, 'not-a-file');
  });

  it('refuses a socket', async () => {
    const server = createServer().listen(test.temporary.file);
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      expectRefused(test.temporary.file, 'not-a-file');
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it.each([
    ['garbage', Buffer.alloc(9000, 'x')],
    ['a short text', Buffer.from('hello')],
    ['the first bytes of a database only', Buffer.from('SQLite format 3\0')],
  ])('refuses %s', (_, bytes) => {
    writeFileSync(test.temporary.file, bytes);
    expectRefused(test.temporary.file, 'not-a-ledger');
    expectRefused(test.temporary.file, 'not-a-ledger', { readOnly: true });
  });

  it('refuses to read an empty file', () => {
    writeFileSync(test.temporary.file, '');
    expectRefused(test.temporary.file, 'not-a-ledger', { readOnly: true });
  });

  it.each([
    ['of another program', 'PRAGMA application_id = 7; CREATE TABLE entry (seq INTEGER)'],
    ['of a program that does not say its name', 'CREATE TABLE fact (seq INTEGER)'],
    ['of another program in WAL', 'PRAGMA journal_mode = WAL; CREATE TABLE fact (seq INTEGER)'],
  ])('refuses a database %s and leaves it as it was', (_, sql) => {
    const db = new DatabaseSync(test.temporary.file);
    db.exec(sql);
    db.close();
    expectRefused(test.temporary.file, 'not-a-ledger');
    expectRefused(test.temporary.file, 'not-a-ledger', { readOnly: true });
  });

  it('refuses a ledger of a newer Hustings and says so', async () => {
    await test.temporary.open().close();
    const db = new DatabaseSync(test.temporary.file);
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    db.close();
    expectRefused(test.temporary.file, 'newer-ledger');
    expectRefused(test.temporary.file, 'newer-ledger', { readOnly: true });
    expectRefused(test.temporary.file, 'newer-ledger', { outdated: true });
    expect(() => openSqliteStore(test.temporary.file)).toThrow(/newer Hustings.*update/);
  });

  it('refuses a newer ledger whose version stands in the log only', async () => {
    await test.temporary.open().close();
    test.temporary.raw().exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    expect(() => openSqliteStore(test.temporary.file)).toThrow(/newer Hustings/);
  });

  it('refuses a ledger of an older Hustings until it is rebuilt', async () => {
    const store = test.temporary.open();
    await store.append(STREAM, 'any', new EntryFactory().batch(3));
    const entries = await store.readAll(0, 10);
    await store.close();
    const db = test.temporary.raw();
    db.exec('UPDATE fact SET facet = 77; PRAGMA user_version = 1');
    db.close();
    expectRefused(test.temporary.file, 'older-ledger');
    expectRefused(test.temporary.file, 'older-ledger', { readOnly: true });
    const old = test.temporary.open({ outdated: true });
    expect(await old.rebuild(() => {}, new AbortController().signal)).toMatchObject({ seq: 0 });
    await old.close();
    expect(await test.temporary.open({ readOnly: true }).readAll(0, 10)).toEqual(entries);
    expect(pragma(test.temporary.raw(), 'user_version')).toBe(SCHEMA_VERSION);
  });

  it('refuses a ledger that lacks a table', async () => {
    await test.temporary.open().close();
    const db = new DatabaseSync(test.temporary.file);
    db.exec('DROP TABLE symbol');
    db.close();
    expectRefused(test.temporary.file, 'damaged');
  });

  it('refuses a ledger whose pages are overwritten', async () => {
    await test.temporary.open().close();
    const bytes = readFileSync(test.temporary.file);
    writeFileSync(test.temporary.file, bytes.fill(0xff, 100, 4096));
    expectRefused(test.temporary.file, 'damaged');
  });
});

describe('opening what this account may not use', () => {
  /** Opens as an account that permissions bind: root, as which tests may run, heeds none. */
  function openBound(options: SqliteStoreOptions): SqliteStore {
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(65_534);
    try {
      return test.temporary.open(options);
    } finally {
      if (root) process.seteuid?.(0);
    }
  }

  it.each([
    ['a file that it may not read', 0o000, 0o777, false, 'unreadable'],
    ['a file that it may not read for reading', 0o000, 0o777, true, 'unreadable'],
    ['a file in a folder that it may not write', 0o666, 0o555, false, 'read-only'],
    ['a file in a folder that it may not enter', 0o666, 0o000, false, 'unreadable'],
  ] as const)('refuses %s', async (_, fileMode, folderMode, readOnly, code) => {
    const { file, folder } = test.temporary;
    await test.temporary.open().close();
    chmodSync(file, fileMode);
    chmodSync(folder, folderMode);
    let thrown: unknown;
    try {
      openBound({ readOnly });
    } catch (error) {
      thrown = error;
    }
    chmodSync(folder, 0o755);
    expect(thrown).toMatchObject({ name: 'StoreError', code });
    expect(readdirSync(folder)).toEqual(['ledger.db']);
  });

  it('refuses a file that it may not write, at the latest when it is to append', async () => {
    const { file, folder } = test.temporary;
    await test.temporary.open().close();
    chmodSync(file, 0o444);
    chmodSync(folder, 0o777);
    const opened = async (): Promise<unknown> => {
      const store = openBound({ readOnly: false });
      return store.append(STREAM, 'any', new EntryFactory().batch(1));
    };
    await expect(opened()).rejects.toMatchObject({ name: 'StoreError', code: 'read-only' });
  });
});

import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TokenFile } from '../../src/store/sqlite/token-file.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { kept, tokenStoreContract } from './token-contract.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'hustings-tokens-'));

tokenStoreContract('a SQLite file', () => {
  const path = folder();
  const opened: TokenFile[] = [];
  return {
    open: () => {
      const store = new TokenFile(join(path, 'a.tokens'));
      opened.push(store);
      return store;
    },
    remove: () => {
      for (const store of opened) store.close();
      rmSync(path, { recursive: true });
    },
  };
});

describe('a file of tokens', () => {
  let path: string;
  let file: string;
  let store: TokenFile;
  beforeEach(() => {
    path = folder();
    file = join(path, 'a.tokens');
    store = new TokenFile(file);
  });
  afterEach(() => {
    store.close();
    rmSync(path, { recursive: true });
  });

  const failure = (work: () => unknown): StoreError => {
    try {
      work();
    } catch (error) {
      if (error instanceof StoreError) return error;
      throw error;
    }
    throw new Error('nothing failed');
  };

  test('is made by the first token, for its owner alone, and is one file', () => {
    store.find('a');
    store.list();
    expect(existsSync(file)).toBe(false);
    store.add(kept('a'));
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect(readdirSync(path)).toEqual(['a.tokens']);
  });

  test('holds no longer once it is removed, nor once another takes its place', () => {
    store.add(kept('a'));
    expect(store.find('a')).toBeDefined();
    rmSync(file);
    expect(store.find('a')).toBeUndefined();
    store.add(kept('b'));
    expect(store.list().map(({ id }) => id)).toEqual(['b']);
  });

  test('is made whole where a crash has left it empty', () => {
    writeFileSync(file, '', { mode: 0o600 });
    expect(store.find('a')).toBeUndefined();
    store.add(kept('a'));
    expect(store.find('a')).toBeDefined();
  });

  test('is found by its path, whatever stands in it', () => {
    const odd = new TokenFile(join(path, 'file:a?mode=memory#é %41.tokens'));
    odd.add(kept('a'));
    odd.close();
    expect(readdirSync(path)).toEqual(['file:a?mode=memory#é %41.tokens']);
  });

  test.each([
    ['text', () => writeFileSync(file, 'no tokens here, only text, and much of it'.repeat(20))],
    ["another program's", () => new DatabaseSync(file).exec('CREATE TABLE other (a)')],
    [
      'a ledger',
      () =>
        new DatabaseSync(file).exec('CREATE TABLE entry (a); PRAGMA application_id = 1213551444'),
    ],
  ])('is refused where it is %s, and is not touched', (_, write) => {
    write();
    const before = readFileSync(file);
    for (const work of [() => store.find('a'), () => store.list(), () => store.add(kept('a'))]) {
      const { message } = failure(work);
      expect(message).toBe(`${file} is no file of tokens; name another file with HUSTINGS_TOKENS`);
    }
    expect(readFileSync(file)).toEqual(before);
  });

  test('is refused where a newer Hustings wrote it', () => {
    store.add(kept('a'));
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 9');
    db.close();
    expect(failure(() => new TokenFile(file).find('a')).message).toMatch(
      /written by a newer Hustings/,
    );
  });

  test('says that its folder is missing', () => {
    const { message } = failure(() => new TokenFile(join(path, 'none', 'a')).add(kept('a')));
    expect(message).toMatch(/folder is missing; make that folder first$/);
    expect(new TokenFile(join(path, 'none', 'a')).find('a')).toBeUndefined();
  });
});

import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/ledger/digest.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { auditFile } from '../../audit/audited-ledger.ts';
import { Bench, enrolled } from '../../support/given.ts';
import { eachWithFolder } from './temporary.ts';

const test = eachWithFolder();
const never = new AbortController().signal;

/** A ledger as the code wrote it that kept an integer column for each fact; and what it said of some days. */
const VERSION_2 = readFileSync(new URL('./version-2.sql', import.meta.url), 'utf8');
const DIGESTS = {
  '2010-07-09': 'sha256:e66a2af3c4728784e7ad86d9daabde4f1145c921ec5873a195f172b5381783ff',
  '2010-07-12': 'sha256:c4f4324ea434790bd506c6507b2780e854b85091517ec1b3569b4a054b22fdff',
  '2010-07-16': 'sha256:2c0ec8f8f6df6dcf206d4649a18d853727fb8aa95a180d4deb8c2f57e98bf517',
  '2010-08-01': 'sha256:2c0ec8f8f6df6dcf206d4649a18d853727fb8aa95a180d4deb8c2f57e98bf517',
};

function olderLedger(): { readonly file: string; dump(): unknown } {
  const { file } = test.temporary;
  const db = new DatabaseSync(file);
  db.exec(VERSION_2);
  db.close();
  const dump = () => {
    const now = new DatabaseSync(file, { readOnly: true });
    const rows = ['entry', 'fact', 'symbol', 'stream'].map((table) =>
      now.prepare(`SELECT * FROM ${table}`).all(),
    );
    const version = now.prepare('PRAGMA user_version').get();
    now.close();
    return { rows, version };
  };
  return { file, dump };
}

const digestsOf = async (bench: Bench): Promise<Record<string, string>> => {
  const all = Object.keys(DIGESTS).map(async (day) => [
    day,
    digestOf(await bench.state(day), 'acts'),
  ]);
  return Object.fromEntries(await Promise.all(all));
};

describe('a ledger of version 2', () => {
  it('is refused with what to do, to be read and to be written, and left as it is', () => {
    const { file, dump } = olderLedger();
    const before = dump();
    for (const readOnly of [true, false]) {
      expect(() => openSqliteStore(file, { readOnly })).toThrow(/run hustings rebuild once/);
    }
    expect(dump()).toEqual(before);
  });

  it('keeps its columns where the rebuild is stopped', async () => {
    const { dump } = olderLedger();
    const before = dump();
    const store = test.temporary.open({ outdated: true });
    const stop = new AbortController();
    await expect(store.rebuild(() => stop.abort(), stop.signal)).rejects.toThrow();
    await store.close();
    expect(dump()).toEqual(before);
  });

  it('says after a rebuild what it said before, verifies, and is appended to', async () => {
    const { file } = olderLedger();
    const old = test.temporary.open({ outdated: true });
    const entries = await old.readAll(0, 99);
    expect(await old.rebuild(() => undefined, never)).toMatchObject({ seq: 0 });
    await old.close();

    const store = test.temporary.open();
    expect(await store.readAll(0, 99)).toEqual(entries);
    const bench = new Bench(store, 'later');
    expect(await digestsOf(bench)).toEqual(DIGESTS);
    expect((await auditFile(file)).faults).toEqual([]);
    expect(await store.rebuild(() => undefined, never)).toBeNull();
    expect(() => test.temporary.raw().exec('SELECT 1 FROM main.fact')).toThrow(/no such table/);
    await bench.accept([enrolled('m2', 'MP')]);
    expect((await store.head()).seq).toBe(entries.length);
  });
});

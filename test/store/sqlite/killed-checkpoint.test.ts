import { closeSync, copyFileSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { STREAM } from '../contract/ledger.ts';
import { EntryFactory } from '../entries.ts';
import { eachWithFolder } from './temporary.ts';

const test = eachWithFolder();

const PAGE = 4096;

/** A ledger as a process leaves it that is killed when it has copied one page of its log into the file. */
async function leftHalfCopied(entries: EntryFactory): Promise<string> {
  const { file, folder } = test.temporary;
  const store = test.temporary.open();
  await store.append(STREAM, 'any', entries.batch(200));
  const left = join(folder, 'left.db');
  for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, `${left}${end}`);
  await store.close();
  const out = openSync(left, 'r+');
  writeSync(out, readFileSync(file), 0, PAGE, 0);
  closeSync(out);
  return left;
}

describe('a ledger whose process was killed while it copied its log into the file', () => {
  it.each([false, true])('is whole with its log (opened to read only: %s)', async (readOnly) => {
    const left = await leftHalfCopied(new EntryFactory());
    const alone = join(test.temporary.folder, 'alone.db');
    copyFileSync(left, alone);
    const db = new DatabaseSync(alone);
    expect(() => db.prepare('SELECT count(*) FROM sqlite_schema').get()).toThrow('malformed');
    db.close();

    const store = test.temporary.open({ readOnly }, left);
    expect(await store.readAll(0, 1000)).toHaveLength(200);
  });

  it('is told to be damaged where its log is gone', async () => {
    const left = await leftHalfCopied(new EntryFactory());
    const alone = join(test.temporary.folder, 'alone.db');
    copyFileSync(left, alone);
    expect(() => test.temporary.open({}, alone)).toThrow(/is damaged; restore it from a backup/);
  });
});

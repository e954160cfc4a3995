import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { makeReceipt } from '../../src/tlog/receipt.ts';
import { auditFile, makeLedger } from './audited-ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'hustings-audit-receipts-'));
const made = join(folder, 'made.db');
beforeAll(() => makeLedger(made));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LEAST = 'key = (SELECT min(key) FROM receipt)';

/** What an audit says of a copy of the ledger to which something was done behind its back. */
async function problems(name: string, harm: (db: DatabaseSync) => void): Promise<string[]> {
  const path = join(folder, `${name}.db`);
  const from = new DatabaseSync(made, { readOnly: true });
  from.exec(`VACUUM INTO '${path}'`);
  from.close();
  const db = new DatabaseSync(path);
  harm(db);
  db.close();
  const { faults } = await auditFile(path);
  return faults.map(({ seq, place, problem }) => `${seq ?? place}: ${problem}`);
}

const sql = (text: string) => (db: DatabaseSync) => db.exec(text);

test.each([
  ['request', 'zeroblob(32)'],
  ['answer', "replace(answer, 'appended', 'Appended')"],
  ['answer', "answer || ' '"],
  ['sum', 'zeroblob(31)'],
  ['key', 'zeroblob(32)'],
])('a receipt whose %s became %s is named by its key', async (column, value) => {
  const name = `${column}-${value.length}`;
  const found = await problems(name, sql(`UPDATE receipt SET ${column} = ${value} WHERE ${LEAST}`));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^the receipt [0-9a-f]{16}: is not as it was stored \(its checksum/);
});

/** Puts a receipt that is whole beside the others. */
const put =
  (appended: number, entries: readonly string[], index?: number) => (db: DatabaseSync) => {
    const warnings = index === undefined ? [] : [{ code: 'future-date', index }];
    const bytes = new Uint8Array(32).fill(9);
    const { answer, sum } = makeReceipt(bytes, bytes, { appended, entries, warnings });
    db.prepare('INSERT INTO receipt VALUES (?, ?, ?, ?)').run(bytes, bytes, answer, sum);
  };
const [one, other] = [
  '018f0000-0000-7000-8000-000000000001',
  '018f0000-0000-7000-8000-000000000002',
];

test.each<[string, (db: DatabaseSync) => void, RegExp]>([
  [
    'names what is not there',
    put(1, [one ?? '']),
    /names an entry that is not there, the 1\. .*018f/,
  ],
  ['names one twice', put(1, [one ?? '', one ?? '']), /names an entry twice/],
  [
    'counts too many',
    put(3, [one ?? '', other ?? '']),
    /says that 3 entries were new, and names 2/,
  ],
  [
    'warns of what it does not name',
    put(1, [one ?? ''], 1),
    /has a warning of entry 2, and names 1/,
  ],
])('a receipt that %s is a fault', async (name, harm, expected) => {
  const found = await problems(name.replaceAll(' ', '-'), harm);
  expect(found.join('\n')).toMatch(expected);
  expect(found[0]).toMatch(/^the receipt 0909090909090909: /);
});

test('a receipt in another form than an answer has is a fault', async () => {
  const found = await problems('form', (db) => {
    put(1, [])(db);
  });
  expect(found[0]).toContain('its answer has not the form of one');
});

test('a ledger from before there were receipts is whole, and a lost table is none', async () => {
  expect(await problems('old', sql('DROP TABLE receipt'))).toEqual([]);
  const store = openSqliteStore(join(folder, 'old.db'), { readOnly: true });
  expect(await store.receipt(new Uint8Array(32))).toBeUndefined();
  await store.close();
});

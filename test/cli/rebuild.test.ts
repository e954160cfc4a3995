import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { showFacts } from '../support/facts.ts';
import { hustings, printed, rowsOf, sampleLedger } from './harness.ts';

const ledger = sampleLedger();

/** A copy of the samples' ledger to whose columns something was done. */
function damaged(name: string, sql: string): string {
  const path = ledger.copy(name);
  const db = showFacts(new DatabaseSync(path));
  db.exec(sql);
  db.close();
  return path;
}

const exported = (path: string) => printed(['export', '--ledger', path]);

test('it finds the columns to be what the bytes say, and prints each digest', async () => {
  const path = ledger.copy('sound.db');
  const { status, out, err } = await hustings(['rebuild', '--ledger', path]);
  expect(status).toBe(0);
  expect(err).toContain('872 entries rebuilt: the columns were what the bytes say.');
  const rows = rowsOf(out);
  expect(rows).toHaveLength(5);
  for (const row of rows) {
    expect(row.before).toBe('same');
    const body = await printed(['standings', row.contest ?? '', '-f', 'json', '--ledger', path]);
    expect(JSON.parse(body).digest).toBe(row.digest);
  }
});

test('it puts right what differs, says where and what, and prints the digests that changed', async () => {
  const change = 'UPDATE fact SET candidate = (SELECT max(number) FROM symbol) WHERE seq = 200';
  const path = damaged('differs.db', change);
  const before = await exported(path);
  const { status, out, err } = await hustings(['rebuild', '--ledger', path]);
  expect(status).toBe(0);
  expect(err).toMatch(/entry 200 differed \(candidate is .*\), and was put right/);
  const again = await hustings(['rebuild', '--ledger', path]);
  expect(again.err).toContain('the columns were what the bytes say');
  const sound = rowsOf(await printed(['rebuild', '--ledger', ledger.copy('other.db')]));
  expect(rowsOf(again.out)).toEqual(sound);
  const digests = (rows: Record<string, string>[]) => rows.map((row) => row.digest);
  expect(digests(rowsOf(out))).toEqual(digests(sound));
  expect(await exported(path)).toBe(before);
});

test('a ledger that an older Hustings wrote is one of this version afterwards', async () => {
  const path = damaged(
    'older.db',
    'PRAGMA user_version = 1; DROP TABLE tile; DROP TABLE checkpoint',
  );
  expect((await hustings(['contests', '--ledger', path])).err).toMatch(/run hustings rebuild once/);
  const { status, out } = await hustings(['rebuild', '--ledger', path]);
  expect([status, rowsOf(out).length]).toEqual([0, 5]);
  expect((await hustings(['verify', '--ledger', path])).status).toBe(0);
});

test('it makes columns anew that cannot be read at all', async () => {
  const path = damaged('lacks.db', 'DELETE FROM fact WHERE seq >= 100');
  const broken = await hustings(['contests', '--ledger', path]);
  expect(broken.status).toBe(1);
  expect(broken.err).toMatch(
    /^hustings: .* lacks the columns of entry \d+; rebuild them from its bytes\n$/,
  );
  const { status, out, err } = await hustings(['rebuild', '--ledger', path]);
  expect(status).toBe(0);
  expect(err).toContain('and was put right');
  expect(new Set(rowsOf(out).map((row) => row.before))).toEqual(new Set(['unreadable']));
  expect((await hustings(['contests', '--ledger', path])).status).toBe(0);
});

import { writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, test } from 'vitest';
import { serviceOver } from '../../src/ledger/service.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { formatVkey, signerOf } from '../../src/tlog/keys.ts';
import { showFacts } from '../support/facts.ts';
import { folder, hustings, printed, rowsOf, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const { file } = folder();
const signer = signerOf('ledger.example/cli', Buffer.alloc(32, 3));
const other = signerOf('ledger.example/cli', Buffer.alloc(32, 4));
const vkey = formatVkey(signer);

/** A copy of the samples' ledger, with the log signed and something done to it. */
async function signed(name: string, sql = ''): Promise<string> {
  const path = ledger.copy(name);
  const world = { now: () => 0, randomBytes: (length: number) => Buffer.alloc(length) };
  const service = serviceOver(openSqliteStore(path), world);
  const { note } = await service.log.sign([signer]);
  writeFileSync(file('kept.checkpoint'), note);
  await service.store.close();
  const db = showFacts(new DatabaseSync(path));
  db.exec(sql);
  db.close();
  return path;
}

test('a sound ledger: what was checked and how much, and status 0', async () => {
  const path = ledger.copy('sound.db');
  const { status, out, err } = await hustings(['verify', '--ledger', path]);
  expect(status).toBe(0);
  expect(err).toBe('872 entries checked, 0 faults; 872 entries not in any checkpoint yet.\n');
  const rows = rowsOf(out);
  expect(rows.map((row) => row.what)).toEqual([
    'entries',
    'streams',
    'names',
    'tiles',
    'standings',
    'log',
    'faults',
  ]);
  expect(rows[0]?.checked).toBe('872');
});

test('it says with which keys it looked at signatures, and that without one it did not', async () => {
  const path = await signed('keys.db');
  const unchecked = await hustings(['verify', '--ledger', path]);
  expect(unchecked.status).toBe(0);
  expect(unchecked.err).toContain('no signature was checked, since no key was given (--vkey)');
  const good = await hustings(['verify', '--ledger', path, '--vkey', vkey]);
  expect(good).toMatchObject({ status: 0, err: '872 entries checked, 0 faults.\n' });
  expect(good.out).toContain(`holds, signed by ledger.example/cli+${signer.id}`);
  const both = ['--vkey', formatVkey(other), '--vkey', vkey];
  expect((await hustings(['verify', '--ledger', path, ...both])).status).toBe(0);
  const stranger = await hustings(['verify', '--ledger', path, '--vkey', formatVkey(other)]);
  expect(stranger.status).toBe(1);
  expect(stranger.err).toContain('the checkpoint of 872 entries: is not signed as it should be');
});

test('the first wrong entry is named, with what is wrong and its neighbours; status 1', async () => {
  const change = 'UPDATE fact SET candidate = (SELECT max(number) FROM symbol) WHERE seq = 200';
  const path = await signed('wrong.db', change);
  const { status, err } = await hustings(['verify', '--ledger', path, '--vkey', vkey]);
  expect(status).toBe(1);
  const [verdict, first, before, after, also, last] = err.split('\n');
  expect(verdict).toBe('872 entries checked, 2 faults.');
  expect(first).toMatch(
    /^entry 200 \([0-9a-f-]{36}, \w+, labour-leader-2010, revision 175\): its column candidate says/,
  );
  expect(before).toMatch(/^before it: entry 199 \([0-9a-f-]{36}, /);
  expect(after).toMatch(/^after it: entry 201 \([0-9a-f-]{36}, /);
  expect(also).toMatch(
    /^also the standings of labour-leader-2010: are sha256:\w+ from the columns/,
  );
  expect(last).toBe(
    'hustings: the ledger is not as it was recorded: 2 faults, the first in entry 200.',
  );
  const body = JSON.parse(
    (await hustings(['verify', '-f', 'json', '--ledger', path, '--vkey', vkey])).out,
  );
  expect(body).toMatchObject({ ok: false, entries: 872, signatures: 'checked' });
  expect(body.faults).toMatchObject({ count: 2, first: { seq: 200, place: 'entry' } });
  expect(body.faults.around.map(({ seq }: { seq: number }) => seq)).toEqual([199, 200, 201]);
});

describe('--since', () => {
  let path = '';
  beforeAll(async () => {
    path = await signed('since.db');
  });
  const since = (...more: string[]) =>
    hustings(['verify', '--ledger', path, '--vkey', vkey, '--since', ...more]);

  test('it proves that the ledger begins with what somebody kept', async () => {
    const { status, err } = await since(file('kept.checkpoint'));
    expect(status).toBe(0);
    expect(err).toContain('the ledger begins with the 872 entries of the checkpoint given');
  });

  test('entries that are gone since are a fault', async () => {
    const shorter = await signed('shorter.db');
    const db = showFacts(new DatabaseSync(shorter));
    db.exec('DELETE FROM entry WHERE seq = 871; DELETE FROM fact WHERE seq = 871');
    db.exec('DELETE FROM tile; DELETE FROM checkpoint');
    db.close();
    const args = [
      'verify',
      '--ledger',
      shorter,
      '--vkey',
      vkey,
      '--since',
      file('kept.checkpoint'),
    ];
    const { status, err } = await hustings(args);
    expect(status).toBe(1);
    expect(err).toContain('the checkpoint that was given: covers 872 entries, but there are 871');
  });

  test('a file that is none, or no checkpoint, and a key that is none, are wrong use', async () => {
    expect(await since(file('nowhere'))).toMatchObject({ status: 2 });
    writeFileSync(file('letter'), 'Dear auditor,\n');
    expect(await since(file('letter'))).toMatchObject({ status: 2 });
    expect((await hustings(['verify', '--ledger', path, '--vkey', 'abc'])).status).toBe(2);
  });
});

test('a file that SQLite can hardly read ends in faults or one sentence, never in a crash', async () => {
  const path = ledger.copy('torn.db');
  const db = showFacts(new DatabaseSync(path));
  db.exec('DELETE FROM symbol; DELETE FROM stream');
  db.close();
  const { status, err } = await hustings(['verify', '--ledger', path]);
  expect(status).toBe(1);
  expect(err).toContain('its stream, number 0, has no name');
  expect(err).not.toContain('should not have happened');
});

test('Ctrl+C stops it', async () => {
  const signal = AbortSignal.abort('SIGINT');
  const hold = () => ({ signal, pause: () => undefined, resume: () => undefined });
  const { status, err } = await hustings(['verify', '--ledger', ledger.path], { hold });
  expect(status).toBe(130);
  expect(err).toContain('stopped');
});

test('it changes nothing', async () => {
  const before = await printed(['export', '--ledger', ledger.path]);
  await printed(['verify', '--ledger', ledger.path]);
  expect(await printed(['export', '--ledger', ledger.path])).toBe(before);
});

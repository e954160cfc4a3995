import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '../../src/store/sqlite/schema.ts';
import { unpack, versionIn } from '../support/golden-ledgers.ts';
import { folder, hustings, printed } from './harness.ts';

const { file } = folder();
const OLD = SCHEMA_VERSION - 1;

const ledgerIn = (name: string): string => unpack(OLD, file(join(name, 'ledger')));

/** A rebuild that is refused, after which everything in the ledger's folder is as it was. */
async function refusedRebuild(path: string, says: RegExp, status = 1, hold = undefined as never) {
  const names = readdirSync(dirname(path));
  const bytes = names.map((name) => readFileSync(join(dirname(path), name)));
  const around = hold === undefined ? {} : { hold };
  const ran = await hustings(['rebuild', '--ledger', path], around);
  expect([ran.status, ran.err]).toEqual([status, expect.stringMatching(says)]);
  expect(readdirSync(dirname(path))).toEqual(names);
  expect(names.map((name) => readFileSync(join(dirname(path), name)))).toEqual(bytes);
}

describe('a ledger of an older version is upgraded in one step, or refused untouched', () => {
  it('where another program has it open', async () => {
    const path = ledgerIn('open');
    const other = new DatabaseSync(path);
    other.prepare('SELECT count(*) FROM entry').get();
    const { status, err } = await hustings(['rebuild', '--ledger', path]);
    expect([status, err]).toEqual([1, expect.stringMatching(/another program has it open; stop/)]);
    expect(other.prepare('PRAGMA user_version').get()?.user_version).toBe(OLD);
    expect(existsSync(`${path}.version-${OLD}`)).toBe(false);
    other.close();
    await printed(['rebuild', '--ledger', path]);
    expect(versionIn(path)).toBe(SCHEMA_VERSION);
  });

  it('where the audit finds a fault', async () => {
    const path = ledgerIn('damaged');
    const db = new DatabaseSync(path);
    db.exec('UPDATE entry SET salt = zeroblob(16) WHERE seq = 100; PRAGMA journal_mode = DELETE');
    db.close();
    await refusedRebuild(path, /ledger is damaged \(1 faults, the first at entry 100: .*as it was/);
  });

  it('where another file has the name under which it would be kept', async () => {
    const path = ledgerIn('taken');
    writeFileSync(`${path}.version-${OLD}`, 'my own');
    await refusedRebuild(path, /version-\d is there already, and is no copy of the ledger/);
  });

  it('where it is stopped', async () => {
    const stopping = new AbortController();
    stopping.abort('SIGINT');
    const hold = () => ({ signal: stopping.signal, pause: () => {}, resume: () => {} });
    await refusedRebuild(ledgerIn('stopped'), /stopped: .* is as it was/, 130, hold as never);
  });

  it('after a run that was killed when the ledger was kept, and before it was changed', async () => {
    const path = ledgerIn('killed');
    const whole = unpack(OLD, file(join('whole', 'ledger')));
    await printed(['rebuild', '--ledger', whole]);
    const end = `.version-${OLD}`;
    writeFileSync(`${path}${end}`, readFileSync(`${whole}${end}`));
    writeFileSync(`${path}.part`, 'half');
    writeFileSync(`${path}${end}.part`, 'half');
    await printed(['rebuild', '--ledger', path]);
    expect(versionIn(path)).toBe(SCHEMA_VERSION);
    expect(readdirSync(dirname(path)).filter((name) => name.includes('part'))).toEqual([]);
  });

  it('and removes what a run left that was killed when it had just been changed', async () => {
    const path = ledgerIn('changed');
    await printed(['rebuild', '--ledger', path]);
    const left = ['.part', '.part-wal', '.part-shm', `.version-${OLD}.part`];
    for (const end of left) writeFileSync(`${path}${end}`, 'left');
    await printed(['rebuild', '--ledger', path]);
    expect(left.filter((end) => existsSync(`${path}${end}`))).toEqual([]);
    expect(existsSync(`${path}.version-${OLD}`)).toBe(true);
  });
});

it('a backup of an older version is restored after hustings rebuild of it', async () => {
  const backup = ledgerIn('backup');
  const restore = ['restore', backup, '--ledger', file('restored.db')];
  expect((await hustings(restore)).err).toMatch(/run hustings rebuild once/);
  await printed(['rebuild', '--ledger', backup]);
  expect((await hustings(restore)).err).toContain('218 entries, every byte checked');
});

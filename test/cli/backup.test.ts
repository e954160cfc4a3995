import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PartFile } from '../../src/cli/part-file.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { folder, hustings, printed, sampleLedger } from './harness.ts';
import { MAIN } from './processes.ts';

const sample = sampleLedger();
const { file } = folder();
const NANDY = '27b24a10';
const WORDS = 'Lisa Nandy wins GMB union backing';

const exportOf = (ledger: string) => printed(['export', '--ledger', ledger]);

describe('backup and restore', () => {
  it('give the same ledger back, with its checkpoints, and say what was checked', async () => {
    const ledger = sample.copy('whole.db');
    await printed(['export', '--ledger', ledger, '--log', file('log')]);
    const backup = await hustings(['backup', file('a.db'), '--ledger', ledger]);
    expect(backup).toMatchObject({ status: 0, out: '' });
    expect(backup.err).toContain('872 entries, every byte checked');
    expect(backup.err).toContain(`${ledger}.key) is not in it`);
    const restored = file('restored.db');
    await printed(['restore', file('a.db'), '--ledger', restored]);
    expect(await exportOf(restored)).toBe(await exportOf(ledger));
    const vkey = readFileSync(`${file('log')}/vkey`, 'utf8').trim();
    const since = `${file('log')}/checkpoint`;
    const verified = await hustings([
      'verify',
      '--ledger',
      restored,
      '--since',
      since,
      '--vkey',
      vkey,
    ]);
    expect(verified).toMatchObject({ status: 0 });
    expect(existsSync(`${file('a.db')}.part`)).toBe(false);
  });

  it('never write over what is there', async () => {
    const there = file('there.db');
    writeFileSync(there, 'something else');
    for (const args of [
      ['backup', there, '--ledger', sample.path],
      ['restore', sample.path, '--ledger', there],
    ]) {
      const { status, err } = await hustings(args);
      expect(status).toBe(1);
      expect(err).toBe(`hustings: ${there} is there already; name a new file.\n`);
    }
    expect(readFileSync(there, 'utf8')).toBe('something else');
  });

  it('never write over a ledger that is open', async () => {
    const live = sample.copy('live.db');
    const store = openSqliteStore(live);
    const { err } = await hustings(['restore', sample.path, '--ledger', live]);
    expect(err).toBe(`hustings: ${live} is there already; name a new file.\n`);
    expect((await store.head()).seq).toBe(871);
    await store.close();
  });

  it('make no copy of a damaged ledger, and say how to find the damage', async () => {
    const ledger = sample.copy('damaged.db');
    const bytes = readFileSync(ledger);
    bytes[bytes.indexOf(WORDS)] = 'M'.charCodeAt(0);
    writeFileSync(ledger, bytes);
    const { status, err } = await hustings(['backup', file('b.db'), '--ledger', ledger]);
    expect(status).toBe(1);
    expect(err).toMatch(/is damaged \(\d+ faults\), so no copy was made; hustings verify --ledger/);
    expect(existsSync(file('b.db'))).toBe(false);
  });

  it('hold nothing of what was erased before', async () => {
    const ledger = sample.copy('erased.db');
    await printed(['backup', file('before.db'), '--ledger', ledger]);
    expect(readFileSync(file('before.db')).includes(WORDS)).toBe(true);
    await printed(['erase', NANDY, '--basis', 'A court order', '--yes', '--ledger', ledger]);
    await printed(['backup', file('after.db'), '--ledger', ledger]);
    expect(readFileSync(file('after.db')).includes(WORDS)).toBe(false);
  });

  it.each(['-wal', '-shm', '-journal'])(
    'make no ledger beside an earlier one’s %s',
    async (end) => {
      const target = file(`stale${end}.db`);
      writeFileSync(`${target}${end}`, 'left');
      for (const args of [
        ['restore', sample.path, '--ledger', target],
        ['backup', target, '--ledger', sample.path],
      ]) {
        const { status, err } = await hustings(args);
        expect([status, err]).toEqual([1, expect.stringMatching(/is left of an earlier ledger/)]);
      }
      expect(readFileSync(`${target}${end}`, 'utf8')).toBe('left');
      expect(existsSync(target)).toBe(false);
    },
  );

  it('make none where a link, a folder or the backup itself is, or where there is no folder', async () => {
    symlinkSync(file('nowhere'), file('link.db'));
    mkdirSync(file('folder.db'));
    for (const [target, says] of [
      [file('link.db'), /link\.db is there already; name a new file/],
      [file('folder.db'), /folder\.db is there already; name a new file/],
      [sample.path, /samples\.db is there already; name a new file/],
      [file('none/a.db'), /none\/a\.db cannot be made \(ENOENT\); name a file in a folder/],
    ] as const) {
      const { status, err } = await hustings(['restore', sample.path, '--ledger', target]);
      expect([status, err]).toEqual([1, expect.stringMatching(says)]);
    }
    expect(existsSync(file('nowhere'))).toBe(false);
  });

  it('give a copy the permissions of its ledger, in one file that needs no other beside it', async () => {
    const ledger = sample.copy('private.db');
    chmodSync(ledger, 0o600);
    for (const [name, args] of [
      ['private-backup.db', ['backup', file('private-backup.db'), '--ledger', ledger]],
      ['private-restored.db', ['restore', ledger, '--ledger', file('private-restored.db')]],
    ] as const) {
      await printed(args);
      expect(statSync(file(name)).mode & 0o777).toBe(0o600);
      // 1: SQLite writes a rollback journal, not a log that must lie beside the file to read it.
      expect([...readFileSync(file(name)).subarray(18, 20)]).toEqual([1, 1]);
    }
  });

  it('remove what a killed run has left, and put it on no other run’s account', async () => {
    const target = file('resumed.db');
    for (const end of ['.part', '.part-journal']) writeFileSync(`${target}${end}`, 'half');
    await printed(['backup', target, '--ledger', sample.path]);
    expect(readdirSync(file('.')).filter((name) => name.startsWith('resumed'))).toEqual([
      'resumed.db',
    ]);
    linkSync(target, `${target}.part`);
    const again = await hustings(['backup', target, '--ledger', sample.path]);
    expect(again.err).toContain('is there already');
    expect(existsSync(`${target}.part`)).toBe(false);
    const mine = new PartFile(file('both.db'), sample.path);
    const theirs = new PartFile(file('both.db'), sample.path);
    expect(() => mine.publish()).toThrow(/is being made by another program, too; wait for that/);
    mine.close();
    writeFileSync(file('both.db'), 'a ledger that somebody made meanwhile');
    expect(() => theirs.publish()).toThrow(/is there already; name a new file/);
    theirs.close();
    expect(readFileSync(file('both.db'), 'utf8')).toMatch(/^a ledger that/);
    expect(existsSync(file('both.db.part'))).toBe(false);
  });

  it('take a name for a name, even one that SQLite would read as an address', () => {
    const cwd = file('.');
    for (const args of [
      ['backup', 'file:a.db?mode=memory', '--ledger', sample.path],
      ['restore', sample.path, '--ledger', 'file:b.db'],
    ]) {
      execFileSync(process.execPath, [MAIN, ...args], { cwd, stdio: 'ignore' });
    }
    const made = readdirSync(cwd).filter((name) => /^(file:)?[ab]\.db/.test(name));
    expect(made.sort()).toEqual(['a.db', 'file:a.db?mode=memory', 'file:b.db']);
  });

  it('end gently where they are stopped, and leave nothing', async () => {
    const stopping = new AbortController();
    const hold = () => ({ signal: stopping.signal, pause: () => {}, resume: () => {} });
    stopping.abort('SIGINT');
    const args = ['backup', file('stopped.db'), '--ledger', sample.path];
    const { status, err } = await hustings(args, { hold });
    expect([status, err]).toEqual([130, 'hustings: stopped: no copy was made.\n']);
    expect(readdirSync(file('.')).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });

  it('say which secrets lie where the restored ledger looks for its own', async () => {
    const ledger = file('secrets.db');
    for (const end of ['.key', '.tokens']) writeFileSync(`${ledger}${end}`, '');
    const { status, err } = await hustings(['restore', sample.path, '--ledger', ledger]);
    expect(status).toBe(0);
    expect(err).toContain(`${ledger}.key is there, and signs its log from now on`);
    expect(err).toContain(`${ledger}.tokens is there: its tokens let in`);
  });

  it('say in one sentence what is not there', async () => {
    const { status, err } = await hustings([
      'restore',
      file('nosuch.db'),
      '--ledger',
      file('z.db'),
    ]);
    expect(status).toBe(1);
    expect(err).toMatch(/nosuch\.db does not exist/);
    expect(existsSync(file('z.db'))).toBe(false);
  });
});

/** Ledgers on file systems that are full, read-only or bounded by a quota, and with files beside them taken away. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { folder, printed } from '../../cli/harness.ts';
import { type Ended, expectSentence, MAIN, main, start } from '../../cli/processes.ts';
import { serverOf } from '../../cli/servers.ts';
import { CONTEST, enrolled, FRAME } from '../../support/sent.ts';

const { path } = folder();
const mounted: string[] = [];
afterAll(() => {
  for (const place of mounted) execFileSync('umount', [place]);
});

/** A small file system of its own; undefined where this account may mount none. */
function mount(name: string): string | undefined {
  const place = join(path, name);
  mkdirSync(place);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', place], { stdio: 'ignore' });
    mounted.push(place);
    return place;
  } catch {
    return undefined;
  }
}

const LISTENS = /pages (http:\S+)\//;
const small = mount('small');
const onSmall = test.skipIf(small === undefined);
if (small === undefined) process.stdout.write('skipped: this account may mount no file system\n');

const FILLING = 4096;

/** Takes all the room there is. */
function fill(place: string): void {
  const file = join(place, 'filling');
  for (let size = 2 * 1024 * 1024; size >= FILLING; size /= 2) {
    for (;;) {
      try {
        writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
}

const one = (endorser: string): string => JSON.stringify([enrolled(endorser, 'MP')]);
const append = (ledger: string, endorser: string): Promise<Ended> =>
  main(['append', CONTEST, '--ledger', ledger], { stdin: one(endorser) });

async function ledgerAt(ledger: string): Promise<string> {
  await printed(['append', CONTEST, '--ledger', ledger], { stdin: JSON.stringify(FRAME) });
  return ledger;
}

/** What reads a ledger ends well, and says the same as ever. */
async function expectRead(ledger: string): Promise<void> {
  for (const args of [['verify'], ['standings', CONTEST], ['export']]) {
    const { code, err, out } = await main([...args, '--ledger', ledger]);
    expect([args[0], code, code === 0 ? '' : err]).toEqual([args[0], 0, '']);
    expect(out).not.toBe('');
  }
}

describe('a file system', () => {
  onSmall(
    'that is full: read, served, copied elsewhere, and not written',
    async () => {
      const place = small ?? '';
      const ledger = await ledgerAt(join(place, 'ledger.db'));
      await printed(['token', 'add', 'ada', '--role', 'editor', '--ledger', ledger]);
      const server = await serverOf(['serve', '--ledger', ledger], LISTENS);
      fill(place);
      const refused = await append(ledger, 'ann');
      expect(refused.code).toBe(1);
      expectSentence(refused, /no room left on its disk; nothing was stored, so free some space/);
      const token = await main(['token', 'add', 'bob', '--role', 'editor', '--ledger', ledger]);
      expect(token.code).toBe(1);
      expectSentence(token, /\.tokens has no room left on its disk/);
      const within = await main(['backup', join(place, 'copy.db'), '--ledger', ledger]);
      expect(within.code).toBe(1);
      expectSentence(within, /copy\.db\.part cannot be written by its disk, so no copy was made/);
      expect(existsSync(join(place, 'copy.db.part'))).toBe(false);
      expect((await main(['backup', join(path, 'copy.db'), '--ledger', ledger])).code).toBe(0);
      await expectRead(ledger);
      const got = await fetch(`${server.address}/api/v1/contests/${CONTEST}/standings`);
      expect(got.status).toBe(200);
      expect((await server.stop('SIGTERM')).code).toBe(0);
      fill(place);
      for (const args of [
        ['serve', '--port', '0'],
        ['standings', CONTEST],
        ['append', CONTEST],
      ]) {
        const closed = await main([...args, '--ledger', ledger], { stdin: one('ann') });
        expect(closed.code).toBe(1);
        expectSentence(closed, /no room left on its disk to be opened, for which 64 KiB do/);
      }
      rmSync(join(place, 'filling'));
      expect((await append(ledger, 'ann')).code).toBe(0);
      await expectRead(ledger);
    },
    120_000,
  );

  const readOnly = mount('read-only');
  test.skipIf(readOnly === undefined)(
    'that is read-only: read, copied elsewhere, and not written',
    async () => {
      const place = readOnly ?? '';
      const ledger = await ledgerAt(join(place, 'ledger.db'));
      execFileSync('mount', ['-o', 'remount,ro', place]);
      const refused = await append(ledger, 'ann');
      expect(refused.code).toBe(1);
      expectSentence(refused, /may not be written/);
      await expectRead(ledger);
      expect((await main(['backup', join(path, 'from-ro.db'), '--ledger', ledger])).code).toBe(0);
    },
    120_000,
  );

  test('with a quota: what goes beyond is refused, and all is there', async () => {
    const ledger = await ledgerAt(join(path, 'quota.db'));
    const blocks = Math.ceil(statSync(ledger).size / 512) + 8;
    const many = JSON.stringify(Array.from({ length: 400 }, (_, n) => enrolled(`e-${n}`, 'MP')));
    // The first writes go where there is room; dash counts in blocks of 512 bytes, bash in 1,024.
    const line = `ulimit -f ${Math.ceil(blocks / 2)}; exec "$0" "$@"`;
    const args = [MAIN, 'append', CONTEST, '--ledger', ledger];
    const got = await start('bash', ['-c', line, process.execPath, ...args], { stdin: many }).ended;
    expect(got.code).toBe(1);
    expectSentence(got, /could not be read or written by its disk|no room left/);
    await expectRead(ledger);
    expect((await append(ledger, 'ann')).code).toBe(0);
  }, 60_000);
});

describe('what lies beside a ledger', () => {
  /** A ledger as a process leaves it that is killed: with all that is new in its log. */
  async function left(name: string): Promise<string> {
    const ledger = await ledgerAt(join(path, `${name}-open.db`));
    const server = await serverOf(['serve', '--ledger', ledger], LISTENS);
    expect((await append(ledger, 'ann')).code).toBe(0);
    await server.stop('SIGKILL');
    const copy = join(path, `${name}.db`);
    for (const end of ['', '-wal', '-shm']) copyFileSync(`${ledger}${end}`, `${copy}${end}`);
    expect(statSync(`${copy}-wal`).size).toBeGreaterThan(0);
    return copy;
  }

  test('its index is made anew where it is gone, and where it may not be written', async () => {
    const ledger = await left('index');
    rmSync(`${ledger}-shm`);
    await expectRead(ledger);
    chmodSync(`${ledger}-shm`, 0o444);
    expect((await append(ledger, 'bob')).code).toBe(0);
    await expectRead(ledger);
    expect((await main(['export', '--ledger', ledger])).out).toMatch(/"endorser":"ann"/);
  }, 60_000);

  test('is copied into the file by the next to open it to write', async () => {
    const ledger = await left('log');
    expect((await append(ledger, 'bob')).code).toBe(0);
    expect(existsSync(`${ledger}-wal`)).toBe(false);
    const { out } = await main(['export', '--ledger', ledger]);
    expect(out.match(/"endorser":"(?:ann|bob)"/g)).toHaveLength(2);
  }, 60_000);
});

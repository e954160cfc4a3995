import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { CONTEST, enrolled, ndjson, SMALL } from './entries.ts';
import { folder, hustings, printed, sampleLedger } from './harness.ts';
import { expectSentence, MAIN, main, ROOT, startMain } from './processes.ts';

const ledger = sampleLedger();
const { path: root, file } = folder();
const at = ['--ledger', ledger.path];

describe('a real process', () => {
  test('prints data on stdout and talk on stderr, as the harness of the other tests does', async () => {
    const args = ['standings', 'labour-leader-2010', '--as-of', '2010-07-14', ...at];
    const { code, out, err } = await main(args);
    expect({ status: code, out, err }).toEqual(await hustings(args));
    expect(code).toBe(0);
  });

  test.each([
    [1, ['contests', '--ledger', '/none/such.db'], /^hustings: \/none\/such\.db does not exist/],
    [1, ['import', ROOT, ...at], /is a directory; name an NDJSON file in it\.\n$/],
    [
      2,
      ['standings', 'labour-leader-2010', '--as-of', 'x', ...at],
      /^hustings: --as-of must be a day/,
    ],
    [2, ['standing'], /^hustings: unknown command 'standing'\n\(Did you mean standings\?\)/],
  ] as const)('ends with %i where it must', async (status, args, says) => {
    const ended = await main(args);
    expect(ended.code).toBe(status);
    expectSentence(ended, says);
  });

  test('takes its settings from the environment', async () => {
    const env = { HUSTINGS_LEDGER: ledger.path, HUSTINGS_STORE: '', HUSTINGS_ACTOR: '' };
    const { code, out } = await main(['contests'], { env });
    expect(code).toBe(0);
    expect(out).toBe(await printed(['contests', ...at]));
  });

  test('reads one line of 10 MB in little memory', async () => {
    writeFileSync(file('long.ndjson'), 'x'.repeat(10_000_000));
    const nodeFlags = ['--max-old-space-size=40'];
    const ended = await main(['import', file('long.ndjson'), ...at], { nodeFlags });
    expect(ended.code).toBe(1);
    expectSentence(ended, /long\.ndjson:1: is longer than 1 MiB/);
  });

  test('shows colours where FORCE_COLOR asks for them, and else none in a pipe', async () => {
    const args = ['contests', '-f', 'table', ...at];
    const plain = await main(args);
    expect(stripVTControlCharacters(plain.out)).toBe(plain.out);
    const forced = await main(args, { env: { FORCE_COLOR: '1' } });
    expect(forced.out).not.toBe(plain.out);
    expect(stripVTControlCharacters(forced.out)).toBe(plain.out);
  });
});

describe('the other end', () => {
  test('that has seen enough ends the command silently and well', async () => {
    const { child, ended } = startMain(['export', ...at]);
    await once(child.stdout ?? child, 'data');
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, signal: null, err: '' });
  });

  test('that is full is told of', async (context) => {
    if (!existsSync('/dev/full')) return context.skip('there is no /dev/full');
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [MAIN, 'contests', ...at], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^hustings: standard output cannot be written \(ENOSPC\)/m);
    expect(stderr).not.toMatch(/ {4}at /);
  });

  test('of the talk may be gone, and the data comes all the same', async () => {
    const { child, ended } = startMain(['contests', ...at]);
    child.stderr?.destroy();
    expect(await ended).toMatchObject({ code: 0, out: await printed(['contests', ...at]) });
  });
});

describe('a terminal', () => {
  const script = spawnSync('script', ['--version'], { encoding: 'utf8' });
  const missing =
    script.stdout?.includes('util-linux') === true ? undefined : 'there is no script(1)';

  /** What a real pseudo terminal of 78 columns shows. */
  function shown(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
    const command = [process.execPath, MAIN, ...args].map((arg) => `'${arg}'`).join(' ');
    const { stdout } = spawnSync('script', ['-qec', `stty cols 78; ${command}`, '/dev/null'], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, TERM: 'xterm', ...env } as NodeJS.ProcessEnv,
    });
    return stdout;
  }

  test('gets a table that fits, in colours unless NO_COLOR is set', (context) => {
    if (missing !== undefined) return context.skip(missing);
    const args = ['standings', 'labour-leader-2010', ...at];
    const coloured = shown(args);
    expect(stripVTControlCharacters(coloured)).not.toBe(coloured);
    const plain = shown(args, { NO_COLOR: '1' });
    expect(stripVTControlCharacters(plain)).toBe(plain);
    const table = plain.split(/\r?\n/).filter((line) => /^[┌├│└]/.test(line));
    expect(table.length).toBeGreaterThan(10);
    for (const line of table) expect(line.length).toBeLessThanOrEqual(78);
  });

  test('sees how far an import is, and nobody else does', async (context) => {
    if (missing !== undefined) return context.skip(missing);
    const text = file('bar.ndjson');
    writeFileSync(text, ndjson(SMALL));
    expect(shown(['import', text, '--ledger', file('bar.db')])).toMatch(/appending .*6\/6/);
    const { err } = await main(['import', text, '--ledger', file('nobar.db')]);
    expect(err).toBe('6 entries for leader: 6 new, 0 already there.\n');
  });
});

describe('what an account may not do', () => {
  const NOBODY = 65_534;
  const able = (): string | undefined => {
    if (process.getuid?.() !== 0) return undefined;
    const { status } = spawnSync(process.execPath, [MAIN, '--version'], {
      uid: NOBODY,
      gid: NOBODY,
    });
    return status === 0 ? undefined : 'the account nobody may not run the command';
  };
  const uid = process.getuid?.() === 0 ? { uid: NOBODY } : {};

  test('reading a file or a ledger, and writing to one, are each refused in one sentence', async (context) => {
    const reason = able();
    if (reason !== undefined) {
      process.stdout.write(`not tried: permissions, since ${reason}\n`);
      return context.skip(reason);
    }
    chmodSync(root, 0o755);
    const closed = file('closed.ndjson');
    writeFileSync(closed, ndjson(SMALL));
    chmodSync(closed, 0);
    const read = await main(['import', closed, '--ledger', file('x.db')], uid);
    expectSentence(read, /closed\.ndjson cannot be read \(EACCES\); check its permissions\.\n$/);

    const path = file('guarded.db');
    await printed(['import', '-', '--ledger', path], { stdin: ndjson(SMALL) });
    const bytes = readFileSync(path);
    const stdin = JSON.stringify(enrolled('mp-1', 'MP'));
    chmodSync(path, 0o444);
    const write = await main(['append', CONTEST, '--ledger', path], { ...uid, stdin });
    expectSentence(write, /guarded\.db may not be written by this account/);
    chmodSync(path, 0);
    for (const args of [['contests'], ['append', CONTEST]]) {
      const ended = await main([...args, '--ledger', path], { ...uid, stdin });
      expect(ended.code).toBe(1);
      expectSentence(ended, /guarded\.db may not be read by this account/);
    }
    chmodSync(path, 0o644);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });
});

/** The flags of an export, the file that it writes, and how it is stopped. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, hustings, printed, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const { path: root, file } = folder();

const exported = (...args: string[]) => hustings(['export', '--ledger', ledger.path, ...args]);

describe('export', () => {
  test.each([
    [['--sheet'], '--sheet is for -f csv; ndjson has no use for it.'],
    [['-f', 'parquet', '--sheet'], '--sheet is for -f csv; parquet has no use for it.'],
    [
      ['--known-at', '3'],
      '--known-at is for -f csv or -f parquet or -f popolo; ndjson has no use for it.',
    ],
    [['-f', 'csv', '--people', 'MP'], '--people is for -f popolo; csv has no use for it.'],
    [
      ['--log', 'x', '-f', 'csv'],
      '--log writes the log of the whole ledger as files, and knows no --format; leave one of them out.',
    ],
    [
      ['--log', 'x', '--contest', 'labour-leader-2010'],
      '--log writes the log of the whole ledger as files, and knows no --contest; leave one of them out.',
    ],
  ])('refuses %j in one sentence', async (args, sentence) => {
    const { status, out, err } = await exported(...args);
    expect([status, out, err]).toEqual([2, '', `hustings: ${sentence}\n`]);
    expect(existsSync('x')).toBe(false);
  });

  test('sends no Parquet to a terminal', async () => {
    const args = ['export', '--ledger', ledger.path, '-f', 'parquet'];
    const { status, out, err } = await hustings(args, { columns: 80 });
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(/^hustings: Parquet is no text for a terminal; name a file with --out/);
  });

  test.each(['ndjson', 'csv', 'popolo'])('writes %s to a file as to stdout', async (format) => {
    const to = file(`all.${format}`);
    const { status, out, err } = await exported('-f', format, '--out', to);
    expect([status, out]).toEqual([0, '']);
    expect(err).toContain(`${to}: `);
    expect(readFileSync(to, 'utf8')).toBe((await exported('-f', format)).out);
    expect(existsSync(`${to}.part`)).toBe(false);
  });

  test('without a format is NDJSON', async () => {
    expect((await exported()).out).toBe((await exported('-f', 'ndjson')).out);
  });

  test('overwrites no file, and needs a folder that is there', async () => {
    const there = file('there.csv');
    writeFileSync(there, 'mine');
    const { status, err } = await exported('--out', there);
    expect([status, err]).toEqual([1, `hustings: ${there} is there already; name a new file.\n`]);
    expect(readFileSync(there, 'utf8')).toBe('mine');
    const nowhere = await exported('--out', join(root, 'nowhere', 'all.ndjson'));
    expect(nowhere.status).toBe(1);
    expect(nowhere.err).toContain('cannot be written (ENOENT); name a file in a folder');
  });

  test.each(['ndjson', 'csv', 'parquet', 'popolo'])(
    'of %s that is stopped leaves no file behind',
    async (format) => {
      const to = file(`stopped.${format}`);
      const args = ['export', '--ledger', ledger.path, '-f', format, '--out', to];
      const signal = AbortSignal.abort('SIGTERM');
      const hold = () => ({ signal, pause: () => undefined, resume: () => undefined });
      const { status, err } = await hustings(args, { hold });
      expect(status).toBe(143);
      expect(err).toContain(`hustings: stopped: ${to} was not written.\n`);
      expect([existsSync(to), existsSync(`${to}.part`)]).toEqual([false, false]);
    },
  );

  test('refuses a contest that is not there before it writes anything', async () => {
    const to = file('no-contest.csv');
    const { status, err } = await exported('-f', 'csv', '--contest', 'nosuch', '--out', to);
    expect([status, existsSync(to)]).toEqual([1, false]);
    expect(err).toContain('There is no contest nosuch.');
  });

  test('shows in its help how each format is had', async () => {
    const help = await printed(['help', 'export']);
    for (const each of ['-f csv', '-f parquet', '-f popolo', '--log']) expect(help).toContain(each);
  });
});

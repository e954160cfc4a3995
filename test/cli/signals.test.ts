import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { CONTEST, enrolled, ndjson, opened, SMALL } from './entries.ts';
import { folder, hustings, sampleLedger } from './harness.ts';
import { expectSentence, start, startMain } from './processes.ts';

const ledger = sampleLedger();
const { file } = folder();
const at = ['--ledger', ledger.path];

describe('signals', () => {
  const LINES = 4000;
  const long = (): string => {
    const names = Array.from({ length: LINES - 1 }, (_, index) => enrolled(`mp-${index}`, 'MP'));
    writeFileSync(file('import.ndjson'), ndjson([opened(), ...names]));
    return file('import.ndjson');
  };

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    '%s while an import stores ends it with one sentence and %i, after whole batches',
    async (signal, status) => {
      const path = file(`${signal}.db`);
      const text = long();
      const { child, ended } = startMain(['import', text, '--ledger', path]);
      // The ledger is only made when all lines are known to be good.
      while (!existsSync(path)) await pause(2);
      child.kill(signal);
      const stopped = await ended;
      expect(stopped).toMatchObject({ code: status, signal: null });
      expectSentence(
        stopped,
        /^hustings: stopped: (?:nothing was stored|\d+ of 4000 entries are stored, and the same import again adds the rest)\.\n$/,
      );
      const { out } = await hustings(['export', '--ledger', path]);
      const stored = out === '' ? 0 : out.trimEnd().split('\n').length;
      expect(stored % 500).toBe(0);
      expect(stored).toBeLessThan(LINES);
      const again = await hustings(['import', text, '--ledger', path]);
      expect(again.err).toContain(`${LINES - stored} new, ${stored} already there.`);
    },
  );

  test('Ctrl+C while an import waits for input ends it with one sentence, and makes no ledger', async () => {
    const path = file('waiting.db');
    const { child, ended } = startMain(['import', '-', '--ledger', path], { waits: true });
    // More than a pipe holds: it is only written when the command has begun to read, and so to hold.
    const lines = `${ndjson(SMALL)}${' '.repeat(1000)}\n`.repeat(200);
    await new Promise((written) => child.stdin?.write(lines, written));
    child.kill('SIGINT');
    const stopped = await ended;
    expect(stopped.code).toBe(130);
    expectSentence(stopped, /^hustings: stopped: nothing was stored\.\n$/);
    expect(existsSync(path)).toBe(false);
  });

  test('Ctrl+C ends a command that only reads, or waits for an entry, at once', async () => {
    const { child, ended } = startMain(['append', CONTEST, ...at], { waits: true });
    await pause(300);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGINT', out: '', err: '' });
  });

  test('a second Ctrl+C is deadly, while one that is told twice, as npm does it, is one', async () => {
    const script = `
      const { holdSignals } = await import(${JSON.stringify(new URL('../../src/cli/signals.ts', import.meta.url).href)});
      const hold = holdSignals();
      setInterval(() => {}, 1000);
      hold.signal.addEventListener('abort', () => {
        process.stdout.write(hold.signal.reason);
        process.kill(process.pid, 'SIGINT');
        setTimeout(() => process.stdout.write(' lives'), 700);
      });
      process.stdout.write('held ');
    `;
    const { child, ended } = start(process.execPath, ['--input-type=module', '-e', script]);
    await once(child.stdout ?? child, 'data');
    child.kill('SIGINT');
    await once(child.stdout ?? child, 'data');
    await Promise.race([once(child.stdout ?? child, 'data'), ended]);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ signal: 'SIGINT', out: 'held SIGINT lives' });
  });

  test('Ctrl+C is deadly while a hold is paused, and held again afterwards', async () => {
    const script = `
      const { holdSignals } = await import(${JSON.stringify(new URL('../../src/cli/signals.ts', import.meta.url).href)});
      const hold = holdSignals();
      hold.pause();
      const paused = process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');
      hold.resume();
      hold.resume();
      const resumed = [process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')];
      process.stdout.write(JSON.stringify([paused, ...resumed]));
      hold.pause();
    `;
    const { ended } = start(process.execPath, ['--input-type=module', '-e', script]);
    expect(await ended).toMatchObject({ code: 0, out: '[0,1,1]' });
  });
});

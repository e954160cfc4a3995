/** Verifications that are begun on a page: one at a time, shared, stopped, and forgotten in the end. */
import { describe, expect, test } from 'vitest';
import { SharedRun } from '../../src/http/shared-run.ts';
import { VerificationRuns } from '../../src/http/verification-runs.ts';
import type { Examined, VerifyingStep } from '../../src/interchange/verification.ts';

const HOUR = 3_600_000;
const REPORT = { count: 0 } as unknown as Examined;
const settled = () => new Promise((resolve) => setImmediate(resolve));

interface Begun {
  readonly since: string | undefined;
  readonly signal: AbortSignal;
  tell(step: VerifyingStep): void;
  resolve(report: Examined): void;
  reject(error: unknown): void;
}

function tried() {
  const begun: Begun[] = [];
  const runOf = (since: string | undefined) =>
    new SharedRun<Examined, VerifyingStep>((signal, tell) => {
      const { promise, resolve, reject } = Promise.withResolvers<Examined>();
      begun.push({ since, signal, tell, resolve, reject });
      return promise;
    });
  const plain = runOf(undefined);
  const clock = { now: 1000 };
  let named = 0;
  const runs = new VerificationRuns(
    { of: (since) => (since === undefined ? plain : runOf(since)) },
    { now: () => clock.now, newId: () => `run-${++named}` },
  );
  return { begun, plain, clock, runs };
}

describe('a verification that is begun on a page', () => {
  test('is one for all who begin it meanwhile, with the same', async () => {
    const { begun, runs } = tried();
    const first = runs.begin({ by: 'Ada' });
    expect(first).toMatchObject({ id: 'run-1', by: 'Ada', begun: 1000, state: { is: 'running' } });
    expect(runs.begin({ by: 'Bob' })?.id).toBe('run-1');
    expect(runs.begin({ by: 'Bob', since: 'a note' })).toBeUndefined();
    expect(begun).toHaveLength(1);
    begun[0]?.resolve(REPORT);
    await settled();
    expect(runs.begin({ by: 'Bob', since: 'a note' })).toMatchObject({
      id: 'run-2',
      since: 'a note',
    });
    expect(begun[1]?.since).toBe('a note');
    expect(runs.begin({ by: 'Bob' })).toBeUndefined();
  });

  test('says how far it is, and then what it found', async () => {
    const { begun, clock, runs } = tried();
    runs.begin({ by: 'Ada' });
    expect(runs.find('run-1')?.state).toEqual({ is: 'running', step: undefined });
    const step = { what: 'entries', done: 3, all: 7 } as const;
    begun[0]?.tell(step);
    expect(runs.find('run-1')?.state).toEqual({ is: 'running', step });
    clock.now = 2000;
    begun[0]?.resolve(REPORT);
    await settled();
    expect(runs.find('run-1')?.state).toEqual({ is: 'done', report: REPORT, ended: 2000 });
  });

  test('is stopped by whoever stops it, and then stays as it is', async () => {
    const { begun, runs } = tried();
    runs.begin({ by: 'Ada' });
    const step = { what: 'standings', done: 1, all: 5 } as const;
    begun[0]?.tell(step);
    runs.stop('run-1', 'Bob');
    expect(begun[0]?.signal.aborted).toBe(false);
    await settled();
    expect(begun[0]?.signal.aborted).toBe(true);
    const stopped = { is: 'stopped', by: 'Bob', step, ended: 1000 };
    expect(runs.find('run-1')?.state).toEqual(stopped);
    begun[0]?.resolve(REPORT);
    runs.stop('run-1', 'Zed');
    await settled();
    expect(runs.find('run-1')?.state).toEqual(stopped);
    expect(runs.begin({ by: 'Ada' })?.id).toBe('run-2');
    runs.stop('nosuch', 'Zed');
  });

  test('that is stopped as it ends stays stopped', async () => {
    const { begun, runs } = tried();
    runs.begin({ by: 'Ada' });
    begun[0]?.resolve(REPORT);
    runs.stop('run-1', 'Bob');
    await settled();
    expect(runs.find('run-1')?.state.is).toBe('stopped');
  });

  test('goes on where somebody else waits for it', async () => {
    const { begun, plain, runs } = tried();
    const other = plain.outcome(new AbortController().signal);
    runs.begin({ by: 'Ada' });
    expect(begun).toHaveLength(1);
    runs.stop('run-1', 'Ada');
    await settled();
    expect(begun[0]?.signal.aborted).toBe(false);
    begun[0]?.resolve(REPORT);
    expect(await other).toBe(REPORT);
  });

  test('that fails says why', async () => {
    const { begun, runs } = tried();
    runs.begin({ by: 'Ada' });
    begun[0]?.reject(new RangeError('no'));
    await settled();
    expect(runs.find('run-1')?.state).toEqual({ is: 'failed', problem: 'no', ended: 1000 });
  });

  test('is forgotten an hour after its end, never before it, and the oldest first', async () => {
    const { begun, clock, runs } = tried();
    runs.begin({ by: 'Ada' });
    clock.now += 5 * HOUR;
    expect(runs.find('run-1')?.state.is).toBe('running');
    begun[0]?.resolve(REPORT);
    await settled();
    clock.now += HOUR - 1;
    expect(runs.find('run-1')?.state.is).toBe('done');
    clock.now += 1;
    expect(runs.find('run-1')).toBeUndefined();
    for (let at = 0; at < 25; at += 1) {
      runs.begin({ by: 'Ada' });
      begun.at(-1)?.resolve(REPORT);
      await settled();
    }
    const known = runs.recent().map(({ id }) => id);
    expect([known.length, known[0], known.at(-1)]).toEqual([20, 'run-26', 'run-7']);
  });

  test('ends with the server', async () => {
    const { begun, runs } = tried();
    runs.begin({ by: 'Ada' });
    runs.end();
    await settled();
    expect(begun[0]?.signal.aborted).toBe(true);
    expect(runs.find('run-1')?.state).toMatchObject({
      is: 'stopped',
      by: 'the server, which stops',
    });
  });
});

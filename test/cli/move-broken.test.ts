/** A move that is broken off is carried on by the same command, wherever it was. */
import { beforeAll, expect, test } from 'vitest';
import type { Hold } from '../../src/cli/context.ts';
import { printed, type Ran } from './harness.ts';
import { type Database, database, fresh, held, move, moved, SMALL_SIZE, small } from './moving.ts';

/** Ctrl+C at the n-th time that a command looks whether it was pressed. */
function stoppedAt(looks: number): () => Hold {
  const controller = new AbortController();
  const { signal } = controller;
  let left = looks;
  signal.throwIfAborted = () => {
    left -= 1;
    if (left === 0) controller.abort('SIGINT');
    AbortSignal.prototype.throwIfAborted.call(signal);
  };
  return () => ({ signal, pause: () => undefined, resume: () => undefined });
}

const STOPPED = new RegExp(
  `^hustings: stopped: (?:nothing was moved|\\d+ of ${SMALL_SIZE} entries are in \\S+, and the same command carries it on)\\.$`,
  'm',
);

let ledger = '';
let whole: Awaited<ReturnType<typeof held>>;
let source: Database;

beforeAll(async () => {
  ledger = await small();
  whole = await held(ledger);
  source = await database();
  await moved(['--from', ledger], source);
});

/** What a stopped move says that it has moved. */
function farOf({ status, out, err }: Ran): string {
  expect([status, out]).toEqual([130, '']);
  expect(err).toMatch(STOPPED);
  return /\d+ of \d+|nothing/.exec(err.split('stopped: ')[1] ?? '')?.[0] ?? '';
}

/** Moves the ledger to a place of its own, broken off on the way; says how far it had come. */
async function brokenOff(looks: number, intoDatabase: boolean): Promise<string | undefined> {
  const target = intoDatabase ? await database() : source;
  const { env } = target;
  const back = fresh();
  const args = intoDatabase ? ['--from', ledger] : ['--to', back];
  const broken = await move(args, { env, hold: stoppedAt(looks) });
  expect((await moved(args, target)).filter(({ same }) => !same)).toEqual([]);
  if (!intoDatabase) expect(await held(back)).toEqual(whole);
  else expect(await printed(['export'], { env })).toBe(whole.entries);
  return broken.status === 0 ? undefined : farOf(broken);
}

// It looks so often in all; with more it comes to its end.
const LOOKS = Array.from({ length: 24 }, (_, at) => at + 1);

test('it is stopped at every moment, and carried on to the same end', async () => {
  const far = new Set<string | undefined>();
  for (const looks of LOOKS) far.add(await brokenOff(looks, looks % 2 === 0));
  // Some before anything was moved, some amid the entries, some amid what comes after them.
  expect(far.size).toBeGreaterThan(5);
  expect(far).toContain('nothing');
  expect(far).toContain(`${SMALL_SIZE} of ${SMALL_SIZE}`);
});

test('by a database that refuses, it says how far it came, and goes on from there', async () => {
  const { env, double } = await database();
  double.fault = ({ kind, attempt }) =>
    kind === 'append' && attempt > 3 ? { error: 'access-denied' } : undefined;
  const broken = await move(['--from', ledger], { env });
  expect(broken.status).toBe(1);
  expect(broken.err).toMatch(
    /^hustings: kurrentdb:\S+ does not let this user do that; .*; 8 of 15 entries are in kurrentdb:\S+, and the same command carries it on\.$/m,
  );
  double.fault = undefined;
  const { err } = await move(['--from', ledger], { env });
  expect(err).toMatch(/: 15 entries, 8 of them in kurrentdb:\S+ yet\.$/m);
  expect(await printed(['export'], { env })).toBe(whole.entries);
});

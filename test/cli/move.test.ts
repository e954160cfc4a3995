/** `hustings move`: a ledger in another store is the same ledger. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { printed, sampleLedger } from './harness.ts';
import {
  answered,
  database,
  erased,
  fresh,
  held,
  move,
  moved,
  SMALL_SIZE,
  signed,
  small,
} from './moving.ts';

const samples = sampleLedger();
const NANDY = '27b24a10';
const CONTESTS = [
  'labour-leader-2010',
  'labour-leader-2015',
  'labour-leader-2016',
  'labour-leader-2020',
  'labour-deputy-2020',
];

/** The samples, one of them erased, with answers kept for clients and signed checkpoints. */
async function rich(): Promise<string> {
  const ledger = samples.copy('rich.db');
  await signed(ledger);
  await erased(ledger, NANDY);
  for (const number of [3, 1, 2]) await answered(ledger, 'labour-leader-2010', number);
  await signed(ledger);
  return ledger;
}

describe('there and back', () => {
  test('the samples come back byte by byte, and the database has all digests and proofs', async () => {
    const { env, double } = await database();
    const ledger = await rich();
    const before = await held(ledger);
    const bytes = readFileSync(ledger);
    const there = await moved(['--from', ledger], { env });
    expect(there.filter(({ same, from, to }) => !same || from !== to)).toEqual([]);
    const [entries, root, receipts, checkpoints, ...standings] = there;
    expect([entries?.to, receipts?.to, checkpoints?.to]).toEqual([876, 3, 2]);
    expect(standings.map(({ what }) => what).sort()).toEqual(
      CONTESTS.map((contest) => `standings of ${contest}`).sort(),
    );
    expect(await printed(['export'], { env })).toBe(before.entries);
    expect(readFileSync(ledger).equals(bytes)).toBe(true);

    const verify = ['verify', '-f', 'json'];
    const inFile = JSON.parse(await printed([...verify, '--ledger', ledger]));
    const inDatabase = JSON.parse(await printed(verify, { env }));
    expect(inDatabase).toMatchObject({ ok: true, erased: 1, receipts: 3, log: inFile.log });
    expect(inDatabase.log.root).toBe(root?.to);
    expect(inDatabase.origin).toEqual({ difference: null, passedOver: [] });
    const digests = ({ standings }: { standings: { contest: string }[] }) =>
      standings.toSorted((one, other) => one.contest.localeCompare(other.contest));
    expect(digests(inDatabase)).toEqual(digests(inFile));
    expect(double.events('hustings-checkpoints')).toHaveLength(2);

    // With another copy, which knows the database alone.
    const other = { env: { ...env, HUSTINGS_COPY: fresh() } };
    const back = fresh();
    expect(await moved(['--to', back], other)).toEqual(there);
    expect(await held(back)).toEqual(before);
  });

  test('between two databases, and from file to file', async () => {
    const [one, other] = [await database(), await database()];
    const ledger = await small();
    await moved(['--from', ledger], one);
    const to = other.env.HUSTINGS_STORE;
    expect(await move(['--to', to], one)).toMatchObject({ status: 0 });
    expect(existsSync(`${one.env.HUSTINGS_COPY}.to`)).toBe(true);
    const [back, straight] = [fresh(), fresh()];
    await moved(['--from', to, '--to', back], { env: { HUSTINGS_COPY: fresh() } });
    await moved(['--from', ledger, '--to', straight]);
    const whole = await held(ledger);
    expect([await held(back), await held(straight)]).toEqual([whole, whole]);
  });

  test('an empty ledger moves, too', async () => {
    const [empty, to] = [fresh(), fresh()];
    await openSqliteStore(empty).close();
    expect((await moved(['--from', empty, '--to', to]))[0]).toMatchObject({ to: 0, same: true });
    expect(existsSync(to)).toBe(true);
  });
});

test('what comes to the source meanwhile is moved, too, and said', async () => {
  const ledger = await small();
  const { env, double } = await database();
  let late: Promise<void> | undefined;
  double.fault = ({ kind, attempt }) => {
    if (kind !== 'append' || attempt !== 2) return undefined;
    late = answered(ledger, 'second', 9);
    return { delayMs: 300 };
  };
  const { status, err } = await move(['--from', ledger], { env });
  await late;
  expect([status, err]).toEqual([
    0,
    expect.stringMatching(/^1 entry came to \S+ meanwhile, moved with the others\.$/m),
  ]);
  expect(await printed(['export'], { env })).toBe((await held(ledger)).entries);
});

test('--dry-run says what would be moved, and moves nothing', async () => {
  const ledger = await small();
  const { env, double } = await database();
  const first = await move(['--from', ledger, '--dry-run'], { env });
  expect(first).toMatchObject({ status: 0, out: '' });
  expect(first.err).toMatch(
    new RegExp(
      `^Nothing is moved yet: ${SMALL_SIZE} entries of \\S+ would go to kurrentdb:\\S+\\.$`,
      'm',
    ),
  );
  expect(double.appends).toBe(0);
  const to = fresh();
  const made = await move(['--from', ledger, '--to', to, '--dry-run']);
  expect(made.err).toMatch(/would go to \S+, which would be made\.$/m);
  expect(existsSync(to)).toBe(false);
});

test('it says where the keys and the tokens stay', async () => {
  const ledger = await small();
  await printed(['token', 'add', 'Ada', '--role', 'editor', '--ledger', ledger]);
  const to = fresh();
  const { err } = await move(['--from', ledger, '--to', to]);
  expect(err).toContain(
    `Not moved: the log's private keys in ${ledger}.key; copy that file to ${to}.key, or name it with HUSTINGS_LOG_KEY.`,
  );
  expect(err).toContain(
    `Not moved: the tokens in ${ledger}.tokens; copy that file to ${to}.tokens`,
  );
  const env = { HUSTINGS_LOG_KEY: `${ledger}.key` };
  const named = await move(['--from', ledger, '--to', to], { env });
  expect(named.err).toContain('HUSTINGS_LOG_KEY names them for both.');
});

test('a terminal sees what was compared in a table, and how far it is', async () => {
  const ledger = await small();
  const around = { columns: 100, talksToTerminal: true };
  const { out, err } = await move(['--from', ledger, '--to', fresh()], around);
  expect(out).toMatch(/│ root +│ \S{16}… +│ \S{16}… +│ same +│/);
  expect(err).toMatch(/moving .*15\/15/);
});

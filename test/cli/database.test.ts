/** The commands on a ledger that lies in a database, and is read from a copy. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, test } from 'vitest';
import { showFacts } from '../support/facts.ts';
import { CONTEST, candidate, ndjson, SMALL, uuid } from './entries.ts';
import { hustings, printed, rowsOf } from './harness.ts';
import { type Database, database, fresh } from './moving.ts';
import { main } from './processes.ts';
import { serverOf } from './servers.ts';

let here: Database;

beforeAll(async () => {
  here = await database();
  await printed(['import', '-'], { ...here, stdin: ndjson(SMALL) });
});

/** The same database, followed by a copy of its own. */
const another = () => ({ env: { ...here.env, HUSTINGS_COPY: fresh() } });

/** A copy of its own to which something was done. */
async function damaged(sql: string) {
  const around = another();
  await printed(['contests'], around);
  const db = showFacts(new DatabaseSync(around.env.HUSTINGS_COPY));
  db.exec(sql);
  db.close();
  return around;
}

const WRONG_NAME =
  'UPDATE fact SET candidate = (SELECT max(number) FROM symbol) WHERE seq = 5 AND candidate >= 0';

describe('the demo', () => {
  test('puts the samples into a database, and the second time adds nothing', async () => {
    const around = await database();
    const first = await hustings(['demo'], around);
    expect(first).toMatchObject({ status: 0 });
    expect(first.err).toMatch(/^kurrentdb:\S+: 5 contests, 872 entries, 872 of them new\.$/m);
    expect(first.err).toMatch(
      /^Try next \(npx hustings … from here, where HUSTINGS_STORE is set\)/m,
    );
    expect(first.err).toMatch(/^ {2}hustings endorser unison$/m);
    expect((await hustings(['demo'], around)).err).toContain('all of them there already');
  });

  test('leaves a database with contests of somebody else alone', async () => {
    const { status, err } = await hustings(['demo'], here);
    expect(status).toBe(1);
    expect(err).toMatch(/holds leader, .*; give --ledger a file, or name another database\.$/m);
  });
});

describe('a backup', () => {
  test('is an ordinary ledger in a file', async () => {
    const file = fresh();
    const { status, err } = await hustings(['backup', file], here);
    expect(status).toBe(0);
    expect(err).toContain(`${file}: 6 entries, every byte checked.`);
    expect(err).toContain(`${here.env.HUSTINGS_COPY}.key) is not in it`);
    const at = ['--ledger', file];
    expect(await printed(['export', ...at])).toBe(await printed(['export'], here));
    await printed(['append', CONTEST, ...at], { stdin: JSON.stringify(candidate('cat')) });
    expect((await hustings(['verify', ...at])).status).toBe(0);
  });

  test('is not restored to a database, nor made of an address: hustings move does that', async () => {
    const file = fresh();
    await printed(['backup', file], here);
    const address = here.env.HUSTINGS_STORE;
    for (const [args, says] of [
      [
        ['restore', file],
        /^hustings: a backup is restored to a file, not to kurrentdb:\S+; hustings move --from /,
      ],
      [['restore', address, '--ledger', fresh()], /is a file; hustings move copies/],
      [['backup', address], /is a file; hustings move copies/],
    ] as const) {
      const ended = await hustings(args, here);
      expect(ended).toMatchObject({ status: 1, out: '' });
      expect(ended.err).toMatch(says);
    }
  });
});

describe('rebuild', () => {
  test('follows the database anew, and finds the copy to be what it says', async () => {
    const { status, out, err } = await hustings(['rebuild'], here);
    const { HUSTINGS_COPY: copy } = here.env;
    expect([status, err]).toEqual([0, `6 entries rebuilt: ${copy} was what the database says.\n`]);
    expect(rowsOf(out).map(({ contest, before }) => [contest, before])).toEqual([
      [CONTEST, 'same'],
    ]);
    expect(existsSync(`${copy}.anew`)).toBe(false);
  });

  test('puts right what differs', async () => {
    const around = await damaged(WRONG_NAME);
    const { status, out, err } = await hustings(['rebuild'], around);
    expect([status, err]).toEqual([
      0,
      expect.stringMatching(
        / differed \(.*entry 5: not as the log has it\), and was put right\.$/m,
      ),
    ]);
    const [row] = rowsOf(out);
    expect(row?.before).not.toBe('same');
    const sound = rowsOf(await printed(['rebuild'], here));
    expect(row?.digest).toBe(sound[0]?.digest);
    expect((await hustings(['rebuild'], around)).err).toContain('was what the database says');
  });

  test('that is stopped leaves the copy as it was', async () => {
    const signal = AbortSignal.abort('SIGINT');
    const hold = () => ({ signal, pause: () => undefined, resume: () => undefined });
    const { status, err } = await hustings(['rebuild'], { ...here, hold });
    expect([status, err]).toEqual([
      130,
      `hustings: stopped: ${here.env.HUSTINGS_COPY} is as it was.\n`,
    ]);
  });
});

describe('verify', () => {
  const databaseRow = async (args: readonly string[], around: object) =>
    rowsOf((await hustings(['verify', ...args], around)).out).find(
      ({ what }) => what === 'database',
    );

  test('reads the database again, and --no-origin does not', async () => {
    expect(await databaseRow([], here)).toMatchObject({
      checked: '6',
      result: 'read again: the copy holds the same',
    });
    expect(await databaseRow(['--no-origin'], here)).toBeUndefined();
  });

  test('finds a copy that differs, beside the entries', async () => {
    const around = await damaged("UPDATE stream SET name = 'hustings-contest-leader2'");
    const { status, out, err } = await hustings(['verify', '-f', 'json'], around);
    expect(status).toBe(1);
    const { origin, faults } = JSON.parse(out);
    expect(origin.difference).toMatch(/not as the log has it/);
    expect(faults.all).toContainEqual({
      seq: null,
      place: 'the copy of the database',
      problem: origin.difference,
    });
    expect(err).toContain('the copy of the database: ');
  });

  test('tells what of the database is no entry, and takes it for no fault', async () => {
    const { double, env } = await database();
    const around = { env };
    await printed(['import', '-'], { ...around, stdin: ndjson(SMALL) });
    expect(JSON.parse(await printed(['verify', '-f', 'json'], around)).origin).toEqual({
      difference: null,
      passedOver: [],
    });
    for (let count = 0; count < 6; count += 1)
      double.put('hustings-contest-x', [{ type: 'Other' }]);
    const { status, out, err } = await hustings(['verify', '-f', 'json'], around);
    expect(status).toBe(0);
    expect(err).toMatch(
      /^6 writes of the database are no entries: (?:hustings-contest-x at position \d+ \(Hustings did not write it\), ){5}and 1 more\.$/m,
    );
    const { ok, origin } = JSON.parse(out);
    expect([ok, origin.difference, origin.passedOver.length]).toEqual([true, null, 6]);
    const [first] = origin.passedOver;
    expect(first).toEqual({
      position: Number(first.position),
      stream: 'hustings-contest-x',
      why: 'foreign',
    });
  });
});

test('erase is refused before anything is opened', async () => {
  const env = { HUSTINGS_STORE: 'kurrentdb://127.0.0.1:1', HUSTINGS_COPY: fresh() };
  for (const yes of [[], ['--yes']]) {
    const ended = await hustings(['erase', uuid(6), '--basis', 'A court order', ...yes], { env });
    expect(ended).toMatchObject({ status: 1, out: '' });
    expect(ended.err).toMatch(
      /^hustings: kurrentdb:\S+ keeps what was written for ever, so nothing can be erased there: move the ledger to a file \(hustings move\), .*\.\n$/,
    );
  }
  expect(existsSync(env.HUSTINGS_COPY)).toBe(false);
});

test('keys and tokens lie beside the copy, unless others are named', async () => {
  const around = another();
  const { HUSTINGS_COPY: copy } = around.env;
  await printed(['token', 'add', 'Ada', '--role', 'editor'], around);
  expect(await printed(['token', 'list'], around)).toContain('Ada');
  expect(rowsOf(await printed(['key'], around))[0]?.file).toBe(`${copy}.key`);
  expect(existsSync(`${copy}.tokens`)).toBe(true);
  const log = `${fresh()}.log`;
  const { status, err } = await hustings(['export', '--log', log], around);
  expect([status, err]).toEqual([0, expect.stringContaining(`${log}: a log of 6 entries`)]);
  // What one signs all of them have.
  const report = JSON.parse(await printed(['verify', '-f', 'json'], another()));
  expect(report.checkpoints).toMatchObject([{ size: 6, holds: true }]);
});

describe('a real process', () => {
  test('answers from the database, by its variable or its flag', async () => {
    const { HUSTINGS_STORE: address, HUSTINGS_COPY: copy } = another().env;
    const [byVariable, byFlag] = await Promise.all([
      main(['contests'], { env: { HUSTINGS_STORE: address, HUSTINGS_COPY: copy } }),
      main(['contests', '--ledger', address], { env: { HUSTINGS_COPY: fresh() } }),
    ]);
    const out = await printed(['contests'], here);
    expect(byVariable).toMatchObject({ code: 0, out });
    expect(byFlag).toMatchObject({ code: 0, out });
  });

  test('serves it, and says where it is and from which copy', async () => {
    const { env } = another();
    const { address, said, stop } = await serverOf(['serve'], / API (\S+)\/docs/, { env });
    expect(said()).toMatch(/^kurrentdb:\/\/127\.0\.0\.1:\d+ at http:\S+$/m);
    expect(said()).toContain(`\n  read from its copy ${env.HUSTINGS_COPY}\n`);
    const answer = await fetch(`${address}/api/v1/contests/${CONTEST}`);
    expect(answer.status).toBe(200);
    expect(await stop('SIGTERM')).toMatchObject({ code: 0 });
  });
});

/** The server and the commands while the disk of their ledger fails, and afterwards. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, hustings, printed } from '../../cli/harness.ts';
import { expectSentence, main } from '../../cli/processes.ts';
import { type Server, serverOf } from '../../cli/servers.ts';
import { CONTEST, enrolled, FRAME } from '../../support/sent.ts';
import { compiled, ERRNO, FILES, TreacherousDisk } from './preloaded.ts';

const { path } = folder();
const library = compiled(path);
const it = test.skipIf(library === undefined);
const LISTENS = /pages (http:\S+)\//;
const BOTH = FILES.ledger | FILES.log;
const SETTINGS = { HUSTINGS_RATE_LIMIT: '0', HUSTINGS_EVENT_LOOP_DELAY: '60000' };
const IT_IS = 'The disk of the ledger failed to keep what was written, so nothing';
const UNKNOWN = 'it is not known whether this was stored: send the same request again';

/** A ledger with a contest in it, on a disk of its own, and tokens of an editor and an auditor. */
async function ledgerOn(name: string) {
  const below = join(path, name);
  mkdirSync(below);
  const ledger = join(below, 'ledger.db');
  await printed(['append', CONTEST, '--ledger', ledger], { stdin: JSON.stringify(FRAME) });
  const token = async (role: string) =>
    (await printed(['token', 'add', role, '--role', role, '--ledger', ledger])).trim();
  const disk = new TreacherousDisk(library ?? '', path, below);
  return { ledger, disk, editor: await token('editor'), auditor: await token('auditor') };
}

const serving = (ledger: string, { env }: TreacherousDisk): Promise<Server> =>
  serverOf(['serve', '--ledger', ledger], LISTENS, { env: { ...env, ...SETTINGS } });

/** Sends an enrolment under a key; gives the status and what the problem says. */
async function sent(server: Server, token: string, key: string): Promise<[number, string, string]> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'if-match': '*',
    'idempotency-key': `"${key}"`,
  };
  const body = JSON.stringify(enrolled(key, 'MP'));
  const url = `${server.address}/api/v1/contests/${CONTEST}/entries`;
  const got = await fetch(url, { method: 'POST', headers, body });
  const { type = '', detail = '' } = (await got.json()) as { type?: string; detail?: string };
  return [got.status, type, detail];
}

/** What is read of a server: the statuses of some answers. */
const read = (server: Server) =>
  Promise.all(
    [`/api/v1/contests/${CONTEST}/standings`, '/api/v1/contests', '/log/checkpoint', '/'].map(
      async (at) => (await fetch(`${server.address}${at}`)).status,
    ),
  );
const ALL_READ = [200, 200, 200, 200];

async function expectStored(ledger: string, endorsers: readonly string[]): Promise<void> {
  const out = await printed(['export', '--ledger', ledger]);
  for (const each of endorsers) expect(out.split(`"endorser":"${each}"`)).toHaveLength(2);
  expect((await hustings(['verify', '--ledger', ledger])).status).toBe(0);
}

it('a full disk: appends are refused, reads go on, and it takes entries once there is room', async () => {
  const { ledger, disk, editor } = await ledgerOn('full');
  const server = await serving(ledger, disk);
  await expect.poll(() => read(server), { timeout: 20_000 }).toEqual(ALL_READ);
  disk.tell({ fault: 'noSpace', files: BOTH | FILES.index });
  const refused = await sent(server, editor, 'ann');
  expect(refused).toEqual([503, '/problems/no-room', expect.stringMatching(/nothing was stored/)]);
  expect(await read(server)).toEqual(ALL_READ);
  const got = await main(['append', CONTEST, '--ledger', ledger], {
    env: disk.env,
    stdin: JSON.stringify([enrolled('bob', 'MP')]),
  });
  expect(got.code).toBe(1);
  expectSentence(got, /has no room left on its disk; nothing was stored, so free some space/);
  expect((await fetch(`${server.address}/health/ready`)).status).toBe(200);
  disk.heal();
  expect(await sent(server, editor, 'ann')).toEqual([201, '', '']);
  await server.stop('SIGTERM');
  await expectStored(ledger, ['ann']);
}, 120_000);

it('a quota: it is not known what was stored, and what is sent again is stored once', async () => {
  const { ledger, disk, editor } = await ledgerOn('quota');
  const server = await serving(ledger, disk);
  disk.tell({ fault: 'writeFails', files: BOTH, times: -1, error: ERRNO.EDQUOT });
  const refused = await sent(server, editor, 'ann');
  expect(refused).toEqual([503, '/problems/unavailable', expect.stringContaining(UNKNOWN)]);
  disk.heal();
  expect((await sent(server, editor, 'ann'))[0]).toBe(201);
  await server.stop('SIGTERM');
  await expectStored(ledger, ['ann']);
}, 120_000);

it('a flush that fails once: nothing is stored until a start has verified all of it', async () => {
  const { ledger, disk, editor, auditor } = await ledgerOn('flush');
  const first = await serving(ledger, disk);
  await expect.poll(() => read(first), { timeout: 20_000 }).toEqual(ALL_READ);
  expect((await sent(first, editor, 'ann'))[0]).toBe(201);
  disk.tell({ fault: 'flushFails', files: FILES.log });
  const [status, type, detail] = await sent(first, editor, 'bob');
  expect([status, type]).toEqual([503, '/problems/unsure']);
  expect(detail).toContain(UNKNOWN);
  for (const key of ['bob', 'cat']) {
    const refused = await sent(first, editor, key);
    expect(refused).toEqual([503, '/problems/unsure', expect.stringContaining(IT_IS)]);
    expect(refused[2]).not.toContain(UNKNOWN);
  }
  expect(await read(first)).toEqual(ALL_READ);
  const ready = await fetch(`${first.address}/health/ready`);
  expect([ready.status, await ready.json()]).toMatchObject([503, { type: '/problems/unsure' }]);
  const headers = { authorization: `Bearer ${auditor}` };
  const metrics = await (await fetch(`${first.address}/metrics`, { headers })).text();
  expect(metrics).toMatch(/^hustings_ledger_unsure 1$/m);

  // Another process stores nothing either, as long as this one has the ledger open.
  const beside = ['append', CONTEST, '--ledger', ledger];
  const stdin = JSON.stringify([enrolled('dan', 'MP')]);
  const got = await main(beside, { stdin });
  expect(got.code).toBe(1);
  expectSentence(got, /must be verified.+another program has it open; stop that first/);
  await first.stop('SIGTERM');
  // What the log has is not copied as if the disk were to be trusted.
  expect(existsSync(`${ledger}-wal`)).toBe(true);
  expect((await hustings(['verify', '--ledger', ledger])).status).toBe(0);
  expect(existsSync(`${ledger}-unsure`)).toBe(true);

  const second = await serving(ledger, disk);
  expect(second.said()).toContain('every byte is verified first');
  expect(existsSync(`${ledger}-unsure`)).toBe(false);
  for (const key of ['bob', 'cat'])
    expect([200, 201]).toContain((await sent(second, editor, key))[0]);
  expect((await fetch(`${second.address}/health/ready`)).status).toBe(200);
  expect((await main(beside, { stdin })).code).toBe(0);
  await second.stop('SIGTERM');
  await expectStored(ledger, ['ann', 'bob', 'cat', 'dan']);
}, 120_000);

it('a command whose flush fails says so in one sentence, and the next verifies', async () => {
  const { ledger, disk } = await ledgerOn('command');
  const args = ['append', CONTEST, '--ledger', ledger];
  const stdin = JSON.stringify([{ ...enrolled('ann', 'MP'), id: crypto.randomUUID() }]);
  disk.tell({ fault: 'flushFails', files: FILES.log, times: -1 });
  const failed = await main(args, { env: disk.env, stdin });
  expect(failed.code).toBe(1);
  expectSentence(failed, /could not be flushed to its disk, so it is not known whether/);
  const again = await main(args, { env: disk.env, stdin });
  expect(again.code).toBe(1);
  expectSentence(again, /flushed to its disk|verified/);
  disk.heal();
  const done = await main(args, { env: disk.env, stdin });
  expect([done.code, done.err]).toEqual([0, expect.stringMatching(/takes entries again/)]);
  await expectStored(ledger, ['ann']);
}, 120_000);

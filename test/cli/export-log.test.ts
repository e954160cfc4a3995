import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { parseVkey } from '../../src/tlog/keys.ts';
import { openCheckpoint } from '../../src/tlog/signing.ts';
import { showFacts } from '../support/facts.ts';
import { CONTEST, enrolled, ndjson, nominated, opened, SMALL, uuid } from './entries.ts';
import { folder, hustings, printed } from './harness.ts';
import { expectSentence, startMain } from './processes.ts';

const VERIFIER = process.env.HUSTINGS_TEST_TLOG_VERIFIER;
const skipped = VERIFIER === undefined || spawnSync('go', ['version']).status !== 0;
const why = skipped
  ? ' (skipped: needs go, and HUSTINGS_TEST_TLOG_VERIFIER to name a verifier)'
  : '';

const { path: root, file } = folder();

/** A ledger of a name with so many entries, and where its log goes. */
async function made(name: string, entries: readonly object[] = SMALL) {
  const path = file(`${name}.db`);
  await printed(['import', '-', '--ledger', path], { stdin: ndjson(entries) });
  const log = file(`${name}-log`);
  const to = () => ['export', '--log', log, '--ledger', path];
  return { path, log, to };
}

const vkeyIn = (log: string) => readFileSync(join(log, 'vkey'), 'utf8').trim();
const opens = (log: string, name = 'checkpoint') =>
  openCheckpoint(readFileSync(join(log, name), 'utf8'), parseVkey(vkeyIn(log)));
const many = (count: number) => [
  opened(),
  ...Array.from({ length: count - 1 }, (_, index) => enrolled(`mp-${index}`, 'MP')),
];

describe('export --log', () => {
  test('makes a key, signs, and prints the checkpoint and what checks it', async () => {
    const { path, log, to } = await made('first');
    const { status, out, err } = await hustings(to());
    expect(status).toBe(0);
    expect(out).toBe(readFileSync(join(log, 'checkpoint'), 'utf8'));
    expect(opens(log).size).toBe(6);
    const [made1, said] = err.split('\n');
    expect(made1).toBe(`${path}.key: a new key was made; keep this file, and keep it secret.`);
    expect(said).toBe(`${log}: a log of 6 entries`);
    expect(err).toContain(`vkey ${vkeyIn(log)}\n`);
    const again = await hustings(to());
    expect([again.status, again.out]).toEqual([0, out]);
    expect(again.err).not.toContain('a new key');
  });

  test('carries a directory on, and keeps every checkpoint', async () => {
    const { path, log, to } = await made('carried');
    await printed(to());
    const late = { id: uuid(60), contest: CONTEST, ...nominated('tu-2', 'bob', '2010-06-02') };
    await printed(['import', '-', '--ledger', path], { stdin: JSON.stringify(late) });
    await printed(to());
    expect(readdirSync(join(log, 'checkpoints')).sort()).toEqual(['6', '7']);
    expect([opens(log).size, opens(log, 'checkpoints/6').size]).toEqual([7, 6]);
  });

  test('of a ledger that is not there makes neither ledger nor key', async () => {
    const path = file('none.db');
    const { status, err } = await hustings(['export', '--log', file('none-log'), '--ledger', path]);
    expect([status, err]).toEqual([1, expect.stringMatching(/none\.db does not exist/)]);
    for (const name of ['none.db', 'none.db.key', 'none-log'])
      expect(existsSync(file(name))).toBe(false);
  });

  test('signs nothing for a directory of something else', async () => {
    const { path, log, to } = await made('foreign');
    mkdirSync(log);
    writeFileSync(join(log, 'notes.txt'), 'mine');
    const { status, out, err } = await hustings(to());
    expect([status, out]).toEqual([1, '']);
    expect(err).toMatch(
      /^hustings: \S*foreign-log holds other things than a log; name a new directory\.$/m,
    );
    expect(readdirSync(log)).toEqual(['notes.txt']);
    const db = showFacts(new DatabaseSync(path));
    expect(db.prepare('SELECT count(*) AS n FROM checkpoint').get()).toEqual({ n: 0 });
    db.close();
  });

  test.each([
    [
      'whose last entry was deleted',
      'DELETE FROM fact WHERE seq = 5; DELETE FROM entry WHERE seq = 5',
      /the ledger has 5: entries are lost/,
    ],
    [
      'with a leaf that was changed',
      "UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), 'recordedBy', 'recordedby') AS BLOB) WHERE seq = 2; DELETE FROM tile",
      /entries were changed; run hustings verify/,
    ],
    [
      'with a leaf that was changed after its hash was kept',
      "UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), 'recordedBy', 'recordedby') AS BLOB) WHERE seq = 2",
      /^hustings: Entry 2 was changed; run hustings verify\.$/m,
    ],
  ])('refuses a ledger %s, and leaves what is out as it is', async (name, sql, says) => {
    const { path, log, to } = await made(name.replaceAll(' ', '-'));
    await printed(to());
    const before = readFileSync(join(log, 'checkpoint'), 'utf8');
    const db = showFacts(new DatabaseSync(path));
    db.exec(sql);
    db.close();
    const { status, out, err } = await hustings(to());
    expect([status, out]).toEqual([1, '']);
    expect(err).toMatch(says);
    expect(err.match(/^hustings: /gm)).toHaveLength(1);
    expect(readFileSync(join(log, 'checkpoint'), 'utf8')).toBe(before);
  });

  test('stopped by a signal says so, and the same again makes the log whole', async () => {
    const { path, log, to } = await made('stopped', many(3000));
    await printed(['key', '--ledger', path]);
    const { child, ended } = startMain(to());
    while (!existsSync(join(log, 'tile'))) await pause(1);
    child.kill('SIGTERM');
    const stopped = await ended;
    expect(stopped.code).toBe(143);
    expectSentence(stopped, /^hustings: stopped: the log is not whole; export it again\.\n$/);
    expect(existsSync(join(log, 'checkpoint'))).toBe(false);
    await printed(to());
    expect(opens(log).size).toBe(3000);
  });
});

describe('a log after an erasure', () => {
  /** Logs before and after an erasure among 300 entries, in one directory; the old checkpoint is kept apart. */
  async function erasedIn(name: string) {
    const { path, log, to } = await made(name, [...SMALL, ...many(300).slice(6)]);
    await printed(to());
    cpSync(join(log, 'checkpoint'), file(`${name}-old`));
    const target = ['erase', uuid(6), '--basis', 'A court order', '--yes'];
    await printed([...target, '--ledger', path]);
    await printed(to());
    return { log, old: file(`${name}-old`), key: vkeyIn(log) };
  }

  test('is the old log and one entry more', async () => {
    const { log, old, key } = await erasedIn('erased');
    const [before, after] = [
      readFileSync(old, 'utf8'),
      readFileSync(join(log, 'checkpoint'), 'utf8'),
    ].map((note) => openCheckpoint(note, parseVkey(key)));
    expect(after?.size).toBe((before?.size ?? 0) + 1);
  });

  test.skipIf(skipped)(`is accepted by the verifier in Go${why}`, async () => {
    const { log, old, key } = await erasedIn('erased-go');
    const says = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(
        VERIFIER ?? '',
        ['-log', log, '-vkey', key, ...args],
        { encoding: 'utf8' },
      );
      return `${status} ${stdout}${stderr}`;
    };
    expect(says('-all')).toMatch(/^0 /);
    expect(says('-old', old)).toMatch(/^0 [\s\S]*ok consistency \d+\.\.\d+/);
    const size = /\.\.(\d+)/.exec(says('-old', old))?.[1];
    expect(Number(size)).toBe(opens(log).size);
    writeFileSync(old, readFileSync(old, 'utf8').replace(/\n(.)/, '\n9$1'));
    expect(says('-old', old)).toMatch(/^1 /);
  });
});

test('the folder of these tests holds no half-written file', () => {
  const halves = readdirSync(root, { recursive: true }).filter((name) =>
    `${name}`.endsWith('.part'),
  );
  expect(halves).toEqual([]);
});

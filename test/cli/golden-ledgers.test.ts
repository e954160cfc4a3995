import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { askStandings } from '../../src/ledger/queries/standings.ts';
import { serviceOver } from '../../src/ledger/service.ts';
import { SCHEMA_VERSION } from '../../src/store/sqlite/schema.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import {
  type Expected,
  expectedOf,
  GOLDEN,
  goldenOf,
  unpack,
  versionIn,
} from '../support/golden-ledgers.ts';
import { folder, hustings, printed } from './harness.ts';

const { file } = folder();

/** Every version that there was, this one too; each must have a golden ledger. */
const VERSIONS = Array.from({ length: SCHEMA_VERSION }, (_, index) => index + 1);
const OLDER = VERSIONS.slice(0, -1);

const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** A golden ledger in a folder of its own. */
const unpacked = (version: number, name: string): string =>
  unpack(version, file(join(name, 'ledger')));

async function digestsOf(path: string, { digests }: Expected) {
  const store = openSqliteStore(path, { readOnly: true });
  const world = {
    now: () => Date.UTC(2026, 11, 1),
    randomBytes: (size: number) => Buffer.alloc(size),
  };
  const service = serviceOver(store, world);
  const found = [];
  for (const { contest, asOf, reportedBy, knownAt } of digests) {
    const clocks = { asOf, knownAt: `${knownAt}`, reportedBy: reportedBy ?? undefined };
    const { digest } = await askStandings(service, contest, clocks);
    found.push({ contest, asOf, reportedBy, knownAt, digest });
  }
  await store.close();
  return found;
}

const STRIKE = JSON.stringify({
  type: 'EntryStruck',
  data: { entry: '9ae727f1-2aaa-44cc-84bb-9e21ca26dd66', why: 'Never.' },
});

/** What refuses a ledger of another version, with its bytes and its folder as they were. */
async function refusals(path: string, says: RegExp): Promise<void> {
  const [before, beside] = [sha256(readFileSync(path)), readdirSync(dirname(path))];
  for (const [args, stdin] of [
    [['contests'], ''],
    [['verify'], ''],
    [['append', 'labour-leader-2010'], STRIKE],
    [['export', '--log', file('never')], ''],
    [['backup', file('never.db')], ''],
  ] as const) {
    const { status, err } = await hustings([...args, '--ledger', path], { stdin });
    expect([args[0], status, err]).toEqual([args[0], 1, expect.stringMatching(says)]);
  }
  const restored = await hustings(['restore', path, '--ledger', file('never.db')]);
  expect([restored.status, restored.err]).toEqual([1, expect.stringMatching(says)]);
  expect(existsSync(file('never.db'))).toBe(false);
  expect(sha256(readFileSync(path))).toBe(before);
  expect(readdirSync(dirname(path))).toEqual(beside);
}

it('there is a golden ledger of each version, this one too', () => {
  const there = readdirSync(GOLDEN).filter((name) => name.startsWith('version-'));
  expect(there.sort()).toEqual(VERSIONS.map((version) => `version-${version}`));
});

describe.each(OLDER)('a ledger of version %i', (version) => {
  it('is refused with what to do, and left as it is', async () => {
    await refusals(
      unpacked(version, `refused-${version}`),
      /run hustings rebuild once, which changes/,
    );
  });

  it('is upgraded by hustings rebuild, and kept as it was: both ways lead on', async () => {
    const path = unpacked(version, `upgraded-${version}`);
    const { status, err } = await hustings(['rebuild', '--ledger', path]);
    expect([status, err]).toEqual([
      0,
      expect.stringContaining(`was of version ${version}, and is`),
    ]);
    // The upgrade itself is right, not what puts it right afterwards.
    expect(err).toContain('the columns were what the bytes say');
    const kept = `${path}.version-${version}`;
    expect([versionIn(path), versionIn(kept)]).toEqual([SCHEMA_VERSION, version]);
    await refusals(kept, /run hustings rebuild once/);
    expect((await hustings(['rebuild', '--ledger', kept])).status).toBe(0);
    const expected = expectedOf(version);
    for (const each of [path, kept])
      expect(await digestsOf(each, expected)).toEqual(expected.digests);
  });
});

describe.each(VERSIONS.filter((version) => existsSync(goldenOf(version))))(
  'what version %i has left',
  (version) => {
    const expected = expectedOf(version);
    let path: string;
    beforeAll(async () => {
      path = unpacked(version, `now-${version}`);
      await printed(['rebuild', '--ledger', path]);
    });

    it('gives the same digests, the same export and the same root, and every byte holds', async () => {
      expect(await digestsOf(path, expected)).toEqual(expected.digests);
      const ndjson = await printed(['export', '--ledger', path]);
      expect(sha256(ndjson)).toBe(expected.ndjson);
      const verified = JSON.parse(await printed(['verify', '--ledger', path, '-f', 'json']));
      expect(verified).toMatchObject({
        ok: true,
        log: { size: expected.entries, root: expected.root },
      });
      const imported = file(`imported-${version}.db`);
      await printed(['import', '-', '--ledger', imported], { stdin: ndjson });
      const { log } = JSON.parse(await printed(['verify', '--ledger', imported, '-f', 'json']));
      expect(log.root).toBe(expected.root);
    });

    const skipped = !existsSync(goldenOf(version, 'log'));
    const why = skipped ? ` (skipped: version ${version} had no log yet)` : '';
    it.skipIf(skipped)(
      `begins with what was signed, and its log, keys, tokens and bundles are read as before${why}`,
      async () => {
        const log = file(`log-${version}`);
        cpSync(goldenOf(version, 'log'), log, { recursive: true });
        const vkey = readFileSync(join(log, 'vkey'), 'utf8').trim();
        for (const size of readdirSync(join(log, 'checkpoints'))) {
          const since = join(log, 'checkpoints', size);
          await printed(['verify', '--ledger', path, '--since', since, '--vkey', vkey]);
        }
        cpSync(goldenOf(version, 'throw-away.key'), `${path}.key`);
        const note = await printed(['export', '--ledger', path, '--log', log]);
        expect(note).toBe(readFileSync(goldenOf(version, 'log/checkpoint'), 'utf8'));
        writeFileSync(`${path}.tokens`, gunzipSync(readFileSync(goldenOf(version, 'tokens.gz'))));
        expect(await printed(['token', 'list', '--ledger', path])).toMatch(/Golden\teditor/);
        await printed(['verify-bundle', goldenOf(version, 'bundle.json'), '--vkey', vkey]);
        await printed(['backup', file(`backup-${version}.db`), '--ledger', path]);
      },
    );
  },
);

it('a ledger of the version after this one is refused, and left as it is', async () => {
  const path = unpacked(SCHEMA_VERSION, 'newer');
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode = DELETE; PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
  db.close();
  await refusals(path, /was written by a newer Hustings .*update Hustings to open it/);
  expect((await hustings(['rebuild', '--ledger', path])).err).toMatch(/by a newer Hustings/);
});

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { contestsOf } from '../../src/ledger/queries/asking.ts';
import { askStandings } from '../../src/ledger/queries/standings.ts';
import { serviceOver } from '../../src/ledger/service.ts';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/store.ts';
import { formatKeyFile } from '../../src/tlog/key-file.ts';
import { formatVkey } from '../../src/tlog/keys.ts';
import { auditFile, makeLedger, SIGNER, WORLD } from '../audit/audited-ledger.ts';
import { folder, hustings, printed } from './harness.ts';

const { file } = folder();
const LEDGER = file('all.db');
let before = '';
const DAY = '2010-07-14';

const hashOf = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');

beforeAll(async () => {
  await makeLedger(LEDGER);
  before = hashOf(LEDGER);
});

/** Reads a ledger's file to the end of a piece of work. */
async function reading<T>(path: string, work: (store: SqliteStore) => Promise<T>): Promise<T> {
  const store = openSqliteStore(path, { readOnly: true });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const entriesOf = (path: string, count = 1e6) => reading(path, (store) => store.readAll(0, count));

const digestsAt = (path: string, knownAt: string) =>
  reading(path, async (store) => {
    const service = serviceOver(store, WORLD);
    const all: Record<string, string> = {};
    for (const contest of await contestsOf(store)) {
      const { digest, categories } = await askStandings(service, contest, { asOf: DAY, knownAt });
      // Of a contest that is not known yet there is nothing to compare.
      if (categories.length > 0) all[contest] = digest;
    }
    return all;
  });

const restored = async (name: string, ...flags: string[]) => {
  const path = file(name);
  const ran = await hustings(['restore', LEDGER, '--ledger', path, ...flags]);
  return { path, ...ran };
};

describe('a ledger restored as it was', () => {
  it.each([0, 137, 255, 256, 511, 700, 871])('after entry %i holds exactly that', async (seq) => {
    const { path, status, err } = await restored(`until-${seq}.db`, '--until', `${seq}`);
    expect([status, err]).toEqual([0, expect.stringContaining(`${seq + 1} entries, every byte`)]);
    expect(await entriesOf(path)).toEqual(await entriesOf(LEDGER, seq + 1));
    expect(await digestsAt(path, `${seq}`)).toEqual(await digestsAt(LEDGER, `${seq}`));
    expect((await auditFile(path)).faults).toEqual([]);
    const rebuilt = await hustings(['rebuild', '--ledger', path]);
    expect(rebuilt.err).toContain('the columns were what the bytes say');
  });

  it('keeps the streams, names, receipts and tiles of its entries, and no others', async () => {
    const { path } = await restored('belongs.db', '--until', '699');
    const whole = openSqliteStore(LEDGER, { readOnly: true });
    const part = openSqliteStore(path, { readOnly: true });
    const entries = await part.readAll(0, 1000);
    expect(await part.streams()).toEqual([...new Set(entries.map(({ stream }) => stream))]);
    const text = entries.map(({ payload }) => Buffer.from(payload).toString()).join();
    const names = part.audit.symbols();
    for (const { name } of names) expect(text).toContain(`"${name}"`);
    const { path: earlier } = await restored('earlier.db', '--until', '300');
    const fewer = await reading(earlier, async ({ audit }) => audit.symbols().length);
    expect(fewer).toBeLessThan(names.length);
    const receipts = [whole, part].map(({ audit }) => audit.receipts(new Uint8Array(0), 99).length);
    const contests = (await part.streams()).length;
    // The last contest's only receipt names entries after the cut, too.
    expect(receipts).toEqual([5, contests - 1]);
    expect(part.log.tiledSize()).toBe(700);
    await Promise.all([whole.close(), part.close()]);
  });

  it('at an instant, and before anything was recorded', async () => {
    const last = new Date(WORLD.now()).toISOString();
    const all = await restored('instant.db', '--until', last);
    expect(await entriesOf(all.path)).toHaveLength(872);
    const none = await restored('none.db', '--until', '2001-01-01T00:00:00Z');
    expect(none.status).toBe(0);
    expect(await entriesOf(none.path)).toEqual([]);
    expect((await auditFile(none.path)).faults).toEqual([]);
  });

  it('is backed up as it was, too', async () => {
    const until = ['--until', '300'];
    await printed(['backup', file('backup.db'), '--ledger', LEDGER, ...until]);
    const { path } = await restored('same.db', ...until);
    expect(await entriesOf(file('backup.db'))).toEqual(await entriesOf(path));
  });

  it('is refused for a moment that there is not, and nothing is left', async () => {
    for (const [until, says] of [
      ['872', /--until 872 is beyond the head of this ledger, which is 871/],
      ['-1', /--until/],
      ['2010-07-14', /--until must be a sequence number/],
      ['2999-01-01T00:00:00Z', /--until 2999-01-01T00:00:00Z has not come yet/],
    ] as const) {
      const { path, status, err } = await restored('never.db', '--until', until);
      expect([status, err]).toEqual([2, expect.stringMatching(says)]);
      expect([path, `${path}.part`].filter((each) => existsSync(each))).toEqual([]);
    }
  });
});

describe('a cut between what an erasure took and the erasure', () => {
  it('is refused with the moment from which it can be had; what is erased stays erased', async () => {
    const ledger = file('erased.db');
    await printed(['restore', LEDGER, '--ledger', ledger]);
    const entries = await entriesOf(ledger);
    const victim = entries.find(({ leaf }) => `${Buffer.from(leaf)}`.includes('EndorsementMade'));
    const { id = '', seq = 0 } = victim ?? {};
    await printed(['erase', id, '--basis', 'A court order', '--yes', '--ledger', ledger]);
    const until = (name: string, last: number) =>
      hustings(['restore', ledger, '--ledger', file(name), '--until', `${last}`]);
    const refused = await until('refused.db', 871);
    expect(refused.status).toBe(1);
    expect(refused.err).toMatch(
      new RegExp(`what entry ${seq} said is erased, and only entry 872 .*name 872 or later`),
    );
    expect(existsSync(file('refused.db.part'))).toBe(false);
    expect((await until('before.db', seq - 1)).status).toBe(0);
    expect((await until('after.db', 872)).status).toBe(0);
    expect((await entriesOf(file('after.db')))[seq]?.payload).toHaveLength(0);
  });
});

describe('a ledger whose log has signed more than it holds', () => {
  const signing = (path: string, log: string) =>
    hustings(['export', '--ledger', path, '--log', file(log)]);
  const withKey = (path: string): void => writeFileSync(`${path}.key`, formatKeyFile([SIGNER]));

  it('does not go on as that log, and says so; as another it does', async () => {
    const { path, err } = await restored('cut.db', '--until', '500');
    expect(err).toContain(`The log ${SIGNER.name} has signed more than that`);
    withKey(path);
    const refused = await signing(path, 'fork');
    expect(refused.status).toBe(1);
    expect(refused.err).toContain(`was cut to 501 entries of the log ${SIGNER.name}`);
    expect(existsSync(file('fork'))).toBe(false);
    const moved = await hustings(['move', '--from', path, '--to', file('moved.db')]);
    expect(moved.err).toMatch(/has signed nothing as another yet: sign it first/);

    rmSync(`${path}.key`);
    const env = { HUSTINGS_LOG_KEY: file('other.key'), HUSTINGS_LOG_ORIGIN: 'ledger.example/anew' };
    const anew = await hustings(['export', '--ledger', path, '--log', file('anew')], { env });
    expect(anew).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^ledger\.example\/anew\n501\n/),
    });
    expect((await hustings(['move', '--from', path, '--to', file('moved.db')])).status).toBe(0);
    withKey(file('moved.db'));
    expect((await signing(file('moved.db'), 'fork')).err).toMatch(/but the key in \S+ is of/);
    const again = await hustings(['restore', path, '--ledger', file('twice.db'), '--until', '90']);
    expect(again.err).toContain('The log ledger.example/anew has signed more than that');
    const verdict = (await hustings(['verify', '--ledger', file('twice.db')])).err;
    expect(verdict).toContain('cut to 91 of the 501 entries that the log ledger.example/anew');
    expect(verdict).toContain(`cut to 91 of the 872 entries that the log ${SIGNER.name}`);
  });

  it('still begins with what was signed before the cut, and says what came after it is not in it', async () => {
    const { path } = await restored('since.db', '--until', '500');
    const notes = await reading(LEDGER, async ({ log }) => log.checkpoints());
    const verify = (note: string) => {
      writeFileSync(file('note'), note);
      const vkey = formatVkey(SIGNER);
      return hustings(['verify', '--ledger', path, '--since', file('note'), '--vkey', vkey]);
    };
    for (const { size, note } of notes) {
      const { status, err } = await verify(note);
      expect([size, status]).toEqual([size, size <= 501 ? 0 : 1]);
      if (size > 501) expect(err).toContain('to which this ledger says it was cut');
    }
    expect(new Set(notes.map(({ size }) => size <= 501)).size).toBe(2);
  });

  it('leaves it by --since, too, where a backup does not know of it', async () => {
    const { path: older } = await restored('older.db', '--until', '500');
    const last = await reading(LEDGER, async ({ log }) => log.latestCheckpoint()?.note ?? '');
    writeFileSync(file('last'), last);
    const cut = await hustings([
      ...['restore', older, '--ledger', file('left.db'), '--since', file('last')],
    ]);
    expect(cut.err).toContain(`The log ${SIGNER.name} has signed more`);
    withKey(file('left.db'));
    expect((await signing(file('left.db'), 'fork')).err).toMatch(/cannot go on as that log/);

    const { path, status } = await restored('whole.db', '--since', file('last'));
    expect(status).toBe(0);
    withKey(path);
    expect((await signing(path, 'same')).status).toBe(0);
    writeFileSync(file('false'), last.replace(/\n872\n.{4}/, '\n872\nAAAA'));
    const other = await restored('other.db', '--since', file('false'));
    expect(other).toMatchObject({ status: 1, err: expect.stringMatching(/is damaged/) });
  });

  it('goes on as it where nothing was cut off that was signed', async () => {
    const { path } = await restored('uncut.db', '--until', '871');
    withKey(path);
    expect((await signing(path, 'goes-on')).status).toBe(0);
    expect((await hustings(['verify', '--ledger', path])).err).not.toContain('cut');
  });
});

it('the ledger that was copied from is as it was, to the byte', () => {
  expect(hashOf(LEDGER)).toBe(before);
});

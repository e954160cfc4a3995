import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serviceOver } from '../../src/ledger/service.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { audit } from '../../src/tlog/audit/audit.ts';
import { signCheckpoint } from '../../src/tlog/signing.ts';
import { showFacts } from '../support/facts.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { auditFile, auditOf, fill, makeLedger, SIGNER, WORLD } from './audited-ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'hustings-audit-'));
const made = join(folder, 'made.db');
beforeAll(() => makeLedger(made));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the ledger to which something was done behind its back. */
function harmed(name: string, sql: string): string {
  const path = join(folder, `${name}.db`);
  const from = showFacts(new DatabaseSync(made, { readOnly: true }));
  from.exec(`VACUUM INTO '${path}'`);
  from.close();
  const db = showFacts(new DatabaseSync(path));
  db.exec(sql);
  db.close();
  return path;
}

const problems = async (path: string): Promise<string[]> =>
  (await auditFile(path)).faults.map(({ seq, place, problem }) => `${seq ?? place}: ${problem}`);

describe('the ledger in arrays', () => {
  const service = serviceOver(new MemoryStore(), WORLD);
  const store = service.store.audit;
  beforeAll(() => fill(service));
  const spoilt = (change: Partial<AuditStore>): AuditStore => ({ ...store, ...change });

  test('it is audited as the one in a file is', async () => {
    const report = await auditOf(store);
    const other = await auditFile(made);
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ entries: other.entries, bytes: other.bytes, streams: 5 });
    expect(report.checkpoints.map(({ holds }) => holds)).toEqual([true, true, true, true, true]);
  });

  test('what cannot be read is a fault of the entry, and the others are checked', async () => {
    const page = (from: number, to: number) => {
      if (from <= 300 && to > 300) throw new Error('bad sector');
      return store.page(from, to);
    };
    const { faults, around } = await auditOf(spoilt({ page }));
    expect(faults[0]).toMatchObject({ seq: 300, problem: 'it cannot be read (bad sector)' });
    expect(around.map(({ seq, id }) => [seq, id === null])).toEqual([
      [299, false],
      [300, true],
      [301, false],
    ]);
  });

  test('whatever part of a store cannot be read, the audit ends and says so', async () => {
    const fails = () => {
      throw new Error('bad sector');
    };
    const parts = [
      'atOnce',
      'count',
      'streams',
      'symbols',
      'tiles',
      'tile',
      'checkpoints',
      'receipts',
      'problems',
    ] as const;
    for (const part of [...parts, 'page', 'leaf', 'generation'] as const) {
      const { count } = await auditOf(spoilt({ [part]: fails }));
      // Leaves by themselves are read for corrections only.
      if (part !== 'leaf') expect(count, part).toBeGreaterThan(0);
    }
  });

  test('an id that is there twice is a fault of the later entry', async () => {
    const { rows, bytes, facts } = store.page(4, 5);
    const page = (from: number, to: number) => {
      const whole = store.page(from, to);
      if (from > 5 || to <= 5) return whole;
      const twin = [5, ...(rows[0] ?? []).slice(1)];
      const before = store.page(from, 5);
      const after = store.page(6, to);
      return {
        rows: [...before.rows, twin, ...after.rows],
        bytes: Buffer.concat([before.bytes, bytes, after.bytes]),
        facts: Buffer.concat([before.facts, facts, after.facts]),
      };
    };
    const { faults } = await auditOf(spoilt({ page }));
    expect(faults[0]?.seq).toBe(5);
    const told = faults.filter(({ seq }) => seq === 5).map(({ problem }) => problem);
    expect(told).toContain('it has the same id as entry 4');
  });

  test('a checkpoint that was kept outside must be the beginning of the ledger', async () => {
    const size = 500;
    await service.log.catchUp();
    const note = signCheckpoint({ size, root: service.log.rootAt(size) }, SIGNER);
    const good = await auditOf(store, { since: note });
    expect(good).toMatchObject({ count: 0, since: { holds: true, vouched: true } });
    const other = signCheckpoint({ size, root: service.log.rootAt(499) }, SIGNER);
    const bad = await auditOf(store, { since: other });
    expect(bad.since).toMatchObject({ holds: false });
    expect(bad.count).toBe(1);
    const later = signCheckpoint({ size: 9000, root: service.log.rootAt(499) }, SIGNER);
    const { faults } = await auditOf(store, { since: later });
    expect(faults[0]?.problem).toBe('covers 9000 entries, but there are 872');
  });

  test('two roots for one size are a fault, though both are signed', async () => {
    const [first] = store.checkpoints();
    const size = first?.size ?? 0;
    const twin = { size, note: signCheckpoint({ size, root: service.log.rootAt(3) }, SIGNER) };
    const { faults } = await auditOf(spoilt({ checkpoints: () => [...store.checkpoints(), twin] }));
    expect(faults.map(({ problem }) => problem).join()).toContain('another checkpoint of as many');
  });
});

test('several threads find what one finds', async () => {
  const path = harmed(
    'threads',
    "UPDATE entry SET payload = x'7b7d' WHERE seq = 700; UPDATE fact SET act = 1 WHERE seq = 800",
  );
  const store = openSqliteStore(path, { readOnly: true });
  const one = await auditOf(store.audit);
  const several = await auditOf(store.audit, { threads: 2, alone: 0 });
  await store.close();
  expect(one.count).toBe(2);
  expect(several).toEqual(one);
});

test('an entry that is not there is named', async () => {
  const lost = await problems(harmed('lost', 'DELETE FROM entry WHERE seq = 400'));
  expect(lost[0]).toBe('400: it is missing');
  const last = await problems(harmed('last', 'DELETE FROM entry WHERE seq = 871'));
  expect(last.join()).toContain('covers 872 entries, but there are 871');
});

test('a payload that is missing without an erasure is a fault', async () => {
  const bare = "UPDATE entry SET payload = x'', salt = x'' WHERE seq = 222";
  const found = await problems(harmed('missing', bare));
  expect(found.join()).toContain('222: ');
  const salted = await problems(harmed('salted', "UPDATE entry SET payload = x'' WHERE seq = 9"));
  expect(salted[0]).toBe('9: its payload is empty, and its salt is not');
});

test('an erasure takes payloads away, and the log and every checkpoint still hold', async () => {
  const path = harmed('erased', '');
  const service = serviceOver(openSqliteStore(path), WORLD);
  const [entry] = await service.store.readAll(60, 1);
  const contest = entry?.stream.replace('hustings-contest-', '') ?? '';
  const data = { entry: entry?.id, legalBasis: 'GDPR Art. 17' };
  const done = await service.ledger.append(contest, [{ type: 'PayloadErased', version: 1, data }], {
    recordedBy: 'test',
    erasing: true,
  });
  expect(done.ok).toBe(true);
  await service.log.sign([SIGNER]);
  await service.store.close();
  const report = await auditFile(path);
  expect(report.faults).toEqual([]);
  expect(report.erased).toBeGreaterThan(0);
  expect(report.checkpoints).toHaveLength(6);
  const db = showFacts(new DatabaseSync(path));
  db.exec("UPDATE entry SET payload = x'', salt = x'' WHERE seq = 500");
  db.close();
  expect((await problems(path)).join()).toContain('500: its column');
});

test('a leaf that was rewritten with everything derived from it is found by the checkpoints', async () => {
  const path = harmed('rewritten', 'DELETE FROM tile');
  const db = showFacts(new DatabaseSync(path));
  const change = db.prepare(
    'UPDATE entry SET leaf = CAST(replace(leaf, ?, ?) AS BLOB) WHERE seq = 450',
  );
  change.run('"recordedBy":"test"', '"recordedBy":"nobody"');
  db.close();
  const service = serviceOver(openSqliteStore(path), WORLD);
  await service.log.catchUp();
  await service.store.close();
  const found = await problems(path);
  expect(found[0]).toMatch(/^the checkpoint of \d+ entries: its root is not that of the first/);
});

test('a leaf that differs from its tile is judged by the checkpoint that covers both', async () => {
  const leaf = harmed(
    'leaf',
    `UPDATE entry SET leaf = CAST(replace(leaf, '"recordedBy":"test"', '"recordedBy":"nobody"') AS BLOB)
     WHERE seq = 450`,
  );
  const [first] = await problems(leaf);
  expect(first).toMatch(/^450: its leaf was changed: the checkpoint of \d+ entries holds with/);
  const tile = harmed(
    'tile',
    'UPDATE tile SET bytes = zeroblob(8192) WHERE level = 0 AND number = 1',
  );
  expect((await problems(tile))[0]).toMatch(/^tile\/0\/001: its hash for entry 256 is not that of/);
});

test('what is appended and signed while an audit runs is no fault of it', async () => {
  const path = harmed('growing', '');
  const writer = serviceOver(openSqliteStore(path), WORLD);
  const store = openSqliteStore(path, { readOnly: true });
  const [entry] = await writer.store.readAll(60, 1);
  const contest = entry?.stream.replace('hustings-contest-', '') ?? '';
  const data = { entry: entry?.id, why: 'The page was changed.' };
  let grown: Promise<unknown> | undefined;
  const progress = () => {
    grown ??= writer.ledger
      .append(contest, [{ type: 'EntryDisputed', version: 1, data }], { recordedBy: 'test' })
      .then(() => writer.log.sign([SIGNER]));
  };
  const options = { keys: [SIGNER], threads: 1, signal: new AbortController().signal };
  const report = await audit(store.audit, { ...options, progress });
  await grown;
  const again = await audit(store.audit, { ...options, progress });
  await writer.store.close();
  await store.close();
  expect([report.entries, report.faults]).toEqual([872, []]);
  expect([again.entries, again.faults]).toEqual([873, []]);
});

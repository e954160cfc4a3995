/** A ledger that a server appends to and signs in the middle of an audit. */
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { serviceOver } from '../../src/ledger/service.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { folder } from '../cli/harness.ts';
import { showFacts } from '../support/facts.ts';
import { enrolled, FRAME, type Sent } from '../support/sent.ts';
import { WHOLE } from '../support/whole-backup.ts';
import { auditOf, SIGNER, WORLD } from './audited-ledger.ts';

const { file } = folder();

/** Two states of a ledger, in files: the later has more entries, names, receipts and checkpoints, and a tile more. */
async function states(name: string): Promise<{ before: string; after: string }> {
  const [before, after] = [file(`${name}-before.db`), file(`${name}-after.db`)];
  const { store, ledger, log } = serviceOver(openSqliteStore(after), WORLD);
  const append = async (contest: string, entries: readonly Sent[]): Promise<void> => {
    const drafts = entries.map((each) => ({ ...each, id: ledger.newId(), version: 1 }));
    const key = Buffer.alloc(32, contest);
    const how = { recordedBy: 'test', receipt: { key, request: key } };
    const done = await ledger.append(contest, drafts as never, how);
    if (!done.ok) throw new Error(done.refusal.message);
    await log.sign([SIGNER]);
  };
  await append('first', FRAME);
  await store.backupTo(before, WHOLE);
  const many = Array.from({ length: 300 }, (_, at) => enrolled(`somebody-${at}`, 'MP'));
  await append('second', [...FRAME, ...many]);
  await store.close();
  return { before, after };
}

/** Brings a ledger to its later state, in one step. */
function grow(before: string, after: string): void {
  const db = showFacts(new DatabaseSync(before));
  db.exec(`ATTACH '${after}' AS later; BEGIN IMMEDIATE`);
  const tables = db.prepare("SELECT name FROM later.sqlite_schema WHERE type = 'table'").all();
  for (const { name } of tables) {
    db.exec(`INSERT OR REPLACE INTO main."${name}" SELECT * FROM later."${name}"`);
  }
  db.exec('COMMIT');
  db.close();
}

/** The same store, but that something happens once, right after it has read something. */
function then(store: AuditStore, what: keyof AuditStore, happens: () => void): AuditStore {
  let done = false;
  return new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        const result: unknown = value.apply(target, given);
        if (name === what && !done) happens();
        done ||= name === what;
        return result;
      };
    },
  });
}

/** A ledger in its earlier state, open to be read, and how it comes to its later one. */
async function opened(name: string) {
  const { before, after } = await states(name);
  // As a server has it, so that reading and appending do not wait for each other.
  await openSqliteStore(before).close();
  const store = openSqliteStore(before, { readOnly: true });
  return { store, grows: () => grow(before, after) };
}

const PARTS = ['receipts', 'tiles', 'checkpoints', 'streams', 'symbols', 'count'] as const;

test.each(PARTS)('what is appended after an audit has read %s is no fault', async (part) => {
  const { store, grows } = await opened(part);
  const report = await auditOf(then(store.audit, part, grows));
  expect(report.faults).toEqual([]);
  expect(report.entries).toBe(FRAME.length);
  const later = await auditOf(store.audit);
  await store.close();
  expect(later).toMatchObject({ entries: 2 * FRAME.length + 300, faults: [] });
});

test('what is appended while the file looks for rows too many is none', async () => {
  const { store, grows } = await opened('rows');
  const { audit } = store;
  const count = audit.count.bind(audit);
  audit.count = () => {
    const counted = count();
    grows();
    return counted;
  };
  expect(audit.problems()).toEqual([]);
  audit.count = count;
  expect(audit.count()).toBe(2 * FRAME.length + 300);
  await store.close();
});

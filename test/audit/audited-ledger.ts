import { hash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAllLines } from '../../src/cli/importing.ts';
import { openNdjson } from '../../src/interchange/ndjson.ts';
import { type Service, serviceOver } from '../../src/ledger/service.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { type AuditReport, audit } from '../../src/tlog/audit/audit.ts';
import { type Signer, signerOf } from '../../src/tlog/keys.ts';

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));
const never = new AbortController().signal;
const now = Date.UTC(2026, 0, 2);

/** What the tests' ledgers are given from outside. */
export const WORLD = { now: (): number => now, randomBytes: (size: number) => randomBytes(size) };

/** The key that signs the tests' logs. */
export const SIGNER: Signer = signerOf('ledger.example/audit', Buffer.alloc(32, 7));

const digest = (text: string): Uint8Array => hash('sha256', text, 'buffer');

/** The receipt under which each of the samples is appended. */
const receiptOf = (name: string) => ({ key: digest(`key of ${name}`), request: digest(name) });

/** Appends the samples, a contest after the other, each with a receipt and a checkpoint after it. */
export async function fill(service: Service): Promise<void> {
  const files = readdirSync(SAMPLES).filter((name) => name.endsWith('.ndjson'));
  for (const name of files.sort()) {
    const lines = await readAllLines(openNdjson(join(SAMPLES, name), never), name, never);
    const contest = lines[0]?.contest ?? null;
    const drafts = lines.map(({ draft }) => draft);
    const done = await service.ledger.append(contest, drafts, {
      recordedBy: 'test',
      receipt: receiptOf(name),
    });
    if (!done.ok) throw new Error(done.refusal.message);
    await service.log.sign([SIGNER]);
  }
}

/** Makes a ledger of the samples in a file, with tiles and a checkpoint after each contest. */
export async function makeLedger(path: string): Promise<void> {
  const service = serviceOver(openSqliteStore(path), WORLD);
  await fill(service);
  await service.store.close();
}

/** Audits a store in this thread, with the key of the tests. */
export const auditOf = (
  store: AuditStore,
  more: { readonly since?: string; readonly threads?: number; readonly alone?: number } = {},
): Promise<AuditReport> =>
  audit(store, { keys: [SIGNER], threads: 1, progress: () => undefined, signal: never, ...more });

/** Opens a ledger's file to read, and audits it. */
export async function auditFile(path: string): Promise<AuditReport> {
  const store = openSqliteStore(path, { readOnly: true });
  try {
    return await auditOf(store.audit);
  } finally {
    await store.close();
  }
}

import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import type { Appended } from '../../src/ledger/appended.ts';
import type { StoredEntry } from '../../src/store/event-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import {
  as,
  Bench,
  draft,
  erased,
  FRAME,
  id,
  nominated,
  type Sent,
  tell,
} from '../support/given.ts';
import { bytesTraces, type Trace, tracesBelow, tracesIn, WORDS, wordTraces } from './traces.ts';

const folder = mkdtempSync(join(tmpdir(), 'hustings-receipts-erased-'));
const file = join(folder, 'ledger.db');
afterAll(() => rmSync(folder, { recursive: true }));

const digest = (text: string): Uint8Array => hash('sha256', text, 'buffer');

/** The receipt of a batch, its request hashed as plainly as a careless client might. */
const receiptOf = (batch: readonly Sent[]) => ({
  receipt: { key: digest(`key ${batch[0]?.id}`), request: digest(JSON.stringify(batch)) },
});

const enrolment = as(
  'enrolment',
  tell('EndorserEnrolled', {
    endorser: WORDS.slug,
    name: WORDS.name,
    category: 'TU',
    nominates: false,
  }),
);
/** A date that stands nowhere else. */
const DAY = '2137-11-23';
const act = as('act', nominated(WORDS.slug, 'ann', DAY));
/** Warned of with the name of whom the act before it is for. */
const other = as('other', nominated(WORDS.slug, 'bob', DAY));
/** Two requests of which each is warned of with what it says itself, and what it says of others. */
const REQUESTS: readonly (readonly Sent[])[] = [[enrolment, act], [other]];

const traces: Trace[] = [...wordTraces.filter(({ of }) => /^(?:slug|name) /.test(of))];
traces.push({ of: 'the day', bytes: Buffer.from(DAY) });

/** What the table of receipts holds, as one text. */
function receiptsIn(): string {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare('SELECT hex(request) AS request, answer FROM receipt').all();
  db.close();
  return JSON.stringify(rows);
}

const wordsIn = (appended: Appended): string[] =>
  tracesIn(
    Buffer.from(appended.ok ? JSON.stringify(appended.warnings) : appended.refusal.message),
    traces,
  );

it('a receipt tells nothing of a payload, neither in words nor by a hash of them', async () => {
  const bench = new Bench(openSqliteStore(file));
  await bench.accept(FRAME);
  const said: Appended[] = [];
  for (const batch of REQUESTS) said.push(await bench.append(batch, receiptOf(batch)));
  const entries: StoredEntry[] = [];
  for (const name of ['enrolment', 'act', 'other']) {
    entries.push((await bench.store.byId(id(name))) as StoredEntry);
  }
  const requests = REQUESTS.map((batch) => receiptOf(batch).receipt.request);
  const hashes = requests.map((request) => ({ of: 'a request', bytes: Buffer.from(request) }));
  const all = [...traces, ...bytesTraces(entries), ...hashes];
  // The search finds what is there, and the warnings do quote it: then, and when they are given again.
  expect(tracesBelow(folder, all).join()).toMatch(/slug in UTF-8.*the day.*the salt of/);
  for (const [at, batch] of REQUESTS.entries()) {
    expect(wordsIn(said[at] as Appended)).toEqual(['slug in UTF-8', 'the day']);
    expect(await bench.append(batch, receiptOf(batch))).toEqual({ ...said[at], again: true });
  }
  // What is kept of them quotes nothing, even before.
  const kept = receiptsIn();
  expect(tracesIn(Buffer.from(kept), traces)).toEqual([]);
  expect(kept).toContain('second-nomination');
  expect(tracesBelow(folder, hashes)).toEqual([]);

  for (const name of ['other', 'act', 'enrolment']) await bench.accept([erased(name)]);

  expect(tracesBelow(folder, all)).toEqual([]);
  expect(receiptsIn()).toBe(kept);
  for (const batch of REQUESTS) {
    const answer = await bench.append(batch, receiptOf(batch));
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'erased' } });
    expect(wordsIn(answer)).toEqual([]);
  }
  await bench.store.close();
  expect(tracesBelow(folder, all)).toEqual([]);
});

it('no guess at an erased payload can be confirmed by its receipt', async () => {
  const store = openSqliteStore(file, { readOnly: true });
  const [batch = []] = REQUESTS;
  const { key, request } = receiptOf(batch).receipt;
  const kept = await store.receipt(key);
  await store.close();
  const guesses = [request, digest(JSON.stringify(batch.map(draft)))];
  const hashed = guesses.map((guess) => hash('sha256', guess, 'hex'));
  expect(hashed).not.toContain(Buffer.from(kept?.request ?? []).toString('hex'));
  expect(kept?.request).toHaveLength(32);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredEntry } from '../../src/store/event-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { hustings, printed, rowsOf } from '../cli/harness.ts';
import { id } from '../support/sent.ts';
import { bytesTraces, type Trace, tracesBelow, tracesIn, WORDS, wordTraces } from './traces.ts';

const CONTEST = 'labour-leader-2010';
const BASIS = ['--basis', 'A court order', '--yes'];
const root = mkdtempSync(join(tmpdir(), 'hustings-traces-'));
afterAll(() => rmSync(root, { recursive: true }));

const SOURCE = {
  url: 'https://gazette.example/a',
  publisher: 'The Paper',
  title: WORDS.title,
  published: '2010-07-01',
  quote: `They said: ${WORDS.quote}`,
};

const line = (name: string, type: string, data: object, more: object = {}) =>
  `${JSON.stringify({ contest: CONTEST, id: id(name), type, data, ...more })}\n`;

/** The endorser who is to be forgotten, its act, and what was made of that. */
const STORY: readonly string[] = [
  line(
    'enrolment',
    'EndorserEnrolled',
    { endorser: WORDS.slug, name: WORDS.name, category: 'TU', nominates: true },
    { sources: [SOURCE] },
  ),
  line(
    'act',
    'NominationMade',
    { endorser: WORDS.slug, candidate: 'ed-balls' },
    { on: '2010-07-10', sources: [SOURCE], note: `Seen by ${WORDS.note} themselves` },
  ),
  line('correction', 'EntryCorrected', { entry: id('act'), why: WORDS.why, on: '2010-07-11' }),
  line('dispute', 'EntryDisputed', { entry: id('act'), why: WORDS.dispute }),
  line(
    'end',
    'NominationWithdrawn',
    { act: id('act'), reason: WORDS.reason },
    { on: '2010-07-20', sources: [SOURCE] },
  ),
];
const NAMES = ['enrolment', 'act', 'correction', 'dispute', 'end'];

/** Branches of the endorser, whose names lie in many pages of the names' index: in some twice. */
const BRANCHES = Array.from({ length: 16 }, (_, index) => `branch ${index}`);
const branches = BRANCHES.map((name) => {
  const endorser = `x${id(name).slice(0, 8)}-${WORDS.slug}`;
  const data = { endorser, name: WORDS.name, category: 'TU', nominates: true };
  return line(name, 'EndorserEnrolled', data, { sources: [SOURCE] });
}).join('');

/** Other endorsers, in no order, so that the pages of every index are split and joined anew. */
const others = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => {
    const slug = `x${id(`other ${from + index}`).slice(0, 13)}`;
    const data = { endorser: slug, name: slug, category: 'MP', nominates: true };
    return line(`other ${from + index}`, 'EndorserEnrolled', data, {
      sources: [
        {
          ...SOURCE,
          title: 'A',
          url: 'https://a.example/',
          quote: 'q'.repeat(1 + ((index * 37) % 290)),
        },
      ],
    });
  }).join('');

const importing = (ledger: string, text: string) =>
  printed(['import', '-', '--ledger', ledger], { stdin: text });

/** A ledger that has been worked with: samples, the story, and much before, between and after it. */
async function worked(name: string) {
  const folder = join(root, name);
  mkdirSync(folder);
  const ledger = join(folder, 'ledger.db');
  cpSync(join(root, 'samples.db'), ledger);
  const beside = openSqliteStore(ledger);
  for (const [at, each] of STORY.entries()) {
    const some = at === 0 ? branches : '';
    await importing(ledger, some + each + others(at * 200, 200));
    await beside.readAll(0, 5000);
    if (at % 2 === 1) await beside.scrub();
  }
  await printed(['key', '--ledger', ledger]);
  await printed(['export', '--log', join(root, `${name}-log`), '--ledger', ledger]);
  const entries: StoredEntry[] = [];
  for (const each of NAMES) entries.push((await beside.byId(id(each))) as StoredEntry);
  await beside.close();
  return { folder, ledger, traces: [...wordTraces, ...bytesTraces(entries)] };
}

beforeAll(async () => {
  await printed(['demo', '--ledger', join(root, 'samples.db')]);
});

async function eraseAll(ledger: string): Promise<void> {
  for (const name of ['dispute', 'enrolment', ...BRANCHES]) {
    await printed(['erase', id(name), ...BASIS, '--ledger', ledger]);
  }
}

/** What later exports and their copies hold of the traces. */
async function tracesOutside(ledger: string, traces: readonly Trace[], name: string) {
  const text = await printed(['export', '--ledger', ledger]);
  const log = join(root, `${name}-later-log`);
  await printed(['export', '--log', log, '--ledger', ledger]);
  return [...tracesIn(Buffer.from(text), traces), ...tracesBelow(log, traces)];
}

describe('an erasure leaves no trace', () => {
  it('in the ledger, its log and every later export, while another reads', async () => {
    const { folder, ledger, traces } = await worked('plain');
    // The search finds what is there: each word, each payload, each salt.
    const before = tracesBelow(folder, traces);
    for (const word of Object.keys(WORDS)) expect(before.join()).toContain(`${word} in UTF-8`);
    expect(before.join()).toMatch(/the salt of \d+,.*the payload of \d+/);
    const reader = openSqliteStore(ledger, { readOnly: true });
    await reader.readAll(0, 5000);
    const writer = openSqliteStore(ledger);
    await writer.readAll(0, 5000);

    await eraseAll(ledger);

    expect(readdirSync(folder).length).toBeGreaterThanOrEqual(2);
    expect(tracesBelow(folder, traces)).toEqual([]);
    expect(reader.symbols.of(WORDS.slug)).toBeGreaterThan(-2);
    await writer.close();
    await reader.close();
    expect(tracesBelow(folder, traces)).toEqual([]);
    expect(await tracesOutside(ledger, traces, 'plain')).toEqual([]);
    await importing(ledger, others(5000, 300));
    expect(tracesBelow(folder, traces)).toEqual([]);
  });

  it('in a ledger that takes the later export in', async () => {
    const { ledger, traces } = await worked('whole');
    await eraseAll(ledger);
    const copy = join(root, 'copy');
    mkdirSync(copy);
    const text = await printed(['export', '--ledger', ledger]);
    await importing(join(copy, 'copy.db'), text);
    expect(tracesBelow(copy, traces)).toEqual([]);
    expect(await printed(['export', '--ledger', join(copy, 'copy.db')])).toBe(text);
  });

  it('in the log, which held it far behind all that the erasure itself writes', async () => {
    const { folder, ledger, traces } = await worked('long');
    const reader = new DatabaseSync(ledger);
    // Nothing of the log can be written over while this reads.
    reader.exec('BEGIN; SELECT count(*) FROM entry');
    for (let at = 6000; at < 7500; at += 100) await importing(ledger, others(at, 100));
    const note = { sources: [SOURCE], note: WORDS.note, on: '2010-07-10' };
    const data = { endorser: WORDS.slug, candidate: 'ed-balls', act: id('act') };
    await importing(ledger, line('retelling', 'NominationMade', data, note));
    reader.exec('COMMIT');
    await printed(['erase', id('retelling'), ...BASIS, '--ledger', ledger]);
    await eraseAll(ledger);
    expect(tracesBelow(folder, traces)).toEqual([]);
    reader.close();
    expect(tracesBelow(folder, traces)).toEqual([]);
  });

  it('after a rebuild, which finds nothing to put right', async () => {
    const { folder, ledger, traces } = await worked('rebuilt');
    await printed(['rebuild', '--ledger', ledger]);
    await eraseAll(ledger);
    const rows = rowsOf(await printed(['rebuild', '--ledger', ledger]));
    expect(new Set(rows.map(({ before }) => before))).toEqual(new Set(['same']));
    expect(tracesBelow(folder, traces)).toEqual([]);
  });
});

/** A process that has begun to read a ledger, and goes on until it is told to stop. */
async function readsOn(ledger: string): Promise<() => Promise<void>> {
  const script = join(root, 'reads-on.mjs');
  writeFileSync(
    script,
    `import { DatabaseSync } from 'node:sqlite';
     const db = new DatabaseSync(process.argv[2], { readOnly: true });
     db.exec('BEGIN');
     process.stdout.write(String(db.prepare('SELECT count(*) AS n FROM entry').get().n));
     process.stdin.once('end', () => { db.exec('COMMIT'); db.close(); }).resume();`,
  );
  const child = spawn(process.execPath, [script, ledger], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  await once(child.stdout, 'data');
  return async () => {
    child.stdin.end();
    await ended;
  };
}

describe('while another process reads on', () => {
  it('erase says so, and the same command again removes what was left', async () => {
    const { folder, ledger, traces } = await worked('busy');
    const stop = await readsOn(ledger);
    const args = ['erase', id('act'), ...BASIS, '--ledger', ledger];
    const first = await hustings(args);
    expect([first.status, first.out]).toEqual([1, '']);
    expect(first.err).toMatch(
      /^hustings: \S*ledger\.db is being read by another program, so its log may still hold what was erased; stop that program and run the same hustings erase again\n$/,
    );
    // The erasure itself is on record, once.
    const erasures = async () =>
      (await printed(['export', '--ledger', ledger])).match(/"type":"PayloadErased"/g)?.length;
    expect(await erasures()).toBe(1);
    const still = await hustings(args);
    expect([still.status, still.err]).toEqual([1, first.err]);
    await stop();

    const second = await hustings(args);

    expect([second.status, await erasures()]).toEqual([0, 1]);
    expect(second.err).toContain('It is erased already');
    for (const name of ['enrolment', ...BRANCHES]) {
      await printed(['erase', id(name), ...BASIS, '--ledger', ledger]);
    }
    expect(tracesBelow(folder, traces)).toEqual([]);
  });
});

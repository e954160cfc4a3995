import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contestStream } from '../../../src/store/event-store.ts';
import type { SqliteStore } from '../../../src/store/sqlite/store.ts';
import { rowsOf } from '../../support/facts.ts';
import { range, STREAM } from '../contract/ledger.ts';
import { EntryFactory } from '../entries.ts';
import { eachWithFolder } from './temporary.ts';

const test = eachWithFolder();

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

/** A child that has ended: what it said, and how. */
interface Ended {
  readonly lines: readonly string[];
  readonly code: number | null;
}

/** Starts a child on a task; `heard` is called at each line it says. */
function start(
  task: readonly (string | number)[],
  heard: (line: string, child: ChildProcess) => void = () => undefined,
  command: readonly string[] = [process.execPath],
): Promise<Ended> {
  const [program = '', ...rest] = [...command, CHILD, ...task.map(String)];
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    heard(line, child);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ lines, code }));
  });
}

const rebuild = (store: SqliteStore): ReturnType<SqliteStore['rebuild']> =>
  store.rebuild(() => undefined, new AbortController().signal);

describe('several processes on one ledger', () => {
  it('append at the same time without gap, loss or mixed-up names', async () => {
    const { file } = test.temporary;
    const store = test.temporary.open();
    const total = 2 * 40 * 3 + 100;
    const abort = new AbortController();
    const followed: number[] = [];
    const following = (async () => {
      for await (const entry of store.subscribe(0, abort.signal)) {
        followed.push(entry.seq);
        if (followed.length === total) abort.abort();
      }
    })();

    const children = [1_000_000, 2_000_000].map((first) =>
      start(['append', file, first, 40, 3, 2]),
    );
    const entries = new EntryFactory();
    for (const revision of range(0, 100)) {
      const expected = revision === 0 ? 'no-stream' : revision - 1;
      expect(await store.append(STREAM, expected, entries.batch(1))).toMatchObject({ ok: true });
    }
    for (const { lines, code } of await Promise.all(children)) {
      expect(lines.at(-1)).toBe('done');
      expect(code).toBe(0);
    }
    await following;

    expect(followed).toEqual(range(0, total));
    expect((await store.readAll(0, 1000)).map(({ seq }) => seq)).toEqual(range(0, total));
    for (const first of [1_000_000, 2_000_000]) {
      const facts = rowsOf(await store.factsOf(contestStream(`child-${first}`), 0, 1000));
      expect(facts.map(({ row }) => store.symbols.name(row[2] ?? -1))).toEqual(
        range(first, first + 120).map((index) => `endorser-${index}`),
      );
    }
    expect(await rebuild(store)).toBeNull();
  });

  it('may all make the ledger at once', async () => {
    const { file } = test.temporary;
    const ended = await Promise.all(range(0, 6).map(() => start(['open', file])));
    expect(ended.map(({ lines }) => lines)).toEqual(range(0, 6).map(() => ['opened at -1']));
  });

  it('wait at opening for one that writes a ledger restored from a backup', async () => {
    const backup = join(test.temporary.folder, 'backup.db');
    const store = test.temporary.open();
    await store.append(STREAM, 'any', new EntryFactory().batch(3));
    const db = test.temporary.raw();
    db.prepare('VACUUM INTO ?').run(backup);
    let restored: SqliteStore | undefined;
    await start(['hold', backup], () => {
      restored = test.temporary.open({}, backup);
    });
    expect(await restored?.readAll(0, 10)).toEqual(await store.readAll(0, 10));
    expect(test.temporary.raw(backup).prepare('PRAGMA journal_mode').get()).toEqual({
      journal_mode: 'wal',
    });
    expect(await rebuild(restored ?? store)).toBeNull();
  });

  it('end by themselves though a subscription waits', async () => {
    const { file } = test.temporary;
    await test.temporary.open().append(STREAM, 'any', new EntryFactory().batch(2));
    const { lines, code } = await start(['follow', file]);
    expect(lines).toEqual(['followed 0', 'followed 1']);
    expect(code).toBe(0);
  });
});

describe('a process that is killed while it appends', () => {
  it.each([1, 2, 7, 30])('leaves whole batches, and each of the %i it told of', async (told) => {
    const { file } = test.temporary;
    const task = ['append', file, 0, 4000, 20, 3];
    let stored = 0;
    const { lines } = await start(task, (_, child) => {
      stored += 1;
      if (stored === told) child.kill('SIGKILL');
    });
    expect(lines).not.toContain('done');

    const store = test.temporary.open();
    const revisions = (await store.readStream(contestStream('child-0'), 0, 1e6)).map(
      ({ revision }) => revision,
    );
    expect(revisions).toEqual(range(0, revisions.length));
    expect(revisions.length % 20).toBe(0);
    expect(revisions.length).toBeGreaterThanOrEqual(lines.length * 20);
    expect((await store.head()).seq).toBe(revisions.length - 1);
    expect(await rebuild(store)).toBeNull();

    // The same appends once more: what is stored is answered, the rest is stored.
    const entries = new EntryFactory();
    const batches = range(0, revisions.length / 20 + 2).map(() => entries.batch(20));
    const stream = contestStream('child-0');
    const outcomes = await Promise.all(batches.map((batch) => store.append(stream, 'any', batch)));
    expect(outcomes.map((outcome) => outcome.ok && outcome.appended)).toEqual([
      ...range(0, revisions.length / 20).map(() => 0),
      20,
      20,
    ]);
  });
});

describe('a disk without room', () => {
  it('rejects the appends that do not fit and keeps those it told of', async () => {
    const { file } = test.temporary;
    // A limit on the size of files stands in for a full disk.
    const limited = ['/bin/sh', '-c', `trap '' XFSZ; ulimit -f 1000; exec "$0" "$@"`];
    const { lines, code } = await start(['append', file, 0, 4000, 20, 3], undefined, [
      ...limited,
      process.execPath,
    ]);
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/^StoreError disk: .*ledger\.db.* disk/);

    const store = test.temporary.open();
    const stored = await store.readStream(contestStream('child-0'), 0, 1e6);
    expect(stored.length).toBe((lines.length - 1) * 20);
    expect(stored.length).toBeGreaterThan(0);
    expect(await rebuild(store)).toBeNull();
    expect(await store.append(STREAM, 'any', new EntryFactory(5_000_000).batch(5))).toMatchObject({
      appended: 5,
    });
  });
});

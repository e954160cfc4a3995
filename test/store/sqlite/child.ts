// Another process on the same ledger. Tells each step in a line on stdout, for the test to hear.
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { contestStream } from '../../../src/store/event-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { EntryFactory } from '../entries.ts';

const [task, file = '', ...numbers] = process.argv.slice(2);
const [first = 0, batches = 0, size = 1, atOnce = 1] = numbers.map(Number);

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Appends batches to a stream of its own, some at once, and tells each that is durable. */
async function append(): Promise<void> {
  const store = openSqliteStore(file);
  const entries = new EntryFactory(first);
  const stream = contestStream(`child-${first}`);
  for (let done = 0; done < batches; done += atOnce) {
    const outcomes = Array.from({ length: atOnce }, () =>
      store.append(stream, 'any', entries.batch(size)),
    );
    for (const outcome of await Promise.all(outcomes)) {
      say(outcome.ok ? `stored ${outcome.entries.at(-1)?.revision}` : outcome.reason);
    }
  }
  await store.close();
  say('done');
}

/** Follows the ledger without end: only that must not keep the process alive. */
async function follow(): Promise<void> {
  const store = openSqliteStore(file);
  for await (const entry of store.subscribe(0, new AbortController().signal)) {
    say(`followed ${entry.seq}`);
  }
}

async function open(): Promise<void> {
  const store = openSqliteStore(file, { readOnly: first === 1 });
  say(`opened at ${(await store.head()).seq}`);
}

/** Holds the right to write for a while, as a slow transaction does. */
async function hold(): Promise<void> {
  const db = new DatabaseSync(file);
  db.exec('BEGIN IMMEDIATE');
  say('holding');
  await pause(300);
  db.exec('COMMIT');
  db.close();
}

const tasks: Readonly<Record<string, () => Promise<void>>> = { append, follow, hold, open };

tasks[task ?? '']?.().catch((error: unknown) => {
  say(error instanceof StoreError ? `StoreError ${error.code}: ${error.message}` : String(error));
  process.exitCode = 1;
});

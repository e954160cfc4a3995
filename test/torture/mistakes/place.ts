import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CONTEST, candidate, enrolled, ndjson, opened, SMALL } from '../../cli/entries.ts';
import { printed } from '../../cli/harness.ts';

/** What lies where a mistake is made, anew for each. */
export interface Place {
  readonly folder: string;
  readonly ledger: string;
  file(name: string): string;
}

/** An entry more, as append takes it. */
export const more = (slug: string): string => JSON.stringify(candidate(slug));

/** Leaves a log beside a ledger, as a process does that is killed: nothing of it is in the file. */
export async function withLog(file: string, slugs: readonly string[]): Promise<void> {
  // Whoever reads meanwhile keeps the log from being copied into the file.
  const reader = new DatabaseSync(file);
  const log = `${file}-wal`;
  try {
    reader.exec('BEGIN; SELECT count(*) FROM entry');
    for (const slug of slugs) {
      await printed(['append', CONTEST, '--ledger', file], { stdin: more(slug) });
    }
    cpSync(log, `${log}.kept`);
    cpSync(file, `${file}.kept`);
  } finally {
    reader.close();
  }
  for (const end of ['', '-wal']) {
    cpSync(`${file}${end}.kept`, `${file}${end}`);
    rmSync(`${file}${end}.kept`);
  }
  rmSync(`${file}-shm`, { force: true });
}

/** Makes what every place begins with: two ledgers with their keys and tokens, a backup, an export and a log. */
export async function prepare(folder: string): Promise<void> {
  const file = (name: string): string => join(folder, name);
  const ledger = file('ledger.db');
  const at = ['--ledger', ledger];
  await printed(['import', '-', ...at], { stdin: ndjson(SMALL) });
  await printed(['export', '--log', file('log'), ...at]);
  await printed(['token', 'add', 'Ada', '--role', 'editor', ...at]);
  await printed(['backup', file('backup.db'), ...at]);
  writeFileSync(file('all.ndjson'), await printed(['export', ...at]));
  const others = [opened(), ...Array.from({ length: 40 }, (_, n) => enrolled(`mp-${n}`, 'MP'))];
  const other = file('other.db');
  const lines = ndjson(others, 'elsewhere').replaceAll('-4000-', '-4001-');
  await printed(['import', '-', '--ledger', other], { stdin: lines });
  await printed(['export', '--log', file('other-log'), '--ledger', other]);
}

/** A place of its own for one mistake. */
export function placeIn(prepared: string, folder: string): Place {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  cpSync(prepared, folder, { recursive: true });
  return { folder, ledger: join(folder, 'ledger.db'), file: (name) => join(folder, name) };
}

const ASIDE = /-(?:wal|shm)$/;

function* filesBelow(folder: string): Generator<string> {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** The files of a place and what is in them; of what SQLite keeps beside a file only what holds something. */
export function picture({ folder }: Place): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of filesBelow(folder)) {
    // Reading what this process holds a lock on would let go of that (POSIX).
    if (/(?:-shm|\.server)$/.test(path) || !statSync(path).isFile()) continue;
    const bytes = readFileSync(path);
    if (ASIDE.test(path) && bytes.length === 0) continue;
    found.set(path, bytes.toString('base64'));
  }
  return found;
}

/** What differs between two pictures, by name. */
export const differences = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path) || existsSync(`${path}.part`),
  );

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
import { beforeAll, describe, expect, test } from 'vitest';
import { BROKEN } from './bad/broken.ts';
import { DRAFT_ROWS } from './bad/drafts.ts';
import { FILES } from './bad/files.ts';
import { LEDGERS } from './bad/ledgers.ts';
import { QUESTIONS } from './bad/questions.ts';
import type { Place, Row } from './bad/row.ts';
import { SEALED } from './bad/sealed.ts';
import { ndjson, SMALL } from './entries.ts';
import { folder, hustings, printed, type Ran } from './harness.ts';

const { path: root, file } = folder();
const small = file('small.db');
let exported = '';

beforeAll(async () => {
  await printed(['import', '-', '--ledger', small], { stdin: ndjson(SMALL) });
  exported = await printed(['export', '--ledger', small]);
});

let places = 0;
function newPlace(row: Row): Place {
  places += 1;
  const path = join(root, `place-${places}`);
  mkdirSync(path);
  const ledger = join(path, 'ledger.db');
  if (row.noLedger !== true) cpSync(small, ledger);
  writeFileSync(join(path, 'exported.ndjson'), exported);
  return { folder: path, ledger };
}

/** The files of a folder, but for those that SQLite keeps beside a ledger that is read. */
const filesIn = (path: string): string[] =>
  readdirSync(path)
    .filter((name) => !/-(?:wal|shm)$/.test(name))
    .sort();

const bytesOf = (path: string): string =>
  statSync(path).isFile() ? readFileSync(path).toString('base64') : 'no file';

function checkWords({ status, out, err }: Ran, row: Row): void {
  expect(out).toBe('');
  expect(err.endsWith('\n')).toBe(true);
  expect(err.trimEnd()).toMatch(row.says);
  expect(err.match(/^hustings: /gm)).toHaveLength(1);
  // Beside the sentence there is nothing but commander's hints.
  const others = err.trimEnd().split('\n').slice(1);
  expect(others.filter((line) => !/^\((?:hustings|Did you mean) .*\)$/.test(line))).toEqual([]);
  expect(err).not.toMatch(
    / {4}at |node:internal|Error:|should not have happened|\bundefined\b|\[object/,
  );
  expect(status).toBe(row.status);
}

async function checkLedger(row: Row, place: Place, before: string): Promise<void> {
  if (row.noLedger === true) expect(existsSync(place.ledger)).toBe(false);
  else if (row.unreadable === true) expect(bytesOf(place.ledger)).toBe(before);
  else expect(await printed(['export', '--ledger', place.ledger])).toBe(exported);
}

async function check(row: Row): Promise<void> {
  const place = newPlace(row);
  const cleanup = row.setup?.(place);
  const before = row.unreadable === true ? bytesOf(place.ledger) : '';
  const files = filesIn(place.folder);
  const placed = (text: string): string =>
    text.replace('LEDGER', place.ledger).replace('FOLDER', place.folder);
  const args = row.args.map(placed);
  const env = Object.fromEntries(
    Object.entries(row.around?.env ?? {}).map(([name, value]) => [name, placed(value)]),
  );
  try {
    checkWords(await hustings(args, { ...row.around, env }), row);
  } finally {
    cleanup?.();
  }
  expect(filesIn(place.folder)).toEqual(files);
  await checkLedger(row, place, before);
  rmSync(place.folder, { recursive: true });
}

const GROUPS: readonly (readonly [string, readonly Row[]])[] = [
  ['a question that cannot be answered', QUESTIONS],
  ['what is sent or imported and no entry', DRAFT_ROWS],
  ['a file that cannot be imported', FILES],
  ['an exported entry that was changed', SEALED],
  ['a ledger that is none', BROKEN],
  ['a ledger that cannot be used', LEDGERS],
];

describe.each(GROUPS)('%s gets one sentence, and changes nothing', (_, rows) => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', async (name, row) => {
    const reason = row.skip?.();
    if (reason !== undefined) {
      process.stdout.write(`not tried: ${name}, since ${reason}\n`);
      return;
    }
    await check(row);
  });
});

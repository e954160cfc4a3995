import { createReadStream, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse';
import type { Context } from '../../../src/cli/context.ts';
import { importLists } from '../../../src/cli/import-lists.ts';
import { keyFileAt } from '../../../src/cli/key-file.ts';
import { configure } from '../../../src/config.ts';
import { IMPORT_BUDGET, serviceOver } from '../../../src/ledger/service.ts';
import { ServingFile } from '../../../src/store/sqlite/serving-file.ts';
import { openSqliteStaging } from '../../../src/store/sqlite/staging.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { TokenFile } from '../../../src/store/sqlite/token-file.ts';
import { writeList } from '../load/list.ts';
import { each, inTurns, type Row, rate, ratio } from '../measure.ts';
import type { Setting } from '../setting.ts';

const SHARED = fileURLToPath(
  new URL('../../../../shared/data/us-endorsements/sf_politics/', import.meta.url),
);
const SAMPLES = fileURLToPath(new URL('../../../samples/', import.meta.url));
const MAPPING = join(SAMPLES, 'mappings', 'sf-2016.mapping.json');

/** As many rows as both real files have. */
const ROWS = 10_053;

/** As many contests as they tell of: each is one commit. */
const CONTESTS = 71;

class Nowhere extends Writable {
  readonly isTTY = false;

  override _write(_chunk: Buffer, _encoding: string, done: () => void): void {
    done();
  }
}

/** What the command itself is given, with nobody to hear it. */
export function quietContext(setting: Setting): Context {
  const { world } = setting;
  const out = Object.assign(new Nowhere(), { columns: 80 });
  const input = Object.assign(Readable.from([]), { isTTY: false });
  return {
    terminal: { out, err: out, in: input },
    open: async ({ ledger }) => {
      const store = openSqliteStore(ledger, { cacheKibibytes: 16_384 });
      return serviceOver(store, world, true, IMPORT_BUDGET);
    },
    older: () => undefined,
    exists: () => false,
    scratch: () => serviceOver(openSqliteStore(':memory:'), world),
    stage: () => openSqliteStaging(),
    configure: (flags, usual) => configure(flags, {}, usual),
    samples: SAMPLES,
    keyFile: ({ logKey }) => keyFileAt(logKey),
    tokens: ({ tokens }) => new TokenFile(tokens),
    servingPlace: ({ ledger }) => new ServingFile(`${ledger}.server`),
    process: () => ({ process: process.pid, host: 'bench' }),
    now: world.now,
    randomBytes: world.randomBytes,
    hold: () => ({
      signal: new AbortController().signal,
      pause: () => undefined,
      resume: () => undefined,
    }),
  };
}

/** The two real files, or where they are missing a generated list of as many rows. */
function listsOf(setting: Setting): string[] {
  if (existsSync(SHARED)) {
    const names = readdirSync(SHARED).filter((name) => name.endsWith('_endorsements.csv'));
    return names.sort().map((name) => join(SHARED, name));
  }
  setting.say('../shared is missing: a generated list of the same shape');
  const file = join(setting.folder, 'list.csv');
  writeList(file, setting.seed, ROWS);
  return [file];
}

/** What parsing lists and inserting their rows, as they are, takes at the least: as durable, in so many transactions. */
async function insertBare(files: readonly string[], file: string, commits: number): Promise<void> {
  const db = new DatabaseSync(file);
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA wal_autocheckpoint = 10000;
    CREATE TABLE row (
      number INTEGER PRIMARY KEY, endorser TEXT, category TEXT, candidate TEXT, endorsement TEXT
    ) STRICT;
    BEGIN IMMEDIATE;
  `);
  const insert = db.prepare('INSERT INTO row VALUES (?, ?, ?, ?, ?)');
  let number = 0;
  for (const list of files) {
    const records = createReadStream(list).pipe(parse({ from_line: 2 }));
    for await (const [endorser, category, candidate, endorsement] of records) {
      insert.run(number, endorser, category, candidate, endorsement);
      number += 1;
      if (number % Math.ceil(ROWS / commits) === 0) db.exec('COMMIT; BEGIN IMMEDIATE');
    }
  }
  db.exec('COMMIT');
  db.close();
}

function removeLedger(file: string): void {
  for (const end of ['', '-wal', '-shm', '.key', '.errors'])
    rmSync(`${file}${end}`, { force: true });
}

/** The import of the real lists, against what parsing them and inserting bare rows takes at the least. */
export async function importRows(setting: Setting, turns: number): Promise<Row[]> {
  const files = listsOf(setting);
  const context = quietContext(setting);
  const ledger = join(setting.folder, 'import.db');
  const bare = join(setting.folder, 'bare.db');
  const flags = { ledger, by: 'bench', errors: `${ledger}.errors`, format: 'tsv' as const };
  const versus = async (name: string, commits: number): Promise<Row> => {
    const { a, b } = await inTurns(setting.now, turns, {
      prepare: () => [ledger, bare].forEach(removeLedger),
      a: () => importLists(context, files, MAPPING, flags),
      b: () => insertBare(files, bare, commits),
    });
    return {
      name: `18 import of two lists, ${ROWS.toLocaleString('en-GB')} rows`,
      against: name,
      ratio: ratio(b, a),
      wanted: 'at least',
      later: 0.3,
      figures: `${rate(ROWS, a)} against ${rate(ROWS, b)}: ${each(1, a)} against ${each(1, b)}`,
    };
  };
  return [
    await versus(`csv-parse and bare rows, ${CONTESTS} commits as well`, CONTESTS),
    await versus('csv-parse and bare rows, one commit', 1),
  ];
}

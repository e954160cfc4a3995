import { chmodSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { CONTEST, candidate } from '../entries.ts';
import type { Place, Row } from './row.ts';
import { asRoot, SENT, WRITE } from './writing.ts';

const READ = ['standings', CONTEST, '--ledger', 'LEDGER'];

type Setup = (place: Place) => void;

/** A ledger that is none, to read from, to rebuild and to append to. */
function broken(name: string, setup: Setup, says: RegExp, more: Partial<Row> = {}): Row[] {
  const row = {
    setup: (place: Place) => void setup(place),
    status: 1,
    says,
    unreadable: true,
    ...more,
  } as const;
  return [
    { ...row, name: `standings of ${name}`, args: READ },
    { ...row, name: `rebuild of ${name}`, args: ['rebuild', '--ledger', 'LEDGER'] },
    { ...row, name: `append to ${name}`, args: WRITE, around: SENT },
    {
      ...row,
      name: `import into ${name}`,
      args: ['import', '-', '--ledger', 'LEDGER'],
      around: { stdin: JSON.stringify({ contest: CONTEST, ...candidate('cat') }) },
    },
  ];
}

function sqlite(ledger: string, sql: string): void {
  const db = new DatabaseSync(ledger);
  db.exec(sql);
  db.close();
}

/** Ledgers that are none. */
export const BROKEN: readonly Row[] = [
  ...broken(
    'a directory',
    ({ ledger }) => {
      rmSync(ledger);
      mkdirSync(ledger);
    },
    /^hustings: \S*ledger\.db is a folder; name the file of a ledger$/,
  ),
  ...broken(
    'a text file',
    ({ ledger }) => writeFileSync(ledger, 'contest,candidate\nx,y\n'.repeat(50)),
    /^hustings: \S*ledger\.db is no Hustings ledger/,
  ),
  ...broken(
    'a foreign SQLite database',
    ({ ledger }) => {
      rmSync(ledger);
      sqlite(ledger, 'CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    },
    /^hustings: \S*ledger\.db is another program's database, not a Hustings ledger; name a ledger/,
  ),
  ...broken(
    'a ledger of a newer Hustings',
    ({ ledger }) => sqlite(ledger, 'PRAGMA user_version = 99'),
    /^hustings: \S*ledger\.db was written by a newer Hustings \(ledger version 99, this one knows \d+\); update Hustings/,
  ),
  ...broken(
    'a ledger cut in half',
    ({ ledger }) => truncateSync(ledger, readFileSync(ledger).length / 2),
    /^hustings: \S*ledger\.db .*(?:damaged|restore)/,
  ),
  ...broken(
    'a ledger whose pages are overwritten',
    ({ ledger }) => {
      const bytes = readFileSync(ledger);
      bytes.fill(0x5a, 4096);
      writeFileSync(ledger, bytes);
    },
    /^hustings: \S*ledger\.db .*(?:damaged|restore)/,
  ),
  ...broken(
    'a ledger whose first page is overwritten',
    ({ ledger }) => {
      const bytes = readFileSync(ledger);
      bytes.fill(0x5a, 100, 4096);
      writeFileSync(ledger, bytes);
    },
    /^hustings: \S*ledger\.db /,
  ),
  ...broken(
    'a ledger that may not be read',
    ({ ledger }) => chmodSync(ledger, 0),
    /^hustings: \S*ledger\.db may not be read by this account; change its permissions/,
    { skip: asRoot },
  ),
];

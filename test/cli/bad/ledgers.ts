import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { CONTEST, candidate, nominated } from '../entries.ts';
import { DATABASES } from './databases.ts';
import { ERASING } from './erasing.ts';
import type { Place, Row } from './row.ts';
import { asRoot, SENT, WRITE } from './writing.ts';

const absent = (
  name: string,
  args: readonly string[],
  status: 1 | 2,
  says: RegExp,
  around = {},
): Row => ({
  name,
  args: [...args, '--ledger', 'LEDGER'],
  around,
  status,
  says,
  noLedger: true,
});

const MISSING =
  /^hustings: \S*ledger\.db does not exist; name the file of a ledger to read \(hustings demo makes one/;

const ABSENT: readonly Row[] = [
  ...[
    ['contests'],
    ['standings', CONTEST],
    ['timeline', CONTEST],
    ['series', CONTEST],
    ['compare', CONTEST, '--from', '2010-06-01'],
    ['endorser', 'tu-1'],
    ['show', 'abcd'],
    ['export'],
    ['rebuild'],
  ].map((args) => absent(`${args[0]} where there is no ledger`, args, 1, MISSING)),
  absent(
    'append of a refused entry where there is no ledger',
    ['append', CONTEST],
    1,
    /unknown-contest; nothing was stored\); there is no ledger \S*ledger\.db yet$/,
    { stdin: JSON.stringify(nominated('tu-1', 'ann', '2010-06-01')) },
  ),
  absent('append of no JSON where there is no ledger', ['append', CONTEST], 1, /is not JSON/, {
    stdin: '{',
  }),
  absent(
    'append to a contest whose name is no slug',
    ['append', 'No Slug'],
    2,
    /^hustings: the contest "No Slug" must be kebab-case, as in labour-leader-2010\.$/,
    SENT,
  ),
  absent(
    'import of a refused line where there is no ledger',
    ['import', '-'],
    1,
    /standard input:1: .*unknown-contest; nothing was stored\); there is no ledger/,
    { stdin: JSON.stringify({ contest: 'x', ...candidate('cat') }) },
  ),
  absent(
    'import of no file where there is no ledger',
    ['import', 'FOLDER/none.ndjson'],
    1,
    /none\.ndjson does not exist/,
  ),
];

const placed = (name: string, ledger: string, says: RegExp): Row[] => [
  { name: `contests ${name}`, args: ['contests', '--ledger', ledger], status: 1, says },
  {
    name: `append ${name}`,
    args: ['append', CONTEST, '--ledger', ledger],
    around: SENT,
    status: 1,
    says: /^hustings: .*/,
  },
  {
    name: `demo ${name}`,
    args: ['demo', '--ledger', ledger],
    status: 1,
    says: /^hustings: .*(?:folder|file)/,
  },
];

const SETTINGS: readonly Row[] = [
  ...placed(
    'in a folder that is not there',
    'FOLDER/none/x.db',
    /^hustings: \S*none\/x\.db does not exist/,
  ),
  ...placed(
    'below a file',
    'LEDGER/x.db',
    /^hustings: \S*x\.db .*(?:does not exist|a file where a folder should be)/,
  ),
  {
    name: 'an empty --ledger',
    args: ['contests', '--ledger', ''],
    status: 2,
    says: /^hustings: The ledger has no name: give --ledger FILE\.$/,
  },
  {
    name: 'a blank --ledger',
    args: ['demo', '--ledger', ' '],
    status: 2,
    says: /^hustings: The ledger has no name/,
  },
  ...['append', 'import'].flatMap((command): Row[] => [
    {
      name: `${command} with an empty --by`,
      args: [command, 'x', '--by', ' ', '--ledger', 'LEDGER'],
      around: SENT,
      status: 2,
      says: /^hustings: --by must name who records, in at most 200 characters\.$/,
    },
    {
      name: `${command} with a --by of 201 characters`,
      args: [command, 'x', '--by', 'a'.repeat(201), '--ledger', 'LEDGER'],
      around: SENT,
      status: 2,
      says: /^hustings: --by must name who records/,
    },
    {
      name: `${command} with a long HUSTINGS_ACTOR`,
      args: [command, 'x', '--ledger', 'LEDGER'],
      around: { ...SENT, env: { HUSTINGS_ACTOR: 'a'.repeat(201) } },
      status: 2,
      says: /^hustings: HUSTINGS_ACTOR must name who records/,
    },
  ]),
  ...['x', '-1', '1.5', ''].map(
    (text): Row => ({
      name: `append --expected-revision ${JSON.stringify(text)}`,
      args: [...WRITE, `--expected-revision=${text}`],
      around: SENT,
      status: 2,
      says: /^hustings: --expected-revision must be a number, as in 41, or no-stream \(got ".*"\)\.$/,
    }),
  ),
  {
    name: 'append to a contest that is not there',
    args: ['append', 'leadr', '--ledger', 'LEDGER'],
    around: SENT,
    status: 1,
    says: /leadr.* Did you mean leader\? \(unknown-contest; nothing was stored\)$/,
  },
  {
    name: 'append to the register what is of a contest',
    args: ['append', 'register', '--ledger', 'LEDGER'],
    around: SENT,
    status: 1,
    says: /wrong-stream; nothing was stored\)$/,
  },
  {
    name: 'demo in a ledger of somebody else',
    args: ['demo', '--ledger', 'LEDGER'],
    status: 1,
    says: /^hustings: this ledger holds leader, which is no sample, so the samples stay out of it; give --ledger another file\.$/,
  },
  {
    name: 'serve the demo with a ledger of somebody else',
    args: ['demo', '--serve', '--port', '0', '--ledger', 'LEDGER'],
    status: 1,
    says: /^hustings: this ledger holds leader, .*; give --ledger another file, or serve this one with hustings serve\.$/,
  },
];

function locked({ ledger }: Place): () => void {
  const db = new DatabaseSync(ledger);
  db.exec('BEGIN IMMEDIATE');
  return () => db.close();
}

const BUSY =
  /^hustings: \S*ledger\.db is being written by another program; nothing was stored, so try again/;

const LOCKED: readonly Row[] = [
  {
    name: 'append while another program writes',
    args: WRITE,
    around: SENT,
    setup: locked,
    status: 1,
    says: BUSY,
  },
  {
    name: 'rebuild while another program writes',
    args: ['rebuild', '--ledger', 'LEDGER'],
    setup: locked,
    status: 1,
    says: BUSY,
  },
  {
    name: 'append to a ledger that may not be written',
    args: WRITE,
    around: SENT,
    setup: ({ ledger }) => {
      chmodSync(ledger, 0o444);
      return () => chmodSync(ledger, 0o644);
    },
    skip: asRoot,
    status: 1,
    says: /^hustings: \S*ledger\.db may not be written by this account; .*change its permissions/,
  },
];

/** Ledgers that are not there or in use, and settings that name none. */
export const LEDGERS: readonly Row[] = [
  ...ERASING,
  ...ABSENT,
  ...SETTINGS,
  ...LOCKED,
  ...DATABASES,
];

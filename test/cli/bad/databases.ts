import { rmSync } from 'node:fs';
import { openSqliteCopy } from '../../../src/store/sqlite/copy.ts';
import { CONTEST } from '../entries.ts';
import type { Place, Row } from './row.ts';
import { SENT, WRITE } from './writing.ts';

const NOWHERE = 'kurrentdb://127.0.0.1:1';

const MUST_BE = 'must be the address of a KurrentDB database, as in kurrentdb://';

/** Addresses that are none of a database, with a password in some of them. */
const ADDRESSES = [
  'mysql://root:s3cret@localhost/hustings',
  'kurrentdb://',
  'kurrentdb:// ',
  'kurrentdb://somebody:s3 cret@localhost',
  'kurrentdb://?tls=false',
  'kurrentdb://localhost/ledger',
];

const SERVER = 'https://root:s3cret@localhost:2113';

const MALFORMED: readonly Row[] = [
  {
    name: 'append --ledger and the address of a server',
    args: ['append', CONTEST, '--ledger', SERVER],
    around: SENT,
    status: 2,
    says: /^hustings: --ledger must name a file or a database, and this is the address of a server(?!.*s3).*\.$/,
  },
  ...[...ADDRESSES, SERVER].map(
    (address): Row => ({
      name: `HUSTINGS_STORE=${address}`,
      args: ['contests'],
      around: { env: { HUSTINGS_STORE: address } },
      status: 2,
      says: new RegExp(`^hustings: HUSTINGS_STORE ${MUST_BE}(?!.*s3).*\\.$`),
    }),
  ),
  ...ADDRESSES.map(
    (address): Row => ({
      name: `append --ledger ${address}`,
      args: ['append', CONTEST, '--ledger', address],
      around: SENT,
      status: 2,
      says: new RegExp(`^hustings: --ledger ${MUST_BE}(?!.*s3).*\\.$`),
    }),
  ),
];

const asCopy = ({ ledger }: Place): undefined => {
  rmSync(ledger);
  // Nothing is queued: it is closed at once.
  void openSqliteCopy(ledger).close();
};

const IS_COPY =
  /^hustings: \S*ledger\.db is a copy of a ledger in KurrentDB, .*; name that with HUSTINGS_STORE$/;

/** Commands that would write to what is a copy, or to a ledger that is named as one. */
const CONFUSED: readonly Row[] = [
  {
    name: 'HUSTINGS_STORE beside HUSTINGS_LEDGER',
    args: ['contests'],
    around: { env: { HUSTINGS_STORE: NOWHERE, HUSTINGS_LEDGER: 'a.db' } },
    status: 2,
    says: /^hustings: HUSTINGS_STORE and HUSTINGS_LEDGER are both set, and a ledger is either in a database or in a file: unset one\.$/,
  },
  ...[WRITE, ['demo', '--ledger', 'LEDGER'], ['serve', '--port', '0', '--ledger', 'LEDGER']].map(
    (args): Row => ({
      name: `${args[0]} with the copy of a database as the ledger`,
      args,
      around: SENT,
      setup: asCopy,
      status: 1,
      says: IS_COPY,
      unreadable: true,
    }),
  ),
  ...[['contests'], ['append', CONTEST], ['move', '--to', 'FOLDER/to.db']].map(
    (args): Row => ({
      name: `${args[0]} with a ledger of its own as the copy of a database`,
      args,
      around: { ...SENT, env: { HUSTINGS_STORE: NOWHERE, HUSTINGS_COPY: 'LEDGER' } },
      status: 1,
      says: /^hustings: \S*ledger\.db is a ledger of its own, not a copy of one in KurrentDB; name another file with HUSTINGS_COPY, or move the ledger with hustings move$/,
    }),
  ),
  {
    name: 'a copy in a folder that is not there',
    args: ['contests'],
    around: { env: { HUSTINGS_STORE: NOWHERE, HUSTINGS_COPY: 'FOLDER/none/copy.db' } },
    status: 1,
    says: /^hustings: \S*none\/copy\.db cannot be made because there is no folder/,
  },
  {
    name: 'a blank HUSTINGS_COPY',
    args: ['contests'],
    around: { env: { HUSTINGS_STORE: NOWHERE, HUSTINGS_COPY: ' ' } },
    status: 2,
    says: /^hustings: HUSTINGS_COPY must name a file\.$/,
  },
];

/** Databases that are not named as they should be. */
export const DATABASES: readonly Row[] = [...MALFORMED, ...CONFUSED];

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { formatPrivateKey } from '../../../src/tlog/keys.ts';
import { madeSigner } from '../../tlog/made.ts';
import { uuid } from '../entries.ts';
import type { Place, Row } from './row.ts';

const erasing = (
  name: string,
  target: string,
  more: readonly string[],
  status: 1 | 2,
  says: RegExp,
): Row[] =>
  [[], ['--yes']].map((yes) => ({
    name: `erase ${name} ${yes.join('')}`,
    args: ['erase', target, ...more, ...yes, '--ledger', 'LEDGER'],
    status,
    says,
  }));

const BASIS = ['--basis', 'A court order'];

const withKey =
  (text: string, more: (place: Place) => void = () => undefined) =>
  (place: Place): undefined => {
    writeFileSync(`${place.ledger}.key`, text, { mode: 0o600 });
    more(place);
  };

/** Another program that has begun to write; it never ends. */
function locked({ ledger }: Place): () => void {
  const db = new DatabaseSync(ledger);
  db.exec('BEGIN IMMEDIATE');
  return () => db.close();
}

/** Erasures that are refused, and logs that cannot be signed. */
export const ERASING: readonly Row[] = [
  ...erasing('an unknown id', uuid(99), BASIS, 1, /^hustings: There is no entry \S+99 in this/),
  ...erasing('no id', 'nosuch', BASIS, 1, /^hustings: There is no entry nosuch in this ledger;/),
  ...erasing('an id that begins several', '00000000', BASIS, 1, /begins the ids of several/),
  ...erasing(
    'the opening of a contest',
    uuid(1),
    BASIS,
    1,
    /^hustings: ContestOpened cannot be erased: .*; correct it instead\.$/,
  ),
  ...erasing('without a basis', uuid(6), [], 2, /^hustings: required option '--basis <text>'/),
  ...erasing('with an empty basis', uuid(6), ['--basis', ''], 2, /^hustings: --basis /),
  ...erasing('with a blank basis', uuid(6), ['--basis', '  '], 2, /^hustings: --basis /),
  ...erasing('with a long basis', uuid(6), ['--basis', 'a'.repeat(1001)], 2, /^hustings: --basis /),
  ...erasing('by nobody', uuid(6), [...BASIS, '--by', ' '], 2, /^hustings: --by must name who/),
  {
    name: 'erase where there is no ledger',
    args: ['erase', uuid(6), ...BASIS, '--yes', '--ledger', 'LEDGER'],
    status: 1,
    says: /^hustings: \S*ledger\.db does not exist/,
    noLedger: true,
  },
  {
    name: 'erase while another program writes',
    args: ['erase', uuid(6), ...BASIS, '--yes', '--ledger', 'LEDGER'],
    setup: locked,
    status: 1,
    says: /^hustings: \S*ledger\.db is being written by another program; nothing was stored/,
  },
  {
    name: 'an appended erasure',
    args: ['append', 'leader', '--ledger', 'LEDGER'],
    around: {
      stdin: JSON.stringify({ type: 'PayloadErased', data: { entry: uuid(6), legalBasis: 'L' } }),
    },
    status: 1,
    says: /run hustings erase ENTRY, or strike the entry .*\(erase-instead; nothing was stored\)$/,
  },
  ...[['key'], ['key', '--rotate'], ['export', '--log', 'FOLDER/log']].map(
    (args): Row => ({
      name: `${args.join(' ')} with a garbled key file`,
      args: [...args, '--ledger', 'LEDGER'],
      setup: withKey('PRIVATE+KEY+x.example+00000000+AAAA\n'),
      status: 1,
      says: /^hustings: \S*ledger\.db\.key: .* Restore it, or name another with HUSTINGS_LOG_KEY\.$/,
    }),
  ),
  {
    name: 'export --log into a file',
    args: ['export', '--log', 'FOLDER/exported.ndjson', '--ledger', 'LEDGER'],
    around: { env: { HUSTINGS_LOG_KEY: '/dev/null' } },
    status: 1,
    says: /^hustings: \/dev\/null: The key file holds no key\./,
  },
  {
    name: 'export --log into a folder of other things',
    args: ['export', '--log', 'FOLDER', '--ledger', 'LEDGER'],
    setup: withKey(`${formatPrivateKey(madeSigner())}\n`, ({ folder }) =>
      writeFileSync(join(folder, 'notes.txt'), 'mine'),
    ),
    status: 1,
    says: /^hustings: \S+ holds other things than a log; name a new directory\.$/,
  },
  {
    name: 'key with a name that no log has',
    args: ['key', '--origin', 'a b', '--ledger', 'LEDGER'],
    status: 2,
    says: /^hustings: A log cannot be named "a b"/,
  },
];

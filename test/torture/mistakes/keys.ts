import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CONTEST } from '../../cli/entries.ts';
import type { Random } from '../../laws/random.ts';
import type { Mistake } from './mistake.ts';
import type { Place } from './place.ts';

/** A command that signs, or shows the key. */
const signing = ({ ledger, file }: Place, random: Random): string[] => [
  ...random.of([
    ['export', '--log', file('new-log')],
    ['key', '--rotate'],
  ]),
  '--ledger',
  ledger,
];

const putBack = (place: Place) => {
  const key = readFileSync(`${place.ledger}.key`);
  return () => {
    rmSync(`${place.ledger}.key`, { recursive: true, force: true });
    writeFileSync(`${place.ledger}.key`, key, { mode: 0o600 });
  };
};

/** A key file that is none. */
function spoilt(text: string, random: Random, place: Place): string {
  const cut = random.below(text.trimEnd().length - 2);
  const at = text.lastIndexOf('+') + 2 + random.below(20);
  return random.of([
    '',
    text.slice(0, cut),
    `${text.slice(0, at)}!${text.slice(at + 1)}`,
    readFileSync(place.file('log/vkey'), 'utf8'),
    '-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----\n',
  ]);
}

/** The same file by another way of writing it. */
const otherwise = (path: string, random: Random): string =>
  random.of([path, path.replace(/\/([^/]+)$/, '/./$1'), path.replace(/\/([^/]+)$/, '/log/../$1')]);

const oneFileForTwo = (variable: string, what: RegExp): Mistake => ({
  name: `${variable} names the ledger, or another of its files`,
  make: ({ ledger }, random) => {
    const others = variable === 'HUSTINGS_TOKENS' ? [ledger, `${ledger}.key`] : [ledger];
    const command = random.of([
      ['key'],
      ['token', 'list'],
      ['verify'],
      ['serve', '--port', '0'],
      ['demo'],
    ]);
    return {
      args: [...command, '--ledger', ledger],
      env: { [variable]: otherwise(random.of(others), random) },
      status: 2,
      says: what,
      remedy: () => undefined,
      again: ['verify', '--ledger', ledger],
    };
  },
});

/** Keys that are wrong, missing, spoilt, or given where another is wanted. */
export const KEYS: readonly Mistake[] = [
  {
    name: 'the key of another ledger beside this one',
    make: (place, random) => {
      const remedy = putBack(place);
      cpSync(place.file('other.db.key'), `${place.ledger}.key`);
      const says =
        /^hustings: the checkpoints of this ledger are of the log \S+, but the key in \S+ledger\.db\.key is of \S+: put back the key of \S+, or name it with HUSTINGS_LOG_KEY\.\n$/;
      return { args: signing(place, random), status: 1, says, remedy };
    },
  },
  {
    name: 'no key beside a ledger that was signed',
    make: (place, random) => {
      const back = putBack(place);
      rmSync(`${place.ledger}.key`);
      const vkey = readFileSync(place.file('log/vkey'), 'utf8').trim();
      const says = /^hustings: \S+ledger\.db\.key is missing, .* put its key back there, .*\n$/;
      const args = signing(place, random);
      if (random.oneIn(2)) return { args, status: 1, says, remedy: back };
      const again = ['key', '--origin', vkey.split('+')[0] ?? '', '--ledger', place.ledger];
      const verified = ['--vkey', vkey];
      return { args, status: 1, says, remedy: () => undefined, again, verified };
    },
  },
  {
    name: 'a key file that is none',
    make: (place, random) => {
      const remedy = putBack(place);
      const key = `${place.ledger}.key`;
      const text = spoilt(readFileSync(key, 'utf8'), random, place);
      writeFileSync(key, text);
      const command = random.of([signing(place, random), ['verify', '--ledger', place.ledger]]);
      const says =
        /^hustings: \S+ledger\.db\.key: .* Restore it, or name another with HUSTINGS_LOG_KEY\.\n$/;
      return { args: command, status: 1, says, remedy };
    },
  },
  {
    name: 'a folder where the key should be',
    make: (place, random) => {
      const remedy = putBack(place);
      rmSync(`${place.ledger}.key`);
      mkdirSync(`${place.ledger}.key`);
      const says =
        /^hustings: \S+ledger\.db\.key cannot be read or written \(EISDIR\); .* HUSTINGS_LOG_KEY\.\n$/;
      return { args: signing(place, random), status: 1, says, remedy };
    },
  },
  oneFileForTwo(
    'HUSTINGS_LOG_KEY',
    /^hustings: HUSTINGS_LOG_KEY names \S+, which is the ledger itself; give it a file of its own\.\n$/,
  ),
  oneFileForTwo(
    'HUSTINGS_TOKENS',
    /^hustings: HUSTINGS_TOKENS names \S+, which is (?:the ledger|HUSTINGS_LOG_KEY) itself; give it a file of its own\.\n$/,
  ),
  {
    name: 'HUSTINGS_LOG_KEY names another ledger',
    make: (place, random) => ({
      args: signing(place, random),
      env: { HUSTINGS_LOG_KEY: place.file(random.of(['other.db', 'backup.db', 'all.ndjson'])) },
      status: 1,
      says: /^hustings: \S+: The private key does not begin with PRIVATE\+KEY\+\. Restore it, or name another with HUSTINGS_LOG_KEY\.\n$/,
      remedy: () => undefined,
      again: ['key', '--ledger', place.ledger],
    }),
  },
  {
    name: 'a key that every account may read',
    make: (place, random) => {
      chmodSync(`${place.ledger}.key`, random.of([0o644, 0o664, 0o604]));
      return {
        args: ['key', '--ledger', place.ledger],
        status: 0,
        says: /^warning: \S+ledger\.db\.key may be read by every account, and is secret; chmod 600 it\.\n$/,
        remedy: () => chmodSync(`${place.ledger}.key`, 0o600),
      };
    },
  },
  {
    name: 'verify with the public key of another log',
    make: ({ ledger, file }) => {
      const vkey = (log: string) => readFileSync(file(`${log}/vkey`), 'utf8').trim();
      return {
        args: ['verify', '--vkey', vkey('other-log'), '--ledger', ledger],
        status: 1,
        says: /the checkpoint of 6 entries: is of the log (\S+), and checked with the key of \S+: give the vkey of \1, or put its key back\nhustings: the ledger is not as it was recorded: 1 fault, none of them in an entry\.\n$/,
        remedy: () => undefined,
        again: ['verify', '--vkey', vkey('log'), '--ledger', ledger],
      };
    },
  },
  {
    name: 'verify with a private key, or with half a public one',
    make: ({ ledger, file }, random) => {
      const secret = readFileSync(`${ledger}.key`, 'utf8').trim().split('\n').at(-1) ?? '';
      const vkey = readFileSync(file('log/vkey'), 'utf8').trim();
      const half = vkey.slice(0, 5 + random.below(vkey.length - 6));
      return {
        args: ['verify', '--vkey', random.of([secret, half]), '--ledger', ledger],
        status: 2,
        says: /^hustings: --vkey: The public key (?!.*PRIVATE).*\n$/,
        remedy: () => undefined,
        again: ['verify', '--vkey', vkey, '--ledger', ledger],
      };
    },
  },
  {
    name: 'append to a contest by the name of a key',
    make: ({ ledger }) => ({
      args: ['append', CONTEST, '--ledger', `${ledger}.key`],
      stdin: '{}',
      status: 1,
      says: /^hustings: .*\n$/,
      remedy: () => undefined,
      again: ['verify', '--ledger', ledger],
    }),
  },
];

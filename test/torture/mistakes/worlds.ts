import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { ServingFile } from '../../../src/store/sqlite/serving-file.ts';
import { CONTEST } from '../../cli/entries.ts';
import type { Random } from '../../laws/random.ts';
import type { Mistake } from './mistake.ts';
import { more, type Place } from './place.ts';

const YEAR = 365 * 24 * 3_600_000;

/** A command whose answer is data. */
const answering = ({ ledger }: Place, random: Random): string[] => [
  ...random.of([
    ['contests'],
    ['verify'],
    ['export'],
    ['token', 'list'],
    ['key'],
    ['endorsers'],
    ['standings', CONTEST],
    ['rebuild'],
  ]),
  '--ledger',
  ledger,
];

const HOLDS = `
  const { DatabaseSync } = require('node:sqlite');
  new DatabaseSync(process.argv[1]).exec('BEGIN IMMEDIATE');
  process.stdout.write('held');
  setInterval(() => {}, 1000);
`;

const CLOCKS: readonly Mistake[] = [
  {
    name: 'a clock that was set back',
    make: ({ ledger }, random) => ({
      args: ['append', CONTEST, '--ledger', ledger],
      stdin: more('zoe'),
      now: random.of([
        Date.now() - YEAR,
        Date.now() - random.below(20) * YEAR - 3_600_000,
        86_400_000,
      ]),
      status: 0,
      says: /^warning: the clock says \S+Z, but this ledger holds an entry recorded \S+Z; check the clock: .*\n/,
      changes: true,
      remedy: () => undefined,
      again: ['standings', CONTEST, '--known-at', new Date().toISOString(), '--ledger', ledger],
    }),
  },
  {
    name: 'a clock that was a century ahead, and is right again',
    make: async ({ ledger }) => {
      const { printed } = await import('../../cli/harness.ts');
      const ahead = { stdin: more('zoe'), now: Date.now() + 100 * YEAR };
      await printed(['append', CONTEST, '--ledger', ledger], ahead);
      return {
        args: ['append', CONTEST, '--ledger', ledger],
        stdin: more('yves'),
        status: 0,
        says: /^warning: the clock says \S+Z, but this ledger holds an entry recorded 2\d{3}-\S+Z; check the clock: .*\n1 new, 0 already there\.\n$/,
        changes: true,
        remedy: () => undefined,
        again: ['verify', '--ledger', ledger],
      };
    },
  },
];

const OUTPUTS: readonly Mistake[] = [
  {
    name: 'a disk that is full for what is printed',
    make: (place, random) => ({
      args: answering(place, random),
      shell: '"$@" > /dev/full',
      status: 1,
      says: /hustings: standard output cannot be written \(ENOSPC\); make room for it\.\n$/,
      remedy: () => undefined,
      again: ['verify', '--ledger', place.ledger],
    }),
  },
  {
    name: 'a disk that is full for what is said, or nobody there to read or write',
    make: (place, random) => ({
      args: answering(place, random),
      shell: random.of([
        '"$@" 2> /dev/full',
        '"$@" < /dev/null 2>&1 | head -c 1 > /dev/null',
        '"$@" <&-',
        'unset HOME; TMPDIR=/none/such "$@"',
        'ulimit -n 40; "$@"',
      ]),
      status: 0,
      says: /^(?!.*hustings: )/s,
      remedy: () => undefined,
    }),
  },
];

const PROCESSES: readonly Mistake[] = [
  {
    name: 'a second process while a first one writes',
    make: async ({ ledger }, random) => {
      const child = spawn(process.execPath, ['-e', HOLDS, ledger], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await once(child.stdout, 'data');
      const command = random.of([['append', CONTEST], ['rebuild'], ['import', '-']]);
      const stdin =
        command[0] === 'import'
          ? JSON.stringify({ contest: CONTEST, ...JSON.parse(more('zoe')) })
          : more('zoe');
      const who =
        process.platform === 'linux'
          ? `process ${child.pid} \\(.*, since \\S+Z\\)`
          : 'another program';
      return {
        args: [...command, '--ledger', ledger],
        stdin,
        status: 1,
        says: new RegExp(
          `^hustings: \\S+ledger\\.db is being written by ${who}; nothing was stored, so try again .*\\n$`,
          's',
        ),
        remedy: async () => {
          child.kill('SIGKILL');
          await once(child, 'close');
        },
      };
    },
  },
  {
    name: 'a second server on a ledger',
    make: ({ ledger }, random) => {
      const first = new ServingFile(`${ledger}.server`);
      const address = random.of([null, 'http://127.0.0.1:8080']);
      first.take({ process: process.pid, host: hostname(), address, since: Date.now() });
      const at = address === null ? '' : ` at ${address}`;
      return {
        args: ['serve', '--port', '0', '--ledger', ledger],
        shell: '"$@"',
        status: 1,
        says: new RegExp(
          `hustings: \\S+ledger\\.db is served already by process ${process.pid} on \\S+${at}, since \\S+Z; stop that one, or name another with --ledger\\.\\n$`,
        ),
        remedy: () => first.leave(),
        again: ['verify', '--ledger', ledger],
      };
    },
  },
];

const TYPED: readonly Mistake[] = [
  {
    name: 'a blank beside the name of a ledger',
    make: ({ ledger }, random) => ({
      args: [
        ...random.of([['contests'], ['demo'], ['append', CONTEST]]),
        '--ledger',
        random.of([`${ledger} `, ` ${ledger}`, `${ledger}\t`]),
      ],
      status: 2,
      says: /^hustings: --ledger must name a file without blanks before or after its name\.\n$/,
      remedy: () => undefined,
      again: ['contests', '--ledger', ledger],
    }),
  },
  {
    name: 'the address of a server for a ledger',
    make: ({ ledger }, random) => ({
      args: [
        ...random.of([['contests'], ['append', CONTEST], ['verify']]),
        '--ledger',
        random.of(['http://127.0.0.1:8080', 'https://a:s3cret@ledger.example/']),
      ],
      status: 2,
      says: /^hustings: --ledger must name a file or a database, and this is the address of a server(?!.*s3cret).*\n$/,
      remedy: () => undefined,
      again: ['contests', '--ledger', ledger],
    }),
  },
  {
    name: 'the address of a database, misspelt',
    make: ({ ledger }, random) => ({
      args: [
        'contests',
        '--ledger',
        random.of([
          'kurrentdb:/h:2113',
          'kurentdb://h:2113',
          'kurrentdb://h:2113?tsl=true',
          'kurrentdb://a:s3cret@@h',
          'kurrentdb:h',
        ]),
      ],
      status: 2,
      says: /^hustings: --ledger must be the address of a KurrentDB database, as in (?!.*s3cret).*\n$/,
      remedy: () => undefined,
      again: ['contests', '--ledger', ledger],
    }),
  },
  {
    name: 'a setting that is misspelt',
    make: ({ ledger }, random) => {
      const [wrong = '', right = ''] = random.of([
        ['HUSTINGS_LEDGR', 'HUSTINGS_LEDGER'],
        ['HUSTINGS_PROT', 'HUSTINGS_PORT'],
        ['HUSTINGS_LOGKEY', 'HUSTINGS_LOG_KEY'],
        ['HUSTINGS_ANONYMUS', 'HUSTINGS_ANONYMOUS'],
      ]);
      return {
        args: [
          ...random.of([['contests'], ['verify'], ['serve', '--port', '0']]),
          '--ledger',
          ledger,
        ],
        env: { [wrong]: 'none' },
        status: 2,
        says: new RegExp(
          `^hustings: ${wrong} is no setting; did you mean ${right}\\? Unset it, or correct it\\.\\n$`,
        ),
        remedy: () => undefined,
        again: ['contests', '--ledger', ledger],
      };
    },
  },
];

/** Clocks, disks, other processes, and what is typed. */
export const WORLDS: readonly Mistake[] = [...CLOCKS, ...OUTPUTS, ...PROCESSES, ...TYPED];

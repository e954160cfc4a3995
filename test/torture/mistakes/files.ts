import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteCopy } from '../../../src/store/sqlite/copy.ts';
import { CONTEST } from '../../cli/entries.ts';
import { printed } from '../../cli/harness.ts';
import type { Random } from '../../laws/random.ts';
import type { Mistake } from './mistake.ts';
import { more, type Place, withLog } from './place.ts';

/** A command that reads a ledger, or writes to it. */
const using = (ledger: string, random: Random) => ({
  args: [
    ...random.of([['contests'], ['verify'], ['export'], ['rebuild'], ['append', CONTEST]]),
    '--ledger',
    ledger,
  ],
  stdin: more('zoe'),
});

function foreign(path: string): void {
  const db = new DatabaseSync(path);
  db.exec('CREATE TABLE entry (seq INTEGER, leaf BLOB)');
  db.close();
}

/** What is no ledger, and may be taken for one; each makes it under a name. */
const STRANGERS: Readonly<Record<string, (path: string, place: Place) => unknown>> = {
  'a file of tokens': (path, { ledger }) => cpSync(`${ledger}.tokens`, path),
  'a key': (path, { ledger }) => cpSync(`${ledger}.key`, path),
  'an export': (path, { file }) => cpSync(file('all.ndjson'), path),
  'a text': (path) => writeFileSync(path, 'not a ledger\n'.repeat(500)),
  'a folder': (path) => mkdirSync(path),
  'a pipe': (path) => spawnSync('mkfifo', [path]),
  "another program's database": foreign,
};

const INSTEAD = Object.entries(STRANGERS).map(
  ([what, make]): Mistake => ({
    name: `${what} in the ledger's place`,
    make: (place, random) => {
      renameSync(place.ledger, place.file('aside'));
      make(place.ledger, place);
      return {
        ...using(place.ledger, random),
        status: 1,
        says: /^hustings: \S+ledger\.db (?:is|\S+ is) .*name .*\n$/,
        remedy: () => {
          rmSync(place.ledger, { recursive: true });
          renameSync(place.file('aside'), place.ledger);
        },
        again: ['verify', '--ledger', place.ledger],
      };
    },
  }),
);

const LOG_SAYS =
  /^hustings: \S+ledger\.db-wal is not the log of \S+ledger\.db, or is of an older state of it; nothing was changed, so put the log back .*, or move \S+-wal and \S+-shm away .*\n$/;

const slugsOf = (random: Random, start: string): string[] =>
  Array.from({ length: 1 + random.below(4) }, (_, at) => `${start}-${at}`);

/** A log that is not the file's own is moved away, as the sentence says. */
const moveLog =
  ({ ledger, file }: Place) =>
  () => {
    renameSync(`${ledger}-wal`, file('moved.log'));
    rmSync(`${ledger}-shm`, { force: true });
  };

const LOGS: readonly Mistake[] = [
  {
    name: "another ledger's log beside this one",
    make: async (place, random) => {
      await withLog(place.file('other.db'), []);
      await printed(['append', CONTEST, '--ledger', place.ledger], { stdin: more('yves') });
      const other = place.file('other.db');
      const reader = new DatabaseSync(other);
      reader.exec('BEGIN; SELECT count(*) FROM entry');
      for (const slug of slugsOf(random, 'strange')) {
        await printed(['append', 'elsewhere', '--ledger', other], { stdin: more(slug) });
      }
      cpSync(`${other}-wal`, `${place.ledger}-wal`);
      reader.close();
      return {
        ...using(place.ledger, random),
        status: 1,
        says: LOG_SAYS,
        remedy: moveLog(place),
        again: ['verify', '--ledger', place.ledger],
      };
    },
  },
  {
    name: 'a newer copy over a ledger whose old log still lies there',
    make: async (place, random) => {
      const [old, { ledger }] = [place.file('old.db'), place];
      cpSync(ledger, old);
      await withLog(old, slugsOf(random, 'old'));
      const whole = place.file('whole.db');
      cpSync(old, whole);
      cpSync(`${old}-wal`, `${whole}-wal`);
      for (const slug of slugsOf(random, 'newer')) {
        await printed(['append', CONTEST, '--ledger', whole], { stdin: more(slug) });
      }
      cpSync(whole, ledger);
      cpSync(`${old}-wal`, `${ledger}-wal`);
      return {
        ...using(ledger, random),
        status: 1,
        says: LOG_SAYS,
        remedy: moveLog(place),
        again: ['verify', '--ledger', ledger],
      };
    },
  },
  {
    name: 'no log beside the ledger of a process that was killed',
    make: async (place, random) => {
      const { ledger, file } = place;
      await withLog(ledger, slugsOf(random, 'late'));
      cpSync(ledger, file('whole.db'));
      cpSync(`${ledger}-wal`, file('whole.db-wal'));
      cpSync(`${ledger}.key`, file('whole.db.key'));
      const note = await printed([
        'export',
        '--log',
        file('later-log'),
        '--ledger',
        file('whole.db'),
      ]);
      writeFileSync(file('kept.checkpoint'), note);
      renameSync(`${ledger}-wal`, file('lost.log'));
      rmSync(`${ledger}-shm`, { force: true });
      return {
        args: ['verify', '--since', file('kept.checkpoint'), '--ledger', ledger],
        status: 1,
        says: /covers \d+ entries, but there are 6\n[\s\S]*hustings: the ledger is not as it was recorded/,
        remedy: () => {
          renameSync(file('lost.log'), `${ledger}-wal`);
          rmSync(`${ledger}-shm`, { force: true });
        },
      };
    },
  },
  {
    name: 'an index of the log (-shm) that is garbage, or of another log',
    make: async ({ ledger }, random) => {
      await withLog(ledger, slugsOf(random, 'late'));
      const garbage = Uint8Array.from({ length: 32_768 }, () => random.below(256));
      writeFileSync(
        `${ledger}-shm`,
        random.of([garbage, garbage.fill(0), garbage.subarray(0, 100)]),
      );
      return {
        args: ['verify', '--ledger', ledger],
        status: 0,
        says: /^\d+ entries checked, 0 faults; [1-4] entr(?:y|ies) not in any checkpoint yet\.\n$/,
        remedy: () => undefined,
      };
    },
  },
];

const SWAPPED: readonly Mistake[] = [
  {
    name: 'a ledger that is cut off',
    make: (place, random) => {
      const { ledger } = place;
      const bytes = readFileSync(ledger);
      truncateSync(ledger, 1 + random.below(statSync(ledger).size - 4097));
      return {
        ...using(ledger, random),
        args: [...random.of([['contests'], ['export'], ['append', CONTEST]]), '--ledger', ledger],
        status: 1,
        says: /^hustings: \S+ledger\.db is (?:damaged; restore it from a backup,|no Hustings ledger; name a ledger) .*\n$/,
        remedy: () => writeFileSync(ledger, bytes),
        again: ['verify', '--ledger', ledger],
      };
    },
  },
  {
    name: 'a ledger where an import wants entries',
    make: ({ ledger, file }, random) => ({
      args: [
        'import',
        file(random.of(['other.db', 'backup.db', 'ledger.db.tokens'])),
        '--ledger',
        ledger,
      ],
      status: 1,
      says: /^hustings: \S+ is a SQLite database; to read a ledger, name it with --ledger\.\n$/,
      remedy: () => undefined,
      again: ['import', file('all.ndjson'), '--ledger', ledger],
    }),
  },
  {
    name: 'a restore onto the ledger in use',
    make: ({ ledger, file }) => ({
      args: ['restore', file('backup.db'), '--ledger', ledger],
      status: 1,
      says: /^hustings: \S+ledger\.db is there already; name a new file\.\n$/,
      remedy: () => undefined,
      again: ['restore', file('backup.db'), '--ledger', file('restored.db')],
    }),
  },
  {
    name: "a database's copy where a ledger is wanted",
    make: async ({ ledger, file }) => {
      await openSqliteCopy(file('copy.db')).close();
      return {
        args: ['append', CONTEST, '--ledger', file('copy.db')],
        stdin: JSON.stringify(JSON.parse(more('zoe'))),
        status: 1,
        says: /^hustings: \S+copy\.db is a copy of a ledger in KurrentDB, .*HUSTINGS_STORE\n$/,
        remedy: () => undefined,
        again: ['verify', '--ledger', ledger],
      };
    },
  },
  {
    name: "a ledger where a database's copy is wanted",
    make: ({ ledger }) => ({
      args: ['contests'],
      env: { HUSTINGS_STORE: 'kurrentdb://127.0.0.1:1', HUSTINGS_COPY: ledger },
      status: 1,
      says: /^hustings: \S+ledger\.db is a ledger of its own, not a copy .*HUSTINGS_COPY, .*\n$/,
      remedy: () => undefined,
      again: ['verify', '--ledger', ledger],
    }),
  },
];

/** Files that are missing, swapped, or left from another time. */
export const FILES: readonly Mistake[] = [...INSTEAD, ...LOGS, ...SWAPPED];

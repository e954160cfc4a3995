import { randomBytes } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { Context, Mode } from './cli/context.ts';
import { keyFileAt } from './cli/key-file.ts';
import { run } from './cli/program.ts';
import { holdSignals } from './cli/signals.ts';
import { say } from './cli/terminal.ts';
import { type Config, configure } from './config.ts';
import { IMPORT_BUDGET, serviceOver } from './ledger/service.ts';
import type { LedgerStore } from './store/ledger-store.ts';
import { ServingFile } from './store/sqlite/serving-file.ts';
import { openSqliteStaging } from './store/sqlite/staging.ts';
import { openSqliteStore, type SqliteStore } from './store/sqlite/store.ts';
import { TokenFile } from './store/sqlite/token-file.ts';
import { holdOlder } from './store/sqlite/upgrade.ts';
import { TransparencyLog } from './tlog/log.ts';

/** The project's root: above src/, or above dist/src/ where it is compiled. */
function root(): URL {
  const near = new URL('../', import.meta.url);
  return near.pathname.endsWith('/dist/') ? new URL('../', near) : near;
}

/** Where a file lies, whatever links lead to it: a server by one name is a server by all of them. */
function placeOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** Is there anything but an empty file? What cannot be seen is the store's to complain of. */
function isFilled(file: string): boolean {
  try {
    const found = statSync(file);
    return !found.isFile() || found.size > 0;
  } catch {
    return false;
  }
}

// A reader that has seen enough (head, less) closes the pipe; that is no failure.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit(0);
  process.stderr.write(
    `hustings: standard output cannot be written (${code}); make room for it.\n`,
  );
  process.exit(1);
});
// Where nobody listens to the talk, the data matters still.
process.stderr.on('error', () => undefined);

const world = {
  now: () => Date.now(),
  randomBytes: (length: number): Uint8Array => randomBytes(length),
};

const terminal = { out: process.stdout, err: process.stderr, in: process.stdin };

/** The memory for pages of the ledger while lists are taken in, in KiB: peak memory hangs on it in long ones alone. */
const IMPORT_CACHE = 16_384;

/** Has a ledger that is in doubt verified; closes it where it stays so. */
async function verified(store: SqliteStore, ledger: string): Promise<void> {
  const { makeSure } = await import('./cli/making-sure.ts');
  try {
    await makeSure(terminal, store, ledger);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Opens a ledger where it lies; what a database needs is loaded only for one. */
async function storeOf({ ledger, database }: Config, mode: Mode): Promise<LedgerStore> {
  if (database === null) {
    const cache = mode === 'import' ? { cacheKibibytes: IMPORT_CACHE } : {};
    const [readOnly, outdated] = [mode === 'read', mode === 'rebuild'];
    const store = openSqliteStore(ledger, { readOnly, outdated, ...cache });
    if (!readOnly && store.inDoubt()) await verified(store, ledger);
    return store;
  }
  const [{ openDatabaseStore }, { openSqliteCopy, removeSqliteCopy }, { withProgress }] =
    await Promise.all([
      import('./store/kurrentdb/open.ts'),
      import('./store/sqlite/copy.ts'),
      import('./cli/progress.ts'),
    ]);
  const place = { address: database.address, place: ledger, file: database.copy };
  return openDatabaseStore(place, {
    ...world,
    elapsed: () => performance.now(),
    openCopy: openSqliteCopy,
    removeCopy: removeSqliteCopy,
    demandSigned: (copy, course) => new TransparencyLog(copy, copy.log, false).demandSigned(course),
    following: (work) => withProgress(terminal, 'following', work),
    say: (sentence) => say(terminal, sentence),
  });
}

const context: Context = {
  terminal,
  open: async (config, mode) => {
    const budget = mode === 'import' ? IMPORT_BUDGET : undefined;
    return serviceOver(await storeOf(config, mode), world, mode !== 'read', budget);
  },
  older: holdOlder,
  exists: ({ ledger, database }) => database !== null || isFilled(ledger),
  scratch: () => serviceOver(openSqliteStore(':memory:'), world),
  // Garbage is collected early from there on: a long list would else take memory for what nobody needs.
  stage: () => openSqliteStaging(() => setFlagsFromString('--optimize-for-size')),
  configure: (flags, usual) => configure(flags, process.env, usual),
  samples: fileURLToPath(new URL('samples/', root())),
  keyFile: ({ logKey }) => keyFileAt(logKey),
  tokens: ({ tokens }) => new TokenFile(tokens),
  servingPlace: ({ ledger, database }) =>
    new ServingFile(`${placeOf(database?.copy ?? ledger)}.server`),
  process: () => ({ process: process.pid, host: hostname() }),
  now: world.now,
  randomBytes: world.randomBytes,
  hold: holdSignals,
};

const { version } = JSON.parse(readFileSync(new URL('package.json', root()), 'utf8')) as {
  version: string;
};

process.exitCode = await run(process.argv.slice(2), context, version);

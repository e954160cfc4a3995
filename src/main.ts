import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Context } from './cli/context.ts';
import { keyFileAt } from './cli/key-file.ts';
import { run } from './cli/program.ts';
import { holdSignals } from './cli/signals.ts';
import { configure } from './config.ts';
import { serviceOver } from './ledger/service.ts';
import { openSqliteStore } from './store/sqlite/store.ts';
import { TokenFile } from './store/sqlite/token-file.ts';

/** The project's root: above src/, or above dist/src/ where it is compiled. */
function root(): URL {
  const near = new URL('../', import.meta.url);
  return near.pathname.endsWith('/dist/') ? new URL('../', near) : near;
}

/** Is there a file with something in it? What cannot be seen is the store's to complain of. */
function isFilled(file: string): boolean {
  try {
    return statSync(file).size > 0;
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

const context: Context = {
  terminal: { out: process.stdout, err: process.stderr, in: process.stdin },
  open: ({ ledger }, mode) =>
    serviceOver(
      openSqliteStore(ledger, { readOnly: mode === 'read', outdated: mode === 'rebuild' }),
      world,
      mode !== 'read',
    ),
  exists: ({ ledger }) => isFilled(ledger),
  scratch: () => serviceOver(openSqliteStore(':memory:'), world),
  configure: (flags, usual) => configure(flags, process.env, usual),
  samples: fileURLToPath(new URL('samples/', root())),
  keyFile: ({ logKey }) => keyFileAt(logKey),
  tokens: ({ tokens }) => new TokenFile(tokens),
  now: world.now,
  randomBytes: world.randomBytes,
  hold: holdSignals,
};

const { version } = JSON.parse(readFileSync(new URL('package.json', root()), 'utf8')) as {
  version: string;
};

process.exitCode = await run(process.argv.slice(2), context, version);

import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, inject } from 'vitest';
import type { Context, Hold, Mode } from '../../src/cli/context.ts';
import { keyFileAt } from '../../src/cli/key-file.ts';
import { run } from '../../src/cli/program.ts';
import { withProgress } from '../../src/cli/progress.ts';
import { say, type Terminal } from '../../src/cli/terminal.ts';
import { type Config, configure } from '../../src/config.ts';
import { serviceOver } from '../../src/ledger/service.ts';
import type { Tempo } from '../../src/store/kurrentdb/tempo.ts';
import type { LedgerStore } from '../../src/store/ledger-store.ts';
import { openSqliteCopy, removeSqliteCopy } from '../../src/store/sqlite/copy.ts';
import { ServingFile } from '../../src/store/sqlite/serving-file.ts';
import { openSqliteStaging } from '../../src/store/sqlite/staging.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { TokenFile } from '../../src/store/sqlite/token-file.ts';
import { holdOlder } from '../../src/store/sqlite/upgrade.ts';
import { TransparencyLog } from '../../src/tlog/log.ts';

export const SAMPLES: string = fileURLToPath(new URL('../../samples/', import.meta.url));
export const VERSION = '9.8.7';

/** What is around a command line that a test runs. */
export interface Around {
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input; nothing at all where it is left out. */
  readonly stdin?: string | Uint8Array;
  /** Standard output is a terminal this wide. */
  readonly columns?: number;
  /** Standard error is a terminal. */
  readonly talksToTerminal?: boolean;
  /** Standard input is a terminal. */
  readonly typed?: boolean;
  readonly now?: number;
  readonly hold?: () => Hold;
  readonly samples?: string;
  /** How long a database is waited for. */
  readonly tempo?: Tempo;
}

/** What a command line did. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

class Capture extends Writable {
  readonly isTTY: boolean;
  readonly columns: number;
  text = '';

  constructor(columns: number | undefined) {
    super();
    this.isTTY = columns !== undefined;
    this.columns = columns ?? 0;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

const neverStopped = (): Hold => ({
  signal: new AbortController().signal,
  pause: () => undefined,
  resume: () => undefined,
});

/** A test that waits for a failure should not wait long. */
export const HURRIED: Tempo = {
  deadline: 1000,
  patience: 5000,
  shortestPause: 5,
  longestPause: 50,
  heartbeat: 500,
};

/** Not even as long as that: for a database that is not there. */
export const IMPATIENT: Tempo = { ...HURRIED, deadline: 150, patience: 200 };

/** Opens a ledger as the command itself does, in a hurry. */
async function storeOf(
  { ledger, database }: Config,
  mode: Mode,
  terminal: Terminal,
  { tempo = HURRIED }: Around,
): Promise<LedgerStore> {
  if (database === null) {
    const outdated = mode === 'rebuild';
    return openSqliteStore(ledger, { readOnly: mode === 'read', outdated, busyMilliseconds: 20 });
  }
  const { openDatabaseStore } = await import('../../src/store/kurrentdb/open.ts');
  const place = { address: database.address, place: ledger, file: database.copy };
  return openDatabaseStore(place, {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    openCopy: (file) => openSqliteCopy(file, 20),
    removeCopy: removeSqliteCopy,
    demandSigned: (copy, course) => new TransparencyLog(copy, copy.log, false).demandSigned(course),
    following: (work) => withProgress(terminal, 'following', work),
    say: (sentence) => say(terminal, sentence),
    tempo,
  });
}

function contextOf(around: Around, out: Capture, err: Capture): Context {
  const given = around.stdin ?? '';
  const bytes = typeof given === 'string' ? Buffer.from(given) : given;
  const input = Readable.from(bytes.length === 0 ? [] : [bytes]);
  const world = {
    now: () => around.now ?? Date.now(),
    randomBytes: (length: number): Uint8Array => randomBytes(length),
  };
  const terminal = { out, err, in: Object.assign(input, { isTTY: around.typed === true }) };
  return {
    terminal,
    open: async (config, mode) =>
      serviceOver(await storeOf(config, mode, terminal, around), world, mode !== 'read'),
    older: holdOlder,
    exists: ({ ledger, database }) =>
      database !== null ||
      (existsSync(ledger) && (!statSync(ledger).isFile() || statSync(ledger).size > 0)),
    scratch: () => serviceOver(openSqliteStore(':memory:'), world),
    stage: openSqliteStaging,
    configure: (flags, usual) => configure(flags, around.env ?? {}, usual),
    samples: around.samples ?? SAMPLES,
    keyFile: ({ logKey }) => keyFileAt(logKey),
    tokens: ({ tokens }) => new TokenFile(tokens),
    servingPlace: ({ ledger, database }) => new ServingFile(`${database?.copy ?? ledger}.server`),
    process: () => ({ process: process.pid, host: hostname() }),
    now: world.now,
    randomBytes: world.randomBytes,
    hold: around.hold ?? neverStopped,
  };
}

/** Runs a command line in this process. */
export async function hustings(args: readonly string[], around: Around = {}): Promise<Ran> {
  const out = new Capture(around.columns);
  const err = new Capture(around.talksToTerminal === true ? 100 : undefined);
  const status = await run(args, contextOf(around, out, err), VERSION);
  return { status, out: out.text, err: err.text };
}

/** Runs a command line that must go well, and answers with what it printed. */
export async function printed(args: readonly string[], around: Around = {}): Promise<string> {
  const { status, out, err } = await hustings(args, around);
  if (status !== 0) throw new Error(`hustings ${args.join(' ')} ended with ${status}: ${err}`);
  return out;
}

/** The rows of a TSV answer, by their column's name. */
export function rowsOf(tsv: string): Record<string, string>[] {
  const [head = '', ...lines] = tsv.trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const values = line.split('\t');
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  });
}

/** A folder of a test file's own, gone when its tests are done. */
export function folder(): { readonly path: string; file(name: string): string } {
  const path = mkdtempSync(join(tmpdir(), 'hustings-cli-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return { path, file: (name) => join(path, name) };
}

/** The samples in a ledger that is made once a run, by the first who asks. */
async function preparedSamples(): Promise<string> {
  const prepared = join(inject('sharedFolder'), 'samples.db');
  if (existsSync(prepared)) return prepared;
  const made = `${prepared}-by-${process.pid}`;
  await printed(['demo', '--ledger', made]);
  // Whole or not at all: another process may look for it meanwhile.
  renameSync(made, prepared);
  return prepared;
}

/** A ledger with the samples in it, a file's own, and copies of it to do harm to. */
export function sampleLedger(): { readonly path: string; copy(name: string): string } {
  const { file } = folder();
  const path = file('samples.db');
  beforeAll(async () => {
    cpSync(await preparedSamples(), path);
  });
  return {
    path,
    copy: (name) => {
      cpSync(path, file(name));
      return file(name);
    },
  };
}

import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import type { Context, Hold } from '../../src/cli/context.ts';
import { keyFileAt } from '../../src/cli/key-file.ts';
import { run } from '../../src/cli/program.ts';
import { configure } from '../../src/config.ts';
import { serviceOver } from '../../src/ledger/service.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { TokenFile } from '../../src/store/sqlite/token-file.ts';

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

function contextOf(around: Around, out: Capture, err: Capture): Context {
  const given = around.stdin ?? '';
  const bytes = typeof given === 'string' ? Buffer.from(given) : given;
  const input = Readable.from(bytes.length === 0 ? [] : [bytes]);
  const world = {
    now: () => around.now ?? Date.now(),
    randomBytes: (length: number): Uint8Array => randomBytes(length),
  };
  return {
    terminal: { out, err, in: Object.assign(input, { isTTY: around.typed === true }) },
    open: ({ ledger }, mode) => {
      const outdated = mode === 'rebuild';
      const options = { readOnly: mode === 'read', outdated, busyMilliseconds: 20 };
      return serviceOver(openSqliteStore(ledger, options), world, mode !== 'read');
    },
    exists: ({ ledger }) => existsSync(ledger) && statSync(ledger).size > 0,
    scratch: () => serviceOver(openSqliteStore(':memory:'), world),
    configure: (flags, usual) => configure(flags, around.env ?? {}, usual),
    samples: around.samples ?? SAMPLES,
    keyFile: ({ logKey }) => keyFileAt(logKey),
    tokens: ({ tokens }) => new TokenFile(tokens),
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

/** A ledger with the samples in it, made once, and copies of it to do harm to. */
export function sampleLedger(): { readonly path: string; copy(name: string): string } {
  const { file } = folder();
  const path = file('samples.db');
  beforeAll(async () => {
    await printed(['demo', '--ledger', path]);
  });
  return {
    path,
    copy: (name) => {
      cpSync(path, file(name));
      return file(name);
    },
  };
}

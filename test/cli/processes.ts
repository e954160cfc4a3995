import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

export const MAIN: string = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url));

/** How a process ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Options {
  readonly stdin?: string;
  /** Standard input stays open, as if somebody were to type. */
  readonly waits?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly nodeFlags?: readonly string[];
  /** What is started, if not the TypeScript. */
  readonly main?: string;
}

/** A process that runs, and how it ends. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** The environment without what this run's own settings would do to a command. */
function cleanEnv(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env;
  return { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, ...more } as NodeJS.ProcessEnv;
}

/** Starts a program. */
export function start(program: string, args: readonly string[], options: Options = {}): Running {
  const { env = {}, uid, stdin, waits } = options;
  const child = spawn(program, args, {
    env: cleanEnv(env),
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdin.on('error', () => undefined);
  if (waits !== true) child.stdin.end(stdin);
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, out, err }));
  return { child, ended };
}

/** Starts the command, from its TypeScript if nothing else is said. */
export const startMain = (args: readonly string[], options: Options = {}): Running => {
  const { nodeFlags = [], main = MAIN } = options;
  return start(process.execPath, [...nodeFlags, main, ...args], options);
};

/** Runs the command to its end. */
export const main = (args: readonly string[], options: Options = {}): Promise<Ended> =>
  startMain(args, options).ended;

/** Is it told in one sentence, with nothing of the program's insides? */
export function expectSentence({ out, err }: Ended, says: RegExp): void {
  expect(out).toBe('');
  expect(err).toMatch(says);
  expect(err.match(/^hustings: /gm)).toHaveLength(1);
  expect(err).not.toMatch(/ {4}at |node:internal|Error:|Warning/);
}

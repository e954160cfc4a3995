import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));

/** How a process ended, and what it said on stderr. */
export interface Ended {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly err: string;
}

/** A process that runs, and how it ends. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts a program of the project in a process of its own. */
export function startFile(file: string, args: readonly string[]): Running {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = once(child, 'close').then(([code]) => ({ code, err }));
  return { child, ended };
}

/** Starts the command. */
export function startCommand(args: readonly string[]): Running {
  const running = startFile(MAIN, args);
  running.child.stdout?.resume();
  running.child.stdin?.end();
  return running;
}

/** Kills a process some milliseconds after something; answers whether it was still running. */
export async function killAfter({ child, ended }: Running, milliseconds: number): Promise<boolean> {
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  const { code } = await ended;
  clearTimeout(timer);
  return code === null;
}

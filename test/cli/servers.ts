import type { ChildProcess } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { type Ended, type Options, type Running, startMain } from './processes.ts';

/** A server that listens, and how it ends. */
export interface Server {
  readonly address: string;
  readonly port: number;
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has said on stderr till now. */
  said(): string;
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

/** Waits until what was started says where it serves; `says` finds the address. Throws what it says where it ends before. */
export async function listening({ child, ended }: Running, says: RegExp): Promise<Server> {
  let said = '';
  const found = new Promise<string>((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, address] = says.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
  });
  const failed = ended.then(({ err }) => Promise.reject(new Error(err)));
  const address = await Promise.race([found, failed]);
  failed.catch(() => undefined);
  const stop = (signal: NodeJS.Signals): Promise<Ended> => {
    child.kill(signal);
    return ended;
  };
  return { address, port: Number(new URL(address).port), child, ended, said: () => said, stop };
}

/** Starts a command that serves, on any port that is free; it is killed when its test is done. */
export async function serverOf(
  args: readonly string[],
  says: RegExp,
  options: Options = {},
): Promise<Server> {
  const running = startMain([...args, '--port', '0'], options);
  onTestFinished(() => {
    running.child.kill('SIGKILL');
  });
  return listening(running, says);
}

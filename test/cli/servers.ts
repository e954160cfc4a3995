import type { ChildProcess } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { type Ended, type Options, startMain } from './processes.ts';

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

/**
 * Starts a command that serves, on any port that is free, and waits until it says where; it is killed when
 * its test is done. `says` finds the address in what it says. Throws what it says where it ends before.
 */
export async function serverOf(
  args: readonly string[],
  says: RegExp,
  options: Options = {},
): Promise<Server> {
  const { child, ended } = startMain([...args, '--port', '0'], options);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let said = '';
  const listening = new Promise<string>((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, address] = says.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
  });
  const failed = ended.then(({ err }) => Promise.reject(new Error(err)));
  const address = await Promise.race([listening, failed]);
  failed.catch(() => undefined);
  const stop = (signal: NodeJS.Signals): Promise<Ended> => {
    child.kill(signal);
    return ended;
  };
  return { address, port: Number(new URL(address).port), child, ended, said: () => said, stop };
}

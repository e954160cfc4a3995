import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the scripts of servers and of their loads lie. */
export const HERE = fileURLToPath(new URL('./', import.meta.url));

/** A server in a process of its own. */
export interface Serving {
  readonly child: ChildProcess;
  readonly address: string;
  readonly token: string;
}

/** Starts a script that serves, and says where. */
export async function started(script: string, ...args: readonly string[]): Promise<Serving> {
  const child = spawn(process.execPath, [join(HERE, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout as NonNullable<typeof child.stdout>, 'data')) as [Buffer];
  const [address = '', token = ''] = line.toString().trim().split(' ');
  return { child, address, token };
}

/** Ends a server, and waits until it has ended. */
export async function stop({ child }: Serving): Promise<void> {
  child.kill();
  await once(child, 'exit');
}

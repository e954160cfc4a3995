/** Somebody who asks a server all the while whether it lives, and looks at its memory. */
import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** How much of the machine's memory a process has, in MiB. */
export const memoryOf = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) / 1024;

/** What was seen. */
export interface Watched {
  /** How often it was asked, and the longest that an answer took, in milliseconds. */
  asked: number;
  longest: number;
  /** The most memory, in MiB. */
  memory: number;
  readonly faults: string[];
}

const APART = 200;

/** Asks `/health/live` until the signal aborts. */
export async function watches(address: string, pid: number, signal: AbortSignal): Promise<Watched> {
  const seen: Watched = { asked: 0, longest: 0, memory: 0, faults: [] };
  while (!signal.aborted) {
    const begun = performance.now();
    const status = await fetch(`${address}/health/live`, { signal: AbortSignal.timeout(60_000) })
      .then((answer) => answer.text().then(() => answer.status))
      .catch((error: Error) => error.message);
    seen.asked += 1;
    seen.longest = Math.max(seen.longest, performance.now() - begun);
    if (status !== 200) seen.faults.push(`/health/live answered ${status}`);
    seen.memory = Math.max(seen.memory, memoryOf(pid));
    await pause(APART, undefined, { signal }).catch(() => undefined);
  }
  return seen;
}

/** When a server is killed. */
import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../bench/load/random.ts';
import type { Server } from '../../cli/servers.ts';
import { sizeOf } from './editor.ts';

/** A moment: what is waited for, and how much of it. */
export interface Moment {
  readonly by: (typeof WAYS)[number][1];
  readonly amount: number;
}

/** Each way with how often it is drawn, of a hundred. */
const WAYS = [
  // After some milliseconds of work.
  [22, 'clock'],
  // After so many entries were answered for.
  [20, 'answers'],
  // Once the log of writes has grown by so many KiB.
  [16, 'growth'],
  // So many milliseconds after it was started, whether it listens by then or not.
  [16, 'starting'],
  // So many milliseconds after it was asked to stop.
  [10, 'stopping'],
  // Asked to stop, as soon as the log of writes is copied into the ledger's file, or so many milliseconds later.
  [5, 'copied'],
  // While another process imports into the ledger, or makes its columns anew, and is killed with it.
  [8, 'beside'],
  // Once it has appended so much that SQLite copies its log by itself, and does.
  [3, 'full'],
] as const;

const MOST = {
  ...{ clock: 400, answers: 120, growth: 1500, starting: 900, stopping: 60 },
  ...{ copied: 6, beside: 900, full: 20 },
};

/** A moment by chance. Where there is no time to fill the log of writes, it only grows. */
export function moment(random: Random, hasTime: boolean): Moment {
  const by = random.weighed(WAYS);
  const amount = random.below(MOST[by]);
  return by === 'full' && !hasTime ? { by: 'growth', amount } : { by, amount };
}

/** What is looked at to know when it is time. */
export interface Looked {
  readonly server: Server;
  readonly ledger: string;
  /** How many entries were answered for. */
  answered(): number;
}

/** How long the longest waits, however slow the machine, in milliseconds. */
const PATIENCE = 20_000;

/** Waits until something is so, the server is gone, or patience is at an end. */
async function until(server: Server, so: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!so() && server.child.exitCode === null && performance.now() < end) await pause(1);
}

const changed = (file: string): (() => boolean) => {
  const when = () => statSync(file, { bigint: true }).mtimeNs;
  const before = when();
  return () => when() !== before;
};

/** Waits for the moment, while editors are at work. */
export async function comes({ by, amount }: Moment, looked: Looked): Promise<void> {
  const { server, ledger, answered } = looked;
  const [before, long] = [answered(), sizeOf(`${ledger}-wal`)];
  if (by === 'answers') return until(server, () => answered() > before + amount);
  if (by === 'growth') return until(server, () => sizeOf(`${ledger}-wal`) > long + amount * 1024);
  if (by === 'full') {
    await until(server, changed(ledger));
    await pause(amount);
    return;
  }
  if (by !== 'stopping' && by !== 'copied') return void (await pause(amount));
  await until(server, () => answered() > before + 10);
  const copies = changed(ledger);
  server.child.kill('SIGTERM');
  if (by === 'copied') await until(server, copies);
  await pause(amount);
}

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { HERE, type Serving, started, stop } from '../http/serving.ts';
import type { ContestPlan } from '../load/contest-load.ts';
import { type Row, ratio, short, spread } from '../measure.ts';
import type { Setting } from '../setting.ts';
import { manyQuestions } from './http-questions.ts';

const COMMAND = fileURLToPath(new URL('../../../bin/hustings.js', import.meta.url));

/** So many questions are asked a second, far fewer than are answered, for so many seconds a turn. */
const RATE = 500;
const SECONDS = 4;

/** What readers waited, in milliseconds. */
interface Latencies {
  readonly median: number;
  readonly p99: number;
  readonly failed: number;
}

/** Work on a ledger that is served; it ends early where the signal aborts. */
type Work = (ours: Serving, file: string, signal: AbortSignal) => Promise<unknown>;

const drained =
  (path: string): Work =>
  async ({ address, token }, _, signal) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${address}${path}`, { headers, signal });
    if (!answer.ok || answer.body === null) throw new Error(`${path}: ${answer.status}`);
    for await (const _piece of answer.body);
  };

/** Rebuilds the columns as the command does, from another process. */
const rebuilt: Work = async (_, file, signal) => {
  const words = [COMMAND, 'rebuild', '--ledger', file];
  const child = spawn(process.execPath, words, { stdio: 'ignore', signal });
  child.once('error', () => undefined);
  const [code] = await once(child, 'exit');
  if (code !== 0 && !signal.aborted) throw new Error(`hustings rebuild ended with ${code}`);
};

const WORKS: readonly (readonly [string, Work])[] = [
  ['a rebuild in another process', rebuilt],
  ['a verification in the server', drained('/api/v1/audit/verification')],
  ['an export from the server', drained('/api/v1/export')],
];

/** Asks at a steady rate from a process of its own; no address twice. */
async function steady({ address }: Serving, list: string, turn: number): Promise<Latencies> {
  const words = [join(HERE, 'steady.ts'), address, list];
  const numbers = [RATE, SECONDS, turn * RATE * SECONDS].map(String);
  const { stdout } = await promisify(execFile)(process.execPath, [...words, ...numbers]);
  const found = JSON.parse(stdout) as Latencies;
  if (found.failed > 0) throw new Error(`${found.failed} questions were not answered`);
  return found;
}

/** What readers wait while some work is done again and again. */
async function beside(work: (signal: AbortSignal) => Promise<unknown>, asking: Promise<Latencies>) {
  const ending = new AbortController();
  const working = (async () => {
    while (!ending.signal.aborted) await work(ending.signal);
  })().catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  const [found] = await Promise.all([asking.finally(() => ending.abort()), working]);
  return found;
}

/**
 * How long readers wait while a ledger is rebuilt, verified or exported, against how long they wait else. Nothing
 * is tied to a processor: server, work and readers share what there is.
 */
export async function busyRows(
  setting: Setting,
  ledger: string,
  plans: readonly ContestPlan[],
  turns: number,
): Promise<Row[]> {
  const [file, list] = ['busy.db', 'steady.txt'].map((name) => join(setting.folder, name));
  copyFileSync(ledger, `${file}`);
  writeFileSync(`${list}`, manyQuestions(plans).join('\n'));
  const ours = await started('served.ts', `${file}`, 'busy');
  let turn = 0;
  const asking = () => {
    turn += 1;
    return steady(ours, `${list}`, turn);
  };
  try {
    // The views are built, and the code compiled, before anything counts.
    await asking();
    const rows: Row[] = [];
    for (const [name, work] of WORKS) {
      const quiet: Latencies[] = [];
      const busy: Latencies[] = [];
      for (let each = 0; each < turns; each += 1) {
        quiet.push(await asking());
        busy.push(await beside((signal) => work(ours, `${file}`, signal), asking()));
      }
      const [a, b] = [busy, quiet].map((all) => all.map(({ p99 }) => p99));
      const told = (all: readonly Latencies[]) =>
        `${short(spread(all.map(({ p99 }) => p99)).median)} ms (median ${short(spread(all.map(({ median }) => median)).median)} ms)`;
      rows.push({
        name: `20 p99 of reads during ${name}`,
        against: `p99 without it, ${RATE} reads a second`,
        ratio: ratio(a ?? [], b ?? []),
        wanted: 'at most',
        later: 3,
        figures: `${told(busy)} against ${told(quiet)}`,
      });
    }
    return rows;
  } finally {
    await stop(ours);
  }
}

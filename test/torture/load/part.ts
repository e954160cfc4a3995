import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { printed } from '../../cli/harness.ts';
import { startMain } from '../../cli/processes.ts';
import { listening, type Server } from '../../cli/servers.ts';
import type { Course, Outcome, Part } from '../part.ts';
import { checkStored } from './after.ts';
import { readers } from './feeds.ts';
import type { Job } from './generator.ts';
import { APPENDED, frame, type World } from './mix.ts';
import type { Report } from './report.ts';
import { memoryOf, type Watched, watches } from './watch.ts';

/** A generator of loads, in a process of its own. */
class Generator {
  readonly #child = fork(new URL('./generator.ts', import.meta.url));

  async run(job: Job): Promise<Report> {
    this.#child.send(job);
    const gone = once(this.#child, 'exit').then(() => {
      throw new Error('the generator of the load ended early');
    });
    const [report] = (await Promise.race([once(this.#child, 'message'), gone])) as [Report];
    gone.catch(() => undefined);
    return report;
  }

  end(): void {
    this.#child.kill();
  }
}

const FEEDS = { reading: 20, stalled: 20 };
/** How much more memory than after the warm-up a server may have, with the budgets of its caches, in MiB. */
const MORE_MEMORY = 1024;
/** Within so many milliseconds after the load a server is ready and asked as usual. */
const RECOVERY = 60_000;

/** The samples, and contests to append to. */
async function prepared(ledger: string): Promise<World> {
  await printed(['demo', '--ledger', ledger]);
  const lines = (await printed(['export', '--ledger', ledger])).trim().split('\n');
  const all = lines.map((line) => JSON.parse(line));
  const frames = APPENDED.flatMap((contest) => frame().map((each) => ({ contest, ...each })));
  const stdin = frames.map((each) => JSON.stringify(each)).join('\n');
  await printed(['import', '-', '--ledger', ledger], { stdin });
  const roles = ['--role', 'editor', '--role', 'auditor'];
  const token = await printed(['token', 'add', 'load', ...roles, '--ledger', ledger]);
  const enrolled = all.filter(({ leaf }) => leaf.type === 'EndorserEnrolled');
  const contests = all.map(({ leaf }) => leaf.contest).filter((name) => name !== null);
  return {
    contests: [...new Set<string>(contests)],
    entries: all.map(({ leaf }) => leaf.id),
    endorsers: enrolled.map(({ payload }) => payload.data.endorser),
    token: token.trim(),
  };
}

/** What a whole run saw. */
interface Seen {
  readonly sustained: Report;
  readonly quiet: Report;
  readonly load: Report;
  readonly after: Report;
  readonly watched: Watched;
  readonly memory: { readonly before: number; readonly after: number };
  readonly recovery: number;
  readonly faults: readonly string[];
}

/** How many milliseconds it takes until the server says that it is ready; undefined where it never does. */
async function ready(address: string): Promise<number | undefined> {
  const begun = performance.now();
  while (performance.now() < begun + RECOVERY) {
    const status = await fetch(`${address}/health/ready`).then(
      (answer) => answer.text().then(() => answer.status),
      () => 0,
    );
    if (status === 200) return performance.now() - begun;
    await pause(100);
  }
  return undefined;
}

async function loaded(server: Server, world: World, ledger: string, course: Course): Promise<Seen> {
  const { address } = server;
  const pid = server.child.pid ?? 0;
  const generator = new Generator();
  const job = (begins: string, seconds: number, load: Job['load']): Promise<Report> =>
    generator.run({ address, world, seed: course.seed, seconds, begins, load });
  const part = Math.max(2, course.runs / 20);
  await job('cold', part, { atOnce: 2 });
  const sustained = await job('warm', part, { atOnce: 24 });
  const rate = Math.max(10, sustained.right / sustained.seconds);
  const calm = { aSecond: Math.max(5, rate / 10) };
  const quiet = await job('quiet', part, calm);
  const before = memoryOf(pid);
  const ending = new AbortController();
  const watching = watches(address, pid, ending.signal);
  const feeds = readers(address, FEEDS.reading, FEEDS.stalled);
  const rebuild = startMain(['rebuild', '--ledger', ledger]);
  const verification = fetch(`${address}/api/v1/audit/verification`, {
    headers: { authorization: `Bearer ${world.token}` },
  }).then((answer) => answer.text());
  const load = await job('load', course.runs, { aSecond: 2 * rate });
  await verification.catch(() => undefined);
  const rebuilt = await rebuild.ended;
  const recovery = await ready(address);
  const after = await job('after', part, calm);
  ending.abort();
  const watched = await watching;
  feeds.close();
  generator.end();
  await pause(500);
  const faults = [...watched.faults];
  if (rebuilt.code !== 0) faults.push(`a rebuild ended with ${rebuilt.code}: ${rebuilt.err}`);
  if (feeds.cut() > 0) faults.push(`${feeds.cut()} feeds that were read were cut`);
  if (recovery === undefined) faults.push('it is not ready a minute after the load');
  return {
    ...{ sustained, quiet, load, after, watched, faults, recovery: recovery ?? RECOVERY },
    memory: { before, after: memoryOf(pid) },
  };
}

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

function told({ sustained, quiet, load, after, watched, memory, recovery }: Seen): string {
  const rate = (count: number, { seconds }: Report) => `${Math.round(count / seconds)}/s`;
  return (
    `sustained ${rate(sustained.right, sustained)}; asked ${rate(load.asked, load)} for ${Math.round(load.seconds)} s: ` +
    `${load.right} answered (median ${ms(load.median)}, p99 ${ms(load.p99)}), ${load.later} told to come again, longest ${ms(load.most)}; ` +
    `p99 at a tenth of the rate ${ms(quiet.p99)} before and ${ms(after.p99)} after, ready in ${ms(recovery)}; ` +
    `/health/live ${watched.asked} times, longest ${ms(watched.longest)}; memory ${Math.round(memory.before)} MiB before, ` +
    `${Math.round(watched.memory)} at most, ${Math.round(memory.after)} after; ${load.stored.length} entries stored`
  );
}

function faultsOf({ sustained, quiet, load, after, watched, memory, faults }: Seen): string[] {
  const wrong = Object.entries({ sustained, quiet, load, after }).flatMap(([name, report]) =>
    Object.entries(report.wrong).map(([what, count]) => `${name}: ${count} times ${what}`),
  );
  const most = memory.before + MORE_MEMORY;
  const grown = watched.memory > most ? [`memory grew to ${Math.round(watched.memory)} MiB`] : [];
  return [...wrong, ...faults, ...grown];
}

async function run(course: Course): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'hustings-load-'));
  const ledger = join(folder, 'load.db');
  try {
    const world = await prepared(ledger);
    const env = { HUSTINGS_RATE_LIMIT: '0', HUSTINGS_LOG_LEVEL: 'error' };
    const running = startMain(['serve', '--port', '0', '--ledger', ledger], { env });
    const server = await listening(running, /at (http:\/\/127\.0\.0\.1:\d+)/);
    const seen = await loaded(server, world, ledger, course).catch((error: unknown) => {
      server.child.kill('SIGKILL');
      throw error;
    });
    const { code, err } = await server.stop('SIGTERM');
    const stored = [seen.sustained, seen.quiet, seen.load, seen.after].flatMap(
      (each) => each.stored,
    );
    const faults = [...faultsOf(seen), ...(await checkStored(ledger, stored))];
    if (code !== 0 || err.includes('"level":50'))
      faults.push(`it ended with ${code}: ${err.slice(0, 2000)}`);
    return { runs: course.runs, told: told(seen), faults };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Tells how many seconds have passed; who stops it stops the server and the generator, too. */
async function torture(course: Course): Promise<Outcome> {
  const begun = performance.now();
  const passed = (): number => Math.round((performance.now() - begun) / 1000);
  const telling = setInterval(() => course.progress(Math.min(passed(), course.runs)), 1000);
  try {
    return await run(course);
  } catch (error) {
    if (!course.signal.aborted) throw error;
    return { runs: passed(), told: 'stopped before its end', faults: [] };
  } finally {
    clearInterval(telling);
  }
}

export const part: Part = {
  name: 'load',
  about:
    'a server is asked twice what it sustains, by the clock, and answers or says when to come again, lives, keeps its memory, and recovers',
  unit: 'seconds',
  runs: { short: 8, long: 600 },
  torture,
};

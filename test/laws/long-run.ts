/**
 * Puts every law to a great many histories: `node test/laws/long-run.ts [runs]`, 100,000 each unless
 * said otherwise. `--laws=af` takes only some; `--unreduced` leaves counterexamples as long as they
 * were found. Progress goes to stderr, a summary to stdout; exits 1 where a law broke.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Tried } from './law.ts';
import { LAWS, lawNamed } from './laws.ts';
import type { Outcome } from './run.ts';
import { LONG_SEED } from './settings.ts';

/** A part of a law's run, and what came of it. */
export interface Part {
  readonly law: string;
  readonly runs: number;
  readonly seed: number;
  readonly unreduced: boolean;
}

export interface PartDone {
  readonly outcome: Outcome;
  readonly tried: Tried;
}

const PART = 250;

interface Total {
  runs: number;
  all: number;
  compared: number;
  broken: Outcome | null;
}

const [asked = '100000'] = process.argv.slice(2).filter((each) => /^\d+$/.test(each));
const chosen = process.argv.find((each) => each.startsWith('--laws='))?.slice('--laws='.length);
const laws = chosen === undefined ? LAWS : [...chosen].map(lawNamed);
const unreduced = process.argv.includes('--unreduced');
const runs = Number(asked);

function partsOf(law: string): Part[] {
  const count = Math.ceil(runs / PART);
  return Array.from({ length: count }, (_, index) => ({
    law,
    runs: Math.min(PART, runs - index * PART),
    seed: LONG_SEED + index,
    unreduced,
  }));
}

const totals = new Map<string, Total>(
  laws.map((law) => [law.name, { runs: 0, all: 0, compared: 0, broken: null }]),
);

function take({ outcome, tried }: PartDone): void {
  const total = totals.get(outcome.law);
  if (total === undefined) return;
  total.runs += outcome.runs;
  total.all += tried.all;
  total.compared += tried.compared;
  if (outcome.broken !== null) total.broken ??= outcome;
}

let done = 0;
const waiting = laws.flatMap((law) => partsOf(law.name));
const all = waiting.length;

/** One thread: takes part after part until none is left; a law that broke is left alone. */
function work(): Promise<void> {
  const worker = new Worker(new URL('./long-run-worker.ts', import.meta.url));
  const next = (): void => {
    const part = waiting.shift();
    if (part === undefined) void worker.terminate();
    else if (totals.get(part.law)?.broken) next();
    else worker.postMessage(part);
  };
  return new Promise((resolve, reject) => {
    worker.on('message', (message: PartDone) => {
      take(message);
      done += 1;
      process.stderr.write(`\r${done} of ${all} parts of ${PART} histories`);
      next();
    });
    worker.on('error', reject);
    worker.on('exit', () => resolve());
    next();
  });
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
process.stderr.write('\n');
for (const { name, statement } of laws) {
  const total = totals.get(name);
  if (total === undefined) continue;
  const verdict = total.broken === null ? 'held' : 'BROKEN';
  process.stdout.write(
    `(${name}) ${verdict} over ${total.runs} histories, ${total.compared} comparisons of ${total.all} tries: ${statement}\n`,
  );
  if (total.broken === null) continue;
  process.stdout.write(`seed ${total.broken.seed}\n${total.broken.broken}\n`);
  process.exitCode = 1;
}

import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { measureAll } from './all.ts';
import { flagsOf } from './flags.ts';
import { measureGrowth } from './growth/costs.ts';
import { growthTable } from './growth/growth-table.ts';
import { reached } from './measure.ts';
import type { Setting } from './setting.ts';
import { table } from './table.ts';

// The one file of the benchmark that reads the clock, randomness and the machine.

/** Below this part of what is due a run fails; runs on shared machines spread by so much. */
const SAFETY = 0.7;

const flags = flagsOf(process.argv.slice(2), (refusal) => {
  process.stderr.write(`${refusal}\n`);
  process.exit(2);
});

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;
const folder = mkdtempSync(join(tmpdir(), 'hustings-bench-'));
const start = performance.now();
const say = (text: string): void => {
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  process.stderr.write(`${seconds.padStart(4)} s  ${text}\n`);
};
const setting: Setting = {
  now: () => performance.now(),
  world: { now: () => Date.now(), randomBytes: (length) => randomBytes(length) },
  seed: flags.seed,
  small: flags.small,
  folder,
  gc,
  say,
};

/** What a run prints, what it writes as JSON, and what makes it fail. */
interface Report {
  readonly text: string;
  readonly record: object;
  readonly faults: readonly string[];
}

const notMeasured = (failed: readonly string[]) => failed.map((what) => `not measured: ${what}`);

async function ratios(): Promise<Report> {
  const { rows, failed, sizes } = await measureAll(setting);
  const fallen = rows.filter((row) => row.due !== undefined && !reached(row, row.due, SAFETY));
  const regressions = fallen.map(
    ({ name, due }) => `${name}: beyond ${SAFETY} of what is due (${due}): a regression`,
  );
  const said = 'Every ratio is of two things done in turns in this run: its median.';
  return {
    text: `${sizes}\n${said}\n\n${table(rows)}`,
    record: { sizes, rows },
    faults: [...regressions, ...notMeasured(failed)],
  };
}

async function growth({ upTo, keep }: { upTo: number; keep: string }): Promise<Report> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stopping.abort(new Error(`stopped by ${signal}`)));
  }
  mkdirSync(keep, { recursive: true });
  const growing = { ...setting, keep, signal: stopping.signal };
  const { tables, failed } = await measureGrowth(growing, upTo).catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
    const kept =
      keep === folder ? 'nothing is kept' : `another run goes on with what is in ${keep}`;
    return { tables: [], failed: [`${stopping.signal.reason.message}; ${kept}`] };
  });
  const said =
    'Every cost is of the processor, but where it says wall; an exponent is the slope of its logarithm over that of the size.';
  return {
    text: `${said}\n\n${tables.map(growthTable).join('\n')}`,
    record: { tables },
    faults: notMeasured(failed),
  };
}

try {
  const { text, record, faults } = flags.growth
    ? await growth({ upTo: flags.upTo, keep: flags.keep ?? folder })
    : await ratios();
  const [cpu] = cpus();
  const machine = [
    `${availableParallelism()} cores (${cpu?.model ?? 'unknown'})`,
    `Node ${process.versions.node}`,
    `SQLite ${process.versions.sqlite}`,
  ].join(', ');
  const durability = `synchronous=FULL, WAL, files on disk in ${flags.keep ?? tmpdir()}`;
  const date = new Date().toISOString().slice(0, 10);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  process.stdout.write(`${date}: ${machine}; ${durability}; seed ${flags.seed}; ${seconds} s\n`);
  process.stdout.write(text);
  if (flags.json !== undefined) {
    const all = { date, machine, durability, seed: flags.seed, ...record };
    writeFileSync(flags.json, `${JSON.stringify(all, null, 2)}\n`);
  }
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

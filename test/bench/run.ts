import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { measureAll } from './all.ts';
import { reached } from './measure.ts';
import type { Setting } from './setting.ts';
import { table } from './table.ts';

// The one file of the benchmark that reads the clock, randomness and the machine.

/** Below this part of what is due a run fails; runs on shared machines spread by so much. */
const SAFETY = 0.7;

const USAGE = 'npm run bench -- [--small] [--json FILE] [--seed NUMBER]';

function flagsOf(): { readonly small: boolean; readonly json?: string; readonly seed: number } {
  try {
    const { values } = parseArgs({
      options: {
        small: { type: 'boolean', default: false },
        json: { type: 'string' },
        seed: { type: 'string', default: '1' },
      },
    });
    const seed = Number(values.seed);
    if (!Number.isSafeInteger(seed)) throw new Error(`the seed ${values.seed} is no number`);
    return { ...values, seed };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n${USAGE}\n`);
    process.exit(2);
  }
}

const flags = flagsOf();

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

try {
  const { rows, failed, sizes } = await measureAll(setting);
  const [cpu] = cpus();
  const machine = [
    `${availableParallelism()} cores (${cpu?.model ?? 'unknown'})`,
    `Node ${process.versions.node}`,
    `SQLite ${process.versions.sqlite}`,
  ].join(', ');
  const durability = `synchronous=FULL, WAL, files on disk in ${tmpdir()}`;
  const date = new Date().toISOString().slice(0, 10);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  process.stdout.write(`${date}: ${machine}; ${durability}\n`);
  process.stdout.write(`${sizes}; seed ${flags.seed}; ${seconds} s\n`);
  process.stdout.write('Every ratio is of two things done in turns in this run: its median.\n\n');
  process.stdout.write(table(rows));
  if (flags.json !== undefined) {
    const record = { date, machine, durability, sizes, seed: flags.seed, rows };
    writeFileSync(flags.json, `${JSON.stringify(record, null, 2)}\n`);
  }
  const fallen = rows.filter((row) => row.due !== undefined && !reached(row, row.due, SAFETY));
  for (const { name, due } of fallen) {
    process.stderr.write(`${name}: beyond ${SAFETY} of what is due (${due}): a regression\n`);
  }
  for (const what of failed) process.stderr.write(`not measured: ${what}\n`);
  process.exitCode = fallen.length + failed.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Tortures ledgers for long: `npm run torture` takes every part, `npm run torture -- crashes parsers` some.
 * `--runs N` and `--seed S` replay one. Progress goes to stderr, a line for each part to stdout; Ctrl+C ends the part under
 * way with what it has seen, and no other begins. Exits 1 where something did not hold.
 */
import { parseArgs } from 'node:util';
import { PARTS, partNamed } from './parts.ts';
import { LONG_SEED } from './settings.ts';

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' } },
  allowPositionals: true,
});

const unknown = positionals.filter((name) => !PARTS.some((part) => part === name));
if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown[0]}; name some of ${PARTS.join(', ')}.\n`);
  process.exit(2);
}

const wrong = [values.runs, values.seed].find((each) => each !== undefined && !/^\d+$/.test(each));
if (wrong !== undefined) {
  process.stderr.write(`${wrong} is no whole number; --runs and --seed take one.\n`);
  process.exit(2);
}

const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());

const minutes = (since: number): string => `${((Date.now() - since) / 60_000).toFixed(1)} min`;
const seed = Number(values.seed ?? LONG_SEED);
for (const name of PARTS) {
  if (stopping.signal.aborted) break;
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const part = await partNamed(name);
  const runs = Number(values.runs ?? part.runs.long);
  const began = Date.now();
  const progress = (done: number): void => {
    process.stderr.write(`\r${name}: ${done} of ${runs} ${part.unit}, ${minutes(began)}  `);
  };
  const outcome = await part.torture({ runs, seed, progress, signal: stopping.signal });
  process.stderr.write('\n');
  const verdict = outcome.faults.length === 0 ? 'held' : `${outcome.faults.length} FAULTS`;
  process.stdout.write(
    `${name}: ${verdict} over ${outcome.runs} ${part.unit} (seed ${seed}, ${minutes(began)}): ${outcome.told}\n`,
  );
  for (const fault of outcome.faults) process.stdout.write(`  ${fault}\n`);
  if (outcome.faults.length > 0) process.exitCode = 1;
}

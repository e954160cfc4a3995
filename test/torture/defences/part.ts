import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Random } from '../../laws/random.ts';
import { SpoiltCopy } from '../../support/spoilt-copy.ts';
import type { Course, Outcome, Part } from '../part.ts';
import type { Mutant } from './mutant.ts';
import { WHAT_COMES_IN } from './what-comes-in.ts';
import { WHAT_GOES_OUT } from './what-goes-out.ts';
import { WHO_ASKS } from './who-asks.ts';

/** Every defence that is taken out. */
export const MUTANTS: readonly Mutant[] = [...WHO_ASKS, ...WHAT_COMES_IN, ...WHAT_GOES_OUT];

/** What the tests need beside them. */
const NEEDED = [
  ...['events', 'projections', 'src', 'test', 'bin', 'docs', 'samples'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'vitest.config.ts', 'SECURITY.md'],
];
/** What a test runner tells its own children, and this is none of them. */
const OWN = /^(?:VITEST|NODE_|TEST$|TORTURE_)/;
/** In milliseconds. */
const LONGEST = 300_000;

interface Seen {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

/** What came of the tests of a file with this in their title; undefined where they did not end. */
function seen({ place }: SpoiltCopy, { test, title }: Mutant): Seen | undefined {
  const pattern = title.replace(/[.*+?^${}()[\]\\]/g, '\\$&');
  const out = join(place, 'seen.json');
  rmSync(out, { force: true });
  const told = ['--bail=1', '--reporter=json', `--outputFile=${out}`];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name)));
  spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', test, '-t', pattern, ...told],
    { cwd: place, env, timeout: LONGEST },
  );
  return existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : undefined;
}

/** Does the test of a mutant go well in a copy? Undefined where no test was run. */
function goesWell(copy: SpoiltCopy, mutant: Mutant): boolean | undefined {
  const found = seen(copy, mutant);
  if (found === undefined) return undefined;
  // A file that cannot even be loaded fails without a test that does: that shows nothing.
  const { numPassedTests, numFailedTests } = found;
  return numFailedTests + numPassedTests > 0 ? numFailedTests === 0 : undefined;
}

const called = ({ threat, file, search, test }: Mutant): string =>
  `${threat}: ${file} without ${JSON.stringify(search.slice(0, 60))}, by ${test}`;

/** Why a defence is not shown by its test; undefined where it is. `good`: the tests that went well as it is. */
function faultOf(copy: SpoiltCopy, mutant: Mutant, good: Set<string>): string | undefined {
  const test = `${mutant.test} ${mutant.title}`;
  if (!good.has(test) && goesWell(copy, mutant) !== true) {
    return `${called(mutant)}: is red, or not there, as it is`;
  }
  good.add(test);
  const red = copy.while(mutant, () => goesWell(copy, mutant) === false);
  if (red === undefined) return `${called(mutant)}: there is no such place`;
  return red ? undefined : `${called(mutant)}: SURVIVED`;
}

/** So many of the mutants: all, in an order that the seed gives, and from the first again. */
function drawn(runs: number, seed: number): Mutant[] {
  const random = new Random(seed);
  const left = [...MUTANTS];
  const order = MUTANTS.flatMap(() => left.splice(random.below(left.length), 1));
  return Array.from({ length: runs }, (_, at) => order[at % order.length] as Mutant);
}

async function torture({ runs, seed, progress, signal }: Course): Promise<Outcome> {
  const copy = new SpoiltCopy(NEEDED);
  const good = new Set<string>();
  const faults: string[] = [];
  let made = 0;
  try {
    for (const mutant of drawn(runs, seed)) {
      if (signal.aborted) break;
      const fault = faultOf(copy, mutant, good);
      if (fault !== undefined) faults.push(`${fault} (seed ${seed}, run ${made + 1})`);
      made += 1;
      progress(made);
      // A signal is only heard between two turns.
      await turn();
    }
  } finally {
    copy.remove();
  }
  const told = `${made - faults.length} of ${made} defences that were taken out were missed by their tests.`;
  return { runs: made, told, faults };
}

/** Takes one defence after the other out of a copy of the sources: its test must go red. */
export const part: Part = {
  name: 'defences',
  about: 'each defence that is taken out of the sources is missed by its test',
  unit: 'defences',
  runs: { short: 1, long: MUTANTS.length },
  torture,
};

/**
 * Proves that each law can fail, and the model of the torture: `node test/laws/mutations.ts [what]` puts one
 * fault after another (`model`: the model's alone) into a copy of the sources and runs what must notice it.
 * Prints a table; exits 1 where a fault goes unnoticed, has no place in the sources, or a law notices none.
 */
import { spawnSync } from 'node:child_process';
import { SpoiltCopy } from '../support/spoilt-copy.ts';
import { MODEL_MUTANTS } from '../torture/model/mutants.ts';
import { LAWS } from './laws.ts';
import { MUTANTS, type Mutant } from './mutants.ts';

const NEEDED = [
  'events',
  'projections',
  'src',
  'test/laws',
  'test/support',
  'test/torture',
  'package.json',
  'tsconfig.json',
];
const RUNS = '500';
/** What the faults say that the model of the torture must notice. */
const MODEL = 'model';

/** The laws that break in a copy, of those that are asked for. */
function broken(place: string, laws: string): string {
  const args = ['test/laws/long-run.ts', RUNS, '--unreduced', `--laws=${laws}`];
  const env = { ...process.env, LAWS_SEED: '20200404' };
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: place,
    env,
    encoding: 'utf8',
  });
  const found = [...stdout.matchAll(/^\((\w)\) (held|BROKEN)/gm)];
  if (found.length !== laws.length) throw new Error(`the laws did not run: ${stderr.slice(-2000)}`);
  return found.flatMap(([, law, verdict]) => (verdict === 'BROKEN' ? [law] : [])).join('');
}

/** Does the model of the torture break in a copy? */
function modelBroken(place: string): string {
  const args = ['test/torture/model/once.ts'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: place, encoding: 'utf8' });
  const [, verdict] = /^(held|BROKEN)/.exec(stdout) ?? [];
  if (verdict === undefined) throw new Error(`the model did not run: ${stderr.slice(-2000)}`);
  return verdict === 'BROKEN' ? MODEL : '';
}

/** Puts the fault in, runs the laws, takes it out; what is printed of it. */
function tried(copy: SpoiltCopy, mutant: Mutant): { caught: string; verdict: string } {
  const { by } = mutant;
  const caught = copy.while(mutant, () =>
    by === MODEL ? modelBroken(copy.place) : broken(copy.place, by),
  );
  if (caught === undefined) return { caught: '', verdict: 'NO SUCH PLACE' };
  return { caught, verdict: caught === by ? 'caught' : 'SURVIVED' };
}

// What the laws need, to be spoilt.
const copy = new SpoiltCopy(NEEDED);
const noticed = new Set<string>();
const only = process.argv[2];
try {
  const all = [...MUTANTS, ...MODEL_MUTANTS];
  for (const mutant of all.filter(
    ({ what, by }) => only === undefined || by === only || what.includes(only),
  )) {
    const { caught, verdict } = tried(copy, mutant);
    for (const law of caught === MODEL ? '' : caught) noticed.add(law);
    const laws = `(${caught}) of (${mutant.by})`.padEnd(18);
    process.stdout.write(
      `${verdict.padEnd(9)} by ${laws} ${mutant.file.padEnd(26)} ${mutant.what}\n`,
    );
    if (verdict !== 'caught') process.exitCode = 1;
  }
} finally {
  copy.remove();
}
const blind = LAWS.filter(({ name }) => only === undefined && !noticed.has(name));
for (const { name } of blind) {
  process.stdout.write(`law (${name}) noticed no fault\n`);
  process.exitCode = 1;
}

/**
 * Proves that each law can fail, and the model of the torture: `node test/laws/mutations.ts [what]` puts one
 * fault after another (`model`: the model's alone) into a copy of the sources and runs what must notice it.
 * Prints a table; exits 1 where a fault goes unnoticed, has no place in the sources, or a law notices none.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MODEL_MUTANTS } from '../torture/model/mutants.ts';
import { LAWS } from './laws.ts';
import { MUTANTS, type Mutant } from './mutants.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
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

/** A copy of what the laws need, to be spoilt. */
function copied(): string {
  const place = mkdtempSync(join(tmpdir(), 'hustings-mutants-'));
  mkdirSync(join(place, 'test'));
  for (const each of NEEDED) cpSync(join(ROOT, each), join(place, each), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'));
  return place;
}

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
function tried(
  place: string,
  { file, search, replace, by }: Mutant,
): { caught: string; verdict: string } {
  const path = join(place, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(search).length !== 2) return { caught: '', verdict: 'NO SUCH PLACE' };
  writeFileSync(
    path,
    source.replace(search, () => replace),
  );
  try {
    const caught = by === MODEL ? modelBroken(place) : broken(place, by);
    return { caught, verdict: caught === by ? 'caught' : 'SURVIVED' };
  } finally {
    writeFileSync(path, source);
  }
}

const place = copied();
const noticed = new Set<string>();
const only = process.argv[2];
try {
  const all = [...MUTANTS, ...MODEL_MUTANTS];
  for (const mutant of all.filter(
    ({ what, by }) => only === undefined || by === only || what.includes(only),
  )) {
    const { caught, verdict } = tried(place, mutant);
    for (const law of caught === MODEL ? '' : caught) noticed.add(law);
    const laws = `(${caught}) of (${mutant.by})`.padEnd(18);
    process.stdout.write(
      `${verdict.padEnd(9)} by ${laws} ${mutant.file.padEnd(26)} ${mutant.what}\n`,
    );
    if (verdict !== 'caught') process.exitCode = 1;
  }
} finally {
  rmSync(place, { recursive: true });
}
const blind = LAWS.filter(({ name }) => only === undefined && !noticed.has(name));
for (const { name } of blind) {
  process.stdout.write(`law (${name}) noticed no fault\n`);
  process.exitCode = 1;
}

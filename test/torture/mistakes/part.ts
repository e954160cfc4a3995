import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../laws/random.ts';
import type { Course, Outcome, Part } from '../part.ts';
import { faultsOf } from './check.ts';
import { FILES } from './files.ts';
import { KEYS } from './keys.ts';
import type { Mistake } from './mistake.ts';
import { placeIn, prepare } from './place.ts';
import { WORLDS } from './worlds.ts';

/** The table: the short run makes each of its mistakes once. */
const MISTAKES: readonly Mistake[] = [...KEYS, ...FILES, ...WORLDS];

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : `${error}`);

/** Makes one mistake; what is drawn hangs on the seed and the run alone, so that one run can be made by itself. */
async function runOne(prepared: string, folder: string, seed: number, run: number) {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b));
  const mistake = MISTAKES[run % MISTAKES.length] as Mistake;
  const place = placeIn(prepared, folder);
  const found = await Promise.resolve(mistake.make(place, random))
    .then((made) => faultsOf(place, made))
    .catch((error: unknown) => [`broke off: ${messageOf(error)}`]);
  return found.map((fault) => `seed ${seed}, run ${run}: ${mistake.name}: ${fault}`);
}

async function torture({ runs, seed, progress, signal }: Course): Promise<Outcome> {
  const root = mkdtempSync(join(tmpdir(), 'hustings-mistakes-'));
  const prepared = join(root, 'prepared');
  const faults: string[] = [];
  let done = 0;
  try {
    mkdirSync(prepared);
    await prepare(prepared);
    while (done < runs && !signal.aborted) {
      faults.push(...(await runOne(prepared, join(root, 'place'), seed, done)));
      done += 1;
      progress(done);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  const told = `${done} mistakes of ${MISTAKES.length} kinds: each ended in one sentence and its exit code, changed no file, and was mended by the remedy that the sentence names.`;
  return { runs: done, told, faults };
}

/** Operators' mistakes. */
export const part: Part = {
  name: 'mistakes',
  about: 'every mistake of an operator ends in one sentence with its remedy, and harms nothing',
  unit: 'mistakes',
  runs: { short: MISTAKES.length, long: 5000 },
  torture,
};

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../laws/random.ts';
import type { Course, Outcome, Part } from '../part.ts';
import { Case } from './case.ts';
import { KINDS, type Kind } from './draw.ts';
import { compiled, TreacherousDisk } from './preloaded.ts';
import { Victim } from './wishes.ts';

/** So many cases are tried at most for each fault that is to strike. */
const MOST_TRIES = 20;
const MOST_FAULTS = 20;

async function tortureIn(folder: string, library: string, course: Course): Promise<Outcome> {
  const { runs, seed, progress, signal } = course;
  const ledgers = join(folder, 'ledgers');
  mkdirSync(ledgers);
  const disk = new TreacherousDisk(library, folder, ledgers);
  const victim = new Victim(disk.env);
  const struck = new Map<Kind, number>(KINDS.map((kind) => [kind, 0]));
  const faults: string[] = [];
  let [tries, done] = [0, 0];
  try {
    for (; done < runs && tries < runs * MOST_TRIES && !signal.aborted; tries += 1) {
      const random = new Random(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(tries + 1, 0x85ebca6b));
      const file = join(ledgers, `${tries}.db`);
      const tried = await new Case(random, disk, victim, file).run();
      if (tried.struck) {
        done += 1;
        struck.set(tried.kind, (struck.get(tried.kind) ?? 0) + 1);
      }
      faults.push(...tried.faults.map((fault) => `seed ${seed}, case ${tries}: ${fault}`));
      if (faults.length >= MOST_FAULTS) break;
      progress(done);
    }
  } finally {
    await victim.kill();
  }
  const kinds = [...struck].map(([kind, count]) => `${kind} ${count}`).join(', ');
  return { runs: done, told: `${done} faults struck in ${tries} ledgers (${kinds})`, faults };
}

/** Disks that are full, fail, forget and tear, below a ledger that is being written. */
export const part: Part = {
  name: 'disks',
  about:
    'a disk that fails under a ledger: nothing acknowledged is lost, reads go on, nothing is acknowledged after a failed flush until all is verified',
  unit: 'faults',
  runs: { short: 25, long: 3000 },
  torture: async (course) => {
    const folder = mkdtempSync(join(tmpdir(), 'hustings-disks-'));
    try {
      const library = compiled(folder);
      if (library !== undefined) return await tortureIn(folder, library, course);
      const told = 'skipped: there is no C compiler to make a failing disk with';
      return { runs: course.runs, told, faults: [] };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

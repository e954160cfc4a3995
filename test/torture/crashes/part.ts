import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Course, Outcome, Part } from '../part.ts';
import { Ledger, type Plan, type Tally } from './ledger.ts';

/** A ledger that has seen so many kills, or has so many entries, makes room for a new one; so many faults of it are told. */
const MOST = { kills: 9, entries: 9000, faults: 5 };

/** So many kills are a long run. */
const LONG = 100;

/** One lane lies where temporary files do, which tests have in memory; the other beside the code, on a disk. */
const ON_DISK = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));

const tally = (): Tally => ({
  ways: new Map(),
  ...{ kills: 0, entries: 0, acknowledged: 0, surprises: 0, lost: 0, torn: 0, tornBytes: 0 },
  ...{ checkpoints: 0, again: 0, stale: 0 },
});

function told(sum: Tally, ledgers: number): string {
  const ways = [...sum.ways].map(([by, count]) => `${by} ${count}`).join(', ');
  return (
    `${sum.kills} kills (${ways}) of ${ledgers} ledgers with ${sum.entries} entries, ${sum.acknowledged} of them ` +
    `acknowledged to editors; ${sum.surprises + sum.lost} requests were under way at a kill, of which ${sum.surprises} had been ` +
    `stored; ${sum.stale} met somebody who came first; ${sum.torn} logs of writes were torn (${sum.tornBytes} bytes); ${sum.checkpoints} signed ` +
    'checkpoints were kept by clients'
  );
}

/** One ledger until it has seen enough. What goes wrong is told with what replays it. */
async function tormented(plan: Plan, sum: Tally, goesOn: () => boolean): Promise<string[]> {
  const ledger = new Ledger(plan, sum);
  const thrown: string[] = [];
  let when = 'its beginning';
  try {
    await ledger.begin();
    for (let kill = 1; kill <= MOST.kills && ledger.entries < MOST.entries && goesOn(); kill += 1) {
      const { by, amount } = await ledger.killOnce();
      when = `kill ${kill} (${by} ${amount})`;
      if (ledger.faults.length > 0) break;
    }
    await ledger.end();
  } catch (error) {
    thrown.push(error instanceof Error ? error.message : String(error));
  }
  const faults = [...ledger.faults, ...thrown].slice(0, MOST.faults);
  if (faults.length === 0) ledger.remove();
  const replay = `--seed ${plan.seed} --runs ${LONG}`;
  return faults.map((fault) => `${plan.file} after ${when}, as by ${replay}: ${fault}`);
}

async function torture({ runs, seed, progress, signal }: Course): Promise<Outcome> {
  mkdirSync(ON_DISK, { recursive: true });
  const folders = [tmpdir(), ON_DISK].map((place) => mkdtempSync(join(place, 'hustings-torture-')));
  const sum = tally();
  const faults: string[] = [];
  let ledgers = 0;
  const goesOn = (): boolean => sum.kills < runs && faults.length === 0 && !signal.aborted;
  const lane = async (folder: string): Promise<void> => {
    while (goesOn()) {
      const plan = {
        ...{ file: join(folder, `${ledgers}.db`), seed: seed + ledgers },
        hasTime: runs >= LONG,
      };
      ledgers += 1;
      faults.push(...(await tormented(plan, sum, goesOn)));
      progress(sum.kills);
    }
  };
  await Promise.all(folders.map(lane));
  // What was harmed stays to be looked at.
  if (faults.length === 0) for (const folder of folders) rmSync(folder, { recursive: true });
  return { runs: sum.kills, told: told(sum, ledgers), faults };
}

export const part: Part = {
  name: 'crashes',
  about:
    'a server is killed while editors append, and all that was acknowledged is there, once and in order, with a log that verifies',
  unit: 'kills',
  runs: { short: 14, long: 500 },
  torture,
};

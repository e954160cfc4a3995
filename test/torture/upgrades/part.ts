import { mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCHEMA_VERSION } from '../../../src/store/sqlite/schema.ts';
import { Random } from '../../laws/random.ts';
import { unpack } from '../../support/golden-ledgers.ts';
import { killAfter, type Running, startCommand } from '../backups/command.ts';
import type { Course, Outcome, Part } from '../part.ts';
import { dumpOf } from './dump.ts';

/** What an upgrade makes of the golden ledger of a version, when nobody disturbs it. */
interface Upgraded {
  readonly before: string;
  readonly after: string;
  /** How long it took from its first file to its end. */
  readonly milliseconds: number;
}

/** What was seen of the ledger right after a kill, and how often. */
interface Seen {
  old: number;
  new: number;
  unhurt: number;
}

const start = (ledger: string): Running => startCommand(['rebuild', '--ledger', ledger]);

/** Waits until a process makes its first file in a folder, or ends. */
function firstFile(folder: string, { ended }: Running): Promise<unknown> {
  return new Promise((resolve) => {
    const watcher = watch(folder, () => done());
    const done = () => {
      watcher.close();
      resolve(undefined);
    };
    ended.then(done, done);
  });
}

async function undisturbed(version: number, folder: string): Promise<Upgraded> {
  const ledger = unpack(version, join(folder, `whole-${version}`, 'ledger'));
  const before = dumpOf(ledger);
  const running = start(ledger);
  await firstFile(join(folder, `whole-${version}`), running);
  const began = performance.now();
  const { code, err } = await running.ended;
  if (code !== 0) throw new Error(err);
  return { before, after: dumpOf(ledger), milliseconds: performance.now() - began };
}

/** What is wrong after a kill, and after the same command once more. */
async function afterKill(ledger: string, version: number, upgraded: Upgraded, seen: Seen) {
  const faults: string[] = [];
  const found = dumpOf(ledger);
  if (found === upgraded.before) seen.old += 1;
  else if (found === upgraded.after) seen.new += 1;
  else faults.push('the ledger is neither wholly old nor wholly new');
  const { code, err } = await start(ledger).ended;
  if (code !== 0) faults.push(`the same again ended with ${code}: ${err}`);
  if (dumpOf(ledger) !== upgraded.after) faults.push('the same again did not make it new');
  const kept = `${ledger}.version-${version}`;
  if (dumpOf(kept) !== upgraded.before) faults.push('what is kept is not the ledger as it was');
  const parts = readdirSync(join(ledger, '..')).filter((name) => name.includes('.part'));
  if (parts.length > 0) faults.push(`${parts.join(', ')} is left`);
  return faults;
}

async function torture({ runs, seed, progress, signal }: Course): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'hustings-upgrades-'));
  const seen: Seen = { old: 0, new: 0, unhurt: 0 };
  const faults: string[] = [];
  let done = 0;
  try {
    const whole = new Map<number, Upgraded>();
    for (; done < runs && !signal.aborted; done += 1) {
      const random = new Random(seed + done);
      const version = 1 + random.below(SCHEMA_VERSION - 1);
      const upgraded = whole.get(version) ?? (await undisturbed(version, folder));
      whole.set(version, upgraded);
      const place = join(folder, `${done}`);
      const ledger = unpack(version, join(place, 'ledger'));
      const running = start(ledger);
      await firstFile(place, running);
      const pause = (random.below(1000) / 1000) * upgraded.milliseconds;
      if (!(await killAfter(running, pause))) seen.unhurt += 1;
      const found = await afterKill(ledger, version, upgraded, seen);
      const where = `version ${version}, killed after ${pause.toFixed(1)} ms`;
      faults.push(...found.map((fault) => `--runs 1 --seed ${seed + done} (${where}): ${fault}`));
      rmSync(place, { recursive: true });
      progress(done + 1);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const told = `${done} upgrades of ledgers of versions 1 to ${SCHEMA_VERSION - 1} were killed at random moments (${seen.unhurt} had ended by then): ${seen.old} ledgers were wholly old, ${seen.new} wholly new, and the same command finished each`;
  return { runs: done, told, faults };
}

/** Upgrades of old ledgers, killed. */
export const part: Part = {
  name: 'upgrades',
  about:
    'an upgrade that is killed leaves a ledger wholly old or wholly new, and the next finishes it',
  unit: 'kills',
  runs: { short: 4, long: 200 },
  torture,
};

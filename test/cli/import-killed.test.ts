import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { listLines } from '../bench/load/list.ts';
import { Random } from '../bench/load/random.ts';
import { folder, printed, SAMPLES } from './harness.ts';
import { type Ended, main, startMain } from './processes.ts';

/** How often imports are killed in all (IMPORT_KILLS chooses), and how often each ledger sees it at the most. */
const KILLS = Number(process.env.IMPORT_KILLS ?? 50);
const KILLS_A_LEDGER = 5;

const ROWS = 3500;
const SEED = 8;

const MAPPING = `${SAMPLES}mappings/sf-2016.mapping.json`;
const { file } = folder();
const list = file('list.csv');
const at = (ledger: string) => ['--ledger', file(ledger)];

/** The import, its arguments the same each time. */
const importing = (ledger: string): string[] => [
  ...['import', list, '--mapping', MAPPING, '--by', 'killer'],
  ...['--errors', file(`${ledger}.errors.csv`), '-f', 'tsv', ...at(ledger)],
];

/** When an import is killed: after a part of a clean one's life, or once the ledger's log has grown by a part. */
interface Moment {
  readonly by: 'clock' | 'growth';
  readonly part: number;
}

const sizeOf = (ledger: string): number =>
  statSync(file(`${ledger}-wal`), { throwIfNoEntry: false })?.size ?? 0;

/** Starts it, kills it at a moment, and says whether that came before its end. */
async function killed(ledger: string, { by, part }: Moment, clean: Clean): Promise<boolean> {
  const enough = sizeOf(ledger) + part * clean.size;
  const { child, ended } = startMain(importing(ledger));
  if (by === 'clock') await Promise.race([pause(part * clean.life), ended]);
  else while (child.exitCode === null && sizeOf(ledger) < enough) await pause(2);
  child.kill('SIGKILL');
  return (await ended).signal === 'SIGKILL';
}

/** Each contest with the digest of its standings, in the order of names. */
async function digests(ledger: string): Promise<Record<string, unknown>> {
  const contests = JSON.parse(await printed(['contests', '-f', 'json', ...at(ledger)]));
  const found: Record<string, unknown> = {};
  for (const { contest } of contests.contests) {
    const args = ['standings', contest, '--as-of', '2016-11-08', '-f', 'json', ...at(ledger)];
    const { digest } = JSON.parse(await printed(args));
    expect(digest).toMatch(/^sha256:/);
    found[contest] = digest;
  }
  return found;
}

/** The ids of all entries, in the order of the ledger. */
const idsIn = async (ledger: string): Promise<string[]> =>
  (await printed(['export', ...at(ledger)]))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).id);

/** How many entries an import says are new, and how many were there. */
function counted({ err }: Ended): readonly [added: number, there: number] {
  const [, added, there] = /(\d+) entries new, (\d+) there already/.exec(err) ?? [];
  if (added === undefined) throw new Error(`an import failed: ${err}`);
  return [Number(added), Number(there)];
}

/** What a clean import comes to, and how long it takes. */
interface Clean {
  readonly life: number;
  /** Of its ledger, in bytes. */
  readonly size: number;
  /** How many entries its rows make. */
  readonly entries: number;
  readonly digests: Readonly<Record<string, unknown>>;
  readonly ids: readonly string[];
  readonly errors: string;
}

async function cleanRun(): Promise<Clean> {
  const began = performance.now();
  const [news, again] = counted(await main(importing('clean')));
  const life = performance.now() - began;
  const errors = readFileSync(file('clean.errors.csv'), 'utf8');
  expect(news).toBeGreaterThan(ROWS / 2);
  return {
    ...{ life, errors, entries: news + again, size: statSync(file('clean')).size },
    digests: await digests('clean'),
    ids: await idsIn('clean'),
  };
}

/** A moment by chance: by the clock any of its life counts, its start and its staging too. */
const moment = (random: Random, kill: number): Moment =>
  kill % 2 === 0
    ? { by: 'clock', part: (10 + random.below(80)) / 100 }
    : { by: 'growth', part: random.below(20) / 100 };

/** Kills the import of one ledger again and again, lets it end, and compares. Says how often it was killed. */
async function tormented(ledger: string, random: Random, clean: Clean): Promise<number> {
  copyFileSync(file('clean.key'), file(`${ledger}.key`));
  let kills = 0;
  while (kills < KILLS_A_LEDGER && (await killed(ledger, moment(random, kills), clean))) kills += 1;
  const [added, there] = counted(await main(importing(ledger)));
  expect(added + there).toBe(clean.entries);
  expect(await digests(ledger)).toEqual(clean.digests);
  expect(await idsIn(ledger)).toEqual(clean.ids);
  expect(readFileSync(file(`${ledger}.errors.csv`), 'utf8')).toBe(clean.errors);
  expect(await printed(['verify', ...at(ledger)])).toMatch(/^faults\t0\tnone$/m);
  return kills;
}

describe('an import that is killed again and again', () => {
  it(`ends as a clean one, after ${KILLS} kills`, { timeout: 600_000 }, async () => {
    writeFileSync(list, [...listLines(SEED, ROWS)].join(''));
    const clean = await cleanRun();
    expect(Object.keys(clean.digests).length).toBeGreaterThanOrEqual(25);
    let [kills, ledgers] = [0, 0];
    const lane = async (): Promise<void> => {
      while (kills < KILLS) {
        ledgers += 1;
        kills += await tormented(`killed-${ledgers}`, new Random(SEED + ledgers), clean);
      }
    };
    await Promise.all([lane(), lane()]);
    process.stdout.write(`${kills} kills of imports into ${ledgers} ledgers\n`);
    expect(kills).toBeGreaterThanOrEqual(KILLS);
  });
});

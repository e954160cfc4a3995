import { contestLoads, type LoadSize } from './load/ledger-load.ts';
import type { Row } from './measure.ts';
import { Appending } from './rows/append.ts';
import { grownRow } from './rows/append-grown.ts';
import { busyRows } from './rows/busy.ts';
import { httpRows } from './rows/http.ts';
import { importRows } from './rows/import.ts';
import { importMemoryRow } from './rows/import-memory.ts';
import { leafRow } from './rows/leaf.ts';
import { longAnswerRows } from './rows/long-answers.ts';
import { memoryRows } from './rows/memory.ts';
import { pastRows } from './rows/past.ts';
import { rebuildRows } from './rows/rebuild.ts';
import { shellRow } from './rows/shell.ts';
import { standingsRows } from './rows/standings.ts';
import { verifyRows } from './rows/verify.ts';
import { Desk, type Setting } from './setting.ts';

const ranks = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

const NORMAL: LoadSize = { largest: 10_000, ranks: ranks(1, 150) };
/** Contests of a thousand entries on average, copied until there are about a million in a thousand. */
const LARGE = { contests: 44, copies: 23 };
const SMALL: LoadSize = { largest: 10_000, ranks: [1, 10, ...ranks(87, 150)] };

/** How many turns each thing is timed for. */
const TURNS = {
  normal: {
    append: 120,
    grown: 60,
    rebuild: 5,
    asOf: 15,
    past: 9,
    memory: 3,
    shell: 15,
    verify: 5,
    leaf: 40,
    http: 5,
    busy: 5,
    import: 9,
  },
  small: {
    append: 50,
    grown: 30,
    rebuild: 3,
    asOf: 7,
    past: 3,
    memory: 1,
    shell: 5,
    verify: 3,
    leaf: 20,
    http: 2,
    busy: 2,
    import: 3,
  },
};

/**
 * Fills a ledger and measures everything; answers with the rows in the order of their numbers, and
 * with what could not be measured, and why.
 */
export async function measureAll(
  setting: Setting,
): Promise<{ readonly rows: Row[]; readonly failed: string[]; readonly sizes: string }> {
  const turns = setting.small ? TURNS.small : TURNS.normal;
  const loads = contestLoads(setting.seed, setting.small ? SMALL : NORMAL);
  const plans = loads.map((load) => load.plan);
  const contests = plans.map((plan) => plan.contest);
  const large = plans.find((plan) => plan.size === 10_000);
  const little = plans.find((plan) => plan.size === 1000);
  if (large === undefined || little === undefined) throw new Error('a size is missing');
  const desk = new Desk(setting);
  const rows: Row[] = [];
  const failed: string[] = [];
  const step = async (name: string, measure: () => Promise<Row[]>) => {
    setting.say(name);
    try {
      rows.push(...(await measure()));
    } catch (error) {
      failed.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  };
  const appending = new Appending(setting, desk, loads);
  await step('filling the ledger', async () => [await appending.batches()]);
  await step('single appends', async () => [await appending.single(turns.append)]);
  await step('concurrent appends', async () => [await appending.concurrent(turns.append)]);
  await appending.beside(null, loads[0]?.merges(5) ?? []);
  appending.close();
  const copying = setting.small
    ? { contests, copies: 6 }
    : { contests: contests.slice(0, LARGE.contests), copies: LARGE.copies };
  await step('rebuild', () => rebuildRows(setting, desk, copying, turns.rebuild));
  await step('standings', () => standingsRows(setting, desk, { large, little }, turns.asOf));
  await step('past clocks', () => pastRows(setting, desk, large, turns.past));
  await step('long answers', () => longAnswerRows(setting, desk, large, turns.past));
  await step('memory', () => memoryRows(setting, desk, contests, turns.memory));
  await step('the shell', async () => [await shellRow(setting, turns.shell)]);
  await step('verify', () => verifyRows(setting, desk, turns.verify));
  await step('the log', async () => [await leafRow(setting, turns.leaf)]);
  const entries = (await desk.store.head()).seq + 1;
  await desk.store.close();
  // Servers and commands of their own open the ledger's file now.
  await step('importing lists', () => importRows(setting, turns.import));
  await step('the memory of importing', async () => [importMemoryRow(setting)]);
  await step('a grown ledger', async () => [await grownRow(setting, turns.grown)]);
  await step('reading beside long work', () => busyRows(setting, desk.file, plans, turns.busy));
  await step('over HTTP', () => httpRows(setting, desk.file, plans, turns.http));
  const sizes = `${entries.toLocaleString('en-GB')} entries in ${contests.length} contests (power law, the largest ${large.size})`;
  rows.sort((one, other) => Number.parseInt(one.name, 10) - Number.parseInt(other.name, 10));
  return { rows, failed, sizes };
}

import { hash } from 'node:crypto';
import { join } from 'node:path';
import { Ledger } from '../../../src/ledger/ledger.ts';
import { type Service, serviceOver } from '../../../src/ledger/service.ts';
import { Reader } from '../../../src/read/reader.ts';
import { SCHEMA_VERSION } from '../../../src/store/sqlite/schema.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import {
  type Batch,
  batchesOf,
  entriesIn,
  type GrowingPlan,
  type Growth,
  growingPlans,
  loadOf,
} from '../load/growing-load.ts';
import { rate } from '../measure.ts';
import { appendTo, type Setting } from '../setting.ts';

/** What a bench of growth is given from outside. */
export interface GrowthSetting extends Setting {
  /** Where ledgers are kept for another run, or grown for this one alone. */
  readonly keep: string;
  /** Aborts where the run is to stop: what was grown so far can be gone on with. */
  readonly signal: AbortSignal;
}

/** A ledger of some size, its entries on disk. */
export interface Grown {
  readonly growth: Growth;
  readonly file: string;
  /** How many entries it was grown to. */
  readonly entries: number;
  readonly plans: readonly GrowingPlan[];
  readonly largest: GrowingPlan;
  /** The contest that is nearest to a thousand entries. */
  readonly typical: GrowingPlan;
}

/** How often people are told how far it is, in milliseconds. */
const TELLING = 10_000;
const TYPICAL = 1000;
/** So many entries tell whether the generator is still the one by which a ledger was grown. */
const TELLING_ENTRIES = 500;

const count = (entries: number): string => entries.toLocaleString('en-GB');

/** A ledger's file as the service opens it, with the service's own budgets. */
export const opened = (file: string, { world }: Setting): Service =>
  serviceOver(openSqliteStore(file), world);

/** What the generator makes of a contest, as a few letters: what an earlier one has grown is not gone on with. */
function fingerprint(growth: Growth, plan: GrowingPlan): string {
  const made = [plan, loadOf(growth, plan).take(TELLING_ENTRIES)];
  return hash('sha256', JSON.stringify(made)).slice(0, 8);
}

function described(setting: GrowthSetting, growth: Growth): Grown {
  const { seed, entries, alone } = growth;
  const plans = growingPlans(growth);
  const far = ({ size }: GrowingPlan) => Math.abs(size - TYPICAL);
  const [largest] = plans;
  const [typical] = [...plans].sort((one, other) => far(one) - far(other));
  if (largest === undefined || typical === undefined) throw new Error('a ledger without contests');
  const kind = `${alone ? 'alone' : 'many'}-${entries}-seed-${seed}`;
  const name = `${kind}-v${SCHEMA_VERSION}-${fingerprint(growth, largest)}.db`;
  return {
    growth,
    file: join(setting.keep, name),
    entries: entriesIn(plans),
    plans,
    largest,
    typical,
  };
}

/** Tells now and then how far the growing is. */
function teller({ now, say }: Setting, whole: number): (given: number) => void {
  let [told, known] = [now(), 0];
  return (given) => {
    const passed = now() - told;
    if (passed < TELLING) return;
    say(`  ${count(given)} of ${count(whole)} entries, ${rate(given - known, [passed])}`);
    [told, known] = [told + passed, given];
  };
}

/** Columns of all contests, so that growing reads none twice. */
const ROOM = 4 * 2 ** 30;

/** How many batches, of a contest each, share a commit: a disk would else be waited for most of the time. */
const AT_ONCE = 64;

/** Batches one after another, in groups of as many as are of different contests. */
function* inGroups(batches: Iterable<Batch>): Generator<Batch[]> {
  let group = new Map<string, Batch>();
  for (const batch of batches) {
    if (group.size === AT_ONCE || group.has(batch.contest)) {
      yield [...group.values()];
      group = new Map();
    }
    group.set(batch.contest, batch);
  }
  yield [...group.values()];
}

const appendAll = (ledger: Ledger, batches: readonly Batch[], again: boolean) =>
  Promise.all(batches.map(({ contest, sent }) => appendTo(ledger, contest, sent, again)));

/** Appends what of a ledger is not in its file yet: all of it, or what a run that was stopped left. */
async function fill(setting: GrowthSetting, { growth, file, entries }: Grown): Promise<void> {
  const store = openSqliteStore(file);
  const ledger = new Ledger(store, new Reader(store, ROOM), setting.world);
  const tell = teller(setting, entries);
  try {
    const there = (await store.head()).seq + 1;
    if (there >= entries) return;
    let given = 0;
    for (const batches of inGroups(batchesOf(growth))) {
      setting.signal.throwIfAborted();
      const before = given;
      given += batches.reduce((sum, { sent }) => sum + sent.length, 0);
      // Of a group that a run was stopped in, some may be there; the ledger takes what is there already.
      if (given > there) await appendAll(ledger, batches, there > before);
      tell(given);
    }
  } finally {
    await store.close();
  }
}

/** A ledger of some size: as an earlier run kept it, else grown now. Throws where the run is to stop. */
export async function grown(setting: GrowthSetting, growth: Growth): Promise<Grown> {
  const ledger = described(setting, growth);
  setting.say(
    `a ledger of ${count(growth.entries)} entries${growth.alone ? ' in one contest' : ''}`,
  );
  await fill(setting, ledger);
  return ledger;
}

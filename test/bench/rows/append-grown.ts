import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { factsOf } from '../../../projections/facts.ts';
import { decodeEntry, decodeEnvelope } from '../../../src/store/decode.ts';
import { contestStream, type NewEntry, type StoredEntry } from '../../../src/store/event-store.ts';
import { canonical } from '../../../src/tlog/commitment.ts';
import type { ContestLoad } from '../load/contest-load.ts';
import { START_OF_IDS } from '../load/id.ts';
import { contestLoads, idMaker } from '../load/ledger-load.ts';
import { Random } from '../load/random.ts';
import type { Sent } from '../load/sent.ts';
import { inTurns, type Row, rate, ratio } from '../measure.ts';
import { Desk, type Setting } from '../setting.ts';

/** About 10,000 entries, which both ledgers hold. */
const LOAD = { largest: 2000, ranks: Array.from({ length: 83 }, (_, index) => index + 1) };
const PATTERN = { largest: 1000, ranks: [1] };
const EACH = 25;

type Desks = readonly { readonly desk: Desk; readonly loads: readonly ContestLoad[] }[];

async function deskOf(setting: Setting, name: string) {
  const folder = join(setting.folder, name);
  mkdirSync(folder);
  const desk = new Desk({ ...setting, folder });
  const loads = contestLoads(setting.seed, LOAD);
  return { desk, loads };
}

/** The entries of a contest as another contest's, under other ids. */
function copied(pattern: readonly StoredEntry[], contest: string, newId: () => string): NewEntry[] {
  const ids = new Map(pattern.map(({ id }) => [id, newId()]));
  const renamed = (id: string | null) => (id === null ? null : (ids.get(id) ?? null));
  const targets = new Map(pattern.map((stored) => [stored.id, decodeEnvelope(stored)]));
  return pattern.map((stored) => {
    const { salt, payload } = stored;
    const id = ids.get(stored.id) ?? '';
    const facts = factsOf(decodeEntry(stored), (named) => targets.get(named));
    const { act, replaces, entry } = facts;
    const named = { act: renamed(act), replaces: renamed(replaces), entry: renamed(entry) };
    const leaf = canonical({ ...decodeEnvelope(stored), id, contest });
    return { id, leaf, salt, payload, recordedAt: START_OF_IDS, facts: { ...facts, ...named } };
  });
}

/** Grows a ledger by contests that all tell the same, written as they would be stored. */
async function grow(setting: Setting, desk: Desk, entries: number): Promise<void> {
  const [load] = contestLoads(setting.seed + 1, PATTERN);
  if (load === undefined) throw new Error('a load without contests');
  const pattern = (await desk.append('pattern', load.take(PATTERN.largest))).slice();
  // What is appended later has later ids, as it would have.
  const newId = idMaker(new Random(setting.seed), -entries);
  for (let made = (await desk.store.head()).seq + 1; made < entries; made += pattern.length) {
    const contest = `grown-${made}`;
    const copies = copied(pattern, contest, newId);
    const done = await desk.store.append(contestStream(contest), 'no-stream', copies);
    if (!done.ok) throw new Error(`${contest}: ${done.reason}`);
  }
}

/** One entry after another, each durable before the next, into a ledger of very many entries and into one of 10,000. */
export async function grownRow(setting: Setting, turns: number): Promise<Row> {
  const entries = setting.small ? 100_000 : 1_000_000;
  const [grown, little] = [await deskOf(setting, 'grown'), await deskOf(setting, 'little')];
  await grow(setting, grown.desk, entries - 10_000);
  for (const { desk, loads } of [grown, little]) {
    for (const load of loads) await desk.append(load.plan.contest, load.take(load.left));
  }
  const random = new Random(setting.seed);
  const weights = little.loads.map((load, index) => [load.plan.size, index] as const);
  let chosen: number[] = [];
  let sent: Sent[][] = [];
  const append = async (at: 0 | 1) => {
    const { desk, loads } = ([grown, little] as Desks)[at] as Desks[number];
    for (const [index, contest] of chosen.entries()) {
      const entry = sent[at]?.[index];
      if (entry !== undefined) await desk.append(loads[contest]?.plan.contest ?? '', [entry]);
    }
  };
  const { a, b } = await inTurns(setting.now, turns, {
    prepare: () => {
      chosen = Array.from({ length: EACH }, () => random.weighed(weights));
      sent = [grown, little].map(({ loads }) => chosen.flatMap((at) => loads[at]?.take(1) ?? []));
    },
    a: () => append(0),
    b: () => append(1),
  });
  await grown.desk.store.close();
  await little.desk.store.close();
  const many = entries.toLocaleString('en-GB');
  return {
    name: `1 append, one at a time, at ${many} entries`,
    against: 'the same at 10,000',
    ratio: ratio(b, a),
    wanted: 'at least',
    later: 0.8,
    figures: `${rate(EACH, a)} against ${rate(EACH, b)}`,
  };
}

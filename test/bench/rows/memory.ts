import { setImmediate as turn } from 'node:timers/promises';
import { FIELDS } from '../../../projections/columns.ts';
import { Views } from '../../../src/read/views.ts';
import { FOREVER } from '../../../src/time/day.ts';
import { type Row, short, spread } from '../measure.ts';
import { BUDGET, type Desk, type Setting } from '../setting.ts';
import { readAll } from './rebuild.ts';

const BYTES_OF_COLUMNS = FIELDS.length * Int32Array.BYTES_PER_ELEMENT + 16;

async function held(setting: Setting): Promise<number> {
  // What a view was counted from is held weakly, and nothing weakly held goes within the turn that made it.
  await turn();
  setting.gc();
  setting.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** How many bytes one reader of all contests takes, and how many with a view of each. */
async function measured(setting: Setting, desk: Desk, contests: readonly string[], seq: number) {
  const before = await held(setting);
  const reader = await readAll(desk.store, contests);
  const read = (await held(setting)) - before;
  const views = new Views(reader, BUDGET);
  const sight = { knownAt: seq, reportedBy: FOREVER };
  for (const contest of contests) await views.timeline(contest, sight, 'acts');
  const viewed = (await held(setting)) - before;
  // Asked once more, so that nothing of it is garbage before it was measured.
  await views.timeline(contests[0] ?? '', sight, 'acts');
  return { read, viewed };
}

/** What the read side takes in memory: the columns of all contests, then a view of each as well. */
export async function memoryRows(
  setting: Setting,
  desk: Desk,
  contests: readonly string[],
  turns: number,
): Promise<Row[]> {
  const { seq } = await desk.store.head();
  const all: Awaited<ReturnType<typeof measured>>[] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    const one = await measured(setting, desk, contests, seq);
    if (turn > 0) all.push(one);
  }
  const row = (name: string, bytes: readonly number[]): Row => {
    const entry = bytes.map((each) => each / (seq + 1));
    return {
      name: `10 memory an entry: ${name}`,
      against: 'bytes of its columns and id',
      ratio: spread(entry.map((each) => each / BYTES_OF_COLUMNS)),
      wanted: 'at most',
      later: 3,
      figures: `${short(spread(entry).median)} B against ${BYTES_OF_COLUMNS} B`,
    };
  };
  return [
    row(
      'columns of all contests',
      all.map(({ read }) => read),
    ),
    row(
      'columns and a view of each',
      all.map(({ viewed }) => viewed),
    ),
  ];
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TransparencyLog } from '../../../src/tlog/log.ts';
import { contestLoads } from '../load/ledger-load.ts';
import type { Sent } from '../load/sent.ts';
import { inTurns, more, type Row, rate, ratio } from '../measure.ts';
import { Desk, type Setting } from '../setting.ts';

/** So many appends come between two catchings-up: what a service has in a few seconds, at the least. */
const BETWEEN = 25;
const LOAD = { largest: 4000, ranks: [1, 2, 3, 4] };

function deskIn(setting: Setting, name: string): Desk {
  const folder = join(setting.folder, name);
  mkdirSync(folder);
  return new Desk({ ...setting, folder });
}

/** Single appends whose leaves are taken into the log, against the same appends alone. */
export async function leafRow(setting: Setting, turns: number): Promise<Row> {
  const [withLog, alone] = [deskIn(setting, 'with-log'), deskIn(setting, 'alone')];
  const log = new TransparencyLog(withLog.store, withLog.store.log, true);
  const loads = contestLoads(setting.seed, LOAD);
  const each = async (desk: Desk, contest: string, sent: readonly Sent[]) => {
    for (const entry of sent) await desk.append(contest, [entry]);
  };
  let contest = '';
  let sent: Sent[] = [];
  let turn = 0;
  const { a, b } = await inTurns(setting.now, turns, {
    prepare: () => {
      const load = loads[turn % loads.length];
      if (load === undefined) throw new Error('a load without contests');
      turn += 1;
      contest = load.plan.contest;
      sent = load.take(BETWEEN);
    },
    a: async () => {
      await each(withLog, contest, sent);
      await log.catchUp();
    },
    b: () => each(alone, contest, sent),
  });
  await withLog.store.close();
  await alone.store.close();
  return {
    name: `14 append with its leaf, the log kept every ${BETWEEN}`,
    against: 'the same append alone',
    ratio: ratio(a, b),
    wanted: 'at most',
    due: 1.25,
    later: 1.25,
    figures: `${rate(BETWEEN, a)} against ${rate(BETWEEN, b)}: ${more(BETWEEN, a, b)} an entry more`,
  };
}

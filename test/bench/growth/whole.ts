import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { askStandings } from '../../../src/ledger/queries/standings.ts';
import { BUDGET } from '../../../src/ledger/service.ts';
import { Reader } from '../../../src/read/reader.ts';
import { formatDay } from '../../../src/time/day.ts';
import { audit } from '../../../src/tlog/audit/audit.ts';
import { timed } from '../measure.ts';
import { opened } from './grown.ts';
import { type Cost, FLAT, type Measured, often, processorTime } from './measuring.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const never = new AbortController().signal;

/** Beyond about so many entries the rebuild from bytes is left out: it takes many minutes. */
const LONG = 1_500_000;

const costOf = (name: string, value: number | null): Cost => ({
  name,
  unit: 'time',
  value,
  allowed: FLAT,
});

/** From nothing to the first answer about a contest: in this process, and by the command. */
async function openingCosts({ setting, grown }: Measured): Promise<Cost[]> {
  const { contest, opening, span } = grown.typical;
  const asOf = formatDay(opening + Math.floor(span / 2));
  const inProcess = await often(async () => {
    const service = opened(grown.file, setting);
    await askStandings(service, contest, { asOf });
    await service.store.close();
  });
  if (!existsSync(join(ROOT, 'dist', 'src', 'main.js'))) throw new Error('run npm run prepare');
  const words = ['standings', contest, '--as-of', asOf, '--ledger', grown.file];
  const wall = (work: () => unknown) => timed(setting.now, work);
  const byCommand = await often(() => {
    const command = [join(ROOT, 'bin', 'hustings.js'), ...words];
    const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }, wall);
  return [
    costOf('opening to the first answer, typical contest', inProcess),
    costOf('hustings standings from the shell, typical contest: wall', byCommand),
  ];
}

/** What goes over all of the ledger, an entry. */
async function passes({ grown, service }: Measured): Promise<Cost[]> {
  const { store } = service;
  const entries = (await store.head()).seq + 1;
  const an = (milliseconds: number) => milliseconds / entries;
  const columns = await processorTime(async () => {
    const reader = new Reader(store, BUDGET.columns);
    await reader.register();
    for (const { contest } of grown.plans) await reader.contest(contest);
  });
  const isLong = entries > LONG;
  const bytes = isLong
    ? null
    : await processorTime(async () => {
        const difference = await store.rebuild(() => undefined, never);
        if (difference !== null) throw new Error(`columns differ: ${JSON.stringify(difference)}`);
      });
  const verify = await processorTime(async () => {
    const options = { keys: [], threads: 1, progress: () => undefined, signal: never };
    const { count, faults } = await audit(store.audit, options);
    if (count > 0) throw new Error(`the ledger is not sound: ${JSON.stringify(faults[0])}`);
  });
  return [
    costOf('rebuild from columns, an entry', an(columns)),
    costOf('rebuild from bytes, an entry', bytes === null ? null : an(bytes)),
    costOf('verify with one thread, an entry', an(verify)),
  ];
}

const USED = `SELECT (page_count - freelist_count) * page_size AS bytes
  FROM pragma_page_count, pragma_freelist_count, pragma_page_size`;

/** What of the file on disk is used. */
async function sizes({ grown, service }: Measured): Promise<Cost[]> {
  const entries = (await service.store.head()).seq + 1;
  const db = new DatabaseSync(grown.file, { readOnly: true });
  const bytes = Number(db.prepare(USED).get()?.bytes);
  db.close();
  const value = bytes / entries;
  return [{ name: 'file, an entry', unit: 'bytes', value, allowed: FLAT }];
}

/** What concerns the ledger as a whole. */
export async function wholeCosts(measured: Measured): Promise<Cost[]> {
  return [
    ...(await openingCosts(measured)),
    ...(await sizes(measured)),
    ...(await passes(measured)),
  ];
}

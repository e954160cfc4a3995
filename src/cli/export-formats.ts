import type { Sight } from '../../projections/cut.ts';
import { actCsv } from '../interchange/export/act-csv.ts';
import { type ActRow, actRows } from '../interchange/export/act-rows.ts';
import { type Counted, popoloText } from '../interchange/export/popolo.ts';
import { exportLine } from '../interchange/ndjson.ts';
import { clocksOf, contestsOf, requireContest } from '../ledger/queries/asking.ts';
import type { Service } from '../ledger/service.ts';
import { contestStream, type StoredEntry } from '../store/event-store.ts';
import { type Context, clocksLine } from './context.ts';
import { type Put, writeOut } from './export-out.ts';
import { say } from './terminal.ts';

/** What an export can be. */
export const EXPORT_FORMATS = ['ndjson', 'csv', 'parquet', 'popolo'] as const;
/** One of them. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The flags of an export. */
export interface ExportFlags {
  readonly ledger?: string;
  readonly contest?: string;
  readonly format?: ExportFormat;
  readonly out?: string;
  readonly sheet?: boolean;
  readonly reportedBy?: string;
  readonly knownAt?: string;
  readonly people?: readonly string[];
  readonly bodies?: readonly string[];
  readonly log?: string;
}

/** One export: of which ledger, how, and what it says at its end. */
interface Task {
  readonly context: Context;
  readonly service: Service;
  readonly flags: ExportFlags;
}

const PAGE = 1000;

async function* pages(
  service: Service,
  contest: string | undefined,
): AsyncGenerator<StoredEntry[]> {
  for (let from = 0; ; from += PAGE) {
    const page =
      contest === undefined
        ? await service.store.readAll(from, PAGE)
        : await service.store.readStream(contestStream(contest), from, PAGE);
    if (page.length === 0) return;
    yield page;
  }
}

async function entries({ context, service, flags }: Task): Promise<string> {
  let count = 0;
  const done = () => `${count} entries`;
  await writeOut(context, flags.out, done, async (put) => {
    for await (const page of pages(service, flags.contest)) {
      await put(page.map((stored) => `${exportLine(stored)}\n`).join(''));
      count += page.length;
    }
  });
  return done();
}

/** The contests and the clocks of an export of acts; says the clocks. */
async function sighted({ context, service, flags }: Task) {
  const { reportedBy, knownAt } = flags;
  const { clocks, printed } = await clocksOf(service, { reportedBy, knownAt });
  // How things stood on a day is no part of it: every row says from when to when it holds.
  say(context.terminal, clocksLine(printed).replace(/^as of [^,]+, /, ''));
  const contests = flags.contest === undefined ? await contestsOf(service.store) : [flags.contest];
  return { contests, sight: clocks };
}

async function* actsOfAll(
  service: Service,
  contests: readonly string[],
  sight: Sight,
  count: (acts: number) => void,
): AsyncGenerator<readonly ActRow[]> {
  for (const contest of contests) {
    for await (const batch of actRows(service, contest, sight)) {
      yield batch;
      count(batch.length);
    }
  }
}

async function acts(
  task: Task,
  write: (batches: AsyncIterable<readonly ActRow[]>, put: Put) => Promise<void>,
): Promise<string> {
  const { contests, sight } = await sighted(task);
  let count = 0;
  const done = () => `${count} acts`;
  await writeOut(task.context, task.flags.out, done, (put) => {
    const batches = actsOfAll(task.service, contests, sight, (more) => {
      count += more;
    });
    return write(batches, put);
  });
  return done();
}

const csv = (task: Task): Promise<string> =>
  acts(task, async (batches, put) => {
    for await (const piece of actCsv(batches, task.flags.sheet === true)) await put(piece);
  });

const parquet = (task: Task): Promise<string> =>
  acts(task, async (batches, put) => {
    // Loaded for this format alone.
    const { writeActParquet } = await import('../interchange/export/act-parquet.ts');
    await writeActParquet(batches, put);
  });

async function popolo(task: Task): Promise<string> {
  const { contests, sight } = await sighted(task);
  const { people = [], bodies = [], out } = task.flags;
  const counted: Counted = { persons: 0, organizations: 0, undetermined: 0, endorsements: 0 };
  const options = { named: { people, bodies }, counted };
  await writeOut(
    task.context,
    out,
    () => `${counted.endorsements} acts`,
    async (put) => {
      for await (const piece of popoloText(task.service, contests, sight, options))
        await put(piece);
    },
  );
  const { persons, organizations, undetermined, endorsements } = counted;
  if (undetermined > 0) {
    const sentence = `undetermined: ${undetermined} endorsers, of whom the ledger does not say whether they are persons or bodies; name their categories with --people and --bodies.`;
    say(task.context.terminal, sentence);
  }
  return `${persons} persons, ${organizations} organizations, ${endorsements} acts`;
}

const WAYS: Readonly<Record<ExportFormat, (task: Task) => Promise<string>>> = {
  ndjson: entries,
  csv,
  parquet,
  popolo,
};

/** Writes a ledger, or one contest of it, in the format that was asked for; says how much it was. */
export async function exportAs(
  context: Context,
  service: Service,
  flags: ExportFlags,
): Promise<void> {
  if (flags.contest !== undefined) await requireContest(service, flags.contest);
  const wrote = await WAYS[flags.format ?? 'ndjson']({ context, service, flags });
  say(context.terminal, flags.out === undefined ? wrote : `${flags.out}: ${wrote}`);
}

import { basename } from 'node:path';
import { counted } from '../interchange/counted.ts';
import { nameDoubts } from '../interchange/intake/name-doubts.ts';
import type { ContestTaken, Hearing } from '../interchange/intake/outcome.ts';
import { type Intake, takeContest } from '../interchange/intake/take-contest.ts';
import {
  mappedLists,
  type NamedList,
  stageLists,
  takeStaged,
} from '../interchange/intake/take-lists.ts';
import { openList } from '../interchange/lists/list.ts';
import type { ListOptions } from '../interchange/lists/row.ts';
import { type JoinedMapping, withLookups } from '../interchange/mapping/lookup.ts';
import { readMapping } from '../interchange/mapping/mapping-file.ts';
import { demandFilledIn } from '../interchange/mapping/unfilled.ts';
import { copyLists } from '../interchange/snapshots/copy-lists.ts';
import { takeCopies } from '../interchange/snapshots/take-copies.ts';
import type { Service } from '../ledger/service.ts';
import type { StagedRow, Staging } from '../store/staging.ts';
import type { Format } from './answer.ts';
import { warnOfClock } from './clock-check.ts';
import { type Context, closing, type Hold, print } from './context.ts';
import { Failure, stopped } from './failure.ts';
import { ProblemFile } from './import-problems.ts';
import { takenAnswer } from './import-taken.ts';
import { sayDoubts, Told } from './import-telling.ts';
import { demandContentKey, knownContentKey } from './log-keys.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';

/** The flags of an import of lists. */
export interface ListFlags {
  readonly ledger?: string;
  readonly by?: string;
  readonly format?: Format;
  readonly mapping?: string;
  readonly strict?: boolean;
  readonly dryRun?: boolean;
  readonly errors?: string;
  readonly published?: string;
  readonly lookup?: readonly string[];
}

const KEY_BYTES = 32;

/** Everything that one import of lists works with. */
interface Work {
  readonly context: Context;
  readonly flags: ListFlags;
  readonly mapping: JoinedMapping;
  readonly lists: readonly NamedList[];
  readonly staging: Staging;
  readonly file: ProblemFile;
  readonly hold: Hold;
}

const NOTHING = 'nothing was stored';

async function staged({ context, flags, mapping, lists, staging, file, hold }: Work) {
  const { snapshots } = mapping;
  const mapped =
    snapshots === undefined
      ? mappedLists(lists, mapping)
      : copyLists(lists, mapping, snapshots, flags.published);
  const hearing = new Told(context, file);
  const { rows, unplaced } = await withProgress(context.terminal, 'reading', (progress) =>
    stageLists(lists, mapped, staging, hearing, { progress, signal: hold.signal }),
  );
  if (rows === 0) {
    const names = lists.map(({ name }) => name).join(', ');
    throw new Failure(`${names}: there is no row below the first; give a list with rows.`);
  }
  return { mapped, hearing, rows, unplaced };
}

type Staged = Awaited<ReturnType<typeof staged>>;

/** What takes the rows of a contest in, or tries them. */
function taking(
  { context, flags, mapping }: Work,
  { mapped, hearing }: Pick<Staged, 'mapped'> & { readonly hearing: Hearing },
  service: Service,
  dryRun: boolean,
) {
  const config = context.configure(flags);
  const key = dryRun
    ? (knownContentKey(context, config) ?? context.randomBytes(KEY_BYTES))
    : demandContentKey(context, config, service);
  const { recordedBy } = config;
  const strict = flags.strict === true;
  const options = { recordedBy, strict, dryRun, key, sameAct: mapping.sameAct };
  const intake: Intake = { service, lists: mapped, options, hearing };
  const { snapshots } = mapping;
  return (
    contest: string,
    rows: Iterable<StagedRow>,
    signal: AbortSignal,
  ): Promise<ContestTaken> =>
    snapshots === undefined
      ? takeContest(intake, contest, rows, signal)
      : takeCopies(intake, snapshots, contest, rows, signal);
}

/** Takes the staged rows in, or tries them. */
function taken(
  work: Work,
  found: Staged,
  service: Service,
  dryRun: boolean,
): Promise<ContestTaken[]> {
  const { context, staging, hold } = work;
  const what = dryRun ? 'trying' : 'appending';
  return withProgress(context.terminal, what, (progress) =>
    takeStaged(staging, { progress, signal: hold.signal }, taking(work, found, service, dryRun)),
  );
}

/** Tries the rows on the ledger, or on an empty one where there is none yet. */
function tried(work: Work, found: Staged): Promise<ContestTaken[]> {
  const { context, flags } = work;
  const config = context.configure(flags);
  const opened = context.exists(config) ? context.open(config, 'read') : context.scratch();
  return closing(opened, async (service) => {
    const done = await taken(work, found, service, true);
    if (flags.dryRun === true) sayDoubts(context, await nameDoubts(service, found.hearing.names));
    return done;
  });
}

/** Hears nothing: what it would tell is told later. */
const DEAF: Hearing = {
  problem: () => undefined,
  warning: () => undefined,
  enrolled: () => undefined,
};

/** How many rows of a contest are looked at first: mostly one of them is good. */
const FIRST = 50;

function* firstOf(rows: Iterable<StagedRow>): Generator<StagedRow> {
  let left = FIRST;
  for (const row of rows) {
    yield row;
    left -= 1;
    if (left === 0) return;
  }
}

/** Would anything of the rows go into an empty ledger? Where nothing would, no file is made. */
function isAnyGood(work: Work, found: Staged): Promise<boolean> {
  const { context, staging, hold } = work;
  return closing(context.scratch(), async (service) => {
    const take = taking(work, { ...found, hearing: DEAF }, service, true);
    for (const some of [firstOf, (rows: Iterable<StagedRow>) => rows]) {
      for (const { contest } of staging.contests()) {
        const { added } = await take(contest, some(staging.rowsOf(contest)), hold.signal);
        if (added > 0) return true;
      }
    }
    return false;
  });
}

async function stored(work: Work, found: Staged): Promise<ContestTaken[]> {
  const { context, flags, file, hold } = work;
  if (flags.strict === true) {
    await tried(work, found);
    if (file.count > 0) return [];
  }
  const config = context.configure(flags);
  if (!context.exists(config) && !(await isAnyGood(work, found))) return tried(work, found);
  try {
    return await closing(context.open(config, 'import'), async (service) => {
      await warnOfClock(context, service.store);
      return taken(work, found, service, false);
    });
  } catch (error) {
    if (!hold.signal.aborted) throw error;
    throw stopped(
      hold.signal,
      'contests before it are stored, and the same import again adds the rest',
    );
  }
}

/** What an import of lists came to, on both outputs. Throws a Failure where rows were not taken. */
function report(
  { context, flags, file }: Work,
  { rows, unplaced }: Staged,
  done: ContestTaken[],
): void {
  const sum = (of: (each: ContestTaken) => number) => done.reduce((all, each) => all + of(each), 0);
  const wrong = unplaced + sum((each) => each.refused) + sum((each) => each.changed);
  const { terminal } = context;
  const rowsSaid = counted(rows, 'row');
  if (flags.strict === true && file.count > 0 && flags.dryRun !== true) {
    throw new Failure(`${rowsSaid}: ${NOTHING}, because of the rows in ${file.path} (--strict).`);
  }
  print(context, takenAnswer(done, flags.dryRun === true), flags);
  const added = `${sum((each) => each.added)} entries new, ${sum((each) => each.there)} there already`;
  const warned = sum((each) => each.warned);
  const kept = flags.dryRun === true ? `; ${NOTHING}` : '';
  const contests = counted(done.length, 'contest');
  say(terminal, `${rowsSaid} for ${contests}: ${added}, ${warned} warnings${kept}.`);
  if (wrong === 0) return;
  throw new Failure(`${wrong} of ${rowsSaid} not taken; ${file.path} says which, and why.`);
}

/** Imports lists (CSV, TSV, workbooks) as their mapping says. */
export async function importLists(
  context: Context,
  files: readonly string[],
  mappingFile: string,
  flags: ListFlags,
): Promise<void> {
  const written = readMapping(mappingFile);
  if (flags.dryRun !== true) demandFilledIn(written, mappingFile);
  const hold = context.hold();
  const mapping = await withLookups(written, flags.lookup ?? [], hold.signal);
  const lists: NamedList[] = [];
  for (const file of files) {
    lists.push({
      name: basename(file),
      list: await openList(file, mapping.list as ListOptions, hold.signal),
    });
  }
  const file = new ProblemFile(flags.errors ?? `${basename(files[0] ?? 'import')}.errors.csv`);
  const staging = context.stage();
  const work: Work = { context, flags, mapping, lists, staging, file, hold };
  try {
    const found = await staged(work);
    const done = flags.dryRun === true ? await tried(work, found) : await stored(work, found);
    file.close();
    report(work, found, done);
  } catch (error) {
    if (hold.signal.aborted && !(error instanceof Failure)) throw stopped(hold.signal, NOTHING);
    throw error;
  } finally {
    file.close();
    staging.close();
  }
}

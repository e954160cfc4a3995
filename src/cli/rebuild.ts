import type { Command } from 'commander';
import type { Database } from '../config.ts';
import { auditThreads } from '../interchange/verification.ts';
import { contestsOf } from '../ledger/queries/asking.ts';
import { askStandings } from '../ledger/queries/standings.ts';
import { type Service, serviceOver } from '../ledger/service.ts';
import type { FactsDifference } from '../store/fact-store.ts';
import { brief, type Format } from './answer.ts';
import { type Context, print, withLedger, withService } from './context.ts';
import { stopped } from './failure.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';
import { upgrade } from './upgrade.ts';

interface RebuildFlags {
  readonly ledger?: string;
  readonly format?: Format;
}

const COLUMNS = ['contest', 'digest', 'before'];

const EXAMPLES = `
The integer columns beside the entries are derived from their bytes. This
derives them anew, says whether they were equal, and puts the new ones in place;
stopping it with Ctrl+C leaves the old ones. It prints the digest of each
contest's standings of today, and what it was before: the same, another digest,
or unreadable.

A ledger that an older Hustings wrote becomes one of this version first, in one
step, after a copy of it was and was found to be whole; as it was it is kept
beside it, as LEDGER.version-2.

Of a ledger in a database, all of its copy is derived: this reads the database
from its beginning into a second copy beside it, says whether they were equal,
and puts what that holds in place in one step, while others read and append.

Example:
  hustings rebuild`;

/** What is made anew: the columns of a file, or the copy of a database. */
interface Subject {
  /** What is so while nothing was put in place. */
  readonly unchanged: string;
  found(difference: FactsDifference | null): string;
}

const COLUMNS_OF_FILE: Subject = {
  unchanged: 'the columns are as they were',
  found: (difference) =>
    difference === null
      ? 'the columns were what the bytes say'
      : `entry ${difference.seq} differed (${difference.problem}), and was put right`,
};

const copyOf = ({ copy }: Database): Subject => ({
  unchanged: `${copy} is as it was`,
  found: (difference) =>
    difference === null
      ? `${copy} was what the database says`
      : `${copy} differed (${difference.problem}), and was put right`,
});

async function digests(service: Service): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const contest of await contestsOf(service.store)) {
    found.set(contest, (await askStandings(service, contest, {})).digest);
  }
  return found;
}

async function rebuild(
  context: Context,
  { store }: Service,
  { unchanged }: Subject,
  signal: AbortSignal,
): Promise<FactsDifference | null> {
  // A database that cannot be reached is no beginning.
  await store.refresh();
  try {
    return await withProgress(context.terminal, 'rebuilding', (progress) =>
      store.rebuild(progress, signal, auditThreads()),
    );
  } catch (error) {
    throw signal.aborted ? stopped(signal, unchanged) : error;
  }
}

/** `hustings rebuild`. */
export function rebuildCommand(program: Command, context: Context): void {
  const command = program
    .command('rebuild')
    .description("derive the ledger's columns anew from its bytes, and compare")
    .addHelpText('after', EXAMPLES);
  withLedger(command).action(async (flags: RebuildFlags) => {
    const config = context.configure(flags);
    // Reading also refuses a ledger that is not there, which writing would make.
    const mode = context.exists(config) ? 'rebuild' : 'read';
    const { signal } = context.hold();
    if (config.database === null) {
      await upgrade(context, config.ledger, signal).catch((error: unknown) => {
        throw signal.aborted ? stopped(signal, `${config.ledger} is as it was`) : error;
      });
    }
    const subject = config.database === null ? COLUMNS_OF_FILE : copyOf(config.database);
    await withService(context, flags, mode, async (service) => {
      // Columns that cannot be read are what a rebuild is for.
      const before = await digests(service).catch(() => new Map<string, string>());
      const difference = await rebuild(context, service, subject, signal);
      const { seq } = await service.store.head();
      say(context.terminal, `${seq + 1} entries rebuilt: ${subject.found(difference)}.`);
      // What was read of the old columns is left behind with all that was made of them.
      const after = await digests(serviceOver(service.store, context));
      const rows = [...after].map(([contest, digest]) => {
        const was = before.get(contest) ?? 'unreadable';
        return [contest, digest, was === digest ? 'same' : was];
      });
      const body = rows.map((row) =>
        Object.fromEntries(COLUMNS.map((column, index) => [column, row[index]])),
      );
      const table = { head: COLUMNS, rows: rows.map((row) => row.map(brief)) };
      print(context, { body, columns: COLUMNS, rows, table }, flags);
    });
  });
}

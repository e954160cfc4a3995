import type { Command } from 'commander';
import { contestsOf } from '../ledger/queries/asking.ts';
import { askStandings } from '../ledger/queries/standings.ts';
import type { Service } from '../ledger/service.ts';
import type { FactsDifference } from '../store/fact-store.ts';
import type { Format } from './answer.ts';
import { type Context, print, withLedger, withService } from './context.ts';
import { stopped } from './failure.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';

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

Example:
  hustings rebuild`;

/** A digest as far as a reader compares it by eye. */
const brief = (text: string | undefined): string => `${text}`.replace(/^(sha256:.{16}).+/, '$1…');

async function digests(service: Service): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const contest of await contestsOf(service.store)) {
    found.set(contest, (await askStandings(service, contest, {})).digest);
  }
  return found;
}

/** The digests of a ledger whose columns this version can read; of another none. */
async function digestsBefore(context: Context, flags: RebuildFlags): Promise<Map<string, string>> {
  if (!context.exists(context.configure(flags)))
    return withService(context, flags, 'read', digests);
  const none = () => new Map<string, string>();
  return withService(context, flags, 'rebuild', (service) => digests(service).catch(none));
}

async function rebuild(context: Context, service: Service): Promise<FactsDifference | null> {
  const { signal } = context.hold();
  try {
    return await withProgress(context.terminal, 'rebuilding', (progress) =>
      service.store.rebuild(progress, signal),
    );
  } catch (error) {
    throw signal.aborted ? stopped(signal, 'the columns are as they were') : error;
  }
}

/** `hustings rebuild`. */
export function rebuildCommand(program: Command, context: Context): void {
  const command = program
    .command('rebuild')
    .description("derive the ledger's columns anew from its bytes, and compare")
    .addHelpText('after', EXAMPLES);
  withLedger(command).action(async (flags: RebuildFlags) => {
    // Reading first also refuses a ledger that is not there, which writing would make. Columns that
    // cannot be read are what a rebuild is for.
    const before = await digestsBefore(context, flags);
    await withService(context, flags, 'rebuild', async (service) => {
      const difference = await rebuild(context, service);
      const { seq } = await service.store.head();
      const found =
        difference === null
          ? 'the columns were what the bytes say'
          : `entry ${difference.seq} differed (${difference.problem}), and was put right`;
      say(context.terminal, `${seq + 1} entries rebuilt: ${found}.`);
    });
    const after = await withService(context, flags, 'read', digests);
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
}

import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { seqAsked } from '../ledger/clocks.ts';
import type { Service } from '../ledger/service.ts';
import type { LeftOut } from '../store/ledger-store.ts';
import { auditShown } from './auditing.ts';
import { checkpointIn, type KeptNote } from './checkpoint-file.ts';
import { type Context, type LedgerFlags, withLedger, withService } from './context.ts';
import { Failure, stopped } from './failure.ts';
import { knownSigners } from './log-keys.ts';
import { demandFree, PartFile } from './part-file.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';

interface BackupFlags {
  readonly ledger?: string;
  readonly until?: string;
}

interface RestoreFlags extends BackupFlags {
  readonly since?: string;
}

const UNTIL = `
--until takes what --known-at takes, a sequence number or a full UTC instant: the
copy then holds what the ledger held at that moment and no more, whatever was
appended since. What was erased since stays erased; a moment between what an
erasure took and the erasure is refused. Where checkpoints of more entries were
signed, others may have them: the copy then leaves the log that signed them, and
signs as another.`;

const BACKUP = `
The copy is of one moment, whole, and can be taken while others append. It holds
the entries, their columns and all signed checkpoints, and is checked byte by byte
when it is made. The log's private key is not in it: keep FILE.key elsewhere.
What was erased is in no later backup; what is in an older one is yours to remove.
Of a ledger in a database it is an ordinary ledger in a file, as of now: what the
copy that follows the database holds. hustings move makes a database of it again.
${UNTIL}

Examples:
  hustings backup ./backups/2026-11-22.db
  hustings backup ./backups/monday.db --until 2026-11-23T00:00:00Z`;

const RESTORE = `
The backup is checked byte by byte first. A ledger that is there already is not
touched: name another with --ledger. Into a database hustings move brings it.

--since takes the last checkpoint that was kept elsewhere (a signed note). What was
signed after the backup was made is not in it: the ledger then leaves the log that
signed that, since nobody may be shown two histories under one name, and signs as
another. Else it must begin with what the checkpoint covers.
${UNTIL}

Examples:
  hustings restore ./backups/2026-11-22.db --ledger ./restored.db
  hustings restore ./backups/2026-11-22.db --since ./published/checkpoint
  hustings restore ./backups/2026-11-22.db --ledger ./restored.db --until 411`;

/** Said where nobody knows what the log has signed since. */
const MORE_SIGNED =
  '  If the log has signed more since the backup was made, this must not be served: restore it with --since and the last checkpoint that anybody has.';

/** What is copied: a ledger, the file that it lies in, where it is and what helps if it is damaged. */
interface Original {
  readonly flags: LedgerFlags;
  readonly file: string;
  readonly name: string;
  readonly remedy: string;
}

/** What is to be copied where, and up to which moment. */
interface Copying {
  readonly from: Original;
  readonly to: string;
  readonly until: string | undefined;
  /** A checkpoint that was kept elsewhere. */
  readonly since?: KeptNote | undefined;
}

/** A copy that was made. */
interface Copied extends LeftOut {
  /** How many entries it holds, every byte of them checked. */
  readonly held: number;
}

/** Is this the address of a database rather than a file? */
const isAddress = (place: string): boolean => /^[\w+]+:\/\//.test(place);

/** The last entry that a copy is to hold, which is there for ever; null: all. */
async function lastOf({ store, now }: Service, until: string | undefined): Promise<number | null> {
  if (until === undefined) return null;
  return seqAsked('until', { store, text: until, now: now() });
}

/** Checks every byte of a copy, and that it begins with what was signed; answers with how many entries it holds. */
async function checked(
  context: Context,
  { from, since }: Copying,
  { path }: PartFile,
  signal: AbortSignal,
): Promise<number> {
  const keys = knownSigners(context, context.configure(from.flags));
  const report = await withService(context, { ledger: path }, 'read', async ({ store }) => {
    const { seq } = await store.head();
    const brought = since && since.says.size <= seq + 1 ? { since: since.note } : {};
    return auditShown(context.terminal, store.audit, { keys, signal, ...brought });
  });
  if (report.count === 0) return report.entries;
  throw new Failure(
    `${from.name} is damaged (${report.count} faults), so no copy was made; ${from.remedy}.`,
  );
}

/** Copies a ledger to a file that is not there yet, and checks every byte of the copy. */
async function copy(context: Context, copying: Copying): Promise<Copied> {
  const { from, to, until, since } = copying;
  const { signal } = context.hold();
  demandFree(to);
  let part: PartFile | undefined;
  try {
    const left = await withService(context, from.flags, 'read', async (service) => {
      const last = await lastOf(service, until);
      const made = new PartFile(to, from.file);
      part = made;
      return withProgress(context.terminal, 'copying', (progress) => {
        const course = { progress, signal };
        const signed = since?.says ?? null;
        return service.store.backupTo(made.path, { until: last, signed, course });
      });
    });
    if (part === undefined) throw new Error('nothing was copied');
    const held = await checked(context, copying, part, signal);
    part.publish();
    return { held, ...left };
  } catch (error) {
    throw signal.aborted ? stopped(signal, 'no copy was made') : error;
  } finally {
    part?.close();
  }
}

/** Says what was made, and what it is not. */
function sayMade({ terminal }: Context, file: string, copied: Copied): void {
  const { held, entries, receipts, origin } = copied;
  say(terminal, `${file}: ${held} entries, every byte checked.`);
  if (entries + receipts > 0) {
    say(
      terminal,
      `  Left out: ${entries} later entries and ${receipts} receipts of their appends.`,
    );
  }
  if (origin === null) return;
  say(
    terminal,
    `  The log ${origin} has signed more than that, so this ledger cannot go on as that log: it needs another key and name (hustings key --origin), and whoever checks it must be told.`,
  );
}

/** A ledger in a file. */
const fileOf = (flags: LedgerFlags, name: string): Original => ({
  flags,
  file: name,
  name,
  remedy: `hustings verify --ledger ${name} names them`,
});

function originalOf({ ledger, database }: Config, flags: LedgerFlags): Original {
  if (database === null) return fileOf(flags, ledger);
  const name = `the copy ${database.copy} of ${ledger}`;
  const remedy = 'hustings verify names them, and hustings rebuild makes it anew';
  return { flags, file: database.copy, name, remedy };
}

const withUntil = (command: Command): Command =>
  withLedger(command, false).option(
    '--until <seq|instant>',
    'only what the ledger held then, as --known-at means it',
  );

/** `hustings backup FILE`. */
export function backupCommand(program: Command, context: Context): void {
  const command = program
    .command('backup')
    .argument('<file>', 'the file to make')
    .description('a whole copy of the ledger, checked')
    .addHelpText('after', BACKUP);
  withUntil(command).action(async (file: string, { until, ...flags }: BackupFlags) => {
    const config = context.configure(flags);
    if (isAddress(file)) {
      throw new Failure('a backup is a file; hustings move copies a ledger into a database.');
    }
    const from = originalOf(config, flags);
    sayMade(context, file, await copy(context, { from, to: file, until }));
    say(context.terminal, `  The log's private key (${config.logKey}) is not in it.`);
  });
}

/** Says which files of secrets lie where the restored ledger looks for its own. */
function saySecrets({ terminal }: Context, { ledger, logKey, tokens }: Config): void {
  if (existsSync(logKey)) say(terminal, `  ${logKey} is there, and signs its log from now on.`);
  if (existsSync(tokens)) say(terminal, `  ${tokens} is there: its tokens let in to ${ledger}.`);
}

/** `hustings restore FILE`. */
export function restoreCommand(program: Command, context: Context): void {
  const command = program
    .command('restore')
    .argument('<file>', 'a backup')
    .description('make a ledger of a backup, after checking it')
    .addHelpText('after', RESTORE);
  withUntil(command)
    .option('--since <file>', 'the last checkpoint that was kept elsewhere')
    .action(async (file: string, { until, since: kept, ...flags }: RestoreFlags) => {
      const config = context.configure(flags);
      const { ledger, database } = config;
      if (isAddress(file)) {
        throw new Failure('a backup is a file; hustings move copies a ledger out of a database.');
      }
      if (database !== null) {
        throw new Failure(
          `a backup is restored to a file, not to ${ledger}; hustings move --from ${file} copies it into an empty database.`,
        );
      }
      const since = kept === undefined ? undefined : checkpointIn(kept);
      const from = fileOf({ ledger: file }, file);
      sayMade(context, ledger, await copy(context, { from, to: ledger, until, since }));
      if (since === undefined) say(context.terminal, MORE_SIGNED);
      saySecrets(context, config);
    });
}

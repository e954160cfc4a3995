import { existsSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { audit } from '../tlog/audit/audit.ts';
import { type Context, type LedgerFlags, withLedger, withService } from './context.ts';
import { Failure, stopped } from './failure.ts';
import { knownSigners } from './log-keys.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';

interface BackupFlags {
  readonly ledger?: string;
}

const MOST_THREADS = 4;

const BACKUP = `
The copy is of one moment, whole, and can be taken while others append. It holds
the entries, their columns and all signed checkpoints, and is checked byte by byte
when it is made. The log's private key is not in it: keep FILE.key elsewhere.
What was erased is in no later backup; what is in an older one is yours to remove.
Of a ledger in a database it is an ordinary ledger in a file, as of now: what the
copy that follows the database holds. hustings move makes a database of it again.

Example:
  hustings backup ./backups/2026-11-22.db`;

const RESTORE = `
The backup is checked byte by byte first. A ledger that is there already is not
touched: name another with --ledger. Into a database hustings move brings it.

Example:
  hustings restore ./backups/2026-11-22.db --ledger ./restored.db`;

/** What is copied: a ledger, where it is and what helps if it is damaged. */
interface Original {
  readonly flags: LedgerFlags;
  readonly name: string;
  readonly remedy: string;
}

/** Is this the address of a database rather than a file? */
const isAddress = (place: string): boolean => /^[\w+]+:\/\//.test(place);

/** Copies a ledger to a file that is not there yet, and checks every byte of the copy. */
async function copy(context: Context, from: Original, to: string): Promise<number> {
  const { signal } = context.hold();
  const beside = `${to}.part`;
  if (existsSync(to)) throw new Failure(`${to} is there already; name a new file.`);
  rmSync(beside, { force: true });
  try {
    await withService(context, from.flags, 'read', ({ store }) => store.backupTo(beside));
    const keys = knownSigners(context, context.configure(from.flags));
    const report = await withService(context, { ledger: beside }, 'read', ({ store }) =>
      withProgress(context.terminal, 'verifying', (progress) => {
        const threads = Math.min(availableParallelism(), MOST_THREADS);
        return audit(store.audit, { keys, threads, progress, signal });
      }),
    );
    if (report.count > 0) {
      throw new Failure(
        `${from.name} is damaged (${report.count} faults), so no copy was made; ${from.remedy}.`,
      );
    }
    renameSync(beside, to);
    return report.entries;
  } catch (error) {
    throw signal.aborted ? stopped(signal, 'no copy was made') : error;
  } finally {
    for (const left of ['', '-wal', '-shm']) rmSync(`${beside}${left}`, { force: true });
  }
}

/** A ledger in a file. */
const fileOf = (flags: LedgerFlags, name: string): Original => ({
  flags,
  name,
  remedy: `hustings verify --ledger ${name} names them`,
});

function originalOf({ ledger, database }: Config, flags: LedgerFlags): Original {
  if (database === null) return fileOf(flags, ledger);
  const name = `the copy ${database.copy} of ${ledger}`;
  return { flags, name, remedy: 'hustings verify names them, and hustings rebuild makes it anew' };
}

/** `hustings backup FILE`. */
export function backupCommand(program: Command, context: Context): void {
  const command = program
    .command('backup')
    .argument('<file>', 'the file to make')
    .description('a whole copy of the ledger, checked')
    .addHelpText('after', BACKUP);
  withLedger(command, false).action(async (file: string, flags: BackupFlags) => {
    const config = context.configure(flags);
    if (isAddress(file)) {
      throw new Failure('a backup is a file; hustings move copies a ledger into a database.');
    }
    const entries = await copy(context, originalOf(config, flags), file);
    say(context.terminal, `${file}: ${entries} entries, every byte checked.`);
    say(context.terminal, `  The log's private key (${config.logKey}) is not in it.`);
  });
}

/** `hustings restore FILE`. */
export function restoreCommand(program: Command, context: Context): void {
  const command = program
    .command('restore')
    .argument('<file>', 'a backup')
    .description('make a ledger of a backup, after checking it')
    .addHelpText('after', RESTORE);
  withLedger(command, false).action(async (file: string, flags: BackupFlags) => {
    const { ledger, database } = context.configure(flags);
    if (isAddress(file)) {
      throw new Failure('a backup is a file; hustings move copies a ledger out of a database.');
    }
    if (database !== null) {
      throw new Failure(
        `a backup is restored to a file, not to ${ledger}; hustings move --from ${file} copies it into an empty database.`,
      );
    }
    const entries = await copy(context, fileOf({ ledger: file }, file), ledger);
    say(context.terminal, `${ledger}: ${entries} entries, every byte checked.`);
  });
}

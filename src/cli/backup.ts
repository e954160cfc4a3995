import { existsSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { audit } from '../tlog/audit/audit.ts';
import { type Context, withLedger, withService } from './context.ts';
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

Example:
  hustings backup ./backups/2026-11-22.db`;

const RESTORE = `
The backup is checked byte by byte first. A ledger that is there already is not
touched: name another with --ledger.

Example:
  hustings restore ./backups/2026-11-22.db --ledger ./restored.db`;

/** Copies the ledger in one file to another that is not there yet, and checks every byte of the copy. */
async function copy(context: Context, from: string, to: string): Promise<number> {
  const { signal } = context.hold();
  const beside = `${to}.part`;
  if (existsSync(to)) throw new Failure(`${to} is there already; name a new file.`);
  rmSync(beside, { force: true });
  try {
    await withService(context, { ledger: from }, 'read', ({ store }) => store.backupTo(beside));
    const keys = knownSigners(context, context.configure({ ledger: from }));
    const report = await withService(context, { ledger: beside }, 'read', ({ store }) =>
      withProgress(context.terminal, 'verifying', (progress) => {
        const threads = Math.min(availableParallelism(), MOST_THREADS);
        return audit(store.audit, { keys, threads, progress, signal });
      }),
    );
    if (report.count > 0) {
      throw new Failure(
        `${from} is damaged (${report.count} faults), so no copy was made; hustings verify --ledger ${from} names them.`,
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

/** `hustings backup FILE`. */
export function backupCommand(program: Command, context: Context): void {
  const command = program
    .command('backup')
    .argument('<file>', 'the file to make')
    .description('a whole copy of the ledger, checked')
    .addHelpText('after', BACKUP);
  withLedger(command, false).action(async (file: string, flags: BackupFlags) => {
    const { ledger, logKey } = context.configure(flags);
    const entries = await copy(context, ledger, file);
    say(context.terminal, `${file}: ${entries} entries, every byte checked.`);
    say(context.terminal, `  The log's private key (${logKey}) is not in it.`);
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
    const { ledger } = context.configure(flags);
    const entries = await copy(context, file, ledger);
    say(context.terminal, `${ledger}: ${entries} entries, every byte checked.`);
  });
}

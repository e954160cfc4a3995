import { checkLogDirectory, writeLog } from '../interchange/log-directory.ts';
import { BadLog } from '../tlog/bad-log.ts';
import { type Context, type LedgerFlags, withService } from './context.ts';
import { Failure, stopped } from './failure.ts';
import { demandSigners, sayKey } from './log-keys.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';

/** Signs a checkpoint and writes the log as files. */
export async function exportLog(
  context: Context,
  flags: LedgerFlags,
  directory: string,
): Promise<void> {
  const config = context.configure(flags);
  // A ledger that is not there must not be made by exporting it.
  const mode = context.exists(config) ? 'write' : 'read';
  await withService(context, flags, mode, async (service) => {
    const { log } = service;
    const signers = demandSigners(context, config, service);
    const { signal } = context.hold();
    try {
      const tree = await withProgress(context.terminal, 'hashing', (progress) =>
        log.unbroken(signers[0].name, { progress, signal }),
      );
      // Before anything is signed: a checkpoint is kept for ever.
      checkLogDirectory(directory, log, tree.size, signers[0].name);
      const checkpoint = await log.sign(signers, { progress: () => undefined, signal });
      await withProgress(context.terminal, 'writing', (progress) =>
        writeLog(log, checkpoint, signers, directory, { progress, signal }),
      );
      say(context.terminal, `${directory}: a log of ${checkpoint.size} entries`);
      sayKey(context, config, signers[0]);
      context.terminal.out.write(checkpoint.note);
    } catch (error) {
      if (error instanceof BadLog) throw new Failure(error.message);
      throw signal.aborted ? stopped(signal, 'the log is not whole; export it again') : error;
    }
  });
}

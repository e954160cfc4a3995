import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import type { Command } from 'commander';
import { checkLogDirectory, writeLog } from '../interchange/log-directory.ts';
import { exportLine } from '../interchange/ndjson.ts';
import { requireContest } from '../ledger/queries/asking.ts';
import type { Service } from '../ledger/service.ts';
import { contestStream, type StoredEntry } from '../store/event-store.ts';
import { BadLog } from '../tlog/bad-log.ts';
import { type Context, withLedger, withService } from './context.ts';
import { Failure, stopped } from './failure.ts';
import { demandSigners, sayKey } from './log-keys.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';

interface ExportFlags {
  readonly ledger?: string;
  readonly contest?: string;
  readonly log?: string;
}

const PAGE = 1000;

const EXAMPLES = `
One JSON object a line, in order of sequence number:
{"leaf": the envelope, "salt": base64, "payload": …}; of an entry that the law
has had erased the leaf alone. hustings import takes the file back, ids and
hashes kept.

--log signs a checkpoint over all entries and writes the transparency log as
files: checkpoint, checkpoints/<size>, tile/… (c2sp.org/tlog-tiles) and vkey.
The same directory again carries it on. What it proves: nothing was rewritten
since a checkpoint left your hands. Not that a claim is true.

Examples:
  hustings export > all.ndjson
  hustings export --contest labour-leader-2010 | head -1
  hustings export --log ./public/log`;

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

/** Writes the entries, as fast as they are taken; says how many were written. */
async function write(
  context: Context,
  service: Service,
  contest: string | undefined,
): Promise<number> {
  const { out } = context.terminal;
  const { signal } = context.hold();
  let count = 0;
  try {
    for await (const page of pages(service, contest)) {
      // A signal is only heard between two turns of the event loop.
      await turn();
      signal.throwIfAborted();
      const text = page.map((stored) => `${exportLine(stored)}\n`).join('');
      count += page.length;
      if (!out.write(text)) await once(out, 'drain', { signal });
    }
  } catch (error) {
    throw signal.aborted ? stopped(signal, `after ${count} entries`) : error;
  }
  return count;
}

/** Signs a checkpoint and writes the log as files. */
async function exportLog(context: Context, flags: ExportFlags, directory: string): Promise<void> {
  const config = context.configure(flags);
  // A ledger that is not there must not be made by exporting it.
  const mode = context.exists(config) ? 'write' : 'read';
  await withService(context, flags, mode, async ({ log }) => {
    const signers = demandSigners(context, config);
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

/** `hustings export`. */
export function exportCommand(program: Command, context: Context): void {
  const command = program
    .command('export')
    .description('write the ledger as NDJSON, or its transparency log as files')
    .option('--contest <contest>', 'only this contest')
    .option('--log <directory>', 'sign a checkpoint and write the transparency log there')
    .addHelpText('after', EXAMPLES);
  withLedger(command, false).action(async (flags: ExportFlags) => {
    if (flags.log !== undefined) return exportLog(context, flags, flags.log);
    await withService(context, flags, 'read', async (service) => {
      if (flags.contest !== undefined) await requireContest(service, flags.contest);
      say(context.terminal, `${await write(context, service, flags.contest)} entries`);
    });
  });
}

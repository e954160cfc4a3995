import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import type { Command } from 'commander';
import { exportLine } from '../interchange/ndjson.ts';
import { requireContest } from '../ledger/queries/asking.ts';
import type { Service } from '../ledger/service.ts';
import { contestStream, type StoredEntry } from '../store/event-store.ts';
import { type Context, withLedger, withService } from './context.ts';
import { stopped } from './failure.ts';
import { say } from './terminal.ts';

interface ExportFlags {
  readonly ledger?: string;
  readonly contest?: string;
}

const PAGE = 1000;

const EXAMPLES = `
One JSON object a line, in order of sequence number:
{"leaf": the envelope, "salt": base64, "payload": …}. hustings import takes the
file back, ids and hashes kept.

Examples:
  hustings export > all.ndjson
  hustings export --contest labour-leader-2010 | head -1`;

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

/** `hustings export`. */
export function exportCommand(program: Command, context: Context): void {
  const command = program
    .command('export')
    .description('write the ledger as NDJSON, in order')
    .option('--contest <contest>', 'only this contest')
    .addHelpText('after', EXAMPLES);
  withLedger(command, false).action((flags: ExportFlags) =>
    withService(context, flags, 'read', async (service) => {
      if (flags.contest !== undefined) await requireContest(service, flags.contest);
      say(context.terminal, `${await write(context, service, flags.contest)} entries`);
    }),
  );
}

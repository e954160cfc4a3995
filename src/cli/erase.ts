import type { Command } from 'commander';
import type { Value } from '../interchange/rows/row.ts';
import { type Erasure, type ErasureOptions, eraseEntry, erasureDraft } from '../ledger/erasure.ts';
import { storedEntry } from '../ledger/queries/entry.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEnvelope } from '../store/decode.ts';
import type { StoredEntry } from '../store/event-store.ts';
import { cannotErase } from '../store/store-error.ts';
import type { Format } from './answer.ts';
import { type Context, print, withLedger, withService } from './context.ts';
import { wholeId } from './entry-id.ts';
import { Failure } from './failure.ts';
import { say } from './terminal.ts';

interface EraseFlags {
  readonly ledger?: string;
  readonly format?: Format;
  readonly by?: string;
  readonly basis?: string;
  readonly yes?: boolean;
}

const COLUMNS = ['id', 'seq', 'type', 'recordedAt'];

const EXAMPLES = `
Where the law requires that what an entry says must go. Its payload and salt
are removed for good from the ledger, its log and every later export, together
with those of all entries that correct, end, strike, dispute or replace it, or
that it names in that way. Their leaves, their places and all proofs stay, and
so does the legal basis. What was exported or backed up before is not in this
program's reach.

Without --yes nothing is erased: it lists what would be. A database cannot take
back what was written: move the ledger to a file (hustings move), erase there,
move that to a new database, and destroy the old one with its backups.

Examples:
  hustings erase 9ae727f1 --basis "Art. 17(1)(c) GDPR, request of 2026-11-20"
  hustings erase 9ae727f1 --basis "…" --yes`;

const rowOf = (stored: StoredEntry): Value[] => {
  const { type, recordedAt } = decodeEnvelope(stored);
  return [stored.id, stored.seq, type, recordedAt];
};

/** Erases, or only finds out whether it may be. Refuses, as Failure, what cannot be recorded or erased. */
async function erase(
  service: Service,
  id: string,
  legalBasis: string,
  options: ErasureOptions,
): Promise<Erasure & { readonly ok: true }> {
  const draft = erasureDraft(id, legalBasis);
  if (!draft.ok) throw new Failure(`--basis cannot be recorded: ${draft.problem}.`, 2);
  const outcome = await eraseEntry(service, id, legalBasis, options);
  if (!outcome.ok) throw new Failure(outcome.refusal.message);
  return outcome;
}

interface Outcome {
  readonly isGone: boolean;
  readonly dryRun: boolean;
  readonly count: number;
  /** The entry that records the erasure. */
  readonly by: string | undefined;
}

function outcomeText({ isGone, dryRun, count, by }: Outcome): string {
  if (isGone) {
    const rest = dryRun ? '' : ' What may have been left of it is removed, too.';
    return `It is erased already.${rest}`;
  }
  return dryRun
    ? `Nothing is erased yet; with --yes these ${count} would be:`
    : `Erased, by entry ${by}. Every later export is without it.`;
}

/** `hustings erase ENTRY`. */
export function eraseCommand(program: Command, context: Context): void {
  const command = program
    .command('erase')
    .argument('<entry>', 'the id of an entry, or how it begins')
    .description('remove what an entry says, for good, where the law requires it')
    .requiredOption('--basis <text>', 'the legal basis; it stays on record')
    .option('--by <name>', 'who records (default: $HUSTINGS_ACTOR or your account)')
    .option('--yes', 'erase; without it, only list what would be erased')
    .addHelpText('after', EXAMPLES);
  withLedger(command).action(async (given: string, flags: EraseFlags) => {
    const config = context.configure(flags);
    if (config.database !== null) {
      throw new Failure(`${cannotErase(config.ledger).message}.`);
    }
    const mode = flags.yes === true && context.exists(config) ? 'write' : 'read';
    await withService(context, flags, mode, async (service, { recordedBy }) => {
      const { id } = await storedEntry(service.store, await wholeId(service, given));
      const dryRun = flags.yes !== true;
      const done = await erase(service, id, flags.basis ?? '', { recordedBy, dryRun });
      const { covered: all, wasGone: isGone } = done;
      const by = done.by?.id;
      const rows = all.map(rowOf);
      const body = {
        basis: flags.basis,
        erased: isGone || !dryRun,
        entries: all.map((each) => each.id),
      };
      say(context.terminal, outcomeText({ isGone, dryRun, count: rows.length, by }));
      print(context, { body, columns: COLUMNS, rows }, flags);
    });
  });
}

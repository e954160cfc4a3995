import type { Command } from 'commander';
import { typeOfCode } from '../../events/catalog.ts';
import { type Draft, parseDraft } from '../../events/entry.ts';
import { coveredBy } from '../../projections/claims.ts';
import { at } from '../../projections/columns.ts';
import type { Value } from '../interchange/rows/row.ts';
import { askEntry } from '../ledger/queries/entry.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEnvelope, isErased } from '../store/decode.ts';
import type { StoredEntry } from '../store/event-store.ts';
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

Without --yes nothing is erased: it lists what would be.

Examples:
  hustings erase 9ae727f1 --basis "Art. 17(1)(c) GDPR, request of 2026-11-20"
  hustings erase 9ae727f1 --basis "…" --yes`;

/** The entries that an erasure of one takes away, in order. */
async function covered(service: Service, stored: StoredEntry): Promise<StoredEntry[]> {
  const { reader, store } = service;
  const { contest } = decodeEnvelope(stored);
  const columns = contest === null ? await reader.register() : await reader.contest(contest);
  const found: StoredEntry[] = [];
  for (const row of [...coveredBy(columns, stored.revision)].sort((one, other) => one - other)) {
    if (typeOfCode(at(columns.type, row)) === 'PayloadErased') continue;
    found.push(...(await store.readStream(stored.stream, row, 1)));
  }
  return found;
}

const rowOf = (stored: StoredEntry): Value[] => {
  const { type, recordedAt } = decodeEnvelope(stored);
  return [stored.id, stored.seq, type, recordedAt];
};

/** The erasure of an entry as a draft. Refuses, as Failure, a legal basis that cannot be recorded. */
function erasureOf(entry: string, legalBasis: string): Draft {
  const parsed = parseDraft({ type: 'PayloadErased', data: { entry, legalBasis } });
  if (parsed.ok) return parsed.draft;
  throw new Failure(`--basis cannot be recorded: ${parsed.problem}.`, 2);
}

/** Erases, or only finds out whether it may be. Refuses, as Failure, what the ledger refuses. */
async function erase(
  { ledger }: Service,
  stored: StoredEntry,
  draft: Draft,
  options: { readonly recordedBy: string; readonly dryRun: boolean },
): Promise<string | undefined> {
  const { contest } = decodeEnvelope(stored);
  const outcome = await ledger.append(contest, [draft], { ...options, erasing: true });
  if (!outcome.ok) throw new Failure(outcome.refusal.message);
  return outcome.entries[0]?.id;
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
    const exists = context.exists(context.configure(flags));
    const mode = flags.yes === true && exists ? 'write' : 'read';
    await withService(context, flags, mode, async (service, { recordedBy }) => {
      const { entry } = await askEntry(service, await wholeId(service, given));
      const stored = (await service.store.byId(entry.id)) as StoredEntry;
      const all = await covered(service, stored);
      const draft = erasureOf(entry.id, flags.basis ?? '');
      const dryRun = flags.yes !== true;
      const isGone = isErased(stored);
      if (isGone && !dryRun) await service.store.scrub();
      const by = isGone ? undefined : await erase(service, stored, draft, { recordedBy, dryRun });
      const rows = all.map(rowOf);
      const body = {
        basis: flags.basis,
        erased: isGone || !dryRun,
        entries: all.map(({ id }) => id),
      };
      say(context.terminal, outcomeText({ isGone, dryRun, count: rows.length, by }));
      print(context, { body, columns: COLUMNS, rows }, flags);
    });
  });
}

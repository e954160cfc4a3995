import type { Command } from 'commander';
import {
  compareOrigin,
  compareStandings,
  type Examined,
  examined,
} from '../interchange/verification.ts';
import { failureOf, passedOverText, verdictOf } from '../interchange/verification-words.ts';
import type { Service } from '../ledger/service.ts';
import type { AuditOptions } from '../tlog/audit/audit.ts';
import { parseVkey, type Verifier } from '../tlog/keys.ts';
import type { Format } from './answer.ts';
import { auditShown } from './auditing.ts';
import { checkpointIn, given } from './checkpoint-file.ts';
import { type Context, print, withLedger, withService } from './context.ts';
import { Failure, stopped } from './failure.ts';
import { knownSigners } from './log-keys.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';
import { answerOf, complaintOf } from './verify-report.ts';

interface VerifyFlags {
  readonly ledger?: string;
  readonly format?: Format;
  readonly vkey?: readonly string[];
  readonly since?: string;
  /** False where `--no-standings` is given. */
  readonly standings?: boolean;
  /** False where `--no-origin` is given. */
  readonly origin?: boolean;
}

const EXAMPLES = `
Reads every byte that the ledger keeps and changes none: each payload is hashed
against the commitment in its leaf, each leaf against the tiles and checkpoints,
the columns against the bytes, today's standings from the columns against those
from the bytes, and SQLite checks its own file. It names the first wrong entry
and its neighbours; exit status 1 if anything is wrong.

Every row of the columns is compared by itself; --no-standings leaves out only
computing each contest's standings from both, which takes as long again.

Of a ledger in a database it checks the copy, and then reads the whole database
again and compares; --no-origin leaves that out. What of the database is no entry
is told, and is no fault: another wrote it, or it lost a race that all copies
decide alike.

Checkpoints are checked with the public keys given by --vkey, or else with those
of the key file beside the ledger, if there is one. --since takes a
checkpoint that you have kept (a signed note), and proves that the ledger still
begins with exactly the entries that it was signed for. Without a checkpoint
from outside, whoever holds the ledger and its key could have rewritten it all.

Examples:
  hustings verify
  hustings verify --since kept.checkpoint --vkey 'ledger.example+1a2b3c4d+AQ…'`;

/** Why no signature was checked, where there is no key. */
const NO_KEY = 'no key was given (--vkey)';

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** Before anything long: can a database that is to be read again be reached? */
async function demandOrigin({ store }: Service, { origin }: VerifyFlags): Promise<void> {
  if (origin === false || store.compareWithOrigin === undefined) return;
  try {
    await store.refresh();
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: unknown };
    if (code !== 'unreachable') throw error;
    throw new Failure(`${message}; hustings verify --no-origin checks its copy alone.`);
  }
}

/** Runs the audit, which Ctrl+C stops. */
async function examine(
  context: Context,
  flags: VerifyFlags,
  options: Pick<AuditOptions, 'keys' | 'since'>,
): Promise<Examined> {
  const { signal } = context.hold();
  const { terminal } = context;
  try {
    return await withService(context, flags, 'read', async (service) => {
      await demandOrigin(service, flags);
      const report = await auditShown(terminal, service.store.audit, { ...options, signal });
      const check =
        flags.standings === false
          ? undefined
          : await withProgress(terminal, 'standings', (progress) =>
              compareStandings(service, progress, signal),
            );
      const origin =
        flags.origin === false
          ? undefined
          : await withProgress(terminal, 'following anew', (progress) =>
              compareOrigin(service.store, { progress, signal }),
            );
      return examined(report, check, origin);
    });
  } catch (error) {
    throw signal.aborted ? stopped(signal, 'nothing was found to be wrong or right') : error;
  }
}

/** The public keys that are given; without any, those of the key file beside the ledger, if it has one. */
function keysFor(context: Context, flags: VerifyFlags): readonly Verifier[] {
  if (flags.vkey !== undefined)
    return flags.vkey.map((text) => given('--vkey', () => parseVkey(text)));
  return knownSigners(context, context.configure(flags));
}

/** `hustings verify`. */
export function verifyCommand(program: Command, context: Context): void {
  const command = program
    .command('verify')
    .description('check every byte of the ledger, its order, its log and its checkpoints')
    .option('--vkey <key>', 'a public key that signs its checkpoints (may be given again)', collect)
    .option('--since <file>', 'a checkpoint that you kept: nothing before it may have changed')
    .option('--no-standings', 'leave out computing all standings twice')
    .option('--no-origin', 'leave out reading a database again that holds the ledger')
    .addHelpText('after', EXAMPLES);
  withLedger(command).action(async (flags: VerifyFlags) => {
    const keys = keysFor(context, flags);
    const since = flags.since === undefined ? {} : { since: checkpointIn(flags.since).note };
    const report = await examine(context, flags, { keys, ...since });
    if (report.disturbed) {
      throw new Failure(
        'the ledger was changed while it was read (bytes erased, or columns made anew); run hustings verify again',
      );
    }
    print(context, answerOf(report, keys), flags);
    say(context.terminal, verdictOf(report, keys, NO_KEY));
    const passed = passedOverText(report);
    if (passed !== undefined) say(context.terminal, passed);
    if (report.count === 0) return;
    for (const line of complaintOf(report)) say(context.terminal, line);
    throw new Failure(failureOf(report));
  });
}

import type { Command } from 'commander';
import type { Config } from '../config.ts';
import type { Service } from '../ledger/service.ts';
import { formatVkey } from '../tlog/keys.ts';
import type { Format } from './answer.ts';
import { type Context, print, withLedger, withService } from './context.ts';
import { addKey, demandSigners, knownSigners, sayKey } from './log-keys.ts';
import { say } from './terminal.ts';

interface KeyFlags {
  readonly ledger?: string;
  readonly format?: Format;
  readonly origin?: string;
  readonly rotate?: boolean;
}

const COLUMNS = ['origin', 'id', 'vkey', 'file'];

const EXAMPLES = `
The key signs the checkpoints of the transparency log. It lies beside the
ledger, or the copy of a database (FILE.key, mode 0600), or where HUSTINGS_LOG_KEY
says, and is made when it is first needed: all servers of one database must have
the same. Give the vkey to whoever checks, by another way than the log.

--rotate makes a new key beside the old: checkpoints are then signed by both, so
that whoever has either vkey can check them. When all have the new one, delete
the old line from the file, and keep the old vkey to check old checkpoints.

Examples:
  hustings key
  hustings key --origin ledger.example/endorsements
  hustings key --rotate`;

/** Shows a ledger's key, after it is made or rotated where that is asked for. */
function showKey(
  context: Context,
  config: Config,
  service: Service | undefined,
  { rotate, origin, format }: KeyFlags,
): void {
  const isNew = knownSigners(context, config).length === 0;
  const known = demandSigners(context, config, service);
  if (isNew) sayKey(context, config, known[0]);
  if (origin !== undefined && origin !== known[0].name) {
    say(context.terminal, `The log is ${known[0].name} already; a log keeps its name for ever.`);
  }
  const signers = rotate === true ? addKey(context, config, known[0].name) : known;
  const rows = signers.map((each) => [each.name, each.id, formatVkey(each), config.logKey]);
  const body = signers.map((each) => ({
    origin: each.name,
    id: each.id,
    vkey: formatVkey(each),
    file: config.logKey,
  }));
  print(context, { body, columns: COLUMNS, rows }, { format });
}

/** `hustings key`. */
export function keyCommand(program: Command, context: Context): void {
  const command = program
    .command('key')
    .description("the public key of the ledger's transparency log")
    .option('--origin <name>', 'the name of a log that has no key yet, as in ledger.example/a')
    .option('--rotate', 'make a new key, which signs beside the old from now on')
    .addHelpText('after', EXAMPLES);
  withLedger(command).action(async (flags: KeyFlags) => {
    const config = context.configure(flags);
    const named = flags.origin === undefined ? config : { ...config, logOrigin: flags.origin };
    const isNew = knownSigners(context, named).length === 0;
    // What a ledger was signed with says whose key must lie beside it; a database's servers look for themselves.
    const isLookedAt = (isNew || flags.rotate === true) && config.database === null;
    if (!isLookedAt || !context.exists(config)) return showKey(context, named, undefined, flags);
    await withService(context, flags, 'read', async (service) => {
      showKey(context, named, service, flags);
    });
  });
}

import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { type Bundle, formatBundle } from '../interchange/bundle.ts';
import { cellBundle, demandSigned, entryBundle } from '../interchange/bundle-making.ts';
import { VERIFIER_SCRIPT } from '../interchange/bundle-script.ts';
import type { Service } from '../ledger/service.ts';
import { BadLog } from '../tlog/bad-log.ts';
import { formatVkey } from '../tlog/keys.ts';
import {
  type Context,
  clocksIn,
  type ReadFlags,
  withClocks,
  withLedger,
  withPolicy,
  withService,
} from './context.ts';
import { wholeId } from './entry-id.ts';
import { Failure } from './failure.ts';
import { knownSigners } from './log-keys.ts';
import { exact, say } from './terminal.ts';

const EXAMPLES = `
One file proves the entries offline: their exact bytes, all that corrects, ends,
strikes or disputes them, their proofs, the signed checkpoint, the public key,
and a verifier that needs Node 18 or later and nothing else. docs/provenance.md
has its format. hustings export --log DIR has to have signed a checkpoint.

Check it with hustings verify-bundle FILE, or without Hustings:
  node -e 'process.stdout.write(JSON.parse(require("fs").readFileSync(
    process.argv[1], "utf8")).verifier)' FILE > verify.mjs
  node verify.mjs FILE VKEY

Examples:
  hustings bundle 90bb227f > community.hustings-bundle.json
  hustings bundle labour-leader-2010 --candidate david-miliband --category TU \\
    --as-of 2010-07-14 > unions.hustings-bundle.json
  hustings bundle --verifier > verify.mjs`;

interface BundleFlags extends ReadFlags {
  readonly candidate?: string;
  readonly category?: string;
  readonly verifier?: boolean;
  readonly vkey?: string;
}

/** The public keys to try, the first that has signed is the bundle's. */
function keysOf(context: Context, config: Config, { vkey }: BundleFlags): string[] {
  if (vkey !== undefined) return [vkey];
  const known = knownSigners(context, config).map(formatVkey);
  if (known.length > 0) return known;
  throw new Failure(
    `${config.logKey} has no key of this ledger's log, so say by which public key its checkpoints are checked: --vkey KEY.`,
  );
}

/** What the log refuses, as a Failure. */
async function failing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof BadLog ? new Failure(error.message) : error;
  }
}

async function made(
  context: Context,
  service: Service,
  config: Config,
  target: string,
  flags: BundleFlags,
): Promise<Bundle> {
  const { candidate, category, counts } = flags;
  demandSigned(service);
  const keys = keysOf(context, config, flags);
  if (candidate === undefined && category === undefined) {
    return entryBundle(service, await wholeId(service, target), keys);
  }
  return cellBundle(
    service,
    { contest: target, candidate, category, counts },
    clocksIn(flags),
    keys,
  );
}

/** `hustings bundle ENTRY` and `hustings bundle C --candidate X --category CAT`. */
export function bundleCommand(program: Command, context: Context): void {
  const command = program
    .command('bundle')
    .argument('[entry|contest]', 'an entry, or the contest of a cell')
    .description('evidence for an entry or a number in one file, which is checked offline')
    .option('--candidate <candidate>', 'whose cell')
    .option('--category <category>', 'which kind of endorser, as in MP')
    .option('--vkey <key>', "the log's public key (default: that of the ledger's key file)")
    .option('--verifier', 'print the verifier alone')
    .addHelpText('after', EXAMPLES);
  withPolicy(withClocks(withLedger(command, false))).action(
    async (target: string | undefined, flags: BundleFlags) => {
      const { out } = context.terminal;
      if (flags.verifier === true) {
        out.write(VERIFIER_SCRIPT);
        return;
      }
      if (target === undefined) {
        throw new Failure(
          'Say of what: an entry, or a contest with --candidate and --category.',
          2,
        );
      }
      await withService(context, flags, 'read', async (service, config) => {
        const bundle = await failing(made(context, service, config, target, flags));
        out.write(exact(out, formatBundle(bundle)));
        say(context.terminal, `${bundle.entries.length} entries, proven with ${bundle.vkey}`);
      });
    },
  );
}

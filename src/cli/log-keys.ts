import { BadSetting, type Config } from '../config.ts';
import type { Service } from '../ledger/service.ts';
import { BadLog } from '../tlog/bad-log.ts';
import { contentKeyIn, formatKeyFile, parseKeyFile, withNewKey } from '../tlog/key-file.ts';
import { formatVkey, type Signer, type Verifier } from '../tlog/keys.ts';
import { isKeyName } from '../tlog/note.ts';
import type { Context } from './context.ts';
import { Failure } from './failure.ts';
import { say } from './terminal.ts';

const SEED_BYTES = 32;
const NAME_BYTES = 4;

function failing<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof BadLog)) throw error;
    throw new Failure(
      `${file}: ${error.message} Restore it, or name another with HUSTINGS_LOG_KEY.`,
    );
  }
}

/** A name for a log that has no address: `.invalid` is reserved for what resolves nowhere (RFC 2606). */
const madeUp = (context: Context): string =>
  `hustings.invalid/ledger-${Buffer.from(context.randomBytes(NAME_BYTES)).toString('hex')}`;

/** Says, on stderr, which key signs and how others check it. Never the key itself. */
export function sayKey({ terminal }: Context, { logKey }: Config, signer: Verifier): void {
  say(terminal, `log ${signer.name}, signed with the key in ${logKey}`);
  say(terminal, `  vkey ${formatVkey(signer)}`);
}

/** The keys of a ledger's log, newest first; none where it has none yet. */
export function knownSigners(context: Context, config: Config): readonly Signer[] {
  const text = context.keyFile(config).read();
  return text === undefined ? [] : failing(config.logKey, () => parseKeyFile(text));
}

/** Refuses keys of another log than the one whose checkpoints the ledger holds, before anything is made or signed. */
function demandOrigin(
  { logKey }: Config,
  known: Signer | undefined,
  signed: string,
  wished: string | null,
): void {
  if (known?.name === signed || (known === undefined && wished === signed)) return;
  throw new Failure(
    known === undefined
      ? `${logKey} is missing, and this ledger's checkpoints are signed for the log ${signed}: put its key back there, or name it with HUSTINGS_LOG_KEY (if it is lost, hustings key --origin ${signed} makes another for the same log; old checkpoints are then checked with the old vkey).`
      : `the checkpoints of this ledger are of the log ${signed}, but the key in ${logKey} is of ${known.name}: put back the key of ${signed}, or name it with HUSTINGS_LOG_KEY.`,
  );
}

/**
 * The keys that sign for a ledger's log; the first is made, and that is said, where there is none yet. Refuses, as a
 * Failure, to sign a ledger of which another log's key, or one that is missing, has signed before.
 */
export function demandSigners(
  context: Context,
  config: Config,
  service: Service | undefined,
): [Signer, ...Signer[]] {
  const [first, ...rest] = knownSigners(context, config);
  const signed = service && failing(config.logKey, () => service.log.signedAs());
  if (signed !== undefined) demandOrigin(config, first, signed, config.logOrigin);
  if (first !== undefined) {
    if (context.keyFile(config).isOpenToAll()) {
      say(
        context.terminal,
        `warning: ${config.logKey} may be read by every account, and is secret; chmod 600 it.`,
        'yellow',
      );
    }
    return [first, ...rest];
  }
  const origin = config.logOrigin ?? madeUp(context);
  if (!isKeyName(origin)) {
    throw new BadSetting(
      `A log cannot be named ${JSON.stringify(origin)}: HUSTINGS_LOG_ORIGIN or --origin must be without blanks and plus, as in ledger.example/a.`,
    );
  }
  const made = addKey(context, config, origin);
  say(
    context.terminal,
    `${config.logKey}: a new key was made; keep this file, and keep it secret.`,
  );
  return made;
}

/** Makes another key, which signs from now on beside those that there are. */
export function addKey(context: Context, config: Config, origin: string): [Signer, ...Signer[]] {
  const signers = knownSigners(context, config);
  const seed = context.randomBytes(SEED_BYTES);
  const made = failing(config.logKey, () => withNewKey(signers, origin, seed));
  context.keyFile(config).write(formatKeyFile(made, knownContentKey(context, config)));
  return made;
}

/** The key under which ids are made of content; undefined where the ledger has none yet. */
export function knownContentKey(context: Context, config: Config): Uint8Array | undefined {
  const text = context.keyFile(config).read();
  return text === undefined ? undefined : failing(config.logKey, () => contentKeyIn(text));
}

/** The key under which ids are made of content; it is made, beside those of the log, where there is none yet. */
export function demandContentKey(context: Context, config: Config, service: Service): Uint8Array {
  const known = knownContentKey(context, config);
  if (known !== undefined) return known;
  const signers = demandSigners(context, config, service);
  const made = context.randomBytes(SEED_BYTES);
  context.keyFile(config).write(formatKeyFile(signers, made));
  return made;
}

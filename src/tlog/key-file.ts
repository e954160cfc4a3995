/** The file of a log's private keys: one a line, the newest first. It is secret. */
import { BadLog } from './bad-log.ts';
import { formatPrivateKey, parsePrivateKey, type Signer, signerOf } from './keys.ts';

const HEAD =
  '# The private keys of a Hustings transparency log, the newest first. Keep this file secret.';

/** Keys as the text of a key file. */
export const formatKeyFile = (signers: readonly Signer[]): string =>
  `${[HEAD, ...signers.map(formatPrivateKey)].join('\n')}\n`;

/**
 * The keys of a key file, newest first; blank lines and comments are passed over. Refuses, as BadLog, a
 * file without a key, a line that is none, and keys of more than one log.
 */
export function parseKeyFile(text: string): [Signer, ...Signer[]] {
  const lines = text.split('\n').map((line) => line.trim());
  const [first, ...rest] = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parsePrivateKey);
  if (first === undefined) throw new BadLog('The key file holds no key.');
  const stranger = rest.find((each) => each.name !== first.name);
  if (stranger === undefined) return [first, ...rest];
  throw new BadLog(`The key file holds keys of two logs: ${first.name} and ${stranger.name}.`);
}

/** A log's first key, or another beside those that it has, from 32 random bytes of a seed. */
export const withNewKey = (
  signers: readonly Signer[],
  origin: string,
  seed: Uint8Array,
): [Signer, ...Signer[]] => [signerOf(signers[0]?.name ?? origin, seed), ...signers];

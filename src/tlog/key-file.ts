/** The file of a log's private keys: one a line, the newest first. It is secret. */
import { BadLog } from './bad-log.ts';
import { formatPrivateKey, parsePrivateKey, type Signer, signerOf } from './keys.ts';

const HEAD =
  '# The private keys of a Hustings transparency log, the newest first. Keep this file secret.';

/** What begins the line of the key under which ids are made of content: it signs nothing. */
const CONTENT = 'CONTENT+KEY+';
const CONTENT_BYTES = 32;

const contentLine = (key: Uint8Array): string => `${CONTENT}${Buffer.from(key).toString('base64')}`;

/** Keys as the text of a key file. */
export const formatKeyFile = (signers: readonly Signer[], content?: Uint8Array): string =>
  `${[HEAD, ...signers.map(formatPrivateKey), ...(content === undefined ? [] : [contentLine(content)])].join('\n')}\n`;

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/**
 * The key of a key file under which ids are made of content (32 bytes); undefined where it has none yet.
 * Refuses, as BadLog, a line that is spoilt.
 */
export function contentKeyIn(text: string): Uint8Array | undefined {
  const line = linesOf(text).find((each) => each.startsWith(CONTENT));
  if (line === undefined) return undefined;
  const key = Buffer.from(line.slice(CONTENT.length), 'base64');
  if (key.length === CONTENT_BYTES) return key;
  throw new BadLog('The key file has a spoilt content key.');
}

/**
 * The keys of a key file, newest first; blank lines and comments are passed over. Refuses, as BadLog, a
 * file without a key, a line that is none, and keys of more than one log.
 */
export function parseKeyFile(text: string): [Signer, ...Signer[]] {
  const [first, ...rest] = linesOf(text)
    .filter((line) => !line.startsWith(CONTENT))
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

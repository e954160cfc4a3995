/** The strict forms that notes, checkpoints and proofs are made of. Nothing here needs Node. */
import { BadLog } from './bad-log.ts';

/** The bytes of a SHA-256 hash. */
export const HASH_SIZE = 32;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text, a byte order mark kept. Refuses, as BadLog, what is no UTF-8; `what` names it. */
export function readText(what: string, bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new BadLog(`${what} is not UTF-8.`);
  }
}

/**
 * A count or an index written in ASCII digits without a sign or a leading zero. Refuses, as BadLog,
 * every other form, and what is over 2^53 - 1; `what` names it.
 */
export function readDecimal(what: string, text: string): number {
  const value = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw new BadLog(`${what} ${JSON.stringify(text)} is no decimal number up to 2^53 - 1.`);
}

/**
 * The bytes that a text gives in base64 (RFC 4648 section 4). Refuses, as BadLog, every text but the
 * one that `writeBase64` makes of those bytes: no blanks, all padding, no stray bits; `what` names it.
 */
export function readBase64(what: string, text: string): Uint8Array {
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0) {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    if (writeBase64(bytes) === text) return bytes;
  }
  throw new BadLog(`${what} is not in strict base64.`);
}

/** Bytes in base64 with padding (RFC 4648 section 4). */
export function writeBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** A hash of 32 bytes from its base64. Refuses, as BadLog, another length; `what` names it. */
export function readHash(what: string, text: string): Uint8Array {
  const bytes = readBase64(what, text);
  if (bytes.length === HASH_SIZE) return bytes;
  throw new BadLog(`${what} has ${bytes.length} bytes, not ${HASH_SIZE}.`);
}

/** Are these the same bytes? */
export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

import { hash } from 'node:crypto';

/** The block of SHA-256, in bytes. */
const BLOCK = 64;

/** The key as RFC 2104 puts it before what is hashed, within and around. */
interface Pads {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

function padsOf(key: Uint8Array): Pads {
  const short = key.length > BLOCK ? hash('sha256', key, 'buffer') : key;
  const [inner, outer] = [Buffer.alloc(BLOCK, 0x36), Buffer.alloc(BLOCK, 0x5c)];
  for (const [index, byte] of short.entries()) {
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  }
  return { inner, outer };
}

const pads = new WeakMap<Uint8Array, Pads>();

/**
 * HMAC-SHA256 (RFC 2104) by two plain hashes: `createHmac` makes its key ready anew each time, and takes
 * five times as long for what a row says. A key must not be changed after it was used.
 */
export function hmacSha256(key: Uint8Array, said: Uint8Array): Buffer {
  const { inner, outer } = pads.get(key) ?? padsOf(key);
  pads.set(key, { inner, outer });
  const within = hash('sha256', Buffer.concat([inner, said]), 'buffer');
  return hash('sha256', Buffer.concat([outer, within]), 'buffer');
}

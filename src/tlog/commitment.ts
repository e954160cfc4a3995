import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { canonicalJson } from './canonical-json.ts';

/** A text as bytes; a Buffer takes half the time of a TextEncoder. */
function utf8Bytes(text: string): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.from(text);
  return new Uint8Array(buffer, byteOffset, length);
}

/** A value as RFC 8785 canonical JSON bytes. */
export function canonical(value: unknown): Uint8Array {
  // What writes plain values alone takes a third of the time.
  return utf8Bytes(canonicalJson(value) ?? canonicalize(value) ?? 'null');
}

/** `sha256:` and the hex digest of some bytes. */
export const sha256Text = (value: Uint8Array): string => `sha256:${hash('sha256', value, 'hex')}`;

/** The commitment to a payload: the digest of its salt followed by its canonical bytes. */
export function commitment(salt: Uint8Array, payload: Uint8Array): string {
  const salted = new Uint8Array(salt.length + payload.length);
  salted.set(salt);
  salted.set(payload, salt.length);
  return sha256Text(salted);
}

import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { ordered } from './ordered.ts';

const bytes = new TextEncoder();

/** A value as RFC 8785 canonical JSON bytes. */
export function canonical(value: unknown): Uint8Array {
  const inOrder = ordered(value);
  // JSON.stringify takes less than half the time.
  const text = inOrder === undefined ? canonicalize(value) : JSON.stringify(inOrder);
  return bytes.encode(text ?? 'null');
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

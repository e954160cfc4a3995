/** The Merkle tree of RFC 6962 as its section 2.1 words it. Shares nothing with src/tlog. */
import { createHash } from 'node:crypto';

const hashed = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The root over these leaves. */
export function rootOf(leaves: readonly Uint8Array[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return hashed();
  if (leaves.length === 1) return hashed(Buffer.of(0), first);
  let left = 1;
  while (left * 2 < leaves.length) left *= 2;
  return hashed(Buffer.of(1), rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)));
}

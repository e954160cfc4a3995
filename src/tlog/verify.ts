/** Checks of proofs. Nothing here needs Node, so that a reader's browser can check by itself. */
import { BadLog } from './bad-log.ts';
import { HASH_SIZE, sameBytes } from './strict.ts';

/** SHA-256 of some bytes, as 32 bytes: from whatever the place has. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** A tree at one size, and its root of 32 bytes. */
export interface Tree {
  readonly size: number;
  readonly root: Uint8Array;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isOdd = (value: number): boolean => value % 2 === 1;
// Not >> 1: that works on 32 bits, and sizes go up to 2^53 - 1.
const half = (value: number): number => Math.floor(value / 2);

function prefixed(prefix: number, parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 1));
  bytes[0] = prefix;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The hash of an entry's bytes as a leaf, 32 bytes (RFC 9162 section 2.1.1). */
export const hashLeaf = (sha256: Sha256, entry: Uint8Array): Uint8Array =>
  sha256(prefixed(0, [entry]));

const hashNode = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(prefixed(1, [left, right]));

function checkLengths(hashes: readonly Uint8Array[]): void {
  const odd = hashes.find(({ length }) => length !== HASH_SIZE);
  if (odd === undefined) return;
  throw new BadLog(`The proof has a hash of ${odd.length} bytes, not ${HASH_SIZE}.`);
}

const tooLong = () => new BadLog('The proof has more hashes than the tree has levels.');

/**
 * Checks that a tree holds an entry, by the hash of its leaf, at an index (RFC 9162 section 2.1.3.2).
 * Refuses, as BadLog, an index outside the tree, a proof that is too short, too long or not made of
 * hashes, and one that leads to another root.
 */
export function verifyInclusion(
  sha256: Sha256,
  leaf: Uint8Array,
  index: number,
  tree: Tree,
  proof: readonly Uint8Array[],
): void {
  if (!isCount(index) || !isCount(tree.size) || index >= tree.size) {
    throw new BadLog(`A tree of ${tree.size} has no entry ${index}.`);
  }
  checkLengths([leaf, ...proof]);
  let at = index;
  let last = tree.size - 1;
  let hash = leaf;
  for (const next of proof) {
    if (last === 0) throw tooLong();
    if (isOdd(at) || at === last) {
      hash = hashNode(sha256, next, hash);
      // At the right edge a level without a neighbour has no hash in the proof.
      for (; !isOdd(at) && at !== 0; at = half(at)) last = half(last);
    } else hash = hashNode(sha256, hash, next);
    at = half(at);
    last = half(last);
  }
  if (last !== 0) throw new BadLog('The proof has fewer hashes than its place in the tree needs.');
  if (!sameBytes(hash, tree.root)) {
    throw new BadLog(`The proof of entry ${index} leads to another root than that of the tree.`);
  }
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest > 0 && !isOdd(rest)) rest /= 2;
  return rest === 1;
}

/** Both roots that a proof's hashes lead to; the first of them is a subtree that both trees have. */
function rootsOf(sha256: Sha256, older: number, newer: number, hashes: readonly Uint8Array[]) {
  const [first, ...others] = hashes;
  if (first === undefined) throw new BadLog('The proof is empty, but the trees differ in size.');
  let at = older - 1;
  let last = newer - 1;
  for (; isOdd(at); at = half(at)) last = half(last);
  let oldRoot = first;
  let newRoot = first;
  for (const next of others) {
    if (last === 0) throw tooLong();
    if (isOdd(at) || at === last) {
      oldRoot = hashNode(sha256, next, oldRoot);
      newRoot = hashNode(sha256, next, newRoot);
      for (; !isOdd(at) && at !== 0; at = half(at)) last = half(last);
    } else newRoot = hashNode(sha256, newRoot, next);
    at = half(at);
    last = half(last);
  }
  if (last !== 0) throw new BadLog('The proof has fewer hashes than the two sizes need.');
  return { oldRoot, newRoot };
}

/**
 * Checks that the newer tree begins with all of the older one, unchanged (RFC 9162 section 2.1.4.2).
 * Refuses, as BadLog, an older tree that is empty or larger, a proof that is too short, too long or
 * not made of hashes, and one that leads to another root of either. Trees of one size need equal
 * roots and no hash.
 */
export function verifyConsistency(
  sha256: Sha256,
  older: Tree,
  newer: Tree,
  proof: readonly Uint8Array[],
): void {
  if (!isCount(older.size) || !isCount(newer.size) || older.size === 0) {
    throw new BadLog(`There is no proof from a tree of ${older.size} to one of ${newer.size}.`);
  }
  if (older.size > newer.size) {
    throw new BadLog(`The log shrank from ${older.size} entries to ${newer.size}.`);
  }
  if (older.size === newer.size) {
    if (proof.length > 0) throw tooLong();
    if (sameBytes(older.root, newer.root)) return;
    throw new BadLog(`There are two roots for one size, ${older.size}.`);
  }
  if (proof.length === 0) throw new BadLog('The proof is empty, but the trees differ in size.');
  const hashes = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof;
  checkLengths(hashes);
  const { oldRoot, newRoot } = rootsOf(sha256, older.size, newer.size, hashes);
  if (!sameBytes(oldRoot, older.root)) {
    throw new BadLog(
      `The proof leads to another root than that of the older ${older.size} entries.`,
    );
  }
  if (!sameBytes(newRoot, newer.root)) {
    throw new BadLog(
      `The proof leads to another root than that of the newer ${newer.size} entries.`,
    );
  }
}

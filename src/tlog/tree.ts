/** Roots and proofs of a tree whose full subtrees can be read, each in a logarithmic number of reads. */
import { emptyRoot, nodeHash } from './hash.ts';

/** The hashes of full subtrees. */
export interface HashReader {
  /**
   * The hash, of 32 bytes, of the entries from index * 2^level to (index + 1) * 2^level, the last not
   * included: level 0 is the entries themselves. Throws for what the tree does not have.
   */
  hash(level: number, index: number): Uint8Array;
}

/** Entries from the first up to but not including the second: what one hash of a proof stands for. */
type Range = readonly [from: number, to: number];

/** The largest power of two below a number over 1: where RFC 6962 splits a tree of that size. */
function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The hash of a range that RFC 6962 has as a subtree, joined from full ones, the smallest first. */
function hashOf(reader: HashReader, [from, to]: Range): Uint8Array {
  let hash: Uint8Array | undefined;
  let end = to;
  let rest = to - from;
  for (let level = 0, span = 1; rest > 0; level++, span *= 2, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 0) continue;
    end -= span;
    const left = reader.hash(level, end / span);
    hash = hash === undefined ? left : nodeHash(left, hash);
  }
  return hash ?? emptyRoot();
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** The root, 32 bytes, of the tree's first `size` entries. Throws a RangeError where it is no count. */
export function rootAt(reader: HashReader, size: number): Uint8Array {
  if (!isCount(size)) throw new RangeError(`${size} is no size of a tree`);
  return hashOf(reader, [0, size]);
}

/**
 * The proof that a tree of that size holds an entry: hashes of 32 bytes, the entry's neighbour first
 * (RFC 6962 section 2.1.1). Throws a RangeError where the index is not below the size.
 */
export function inclusionProof(reader: HashReader, index: number, size: number): Uint8Array[] {
  if (!isCount(index) || !isCount(size) || index >= size) {
    throw new RangeError(`a tree of ${size} has no entry ${index}`);
  }
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + split(to - from);
    ranges.push(index < middle ? [middle, to] : [from, middle]);
    if (index < middle) to = middle;
    else from = middle;
  }
  return ranges.reverse().map((range) => hashOf(reader, range));
}

/**
 * The proof that a tree begins with all of an older one: hashes of 32 bytes, none where both have one
 * size (RFC 6962 section 2.1.2). Throws a RangeError unless 0 < oldSize <= newSize: of an empty tree
 * there is nothing to prove.
 */
export function consistencyProof(
  reader: HashReader,
  oldSize: number,
  newSize: number,
): Uint8Array[] {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize === 0 || oldSize > newSize) {
    throw new RangeError(`a tree of ${newSize} has no proof from one of ${oldSize}`);
  }
  const ranges: Range[] = [];
  let from = 0;
  let to = newSize;
  while (to !== oldSize) {
    const middle = from + split(to - from);
    ranges.push(oldSize <= middle ? [middle, to] : [from, middle]);
    if (oldSize <= middle) to = middle;
    else from = middle;
  }
  // Where the old tree is itself this subtree, its root is known and stands in no proof.
  if (from > 0) ranges.push([from, to]);
  return ranges.reverse().map((range) => hashOf(reader, range));
}

import { hash } from 'node:crypto';
import { type Digest, digestBytes, emptyRoot } from './hash.ts';
import { HASH_SIZE } from './strict.ts';
import type { HashReader } from './tree.ts';

/** Where the left and the right of a pair begin: the byte 1 of RFC 6962 stands before them. */
const LEFT = 1;
const RIGHT = LEFT + HASH_SIZE;
const PAIR_SIZE = RIGHT + HASH_SIZE;

/** Has a tree of this size a full subtree of 2^level entries at its right edge? */
const stands = (size: number, level: number): boolean => Math.floor(size / 2 ** level) % 2 === 1;

/** The levels of those subtrees, the largest first. */
function levelsOf(size: number): number[] {
  const levels: number[] = [];
  for (let level = 0; 2 ** level <= size; level++) if (stands(size, level)) levels.unshift(level);
  return levels;
}

/**
 * The right edge of a tree (its "compact range"): the hashes of the full subtrees that its size, in
 * binary, has ones for. An append hashes one node on average, a root at most 53.
 *
 * Each level keeps its node's input, the byte 1 and two hashes, where the left half is the edge and
 * the right half is free: so a node is hashed where it lies, and nothing is copied.
 */
export class Edge {
  #size = 0;
  readonly #pairs: Buffer[] = [];

  /**
   * The edge of a tree of that size, from the hashes of its full subtrees, the largest first, as
   * `hashes()` gives them. Throws a RangeError where their number or lengths do not fit the size.
   */
  static of(size: number, hashes: readonly Uint8Array[]): Edge {
    const edge = new Edge();
    const levels = Number.isSafeInteger(size) && size >= 0 ? levelsOf(size) : [];
    const fit =
      hashes.length === levels.length && hashes.every((each) => each.length === HASH_SIZE);
    if (!fit || (size !== 0 && levels.length === 0)) {
      throw new RangeError(`these are not the hashes at the edge of a tree of ${size}`);
    }
    levels.forEach((level, at) => {
      edge.#pair(level).set(hashes[at] as Uint8Array, LEFT);
    });
    edge.#size = size;
    return edge;
  }

  /** The edge of a tree of that size whose subtrees can be read. */
  static read(reader: HashReader, size: number): Edge {
    const place = (level: number) => Math.floor(size / 2 ** level) - 1;
    return Edge.of(
      size,
      levelsOf(size).map((level) => reader.hash(level, place(level))),
    );
  }

  /** How many entries the tree has. */
  get size(): number {
    return this.#size;
  }

  /** Appends an entry by its hash. */
  append(leaf: Digest): void {
    let carry = leaf;
    let level = 0;
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      const pair = this.#pair(level++);
      pair.write(carry, RIGHT, HASH_SIZE, 'latin1');
      carry = hash('sha256', pair, 'binary');
    }
    this.#pair(level).write(carry, LEFT, HASH_SIZE, 'latin1');
    this.#size += 1;
  }

  /** The root of the tree as it is now, 32 bytes. */
  root(): Buffer {
    let carry: Digest | undefined;
    for (const level of levelsOf(this.#size).reverse()) {
      const pair = this.#pair(level);
      if (carry === undefined) carry = pair.toString('latin1', LEFT, RIGHT);
      else {
        pair.write(carry, RIGHT, HASH_SIZE, 'latin1');
        carry = hash('sha256', pair, 'binary');
      }
    }
    return carry === undefined ? emptyRoot() : digestBytes(carry);
  }

  /**
   * The hashes of the full subtrees, the largest first, each 32 bytes: with the size they are all
   * that has to be stored.
   */
  hashes(): Buffer[] {
    return levelsOf(this.#size).map((level) =>
      Buffer.from(this.#pair(level).subarray(LEFT, RIGHT)),
    );
  }

  /**
   * Copies the hash of the last full subtree of 2^level entries into bytes at an offset. It is there
   * only right after the append that completed the subtree, that is while 2^level divides the size.
   */
  copyCompleted(level: number, target: Buffer, at: number): void {
    const from = stands(this.#size, level) ? LEFT : RIGHT;
    this.#pair(level).copy(target, at, from, from + HASH_SIZE);
  }

  #pair(level: number): Buffer {
    let pair = this.#pairs[level];
    if (pair === undefined) {
      pair = Buffer.alloc(PAIR_SIZE, 1);
      this.#pairs[level] = pair;
    }
    return pair;
  }
}

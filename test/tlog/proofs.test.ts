import { describe, expect, it } from 'vitest';
import { BadLog } from '../../src/tlog/bad-log.ts';
import { Edge } from '../../src/tlog/edge.ts';
import { leafDigest, leafHash, sha256 } from '../../src/tlog/hash.ts';
import { consistencyProof, inclusionProof, rootAt } from '../../src/tlog/tree.ts';
import { hashLeaf, type Tree, verifyConsistency, verifyInclusion } from '../../src/tlog/verify.ts';
import { ListHashes, madeEntries } from './made.ts';
import { NaiveTree } from './naive.ts';

const MOST = 300;
const entries = madeEntries(MOST + 1);
const naive = new NaiveTree(entries);
const hashes = new ListHashes(entries);
const tree = (size: number): Tree => ({ size, root: naive.mth(0, size) });
const leaf = (index: number) => naive.mth(index, index + 1);

type Proof = readonly Uint8Array[];

const equal = (one: Proof, other: Proof) => Buffer.concat(one).equals(Buffer.concat(other));

/** Every proof made of one by changing a hash, leaving one out, adding one or swapping two. */
function* spoilt(proof: Proof): Generator<Proof> {
  const stray = leaf(MOST);
  for (let at = 0; at <= proof.length; at++) {
    const [before, after] = [proof.slice(0, at), proof.slice(at)];
    yield [...before, stray, ...after];
    const [one, two] = after;
    if (one === undefined) continue;
    const flipped = Uint8Array.from(one);
    flipped[at % 32] = (one[at % 32] ?? 0) ^ (1 << (at % 8));
    yield [...before, flipped, ...after.slice(1)];
    yield [...before, ...after.slice(1)];
    yield [...before, one.subarray(1), ...after.slice(1)];
    if (two !== undefined) yield [...before, two, one, ...after.slice(2)];
  }
}

/** How many of these checks pass that must not; anything else than BadLog is passed on. */
function passing(checks: Iterable<() => void>): number {
  let passed = 0;
  for (const check of checks) {
    try {
      check();
      passed += 1;
    } catch (error) {
      if (!(error instanceof BadLog)) throw error;
    }
  }
  return passed;
}

const flip = (root: Uint8Array) =>
  Uint8Array.from(root, (byte, at) => (at === 9 ? byte ^ 4 : byte));

function* spoiltInclusions(index: number, size: number, proof: Proof): Generator<() => void> {
  const check = (at: number, of: Tree, by: Proof, from = leaf(index)) => {
    return () => verifyInclusion(sha256, from, at, of, by);
  };
  const { root } = tree(size);
  for (const other of spoilt(proof)) yield check(index, tree(size), other);
  for (const at of [index - 1, index + 1, size, -1, index + 0.5])
    yield check(at, tree(size), proof);
  for (const of of [size - 1, size + 1]) yield check(index, tree(of), proof);
  yield check(index, { size, root: flip(root) }, proof);
  yield check(index, tree(size), proof, leaf(MOST));
  for (const of of [Number.NaN, 2 ** 53, -size]) yield check(index, { size: of, root }, proof);
}

function* spoiltConsistencies(from: number, to: number, proof: Proof): Generator<() => void> {
  const [older, newer] = [tree(from), tree(to)];
  const check = (one: Tree, other: Tree, by: Proof) => {
    return () => verifyConsistency(sha256, one, other, by);
  };
  for (const other of spoilt(proof)) yield check(older, newer, other);
  yield check({ size: from, root: flip(older.root) }, newer, proof);
  yield check(older, { size: to, root: flip(newer.root) }, proof);
  yield check(older, tree(to + 1), proof);
  if (from === to) return;
  yield check(older, tree(from), proof);
  yield check(newer, older, proof);
  yield check({ size: from, root: newer.root }, { size: to, root: older.root }, proof);
  for (const size of [from - 1, from + 1]) yield check(tree(size), newer, proof);
}

/** All pairs up to 40, and one of 29 above. */
const tried = (one: number, other: number) => other <= 40 || (one * 7 + other) % 29 === 0;

describe('up to 300 entries', () => {
  it('every root is that of RFC 6962, from subtrees and from the edge', () => {
    const edge = new Edge();
    for (let size = 0; size <= MOST; size++) {
      expect(rootAt(hashes, size), `${size}`).toEqual(tree(size).root);
      expect(edge.root(), `${size}`).toEqual(tree(size).root);
      edge.append(leafDigest(entries[size] as Buffer));
    }
  });

  it('every proof of inclusion is that of RFC 6962, and holds', () => {
    const wrong: string[] = [];
    for (let size = 1; size <= MOST; size++) {
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(hashes, index, size);
        if (!equal(proof, naive.path(index, 0, size))) wrong.push(`${index} of ${size}`);
        verifyInclusion(sha256, leaf(index), index, tree(size), proof);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('every proof of consistency is that of RFC 6962, and holds', () => {
    const wrong: string[] = [];
    for (let to = 1; to <= MOST; to++) {
      for (let from = 1; from <= to; from++) {
        const proof = consistencyProof(hashes, from, to);
        if (!equal(proof, naive.proof(from, to))) wrong.push(`${from} to ${to}`);
        verifyConsistency(sha256, tree(from), tree(to), proof);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('no spoilt proof of inclusion holds', () => {
    const wrong: string[] = [];
    for (let size = 1; size <= MOST; size++) {
      for (let index = 0; index < size; index++) {
        if (!tried(index, size)) continue;
        const proof = naive.path(index, 0, size);
        if (passing(spoiltInclusions(index, size, proof)) > 0) wrong.push(`${index} of ${size}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('no spoilt proof of consistency holds', () => {
    const wrong: string[] = [];
    for (let to = 1; to <= MOST; to++) {
      for (let from = 1; from <= to; from++) {
        if (!tried(from, to)) continue;
        const proof = naive.proof(from, to);
        if (passing(spoiltConsistencies(from, to, proof)) > 0) wrong.push(`${from} to ${to}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('the edges of it', () => {
  it('hashes a leaf alike here and in a browser', () => {
    for (const entry of entries) expect(hashLeaf(sha256, entry)).toEqual(leafHash(entry));
  });

  it.each([0, 1, 4095, 4096, 4097, 65_535])('hashes a leaf of %i bytes', (length) => {
    const entry = new Uint8Array(length).fill(3);
    expect(leafHash(entry)).toEqual(new NaiveTree([entry]).mth(0, 1));
  });

  it('hashes no entry that a bundle cannot hold', () => {
    expect(() => leafHash(new Uint8Array(65_536))).toThrow('65536 bytes');
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('has no root at size %d', (size) => {
    expect(() => rootAt(hashes, size)).toThrow(RangeError);
  });

  it.each([
    [3, 3],
    [-1, 3],
    [0, 0],
    [0.5, 3],
    [0, Number.NaN],
    [0, Number.POSITIVE_INFINITY],
  ])('makes no proof of entry %d of %d', (index, size) => {
    expect(() => inclusionProof(hashes, index, size)).toThrow(RangeError);
  });

  it.each([
    [0, 3],
    [4, 3],
    [-1, 3],
    [1.5, 3],
    [1, Number.POSITIVE_INFINITY],
  ])('makes no proof from size %d to %d', (from, to) => {
    expect(() => consistencyProof(hashes, from, to)).toThrow(RangeError);
  });

  it('says what is wrong with a proof', () => {
    const [inclusion, consistency] = [naive.path(5, 0, 9), naive.proof(5, 9)];
    const stray = leaf(MOST);
    const included = (proof: Proof) => verifyInclusion(sha256, leaf(5), 5, tree(9), proof);
    const consistent = (proof: Proof) => verifyConsistency(sha256, tree(5), tree(9), proof);
    expect(() => included([...inclusion, stray])).toThrow('more hashes');
    expect(() => included(inclusion.slice(1))).toThrow('fewer hashes');
    expect(() => included([stray, ...inclusion.slice(1)])).toThrow('another root');
    expect(() => consistent([...consistency, stray])).toThrow('more hashes');
    expect(() => consistent(consistency.slice(0, -1))).toThrow('fewer hashes');
    expect(() => consistent([...consistency.slice(0, -1), stray])).toThrow('newer 9 entries');
    expect(() => consistent([stray, ...consistency.slice(1)])).toThrow('older 5 entries');
    expect(() => consistent([])).toThrow('empty');
    const short = stray.subarray(1);
    expect(() => included([short])).toThrow('a hash of 31 bytes');
    expect(() => consistent([short])).toThrow('a hash of 31 bytes');
    expect(() => verifyConsistency(sha256, tree(9), tree(5), [])).toThrow('shrank');
  });

  it('proves beyond 32 bits', () => {
    const same: Uint8Array = leafHash(Buffer.of(1));
    const levels = [same];
    const naiveAt = (level: number): Uint8Array => {
      const below = levels[level - 1] as Uint8Array;
      levels[level] ??= sha256(Buffer.concat([Buffer.of(1), below, below]));
      return levels[level] as Uint8Array;
    };
    for (let level = 1; level <= 53; level++) naiveAt(level);
    const alike = { hash: (level: number) => levels[level] as Uint8Array };
    for (const size of [2 ** 31 + 1, 2 ** 32, 2 ** 40 + 12345, 2 ** 53 - 1]) {
      const large = { size, root: rootAt(alike, size) };
      expect(Edge.read(alike, size).root()).toEqual(large.root);
      for (const other of [1, 2 ** 31, 2 ** 31 + 1, size - 1]) {
        const index = Math.min(other, size - 1);
        verifyInclusion(sha256, same, index, large, inclusionProof(alike, index, size));
        const older = { size: index, root: rootAt(alike, index) };
        verifyConsistency(sha256, older, large, consistencyProof(alike, index, size));
      }
    }
  });
});

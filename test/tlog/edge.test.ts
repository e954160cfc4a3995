import { describe, expect, it } from 'vitest';
import { Edge } from '../../src/tlog/edge.ts';
import { leafDigest } from '../../src/tlog/hash.ts';
import { ListHashes, madeEntries } from './made.ts';
import { NaiveTree } from './naive.ts';

const entries = madeEntries(70);
const naive = new NaiveTree(entries);
const digests = entries.map(leafDigest);

function grown(edge: Edge, to: number): Edge {
  for (const digest of digests.slice(edge.size, to)) edge.append(digest);
  return edge;
}

describe('the right edge', () => {
  it('has the full subtrees, the largest first', () => {
    expect(new Edge().hashes()).toEqual([]);
    const expected = [naive.mth(0, 4), naive.mth(4, 6), naive.mth(6, 7)];
    expect(grown(new Edge(), 7).hashes()).toEqual(expected);
  });

  it('goes on from what was stored, at every size', () => {
    const reader = new ListHashes(entries);
    for (let size = 0; size <= 66; size++) {
      const whole = grown(new Edge(), size);
      for (const edge of [Edge.of(size, whole.hashes()), Edge.read(reader, size)]) {
        expect(edge.size).toBe(size);
        expect(edge.root()).toEqual(naive.mth(0, size));
        expect(grown(edge, 70).root()).toEqual(naive.mth(0, 70));
      }
    }
  });

  it('may be asked for its root at any time', () => {
    const edge = new Edge();
    for (const digest of digests) {
      edge.append(digest);
      expect(edge.root()).toEqual(edge.root());
    }
    expect(edge.root()).toEqual(naive.mth(0, 70));
  });

  it('hands over the subtree that an append completed', () => {
    const edge = new Edge();
    const target = Buffer.alloc(40);
    for (const digest of digests) {
      edge.append(digest);
      for (let level = 0; edge.size % 2 ** level === 0; level++) {
        edge.copyCompleted(level, target, 8);
        expect(target.subarray(8)).toEqual(naive.mth(edge.size - 2 ** level, edge.size));
      }
    }
  });

  it('keeps what it handed out', () => {
    const edge = grown(new Edge(), 3);
    const [hashes, root] = [edge.hashes(), edge.root()];
    grown(edge, 70);
    expect(hashes).toEqual([naive.mth(0, 2), naive.mth(2, 3)]);
    expect(root).toEqual(naive.mth(0, 3));
  });

  it.each([
    ['too few', 3, [32]],
    ['too many', 3, [32, 32, 32]],
    ['a short one', 3, [32, 31]],
    ['some for an empty tree', 0, [32]],
    ['none for size 1', 1, []],
    ['half a size', 0.5, []],
    ['a size below 0', -1, []],
    ['a size beyond all', Number.POSITIVE_INFINITY, []],
    ['no size', Number.NaN, []],
  ])('refuses hashes that do not fit: %s', (_, size, lengths) => {
    const hashes = lengths.map((length) => new Uint8Array(length));
    expect(() => Edge.of(size, hashes)).toThrow(RangeError);
  });
});

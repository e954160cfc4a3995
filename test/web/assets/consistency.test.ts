/** A browser proves from the log's tiles that the log only grew, and refuses every proof that is another. */
import { describe, expect, it } from 'vitest';
import { parseTilePath, tileWidth } from '../../../src/tlog/tiles.ts';
import { consistencyProof, inclusionProof, rootAt } from '../../../src/tlog/tree.ts';
import { Random } from '../../laws/random.ts';
import { ListHashes, madeEntries } from '../../tlog/made.ts';
import { bytes, type Case, consistencies, inclusions, proofOf } from '../../tlog/merkle-cases.ts';
import { CONSISTENCY, PROOF, type TileReader, TOOLS } from './browser-proof.ts';

const { checkConsistent, consistencyPath } = CONSISTENCY;
const { rootFrom, Wrong } = PROOF;

/** Over three tiles of the second level in part, so that paths name tiles of all kinds. */
const MOST = 66_100;
const hashes = new ListHashes(madeEntries(MOST));

/** The tiles of the log at a size, and which of them were asked for. */
function tilesAt(size: number): { tile: TileReader; paths: string[] } {
  const paths: string[] = [];
  const tile = async (path: string) => {
    paths.push(path);
    const found = parseTilePath(path);
    if (found === undefined || found.level === 'entries') throw new Error(`no path: ${path}`);
    const { level, index, width } = found;
    const span = 256 ** level;
    if (index * 256 + width > Math.floor(size / span)) throw new Error(`no tile: ${path}`);
    const each = Array.from({ length: width }, (_, at) => hashes.hash(level * 8, index * 256 + at));
    return new Uint8Array(Buffer.concat(each));
  };
  return { tile, paths };
}

const treeOf = (size: number) => ({ size, root: rootAt(hashes, size) });

async function answer({ wantErr }: Case, check: () => Promise<unknown>): Promise<void> {
  if (wantErr) await expect(check()).rejects.toThrow(Wrong);
  else await check();
}

describe('the public cases in a browser', () => {
  it.each(inclusions)('$case', async (each) => {
    await answer(each, async () => {
      const hash = bytes(each.leafHash);
      if (hash.length !== 32) throw new Wrong('a leaf hash of another length');
      const place = { index: each.leafIdx, size: each.treeSize, path: proofOf(each) };
      const root = await rootFrom(TOOLS, hash, place);
      if (!bytes(each.root).equals(root)) throw new Wrong('another root');
    });
  });

  it.each(consistencies)('$case', async (each) => {
    const older = { size: each.size1, root: bytes(each.root1) };
    const newer = { size: each.size2, root: bytes(each.root2) };
    await answer(each, () => checkConsistent(TOOLS, older, newer, proofOf(each)));
  });
});

describe('a browser', () => {
  it('makes the same proofs of consistency from tiles as the log itself', async () => {
    const random = new Random(5);
    const pairs = Array.from({ length: 40 }, () => {
      const newer = 2 + random.below(MOST - 2);
      return [1 + random.below(newer - 1), newer] as const;
    });
    const named = new Set<string>();
    for (const [older, newer] of [
      [1, 2],
      [256, 257],
      [255, 65_536],
      [65_536, MOST],
      ...pairs,
    ] as const) {
      const { tile, paths } = tilesAt(newer);
      const path = await consistencyPath(TOOLS, tile, older, newer);
      const expected = consistencyProof(hashes, older, newer);
      expect(path.map((each) => Buffer.from(each).toString('hex'))).toEqual(
        expected.map((each) => Buffer.from(each).toString('hex')),
      );
      await checkConsistent(TOOLS, treeOf(older), treeOf(newer), path);
      for (const each of paths) named.add(each.replace(/\d/g, '0'));
    }
    expect([...named].some((each) => each.includes('.p/'))).toBe(true);
  });

  it('asks for the tiles of a log of any size by their paths, and for no others', async () => {
    const newer = 2 ** 40 + 99_999;
    const paths: string[] = [];
    const tile: TileReader = async (path) => {
      paths.push(path);
      const found = parseTilePath(path);
      if (found === undefined) throw new Error(`no path of a tile: ${path}`);
      const { level, index, width } = found;
      expect(tileWidth(newer, level, index)).toBe(width);
      return new Uint8Array(width * 32);
    };
    await consistencyPath(TOOLS, tile, 2 ** 33 + 12_345, newer);
    expect(paths).toContain('tile/0/x033/x554/480');
  });

  it('refuses a log that was rewritten, that shrank, or that has two roots', async () => {
    const [older, newer] = [treeOf(700), treeOf(872)];
    const path = await consistencyPath(TOOLS, tilesAt(872).tile, 700, 872);
    const other = { size: 700, root: rootAt(hashes, 699) };
    const check = (one: typeof older, two: typeof older, by = path) =>
      checkConsistent(TOOLS, one, two, by);
    await expect(check(other, newer)).rejects.toThrow(/older checkpoint: entries were rewritten/);
    await expect(check(older, { ...newer, root: other.root })).rejects.toThrow(/newer checkpoint/);
    await expect(check(newer, older)).rejects.toThrow('The log shrank from 872 entries to 700.');
    await expect(check({ ...older, size: 872 }, newer, [])).rejects.toThrow(/two roots for one/);
    await expect(check(older, newer, path.slice(1))).rejects.toThrow(Wrong);
    await expect(check(older, newer, [...path, ...path])).rejects.toThrow(Wrong);
  });

  it('refuses a tile that is too short', async () => {
    const short: TileReader = async (path) => (await tilesAt(872).tile(path)).subarray(0, 31);
    await expect(consistencyPath(TOOLS, short, 700, 872)).rejects.toThrow(/tile\/.* is too short/);
  });

  it('climbs to the root from each leaf of trees of all small sizes', async () => {
    for (let size = 1; size < 20; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const path = inclusionProof(hashes, index, size);
        const root = await rootFrom(TOOLS, hashes.hash(0, index), { index, size, path });
        expect(Buffer.from(root).equals(treeOf(size).root)).toBe(true);
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import { BadLog } from '../../src/tlog/bad-log.ts';
import { leafDigest } from '../../src/tlog/hash.ts';
import { HashTiles } from '../../src/tlog/hash-tiles.ts';
import { LogTiles } from '../../src/tlog/log-tiles.ts';
import { readTile } from '../../src/tlog/read-tile.ts';
import { TileHashes } from '../../src/tlog/tile-hashes.ts';
import { tilesOf } from '../../src/tlog/tiles.ts';
import { consistencyProof, inclusionProof, rootAt } from '../../src/tlog/tree.ts';
import { madeEntries, putTiles, sourceOf } from './made.ts';
import { NaiveTree } from './naive.ts';

const MOST = 70_000;
const entries = madeEntries(MOST);
const naive = new NaiveTree(entries);

type Tiles = ReadonlyMap<string, Uint8Array>;

/** What differs: paths that only one has, or whose bytes are others. Faster than toEqual. */
function differing(one: Tiles, other: Tiles): string[] {
  const paths = new Set([...one.keys(), ...other.keys()]);
  return [...paths].filter((path) => {
    const [bytes, others] = [one.get(path), other.get(path)];
    return bytes === undefined || others === undefined || Buffer.compare(bytes, others) !== 0;
  });
}

/** Adds entries up to a size, taking the full tiles at whiles, as an exporter does. */
function grow(log: LogTiles, to: number, tiles = new Map<string, Uint8Array>()) {
  for (const entry of entries.slice(log.size, to)) {
    log.add(entry);
    if (log.size % 700 === 0) putTiles(tiles, log.take());
  }
  putTiles(tiles, log.take());
  putTiles(tiles, log.partials());
  return tiles;
}

describe('the tiles of a log', () => {
  it.each([0, 1, 2, 3, 255, 256, 257, 65_536, MOST])('are those of the definition: %i', (size) => {
    const log = new LogTiles();
    expect(differing(grow(log, size), naive.tiles(size))).toEqual([]);
    expect(log.size).toBe(size);
    expect(log.root()).toEqual(naive.mth(0, size));
  });

  it('are the same when begun at every size up to 520', () => {
    const whole = naive.tiles(530);
    for (let size = 0; size <= 520; size++) {
      const begun = naive.tiles(size);
      const log = new LogTiles(size, sourceOf(begun));
      expect(log.root()).toEqual(naive.mth(0, size));
      const tiles = grow(log, 530);
      const full = [...begun].filter(([path]) => !path.includes('.p/'));
      expect(differing(new Map([...full, ...tiles]), whole), `${size}`).toEqual([]);
    }
  });

  it.each([65_535, 65_536, 65_537, 69_999])('are the same when begun at %i', (size) => {
    const begun = naive.tiles(size);
    const tiles = grow(new LogTiles(size, sourceOf(begun)), MOST);
    const full = [...begun].filter(([path]) => !path.includes('.p/'));
    expect(differing(new Map([...full, ...tiles]), naive.tiles(MOST))).toEqual([]);
  });

  it('may be begun from fuller tiles than the size has', () => {
    const later = naive.tiles(512);
    const source = {
      read: ({ level = 0 as number | 'entries' }) => later.get(`tile/${level}/000`),
    };
    const log = new LogTiles(200, source);
    expect(log.root()).toEqual(naive.mth(0, 200));
    expect(differing(grow(log, 300), grow(new LogTiles(), 300))).toEqual([]);
  });

  it('are handed over once, and change no more', () => {
    const log = new LogTiles();
    for (const entry of entries.slice(0, 256)) log.add(entry);
    const [bundle, hashes, ...others] = log.take();
    expect(others).toEqual([]);
    expect(log.take()).toEqual([]);
    const partials = log.partials();
    for (const entry of entries.slice(256, 600)) log.add(entry);
    const then = naive.tiles(256);
    expect(bundle?.bytes).toEqual(then.get('tile/entries/000'));
    expect(hashes?.bytes).toEqual(then.get('tile/0/000'));
    expect(partials.map(({ bytes }) => bytes)).toEqual([then.get('tile/1/000.p/1')]);
  });

  it('refuse an entry over 65,535 bytes, and go on as if it had not been', () => {
    const log = new LogTiles();
    log.add(entries[0] as Buffer);
    expect(() => log.add(new Uint8Array(65_536))).toThrow(BadLog);
    expect(log.root()).toEqual(naive.mth(0, 1));
    expect(differing(grow(log, 3), naive.tiles(3))).toEqual([]);
    const longest = [new Uint8Array(65_535).fill(9)];
    const other = new LogTiles();
    for (const entry of longest) other.add(entry);
    const tiles = new Map<string, Uint8Array>();
    putTiles(tiles, other.partials());
    expect(differing(tiles, new NaiveTree(longest).tiles(1))).toEqual([]);
  });

  it.each(['tile/entries/001.p/44', 'tile/0/001.p/44', 'tile/1/000.p/1'])(
    'cannot be begun without %s, or from one cut short',
    (path) => {
      const tiles = new Map<string, Uint8Array>(naive.tiles(300));
      const bytes = tiles.get(path) as Uint8Array;
      tiles.delete(path);
      expect(() => new LogTiles(300, sourceOf(tiles))).toThrow(`${path} is missing.`);
      for (const length of [0, bytes.length - 1]) {
        tiles.set(path, bytes.subarray(0, length));
        expect(() => new LogTiles(300, sourceOf(tiles))).toThrow(`${path}: `);
      }
    },
  );

  it('cannot be begun without any source', () => {
    expect(() => new LogTiles(1)).toThrow(RangeError);
    expect(() => new HashTiles(1)).toThrow(RangeError);
  });
});

describe('tiles of hashes alone', () => {
  it('come from hashes of leaves as well, and can be read while they grow', () => {
    const tiles = new Map<string, Uint8Array>();
    const hashes = new HashTiles();
    for (let size = 1; size <= 520; size++) {
      hashes.addDigest(leafDigest(entries[size - 1] as Buffer));
      putTiles(tiles, hashes.take());
      const source = {
        read: (tile: Parameters<HashTiles['read']>[0]) =>
          hashes.read(tile) ?? sourceOf(tiles).read(tile),
      };
      expect(rootAt(new TileHashes(source, size), size)).toEqual(naive.mth(0, size));
      expect(hashes.read({ level: 0, index: 0, width: (size % 256) + 1 })).toBeUndefined();
      expect(hashes.read({ level: 'entries', index: 0, width: 1 })).toBeUndefined();
    }
  });
});

describe('proofs from tiles', () => {
  const tiles = naive.tiles(MOST);
  const reads: string[] = [];
  const counted = {
    read: (tile: Parameters<HashTiles['read']>[0]) => {
      reads.push(`${tile.level}`);
      return sourceOf(tiles).read(tile);
    },
  };

  it('are those of RFC 6962 at any size, and read few tiles', () => {
    for (const size of [1, 2, 255, 256, 257, 4_321, 65_536, 65_537, MOST]) {
      const hashes = new TileHashes(sourceOf(naive.tiles(size)), size);
      for (const other of [0, 1, 255, 256, 300, 65_535, 65_536, size - 1]) {
        if (other >= size) continue;
        expect(inclusionProof(hashes, other, size)).toEqual(naive.path(other, 0, size));
        if (other === 0) continue;
        expect(consistencyProof(hashes, other, size)).toEqual(naive.proof(other, size));
      }
    }
    for (const index of [0, 255, 40_000, MOST - 1]) {
      reads.length = 0;
      inclusionProof(new TileHashes(counted, MOST), index, MOST);
      expect(reads.length).toBeLessThanOrEqual(6);
    }
  });

  it('of an older size come from the tiles of a newer one', () => {
    const hashes = new TileHashes(sourceOf(tiles), MOST);
    for (const size of [1, 255, 300, 65_537, MOST]) {
      expect(rootAt(hashes, size)).toEqual(naive.mth(0, size));
      expect(inclusionProof(hashes, size - 1, size)).toEqual(naive.path(size - 1, 0, size));
    }
  });

  it('need their tiles', () => {
    const fewer = new Map<string, Uint8Array>(tiles);
    fewer.delete('tile/0/001');
    expect(() => inclusionProof(new TileHashes(sourceOf(fewer), MOST), 300, MOST)).toThrow(
      'tile/0/001 is missing.',
    );
    fewer.set('tile/0/001', new Uint8Array(8191));
    expect(() => inclusionProof(new TileHashes(sourceOf(fewer), MOST), 300, MOST)).toThrow(
      'tile/0/001: It has 8191 bytes, not 8192.',
    );
    expect(() => new TileHashes(sourceOf(tiles), MOST).hash(0, MOST)).toThrow(RangeError);
    expect(() => new TileHashes(sourceOf(tiles), MOST).hash(17, 0)).toThrow(RangeError);
  });

  it('and every other tile is read by its name, or out of a fuller one', () => {
    for (const tile of tilesOf(300)) {
      const fuller = { read: () => sourceOf(tiles).read({ ...tile, width: 256 }) };
      const bytes = readTile(sourceOf(naive.tiles(300)), tile);
      const inside = tile.level === 1 ? bytes : readTile(fuller, tile);
      expect(inside).toEqual(bytes);
    }
  });
});

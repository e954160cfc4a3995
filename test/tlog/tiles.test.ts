import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatTilePath,
  parseTilePath,
  partialTile,
  type Tile,
  tilesOf,
  tileWidth,
} from '../../src/tlog/tiles.ts';
import { NaiveTree } from './naive.ts';

const tile = (level: Tile['level'], index: number, width = 256): Tile => ({ level, index, width });

describe('paths of tiles', () => {
  it.each([
    ['tile/0/000', tile(0, 0)],
    ['tile/0/999.p/1', tile(0, 999, 1)],
    ['tile/1/x001/000', tile(1, 1000)],
    ['tile/0/x001/x234/067', tile(0, 1234067)],
    ['tile/0/x001/x234/067.p/255', tile(0, 1234067, 255)],
    ['tile/63/000', tile(63, 0)],
    ['tile/entries/x010/000.p/17', tile('entries', 10_000, 17)],
    ['tile/0/x009/x007/x199/x254/x740/991', tile(0, 2 ** 53 - 1)],
  ])('%s', (path, expected) => {
    expect(parseTilePath(path)).toEqual(expected);
    expect(formatTilePath(expected)).toBe(path);
  });

  it.each([
    '',
    'tile/0',
    'tile/0/',
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/0/x000/000',
    'tile/0/x000/001',
    'tile/0/001/001',
    'tile/0/x001',
    'tile/0/x001/x001',
    'tile/0/X001/001',
    'tile/00/000',
    'tile/01/000',
    'tile/64/000',
    'tile/100/000',
    'tile/-1/000',
    'tile/data/000',
    'tile/8/0/000',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/257',
    'tile/0/000.p/',
    'tile/0/000.p',
    'tile/0/000/p/1',
    'tile/0/000.p/1/',
    '/tile/0/000',
    'tile/0/000\n',
    'tile/0/٠٠٠',
    'tile/0/../000',
    'tile/0/x009/x007/x199/x254/x740/992',
    'tile/0/x001/x000/x000/x000/x000/x000/000',
  ])('none is %j', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  it('are read back as they are written', () => {
    const level = fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 }));
    const tiles = fc.tuple(level, fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }));
    fc.assert(
      fc.property(tiles, ([at, index, width]) => {
        const one = tile(at, index, width);
        expect(parseTilePath(formatTilePath(one))).toEqual(one);
      }),
    );
  });
});

describe('the tiles of a size', () => {
  const naive = new NaiveTree(Array.from({ length: 70_000 }, () => new Uint8Array(0)));

  it.each([0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000])('%i', (size) => {
    expect([...tilesOf(size)].map(formatTilePath)).toEqual([...naive.tiles(size).keys()]);
  });

  it('are 273 and 112, 1 and 17, and 1 of 70,000', () => {
    const partials = ['entries' as const, 0, 1, 2, 3].map((level) => partialTile(70_000, level));
    const expected = [tile('entries', 273, 112), tile(0, 273, 112), tile(1, 1, 17), tile(2, 0, 1)];
    expect(partials).toEqual([...expected, undefined]);
  });

  it('have widths from nothing to full', () => {
    const places = [0, 1, 2, 3];
    expect(places.map((index) => tileWidth(513, 0, index))).toEqual([256, 256, 1, 0]);
    expect(places.map((index) => tileWidth(512, 'entries', index))).toEqual([256, 256, 0, 0]);
    expect(places.map((level) => tileWidth(2 ** 53 - 1, 3 + level, 0))).toEqual([
      256, 256, 256, 31,
    ]);
  });
});

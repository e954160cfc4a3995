/** Which tiles a log has, and what they are called (c2sp.org/tlog-tiles). */
import { HASH_SIZE } from './strict.ts';

/** How many hashes or entries a full tile has. */
export const TILE_WIDTH = 256;

/** How many levels of the tree lie between two levels of tiles. */
export const TILE_HEIGHT = 8;

/** Where a tile stands: a level of hashes from 0, or the entries themselves. */
export type TileLevel = number | 'entries';

/** A tile as it is named: its level, its place in the level from 0, and how much it has, 1 to 256. */
export interface Tile {
  readonly level: TileLevel;
  readonly index: number;
  readonly width: number;
}

/** A tile and its bytes: so many hashes of 32 bytes, or as many entries with their lengths. */
export interface TileData extends Tile {
  readonly bytes: Uint8Array;
}

/** Where tiles are kept. */
export interface TileSource {
  /**
   * The bytes of a tile that has at least that width; more than asked for is as good, since a
   * partial tile is the beginning of each fuller one. Undefined where there is none.
   */
  read(tile: Tile): Uint8Array | undefined;
}

/** How many entries one hash of a level stands for. */
const span = (level: TileLevel): number => (level === 'entries' ? 1 : TILE_WIDTH ** level);

/**
 * The width of the tile at a place in a log of that size: 256 where it is full, 0 where there is none.
 * A hash above level 0 stands for a full tile below it only.
 */
export function tileWidth(size: number, level: TileLevel, index: number): number {
  const there = Math.floor(size / span(level)) - index * TILE_WIDTH;
  return Math.min(Math.max(there, 0), TILE_WIDTH);
}

/** How many bytes a tile of hashes has. */
export const tileBytes = (width: number): number => width * HASH_SIZE;

/** The tiles of hashes' levels that a log of that size has, from 0. */
export function tileLevels(size: number): number[] {
  const levels: number[] = [];
  while (size >= span(levels.length)) levels.push(levels.length);
  return levels;
}

/** The partial tile at the end of a level, entries too; undefined where the level ends with a full tile. */
export function partialTile(size: number, level: TileLevel): Tile | undefined {
  const index = Math.floor(size / span(level) / TILE_WIDTH);
  const width = tileWidth(size, level, index);
  return width === 0 ? undefined : { level, index, width };
}

/**
 * Every tile that a log of that size has: the entries, then each level of hashes, full tiles first
 * and last the partial one. None for an empty log.
 */
export function* tilesOf(size: number): Generator<Tile> {
  for (const level of ['entries' as const, ...tileLevels(size)]) {
    for (let index = 0; ; index++) {
      const width = tileWidth(size, level, index);
      if (width > 0) yield { level, index, width };
      if (width < TILE_WIDTH) break;
    }
  }
}

/** The path of a tile below the log's own: `tile/0/x001/234`, `tile/entries/000.p/17`. */
export function formatTilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const place = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${place}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

const PATH = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/;

/** The highest level that the standard names; a log reaches 6 at most. */
const HIGHEST_LEVEL = 63;

/**
 * The tile that a path names. Undefined for all but the one path of a tile: other forms of its
 * numbers, levels over 63, widths that are not 1 to 255.
 */
export function parseTilePath(path: string): Tile | undefined {
  const [, level = '', place = '', partial] = PATH.exec(path) ?? [];
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(place.replace(/[x/]/g, '')),
    width: partial === undefined ? TILE_WIDTH : Number(partial),
  };
  const known = level === 'entries' || Number(level) <= HIGHEST_LEVEL;
  const fits = tile.width > 0 && Number.isSafeInteger(tile.index);
  return known && fits && formatTilePath(tile) === path ? tile : undefined;
}

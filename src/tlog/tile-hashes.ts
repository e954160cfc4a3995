import { type Digest, digestAt, digestBytes, nodeDigest } from './hash.ts';
import { readTile } from './read-tile.ts';
import {
  formatTilePath,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  type TileSource,
  tileWidth,
} from './tiles.ts';
import type { HashReader } from './tree.ts';

/** So many tiles are kept; one proof reads at most two for each of seven levels. */
const KEPT = 16;

/** The hash over 2^height hashes of a tile, of which the first is at that place. */
function subtree(tile: Buffer, place: number, height: number): Digest {
  if (height === 0) return digestAt(tile, place);
  const middle = place + 2 ** (height - 1);
  return nodeDigest(subtree(tile, place, height - 1), subtree(tile, middle, height - 1));
}

/**
 * The hashes of a log of a certain size, read from its tiles: one tile for each hash asked for, the
 * last few of them kept. Throws BadLog, naming the tile, where one is missing or too short.
 */
export class TileHashes implements HashReader {
  readonly #source: TileSource;
  readonly #size: number;
  readonly #kept = new Map<string, Buffer>();

  constructor(source: TileSource, size: number) {
    this.#source = source;
    this.#size = size;
  }

  hash(level: number, index: number): Buffer {
    const height = level % TILE_HEIGHT;
    const first = index * 2 ** height;
    const place = first % TILE_WIDTH;
    const tile = {
      level: (level - height) / TILE_HEIGHT,
      index: Math.floor(first / TILE_WIDTH),
    };
    const width = tileWidth(this.#size, tile.level, tile.index);
    if (place + 2 ** height > width) {
      throw new RangeError(`a tree of ${this.#size} has no subtree ${index} at level ${level}`);
    }
    return digestBytes(subtree(this.#tile({ ...tile, width }), place, height));
  }

  #tile(tile: Tile): Buffer {
    const path = formatTilePath(tile);
    const kept = this.#kept.get(path);
    if (kept !== undefined) return kept;
    const bytes = readTile(this.#source, tile);
    if (this.#kept.size >= KEPT) this.#kept.clear();
    this.#kept.set(path, bytes);
    return bytes;
  }
}

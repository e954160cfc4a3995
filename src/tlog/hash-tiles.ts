import { Edge } from './edge.ts';
import { type Digest, leafDigest } from './hash.ts';
import { readTile } from './read-tile.ts';
import { HASH_SIZE } from './strict.ts';
import { TileHashes } from './tile-hashes.ts';
import {
  partialTile,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  type TileData,
  type TileSource,
  tileBytes,
  tileLevels,
} from './tiles.ts';

/**
 * Makes the tiles of hashes of a log from its entries, in order. In memory is only what is partial:
 * at most 8 KiB for each level of tiles, of which a million entries need three.
 */
export class HashTiles implements TileSource {
  readonly #edge: Edge;
  /** What the last tile of each level has so far, with room for all of it. */
  readonly #tiles: Buffer[] = [];
  #full: TileData[] = [];

  /** Begins after `size` entries, with the partial tiles of that size from the source. */
  constructor(size = 0, source?: TileSource) {
    if (source === undefined && size !== 0) throw new RangeError('a begun log needs its tiles');
    this.#edge = source === undefined ? new Edge() : Edge.read(new TileHashes(source, size), size);
    for (const level of source === undefined ? [] : tileLevels(size)) {
      const tile = partialTile(size, level);
      if (tile !== undefined) this.#tile(level).set(readTile(source as TileSource, tile));
    }
  }

  /** How many entries there are. */
  get size(): number {
    return this.#edge.size;
  }

  /** The root over all entries so far, 32 bytes. */
  root(): Buffer {
    return this.#edge.root();
  }

  /** Adds an entry by its bytes. Refuses, as BadLog, over 65,535 bytes; then nothing is added. */
  add(entry: Uint8Array): void {
    this.addDigest(leafDigest(entry));
  }

  /** Adds an entry by the hash of its leaf. */
  addDigest(leaf: Digest): void {
    this.#tile(0).write(leaf, (this.#edge.size % TILE_WIDTH) * HASH_SIZE, HASH_SIZE, 'latin1');
    this.#edge.append(leaf);
    if (this.#edge.size % TILE_WIDTH === 0) this.#close();
  }

  /** The tiles that became full since this was last asked, in the order in which they did. */
  take(): TileData[] {
    const full = this.#full;
    this.#full = [];
    return full;
  }

  /** The partial tiles of the size as it is now, from level 0 up. */
  partials(): TileData[] {
    return tileLevels(this.size).flatMap((level) => {
      const tile = partialTile(this.size, level);
      return tile === undefined ? [] : [{ ...tile, bytes: this.#bytes(tile) }];
    });
  }

  /** The partial tile at a place, if there is one and it has that width; its bytes are a copy. */
  read({ level, index, width }: Tile): Buffer | undefined {
    const tile = level === 'entries' ? undefined : partialTile(this.size, level);
    return tile?.index === index && width <= tile.width ? this.#bytes(tile) : undefined;
  }

  /** Hands over each tile that is full now, and puts its hash into the tile above. */
  #close(): void {
    const { size } = this.#edge;
    for (let level = 0, span = TILE_WIDTH; size % span === 0; level++, span *= TILE_WIDTH) {
      const index = size / span - 1;
      const tile = { level, index, width: TILE_WIDTH };
      this.#full.push({ ...tile, bytes: this.#bytes(tile) });
      const place = index % TILE_WIDTH;
      this.#edge.copyCompleted((level + 1) * TILE_HEIGHT, this.#tile(level + 1), place * HASH_SIZE);
    }
  }

  #bytes({ level, width }: Tile): Buffer {
    return Buffer.from(this.#tile(level as number).subarray(0, tileBytes(width)));
  }

  #tile(level: number): Buffer {
    let tile = this.#tiles[level];
    if (tile === undefined) {
      tile = Buffer.alloc(tileBytes(TILE_WIDTH));
      this.#tiles[level] = tile;
    }
    return tile;
  }
}

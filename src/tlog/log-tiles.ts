import { Bundles } from './bundles.ts';
import { HashTiles } from './hash-tiles.ts';
import { readTile } from './read-tile.ts';
import { partialTile, type TileData, type TileSource } from './tiles.ts';

/**
 * Makes all tiles of a log, of hashes and of entries, from its entries in order. Whoever takes the
 * full ones every now and then needs no more memory for a million entries than for a thousand.
 */
export class LogTiles {
  readonly #hashes: HashTiles;
  readonly #bundles: Bundles;

  /**
   * Begins after `size` entries, with the partial tiles and the partial bundle of that size from the
   * source. Throws BadLog, naming the tile, where one is missing or too short.
   */
  constructor(size = 0, source?: TileSource) {
    this.#hashes = new HashTiles(size, source);
    const begun = partialTile(size, 'entries');
    const bytes = begun && source ? readTile(source, begun) : undefined;
    this.#bundles = new Bundles(size, bytes);
  }

  /** How many entries there are. */
  get size(): number {
    return this.#hashes.size;
  }

  /** The root over all entries so far, 32 bytes. */
  root(): Buffer {
    return this.#hashes.root();
  }

  /** Adds an entry by its bytes. Refuses, as BadLog, over 65,535 bytes; then nothing is added. */
  add(entry: Uint8Array): void {
    this.#hashes.add(entry);
    this.#bundles.add(entry);
  }

  /** The tiles that became full since this was last asked. They change no more. */
  take(): TileData[] {
    return [...this.#bundles.take(), ...this.#hashes.take()];
  }

  /** The partial tiles of the size as it is now: what else a checkpoint of this size needs. */
  partials(): TileData[] {
    const bundle = this.#bundles.partial();
    return [...(bundle === undefined ? [] : [bundle]), ...this.#hashes.partials()];
  }
}

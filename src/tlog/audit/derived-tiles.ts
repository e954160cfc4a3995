import { HASH_SIZE } from '../strict.ts';
import { TILE_WIDTH, type Tile, type TileSource, tileBytes } from '../tiles.ts';
import { subtreeRoots } from './subtree.ts';

/**
 * All tiles of hashes of a log, made from its leaves: 32 bytes of memory for each entry, and with them
 * the root at every size.
 */
export class DerivedTiles implements TileSource {
  readonly #levels: Buffer[];

  /** For a log of that size; its leaves and the roots of its full tiles are put in page by page. */
  constructor(size: number) {
    this.#levels = [
      Buffer.alloc(size * HASH_SIZE),
      Buffer.alloc(Math.floor(size / TILE_WIDTH) * HASH_SIZE),
    ];
  }

  /** Takes in the hashes from a place on that begins a tile, and the roots of the full tiles in them. */
  put(from: number, hashes: Uint8Array, roots: Uint8Array): void {
    this.#levels[0]?.set(hashes, from * HASH_SIZE);
    this.#levels[1]?.set(roots, (from / TILE_WIDTH) * HASH_SIZE);
  }

  /** Makes the levels above, once all leaves are in. */
  finish(): void {
    for (let top = this.#levels[1]; top !== undefined && top.length > 0; ) {
      top = subtreeRoots(top);
      this.#levels.push(top);
    }
  }

  /** The hash of a leaf. */
  leaf(seq: number): Buffer | undefined {
    return this.#levels[0]?.subarray(seq * HASH_SIZE, (seq + 1) * HASH_SIZE);
  }

  read({ level, index, width }: Tile): Buffer | undefined {
    if (level === 'entries') return undefined;
    const from = index * tileBytes(TILE_WIDTH);
    const bytes = this.#levels[level]?.subarray(from, from + tileBytes(width));
    return bytes?.length === tileBytes(width) ? bytes : undefined;
  }
}

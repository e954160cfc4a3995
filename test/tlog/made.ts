import { leafHash, nodeHash } from '../../src/tlog/hash.ts';
import { signerOf } from '../../src/tlog/keys.ts';
import { formatTilePath, type Tile, type TileData, type TileSource } from '../../src/tlog/tiles.ts';
import type { HashReader } from '../../src/tlog/tree.ts';

/** Entries that differ, of lengths that do too: every 500th has none of the common lengths. */
export const madeEntries = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, seq) =>
    Buffer.from(JSON.stringify({ seq, note: 'é'.repeat(seq % 500 === 499 ? 3000 : seq % 7) })),
  );

/** A key for tests alone. */
export const madeSigner = (name = 'ledger.example/endorsements', byte = 7) =>
  signerOf(name, new Uint8Array(32).fill(byte));

/** Tiles by their paths, as a place to read them from. */
export const sourceOf = (tiles: ReadonlyMap<string, Uint8Array>): TileSource => ({
  read: (tile: Tile) => tiles.get(formatTilePath(tile)),
});

/** Puts tiles among others, by their paths. */
export function putTiles(into: Map<string, Uint8Array>, tiles: Iterable<TileData>): void {
  for (const tile of tiles) into.set(formatTilePath(tile), tile.bytes);
}

/** Full subtrees kept in plain lists. */
export class ListHashes implements HashReader {
  readonly #levels: Buffer[][];

  constructor(entries: readonly Uint8Array[]) {
    this.#levels = [entries.map((entry) => leafHash(entry))];
    for (let below = this.#levels[0] ?? []; below.length > 1; ) {
      const above: Buffer[] = [];
      for (let at = 0; at + 1 < below.length; at += 2) {
        above.push(nodeHash(below[at] as Buffer, below[at + 1] as Buffer));
      }
      this.#levels.push(above);
      below = above;
    }
  }

  hash(level: number, index: number): Buffer {
    const hash = this.#levels[level]?.[index];
    if (hash === undefined) throw new RangeError(`no subtree ${index} at level ${level}`);
    return hash;
  }
}

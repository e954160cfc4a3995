import { BadLog } from './bad-log.ts';
import { cutBundle } from './bundles.ts';
import { formatTilePath, type Tile, type TileSource, tileBytes } from './tiles.ts';

function cutHashes(bytes: Uint8Array, width: number): Uint8Array {
  const wanted = tileBytes(width);
  if (bytes.length < wanted) throw new BadLog(`It has ${bytes.length} bytes, not ${wanted}.`);
  return bytes.subarray(0, wanted);
}

/**
 * The bytes of a tile of that very width, a view of what the source has. Throws BadLog, naming the
 * tile by its path, where the source has none, or one that is too short.
 */
export function readTile(source: TileSource, tile: Tile): Buffer {
  const bytes = source.read(tile);
  const path = formatTilePath(tile);
  if (bytes === undefined) throw new BadLog(`${path} is missing.`);
  try {
    const cut = tile.level === 'entries' ? cutBundle : cutHashes;
    const { buffer, byteOffset, length } = cut(bytes, tile.width);
    return Buffer.from(buffer, byteOffset, length);
  } catch (error) {
    throw error instanceof BadLog ? new BadLog(`${path}: ${error.message}`) : error;
  }
}

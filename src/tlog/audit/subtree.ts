import { hash } from 'node:crypto';
import { HASH_SIZE } from '../strict.ts';
import { TILE_WIDTH, tileBytes } from '../tiles.ts';

const PAIR = 2 * HASH_SIZE;
/** The byte 1 of RFC 6962, then two hashes. */
const NODE = Buffer.alloc(1 + PAIR, 1);

/** The root over 256 hashes that lie one after the other; their memory is used up. */
function root(hashes: Buffer, target: Buffer, at: number): void {
  for (let count = TILE_WIDTH; count > 1; count /= 2) {
    for (let pair = 0; pair < count / 2; pair += 1) {
      hashes.copy(NODE, 1, pair * PAIR, (pair + 1) * PAIR);
      hashes.write(hash('sha256', NODE, 'binary'), pair * HASH_SIZE, 'latin1');
    }
  }
  hashes.copy(target, at, 0, HASH_SIZE);
}

/** The roots of the full tiles among hashes that begin with a tile: each over 256 hashes (RFC 6962). */
export function subtreeRoots(hashes: Buffer): Buffer {
  const full = Math.floor(hashes.length / tileBytes(TILE_WIDTH));
  const roots = Buffer.alloc(full * HASH_SIZE);
  for (let tile = 0; tile < full; tile += 1) {
    const copy = Buffer.from(
      hashes.subarray(tileBytes(TILE_WIDTH) * tile, tileBytes(TILE_WIDTH) * (tile + 1)),
    );
    root(copy, roots, tile * HASH_SIZE);
  }
  return roots;
}

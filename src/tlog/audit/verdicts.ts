import type { Cut } from '../../store/log-store.ts';
import { sameBytes } from '../strict.ts';
import { TileHashes } from '../tile-hashes.ts';
import { formatTilePath, TILE_WIDTH, tileWidth } from '../tiles.ts';
import { rootAt } from '../tree.ts';
import type { CheckedCheckpoint } from './checkpoint-check.ts';
import type { Faults } from './fault.ts';
import { type KeptTiles, rootOrNothing } from './kept-tiles.ts';

/** Does this checkpoint say that the kept tiles are right, where the leaves give another root? */
function tilesHold({ checkpoint }: CheckedCheckpoint, kept: KeptTiles): boolean {
  if (checkpoint.size > kept.size) return false;
  const hashes = new TileHashes(kept.source, checkpoint.size);
  const root = rootOrNothing(() => rootAt(hashes, checkpoint.size));
  return root !== undefined && sameBytes(root, checkpoint.root);
}

/**
 * Where a leaf and the hash that a tile keeps of it differ, one of the two was changed: a checkpoint that
 * covers the entry says which, by the root that the leaves give and the root that the tiles give.
 */
export function judgeDifferences(
  kept: KeptTiles,
  checkpoints: readonly CheckedCheckpoint[],
  faults: Faults,
): void {
  const verdicts = checkpoints.map((each) => ({
    each,
    tiles: kept.differing.length > 0 && !each.holds && tilesHold(each, kept),
  }));
  for (const seq of kept.differing) {
    const index = Math.floor(seq / TILE_WIDTH);
    const path = formatTilePath({ level: 0, index, width: tileWidth(kept.size, 0, index) });
    const covering = verdicts.filter(({ each }) => each.checkpoint.size > seq);
    const forTiles = covering.find(({ tiles }) => tiles);
    if (forTiles !== undefined) {
      const problem = `its leaf was changed: ${forTiles.each.place} holds with the hash of it in ${path}, and not with the leaf as it is`;
      faults.entry(seq, problem);
    } else if (covering.some(({ each }) => each.holds)) {
      faults.beside(path, `its hash for entry ${seq} is not that of the entry's leaf`);
    } else {
      faults.entry(
        seq,
        `its leaf has not the hash that ${path} keeps of it; no checkpoint says which of the two was changed`,
      );
    }
  }
}

/** A checkpoint that the leaves do not give: which entries may be at fault, by those that do hold. */
export function judgeCheckpoints(
  checkpoints: readonly CheckedCheckpoint[],
  entries: number,
  faults: Faults,
): void {
  const good = checkpoints.filter(({ holds }) => holds).map(({ checkpoint }) => checkpoint.size);
  for (const { place, checkpoint, holds } of checkpoints) {
    const { size } = checkpoint;
    if (holds || size > entries) continue;
    const later = good.some((each) => each >= size);
    const from = Math.max(0, ...good.filter((each) => each < size));
    faults.beside(
      place,
      later
        ? 'its root is not that of so many entries, though a checkpoint of as many or more holds: it was changed itself'
        : `its root is not that of the first ${size} entries: of those from ${from} to ${size - 1} at least one was changed, put in or taken out`,
    );
  }
}

/**
 * What a ledger says it was cut from excuses nothing, and explains: a checkpoint of that log of more entries than the
 * cut left is not this ledger's. What it says must be possible.
 */
export function judgeCuts(
  cuts: readonly Cut[],
  checkpoints: readonly CheckedCheckpoint[],
  entries: number,
  faults: Faults,
): void {
  for (const { origin, size, signed } of cuts) {
    if (size > entries || signed <= size) {
      const problem = `says that it was cut to ${size} entries of ${signed} of the log ${origin}, but there are ${entries}`;
      faults.beside('the table of cuts', problem);
    }
    for (const { place, checkpoint, holds } of checkpoints) {
      if (holds || checkpoint.origin !== origin || checkpoint.size <= size) continue;
      faults.beside(
        place,
        `is of the log ${origin} beyond ${size} entries, to which this ledger says it was cut (by --until of hustings backup or restore): what came after is not in it`,
      );
    }
  }
}

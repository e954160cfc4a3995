import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Course } from '../store/ledger-store.ts';
import type { KeptCheckpoint } from '../store/log-store.ts';
import { BadLog } from '../tlog/bad-log.ts';
import { parseCheckpoint } from '../tlog/checkpoint.ts';
import { formatVkey, type Verifier } from '../tlog/keys.ts';
import type { TransparencyLog } from '../tlog/log.ts';
import { parseNote } from '../tlog/note.ts';
import { sameBytes } from '../tlog/strict.ts';
import { formatTilePath, TILE_WIDTH, type Tile, tilesOf, tileWidth } from '../tlog/tiles.ts';
import { BadInput, unreadable } from './bad-input.ts';

/** Writes a file whole or not at all. */
function put(path: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.part`;
  writeFileSync(beside, bytes);
  renameSync(beside, path);
}

/** What a log's directory holds, whole or stopped before its first checkpoint. */
const OF_A_LOG = new Set([
  'tile',
  'checkpoints',
  'vkey',
  'vkey.part',
  'vkeys',
  'vkeys.part',
  'checkpoint.part',
]);

/** Refuses a directory that holds anything but an earlier export of this very log. */
export function checkLogDirectory(
  directory: string,
  log: TransparencyLog,
  size: number,
  origin: string,
): void {
  const place = statSync(directory, { throwIfNoEntry: false });
  if (place === undefined) return;
  if (!place.isDirectory()) throw new BadInput(`${directory} is a file; name a directory.`);
  const path = join(directory, 'checkpoint');
  if (!existsSync(path)) {
    if (readdirSync(directory).every((name) => OF_A_LOG.has(name))) return;
    throw new BadInput(`${directory} holds other things than a log; name a new directory.`);
  }
  let before: ReturnType<typeof parseCheckpoint>;
  try {
    before = parseCheckpoint(parseNote(readFileSync(path, 'utf8')).text);
  } catch (error) {
    if (!(error instanceof BadLog)) throw error;
    throw new BadInput(`${path}: ${error.message} Name a new directory.`);
  }
  const isOurs = before.origin === origin && before.size <= size;
  if (isOurs && sameBytes(log.rootAt(before.size), before.root)) return;
  throw new BadInput(
    `${directory} holds a log (${before.origin}, ${before.size} entries) with which this ledger's does not begin; name a new directory.`,
  );
}

/** Of several notes of one size, which differ in who signed, the one with most signatures. */
function bySize(checkpoints: readonly KeptCheckpoint[]): Map<number, string> {
  const notes = new Map<number, string>();
  for (const { size, note } of checkpoints) {
    if (note.length > (notes.get(size)?.length ?? 0)) notes.set(size, note);
  }
  return notes;
}

/** The tiles of a log, and the partial ones of earlier checkpoints that no full one has overtaken. */
function tilesFor(size: number, checkpoints: readonly KeptCheckpoint[]): Tile[] {
  const earlier = checkpoints
    .filter((each) => each.size < size)
    .flatMap((each) => [...tilesOf(each.size)])
    .filter(({ level, index, width }) => {
      return width < TILE_WIDTH && tileWidth(size, level, index) < TILE_WIDTH;
    });
  return [...new Map([...earlier, ...tilesOf(size)].map((t) => [formatTilePath(t), t])).values()];
}

/**
 * Writes a log as files (c2sp.org/tlog-tiles): tiles first, then every checkpoint, and the latest last of
 * all, so that whoever reads meanwhile finds all that a checkpoint needs. An earlier export in the same
 * directory is carried on, and its files stay. Refuses, as BadInput, a directory of anything else.
 */
export async function writeLog(
  log: TransparencyLog,
  checkpoint: KeptCheckpoint,
  keys: readonly [Verifier, ...Verifier[]],
  directory: string,
  { progress, signal }: Course,
): Promise<void> {
  const { size } = checkpoint;
  try {
    checkLogDirectory(directory, log, size, keys[0].name);
    const tiles = tilesFor(size, log.checkpoints());
    for (const [done, tile] of tiles.entries()) {
      await turn();
      signal.throwIfAborted();
      progress(done, tiles.length);
      const path = join(directory, formatTilePath(tile));
      if (tile.width === TILE_WIDTH && existsSync(path)) continue;
      const bytes = await log.read(tile);
      if (bytes === undefined) throw new Error(`${formatTilePath(tile)} is missing`);
      put(path, bytes);
    }
    for (const [at, note] of bySize(log.checkpoints())) {
      put(join(directory, 'checkpoints', `${at}`), note);
    }
    put(join(directory, 'vkey'), `${formatVkey(keys[0])}\n`);
    if (keys.length > 1) {
      put(join(directory, 'vkeys'), keys.map((key) => `${formatVkey(key)}\n`).join(''));
    }
    put(join(directory, 'checkpoint'), checkpoint.note);
  } catch (error) {
    const fromSystem = typeof (error as { syscall?: unknown }).syscall === 'string';
    throw fromSystem ? unreadable(directory, error) : error;
  }
}

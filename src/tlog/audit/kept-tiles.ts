import type { AuditStore } from '../../store/audit-store.ts';
import { BadLog } from '../bad-log.ts';
import { HASH_SIZE } from '../strict.ts';
import { formatTilePath, TILE_WIDTH, type Tile, type TileSource, tilesOf } from '../tiles.ts';
import type { DerivedTiles } from './derived-tiles.ts';
import { type Faults, messageOf } from './fault.ts';

/** What the tiles that are kept say, as far as they can be read. */
export interface KeptTiles {
  /** How many tiles of hashes are kept. */
  readonly count: number;
  /** How many entries they cover. */
  readonly size: number;
  /** The entries for which a tile of level 0 has another hash than their leaf gives. */
  readonly differing: readonly number[];
  readonly source: TileSource;
}

const nameOf = (level: number, index: number): string => `${level} ${index}`;

/** Compares each kept tile with the one that the leaves give. */
export function compareTiles(
  kept: TilesByPlace,
  derived: DerivedTiles,
  entries: number,
  faults: Faults,
): KeptTiles {
  const differing: number[] = [];
  let size = 0;
  for (const each of kept.values()) {
    const { level, index, width } = each.tile;
    const path = formatTilePath(each.tile);
    if (level === 0) size = Math.max(size, index * TILE_WIDTH + width);
    const places = differences(each, derived);
    if (places === undefined) {
      faults.beside(path, `is kept, but the ledger's ${entries} entries do not fill it`);
    } else if (level === 0) {
      for (const place of places) differing.push(index * TILE_WIDTH + place);
    } else if (places.length > 0) {
      faults.beside(path, `its hash number ${places[0]} is not the one that the entries give`);
    }
  }
  demandAll(kept, Math.min(size, entries), faults);
  const source: TileSource = {
    read: ({ level, index }) => kept.get(nameOf(level as number, index))?.bytes,
  };
  return { count: kept.size, size, differing: differing.sort((a, b) => a - b), source };
}

/** The places at which a kept tile has another hash than the leaves give; undefined where they give none. */
function differences({ tile, bytes }: Kept, derived: DerivedTiles): number[] | undefined {
  const right = derived.read(tile);
  if (right === undefined) return undefined;
  const places: number[] = [];
  if (right.equals(bytes)) return places;
  for (let at = 0; at < bytes.length; at += HASH_SIZE) {
    const end = at + HASH_SIZE;
    if (right.compare(bytes, at, end, at, end) !== 0) places.push(at / HASH_SIZE);
  }
  return places;
}

/** A kept tile and its bytes. */
interface Kept {
  readonly tile: Tile & { readonly level: number };
  readonly bytes: Buffer;
}

/** The tiles that are kept, by their level and number. */
export type TilesByPlace = ReadonlyMap<string, Kept>;

/** Reads all kept tiles, as far as they can be read. */
export function readTiles(store: AuditStore, faults: Faults): TilesByPlace {
  const kept = new Map<string, Kept>();
  try {
    for (const { level, index } of store.tiles()) {
      const place = `the tile ${index} of level ${level}`;
      try {
        const bytes = Buffer.from(store.tile(level, index) ?? []);
        const width = bytes.length / HASH_SIZE;
        const whole = Number.isInteger(width) && width >= 1 && width <= TILE_WIDTH;
        if (whole) kept.set(nameOf(level, index), { tile: { level, index, width }, bytes });
        else faults.beside(place, `has ${bytes.length} bytes, which is no number of hashes`);
      } catch (error) {
        faults.beside(place, `cannot be read (${messageOf(error)})`);
      }
    }
  } catch (error) {
    faults.beside('the table of tiles', `cannot be read (${messageOf(error)})`);
  }
  return kept;
}

/** Where tiles cover a number of entries, all that a log of that size has must be there. */
function demandAll(kept: TilesByPlace, size: number, faults: Faults): void {
  for (const tile of tilesOf(size)) {
    if (tile.level === 'entries') continue;
    const width = kept.get(nameOf(tile.level, tile.index))?.tile.width ?? 0;
    if (width < tile.width) faults.beside(formatTilePath(tile), 'is missing');
  }
}

/** A root by tiles, or undefined where they do not go so far. */
export function rootOrNothing(root: () => Uint8Array): Uint8Array | undefined {
  try {
    return root();
  } catch (error) {
    if (error instanceof BadLog || error instanceof RangeError) return undefined;
    throw error;
  }
}

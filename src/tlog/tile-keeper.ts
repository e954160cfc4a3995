import type { KeptTile, LogStore } from '../store/log-store.ts';
import { TILE_WIDTH, type Tile, type TileData } from './tiles.ts';

const keptTile = ({ level, index, bytes }: TileData): KeptTile[] =>
  level === 'entries' ? [] : [{ level, index, bytes }];

/** Keeps the tiles of a log beside its entries, and has those ready that are not kept. */
export class TileKeeper {
  readonly #kept: LogStore;
  readonly #keeps: boolean;
  /** The full tiles that are not kept, since the ledger is only read, or could not be written. */
  readonly #own = new Map<string, Uint8Array>();
  /** What could not be kept yet, and why. */
  #owed: { readonly tiles: readonly TileData[]; readonly why: unknown } | undefined;

  /** `keeps`: may they be written? */
  constructor(kept: LogStore, keeps: boolean) {
    this.#kept = kept;
    this.#keeps = keeps;
  }

  /** The bytes of a tile of hashes; undefined of one that is not there, or of entries. */
  read({ level, index }: Pick<Tile, 'level' | 'index'>): Uint8Array | undefined {
    const own = this.#own.get(`${level} ${index}`);
    return own ?? (level === 'entries' ? undefined : this.#kept.tile(level, index));
  }

  /** Are there tiles that could not be kept when they were to be? */
  get owes(): boolean {
    return this.#owed !== undefined;
  }

  /** Throws what kept tiles from being kept, as long as they are not. */
  demandKept(): void {
    if (this.#owed !== undefined) throw this.#owed.why;
  }

  /** Keeps tiles with those that could not be kept before; where it fails again, they serve from memory. */
  keep(fresh: readonly TileData[]): void {
    const tiles = [...(this.#owed?.tiles ?? []), ...fresh];
    const full = tiles.filter(({ width }) => width === TILE_WIDTH);
    for (const { level, index, bytes } of full) this.#own.set(`${level} ${index}`, bytes);
    if (!this.#keeps) return;
    try {
      this.#kept.keepTiles(tiles.flatMap(keptTile));
      this.#owed = undefined;
      this.#own.clear();
    } catch (why) {
      this.#owed = { tiles: full, why };
    }
  }
}

/** A tile of hashes of the transparency log, as far as it is filled: 32 bytes a hash. */
export interface KeptTile {
  readonly level: number;
  readonly index: number;
  readonly bytes: Uint8Array;
}

/** A signed checkpoint of the log. */
export interface KeptCheckpoint {
  readonly size: number;
  /** The signed note, as it was given out (c2sp.org/tlog-checkpoint). */
  readonly note: string;
}

/**
 * That a ledger was cut from a log: it holds the first `size` entries of it, and checkpoints of up to `signed` were
 * given out. Were it to go on as that log, two histories would be signed under one name.
 */
export interface Cut {
  readonly origin: string;
  readonly size: number;
  readonly signed: number;
}

/**
 * What a ledger keeps of its transparency log beside the entries. The tiles are derived, and deleting
 * them loses nothing; the checkpoints are not: they are what the operator has signed, for ever.
 */
export interface LogStore {
  /** How many entries the kept tiles cover. */
  tiledSize(): number;
  /** A kept tile, or undefined. */
  tile(level: number, index: number): Uint8Array | undefined;
  /** Keeps tiles, in one step; one that is kept already is only ever replaced by a fuller one. */
  keepTiles(tiles: readonly KeptTile[]): void;
  /** All checkpoints, by size. */
  checkpoints(): readonly KeptCheckpoint[];
  /** The one of the greatest size; the last by its text where several have it. There may be very many. */
  latestCheckpoint(): KeptCheckpoint | undefined;
  /**
   * The last by its text of each size below one, the greatest size first, at most `limit`: a list that
   * goes on below its last.
   */
  checkpointsBelow(size: number, limit: number): readonly KeptCheckpoint[];
  /** Those of one size: more than one where another key signed it, too. */
  checkpointsOf(size: number): readonly KeptCheckpoint[];
  /** The logs that it was cut from, and must not go on as; mostly none. */
  cuts(): readonly Cut[];
  /** Keeps a checkpoint durably before it is given out. */
  keepCheckpoint(checkpoint: KeptCheckpoint): Promise<void>;
}

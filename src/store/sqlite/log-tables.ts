import type { StatementSync } from 'node:sqlite';
import type { Cut, KeptCheckpoint, KeptTile, LogStore } from '../log-store.ts';
import { type Connection, type Query, query } from './connection.ts';
import { cutsIn } from './cut-table.ts';

/** The bytes of a hash in a tile. */
export const HASH_SIZE = 32;
/** The hashes of a full tile (c2sp.org/tlog-tiles). */
export const TILE_WIDTH = 256;

const kept = ([size, note]: [size: number, note: string]): KeptCheckpoint => ({ size, note });

/** The tiles and checkpoints of the transparency log in the ledger's own file. */
export class LogTables implements LogStore {
  readonly #connection: Connection;
  readonly #last: Query<[number: number, length: number]>;
  readonly #tile: Query<[bytes: Uint8Array]>;
  readonly #keepTile: StatementSync;
  readonly #checkpoints: Query<[size: number, note: string]>;
  readonly #latest: Query<[size: number, note: string]>;
  readonly #below: Query<[size: number, note: string]>;
  readonly #ofSize: Query<[size: number, note: string]>;
  readonly #keepCheckpoint: StatementSync;

  constructor(connection: Connection) {
    const { db } = connection;
    this.#connection = connection;
    this.#last = query(
      db,
      'SELECT number, length(bytes) FROM tile WHERE level = 0 ORDER BY number DESC LIMIT 1',
    );
    this.#tile = query(db, 'SELECT bytes FROM tile WHERE level = ? AND number = ?');
    this.#keepTile = db.prepare(
      `INSERT INTO tile (level, number, bytes) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET bytes = excluded.bytes
       WHERE length(excluded.bytes) > length(tile.bytes)`,
    );
    this.#checkpoints = query(db, 'SELECT size, note FROM checkpoint ORDER BY size, note');
    this.#latest = query(
      db,
      'SELECT size, note FROM checkpoint ORDER BY size DESC, note DESC LIMIT 1',
    );
    this.#below = query(
      db,
      'SELECT size, max(note) FROM checkpoint WHERE size < ? GROUP BY size ORDER BY size DESC LIMIT ?',
    );
    this.#ofSize = query(db, 'SELECT size, note FROM checkpoint WHERE size = ? ORDER BY note');
    this.#keepCheckpoint = db.prepare(
      'INSERT INTO checkpoint (size, note) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
  }

  tiledSize(): number {
    const [number, length] = this.#connection.run(() => this.#last.get()) ?? [0, 0];
    return number * TILE_WIDTH + Math.floor(length / HASH_SIZE);
  }

  tile(level: number, index: number): Uint8Array | undefined {
    return this.#connection.run(() => this.#tile.get(level, index))?.[0];
  }

  keepTiles(tiles: readonly KeptTile[]): void {
    if (tiles.length === 0) return;
    this.#connection.transact(() => {
      for (const { level, index, bytes } of tiles) this.#keepTile.run(level, index, bytes);
    });
  }

  checkpoints(): readonly KeptCheckpoint[] {
    return this.#connection.run(() => this.#checkpoints.all()).map(kept);
  }

  latestCheckpoint(): KeptCheckpoint | undefined {
    const row = this.#connection.run(() => this.#latest.get());
    return row === undefined ? undefined : kept(row);
  }

  checkpointsBelow(size: number, limit: number): readonly KeptCheckpoint[] {
    return this.#connection.run(() => this.#below.all(size, limit)).map(kept);
  }

  checkpointsOf(size: number): readonly KeptCheckpoint[] {
    return this.#connection.run(() => this.#ofSize.all(size)).map(kept);
  }

  cuts(): readonly Cut[] {
    return this.#connection.run(() => cutsIn(this.#connection.db));
  }

  async keepCheckpoint(checkpoint: KeptCheckpoint): Promise<void> {
    this.#connection.transact(() => this.keepWithin(checkpoint));
  }

  /** Keeps a checkpoint within a transaction. */
  keepWithin({ size, note }: KeptCheckpoint): void {
    this.#keepCheckpoint.run(size, note);
  }
}

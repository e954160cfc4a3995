import type { Cut, KeptCheckpoint, KeptTile, LogStore } from '../../src/store/log-store.ts';

/** What a ledger keeps of its log, in plain maps. */
export class MemoryLog implements LogStore {
  readonly #tiles = new Map<string, Uint8Array>();
  readonly #checkpoints: KeptCheckpoint[] = [];

  tiledSize(): number {
    let size = 0;
    for (let index = 0; ; index += 1) {
      const tile = this.tile(0, index);
      if (tile === undefined) return size;
      size += tile.length / 32;
    }
  }

  tile(level: number, index: number): Uint8Array | undefined {
    return this.#tiles.get(`${level} ${index}`);
  }

  keepTiles(tiles: readonly KeptTile[]): void {
    for (const { level, index, bytes } of tiles) {
      const before = this.tile(level, index)?.length ?? 0;
      if (bytes.length > before) this.#tiles.set(`${level} ${index}`, bytes);
    }
  }

  checkpoints(): readonly KeptCheckpoint[] {
    return this.#checkpoints.toSorted(
      (one, other) => one.size - other.size || (one.note < other.note ? -1 : 1),
    );
  }

  latestCheckpoint(): KeptCheckpoint | undefined {
    return this.checkpoints().at(-1);
  }

  checkpointsBelow(size: number, limit: number): readonly KeptCheckpoint[] {
    const last = new Map(this.checkpoints().map((each) => [each.size, each]));
    const below = [...last.values()].filter((each) => each.size < size);
    return below.reverse().slice(0, limit);
  }

  checkpointsOf(size: number): readonly KeptCheckpoint[] {
    return this.checkpoints().filter((each) => each.size === size);
  }

  cuts(): readonly Cut[] {
    return [];
  }

  async keepCheckpoint(checkpoint: KeptCheckpoint): Promise<void> {
    const known = this.#checkpoints.some((each) => each.note === checkpoint.note);
    if (!known) this.#checkpoints.push(checkpoint);
  }
}

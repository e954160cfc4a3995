import type { Cut, KeptCheckpoint, KeptTile, LogStore } from '../log-store.ts';
import type { Appender } from './appender.ts';
import { CHECKPOINTS, checkpointEvent } from './event.ts';

/**
 * What is kept of the log beside the entries: the tiles, which each copy derives for itself, and the
 * checkpoints, which all copies share. So every copy sees at once what another one has signed, and signs
 * nothing that does not begin with it.
 */
export class SharedLog implements LogStore {
  readonly #here: LogStore;
  readonly #appender: Appender;

  constructor(here: LogStore, appender: Appender) {
    this.#here = here;
    this.#appender = appender;
  }

  tiledSize(): number {
    return this.#here.tiledSize();
  }

  tile(level: number, index: number): Uint8Array | undefined {
    return this.#here.tile(level, index);
  }

  keepTiles(tiles: readonly KeptTile[]): void {
    this.#here.keepTiles(tiles);
  }

  checkpoints(): readonly KeptCheckpoint[] {
    return this.#here.checkpoints();
  }

  latestCheckpoint(): KeptCheckpoint | undefined {
    return this.#here.latestCheckpoint();
  }

  checkpointsBelow(size: number, limit: number): readonly KeptCheckpoint[] {
    return this.#here.checkpointsBelow(size, limit);
  }

  checkpointsOf(size: number): readonly KeptCheckpoint[] {
    return this.#here.checkpointsOf(size);
  }

  cuts(): readonly Cut[] {
    return this.#here.cuts();
  }

  /** Writes it to the database; it is kept here, too, once it comes from there. */
  async keepCheckpoint(checkpoint: KeptCheckpoint): Promise<void> {
    const { size, note } = checkpoint;
    if (this.#here.checkpointsOf(size).some((each) => each.note === note)) return;
    await this.#appender.publish(CHECKPOINTS, checkpointEvent(checkpoint));
  }
}

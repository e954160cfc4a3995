import type { Batch } from '../copy-store.ts';
import type { AppendOutcome } from '../event-store.ts';
import { StoreError } from '../store-error.ts';
import type { BatchWriter } from './append-batch.ts';
import type { Connection } from './connection.ts';

interface Waiting {
  readonly batch: Batch;
  resolve(outcome: AppendOutcome): void;
  reject(error: unknown): void;
}

/**
 * Group commit: the batches that arrive within one turn of the event loop share one transaction, and
 * so one flush of the disk.
 */
export class AppendQueue {
  readonly #connection: Connection;
  readonly #writer: BatchWriter;
  readonly #stored: (seq: number) => void;
  #waiting: Waiting[] = [];

  /** `stored` hears the last sequence number after each transaction. */
  constructor(connection: Connection, writer: BatchWriter, stored: (seq: number) => void) {
    this.#connection = connection;
    this.#writer = writer;
    this.#stored = stored;
  }

  add(batch: Batch): Promise<AppendOutcome> {
    if (this.#waiting.length === 0) setImmediate(() => this.flush());
    return new Promise((resolve, reject) => this.#waiting.push({ batch, resolve, reject }));
  }

  /** Stores what waits, in order. A batch that is refused does not hinder the others. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) return;
    let answers: (AppendOutcome | StoreError)[];
    try {
      answers = this.#connection.transact(() => {
        this.#writer.begin();
        return waiting.map(({ batch }) => this.#apply(batch));
      });
    } catch (error) {
      this.#writer.undone();
      for (const { reject } of waiting) reject(error);
      return;
    }
    answers.forEach((answer, index) => {
      if (answer instanceof StoreError) waiting[index]?.reject(answer);
      else waiting[index]?.resolve(answer);
    });
    this.#stored(this.#writer.lastSeq);
  }

  /** A stored entry that cannot be read spoils the batch compared with it, before it writes. */
  #apply(batch: Batch): AppendOutcome | StoreError {
    try {
      return this.#writer.apply(batch);
    } catch (error) {
      if (error instanceof StoreError) return error;
      throw error;
    }
  }
}

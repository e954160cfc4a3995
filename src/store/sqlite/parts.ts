import { BatchWriter } from './append-batch.ts';
import { ChangeCount } from './change-count.ts';
import type { Connection } from './connection.ts';
import { EntryReads } from './entry-reads.ts';
import { Followers } from './followers.ts';
import { ReceiptTable } from './receipt-table.ts';
import { StreamTable } from './stream-table.ts';
import { SymbolTable } from './symbol-table.ts';

/** What reads and writes the tables of one open ledger. */
export class Parts {
  readonly connection: Connection;
  readonly streams: StreamTable;
  readonly reads: EntryReads;
  readonly symbols: SymbolTable;
  readonly receipts: ReceiptTable;
  readonly writer: BatchWriter;
  readonly changes: ChangeCount;
  readonly followers: Followers;

  /** `pollMilliseconds`: how often subscriptions look for what other processes have appended. */
  constructor(connection: Connection, pollMilliseconds: number) {
    this.connection = connection;
    this.streams = new StreamTable(connection);
    this.reads = new EntryReads(connection, this.streams);
    this.receipts = new ReceiptTable(connection);
    this.changes = new ChangeCount(connection);
    this.symbols = new SymbolTable(connection, this.changes);
    this.writer = new BatchWriter(connection, this);
    const headSeq = (): number => connection.run(() => this.reads.head().seq);
    this.followers = new Followers(headSeq, pollMilliseconds);
  }

  /** Runs work with the writer in a transaction of its own, and wakes who waits for what came of it. */
  write<T>(work: (writer: BatchWriter) => T): T {
    let done = false;
    try {
      const result = this.connection.transact(() => {
        this.writer.begin();
        return work(this.writer);
      });
      done = true;
      return result;
    } finally {
      if (!done) this.writer.undone();
      this.changed();
    }
  }

  /** The ledger was changed, or may have been. */
  changed(): void {
    this.changes.add();
    this.followers.wakeUpTo(this.writer.lastSeq);
  }
}

import type { FactRow } from '../fact-store.ts';
import type { BatchWriter } from './append-batch.ts';
import type { Connection } from './connection.ts';
import { FactReads } from './fact-rows.ts';
import type { StreamTable } from './stream-table.ts';

/** The columns of streams, mostly asked for when there is nothing new, or only what was just stored. */
export class LatestFacts {
  readonly #facts: FactReads;
  readonly #streams: StreamTable;
  readonly #writer: BatchWriter;

  constructor(connection: Connection, streams: StreamTable, writer: BatchWriter) {
    this.#facts = new FactReads(connection);
    this.#streams = streams;
    this.#writer = writer;
  }

  /** The columns of a stream's entries from a revision on, in order, at most `limit`. */
  of(stream: string, fromRevision: number, limit: number): FactRow[] {
    const undisturbed = this.#writer.undisturbed;
    if (undisturbed && this.#streams.isAbsent(stream)) return [];
    const place = this.#streams.find(stream);
    if (place === undefined || (undisturbed && place.revision < fromRevision)) return [];
    const recent = undisturbed ? this.#writer.recent(stream, fromRevision) : undefined;
    if (recent !== undefined && recent.length <= limit) return [...recent];
    return this.#facts.of(place.number, fromRevision, limit);
  }
}

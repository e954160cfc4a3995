import { type EntryType, typeOfCode } from '../../../events/catalog.ts';
import { FIELDS, PACKED_BYTES, type PackedRows } from '../../../projections/columns.ts';
import {
  type Detail,
  detailOfEntry,
  isDetailed,
  type LazyDetail,
} from '../../../projections/details.ts';
import { decodeEnvelope } from '../decode.ts';
import type { BatchWriter } from './append-batch.ts';
import type { ChangeCount } from './change-count.ts';
import type { Connection } from './connection.ts';
import type { EntryReads } from './entry-reads.ts';
import { FactReads } from './fact-rows.ts';
import type { Parts } from './parts.ts';
import type { StreamTable } from './stream-table.ts';
import { TextReads, type ToldEntry } from './text-reads.ts';

const [SEQ, TYPE, FACET] = (['seq', 'type', 'facet'] as const).map(
  (field) => FIELDS.indexOf(field) * 4,
) as [number, number, number];

/** The places and types of the rows that have a detail, by their sequence numbers. */
function detailedIn(
  rows: Uint8Array,
): Map<number, { readonly place: number; readonly type: EntryType }> {
  const found = new Map<number, { place: number; type: EntryType }>();
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
  for (let at = 0; at < rows.byteLength; at += PACKED_BYTES) {
    const type = typeOfCode(view.getInt32(at + TYPE, true));
    const detailed = isDetailed(type, view.getInt32(at + FACET, true));
    if (!detailed) continue;
    found.set(view.getInt32(at + SEQ, true), { place: at / PACKED_BYTES, type });
  }
  return found;
}

/** The columns of streams, mostly asked for when there is nothing new, or only what was just stored. */
export class LatestFacts {
  readonly #facts: FactReads;
  readonly #texts: TextReads;
  readonly #reads: EntryReads;
  readonly #streams: StreamTable;
  readonly #writer: BatchWriter;
  readonly #changes: ChangeCount;

  constructor(connection: Connection, { reads, streams, writer, changes }: Parts) {
    this.#facts = new FactReads(connection);
    this.#texts = new TextReads(connection, reads);
    this.#reads = reads;
    this.#streams = streams;
    this.#writer = writer;
    this.#changes = changes;
  }

  /** The columns of a stream's entries from a revision on, in order, at most `limit`. */
  of(stream: string, fromRevision: number, limit: number): PackedRows {
    const rows = this.#rows(stream, fromRevision, limit);
    return { rows, details: this.#details(rows) };
  }

  #rows(stream: string, fromRevision: number, limit: number): Uint8Array {
    const nothing = new Uint8Array(0);
    const undisturbed = this.#writer.undisturbed;
    if (undisturbed && this.#streams.isAbsent(stream)) return nothing;
    const place = this.#streams.find(stream);
    if (place === undefined || (undisturbed && place.revision < fromRevision)) return nothing;
    const recent = undisturbed ? this.#writer.recent(stream, fromRevision) : undefined;
    if (recent !== undefined && recent.length <= limit) return Buffer.concat(recent);
    this.#changes.lookAgain();
    return this.#facts.of(place.number, fromRevision, limit);
  }

  /**
   * What fits no column lies in the entries' bytes, and few of them are ever asked for it. What was erased
   * since has none, which the generation says.
   */
  #details(rows: Uint8Array): Map<number, LazyDetail> {
    const found = detailedIn(rows);
    const details = new Map<number, LazyDetail>();
    for (const entry of this.#texts.each([...found.keys()])) {
      const { place, type } = found.get(entry.seq) ?? { place: 0, type: null };
      // What is decoded later reads the ledger no more, which may then be closed.
      const detail = type === 'EntryCorrected' ? this.#corrected(entry) : undefined;
      details.set(place, () => detail ?? detailOfEntry(entry.told(), () => undefined));
    }
    return details;
  }

  #corrected(entry: ToldEntry): Detail | undefined {
    const told = entry.told();
    if (told.erased === true) return undefined;
    return detailOfEntry(told, (id) => {
      const named = this.#reads.byId(id);
      return named === undefined ? undefined : decodeEnvelope(named);
    });
  }
}

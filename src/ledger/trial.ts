import { at, type Columns } from '../../projections/columns.ts';
import type { Reader } from '../read/reader.ts';
import type { EventStore, Expected } from '../store/event-store.ts';
import { formatInstant } from '../time/instant.ts';
import type { Ready } from './arrival.ts';
import type { Deciding, Place, Refused } from './deciding.ts';
import type { Warning } from './refusals.ts';
import { columnsWith, type OwnColumns } from './tried-columns.ts';

/** What a trial is decided by, as an append would be. */
export interface TrialOptions {
  readonly recordedBy: string;
  readonly expected?: Expected;
  readonly strict?: boolean;
}

/** A batch that would be accepted, and what a contest's columns would be with it. */
export interface Trial extends OwnColumns {
  readonly ok: true;
  readonly warnings: readonly Warning[];
  /** The last sequence number of the ledger that it was tried on, -1 where that is empty. */
  readonly head: number;
  /** How many entries would be new. */
  readonly appended: number;
  /** When the last of them would be recorded; null where none is new. */
  readonly recordedAt: string | null;
}

const lastSeq = (columns: Columns, length: number): number =>
  length === 0 ? -1 : at(columns.seq, length - 1);

const instantOf = (last: Ready | undefined, now: number): string | null =>
  last === undefined ? null : (last.draft.sealed?.envelope.recordedAt ?? formatInstant(now));

/**
 * Decides on a batch and puts it on top of copies of the columns; leaves everything else as it is. The
 * head is that of one moment: nothing of the two streams up to it is missing, and nothing is beyond it.
 */
export async function tryBatch(
  store: EventStore,
  reader: Reader,
  deciding: Deciding,
  place: Place,
  batch: readonly Ready[],
  { expected = 'any', strict = false }: TrialOptions,
): Promise<Trial | Refused> {
  for (;;) {
    const generation = reader.generation();
    const { seq: head } = await store.head();
    const arrived = await deciding.arrived(place, batch);
    if ('refusal' in arrived) return arrived;
    const { fresh } = arrived;
    // What is stored already as a whole fails for no revision.
    const decided = await deciding.decide(arrived, fresh.length === 0 ? 'any' : expected, strict);
    if (!decided.ok) return decided;
    const { around, revision, registered, facts, warnings, now } = decided;
    const { columns, register } = around.desk;
    const last = Math.max(lastSeq(columns, revision + 1), lastSeq(register, registered));
    if (last > head || reader.generation() !== generation) continue;
    const known = { columns, register, length: revision + 1, registerLength: registered };
    return {
      ok: true,
      warnings,
      head,
      appended: fresh.length,
      recordedAt: instantOf(fresh.at(-1), now),
      ...columnsWith(known, fresh, facts, around, head + 1),
    };
  }
}

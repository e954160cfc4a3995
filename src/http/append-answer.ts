import type { Appended } from '../ledger/appended.ts';
import type { Warning } from '../ledger/refusals.ts';
import { decodeEnvelope } from '../store/decode.ts';
import type { StoredEntry } from '../store/event-store.ts';
import { pointerToEntry } from './pointer.ts';

/** An append that was accepted. */
export type Accepted = Appended & { readonly ok: true };

/** What is told of an entry that was appended: what the ledger gave it. */
export function receivedOf(stored: StoredEntry) {
  const { id, seq, revision } = stored;
  const { type, recordedAt, recordedBy, payloadHash } = decodeEnvelope(stored);
  return { id, seq, revision, type, recordedAt, recordedBy, payloadHash };
}

/** The greatest sequence number of entries that an append has stored, or found. */
export const lastSeq = (entries: readonly StoredEntry[]): number =>
  entries.reduce((last, { seq }) => Math.max(last, seq), -1);

/** Warnings with their places in the body. */
export const warningsOf = (warnings: readonly Warning[], isList: boolean) =>
  warnings.map(({ code, message, index }) => ({
    code,
    message,
    pointer: pointerToEntry(index, isList),
  }));

/**
 * The body that answers an append. It is made of what is stored with the append alone, so that a replay
 * gives the same bytes: `revision` and `head` are those of the last of its entries.
 */
export function appendAnswer(
  { entries, appended, warnings }: Accepted,
  contest: string | null,
  isList: boolean,
) {
  const received = entries.map(receivedOf);
  const last = received.reduce((one, other) => (other.seq > one.seq ? other : one));
  return {
    contest,
    revision: last.revision,
    entries: received,
    appended,
    warnings: warningsOf(warnings, isList),
    head: { seq: last.seq, recordedAt: last.recordedAt },
  };
}

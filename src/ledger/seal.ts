import type { Draft, Envelope, Payload } from '../../events/entry.ts';
import type { Facts } from '../../projections/facts.ts';
import type { NewEntry } from '../store/event-store.ts';
import { formatInstant } from '../time/instant.ts';
import { canonical, commitment } from '../tlog/commitment.ts';

/** What of a draft is hashed and kept: its payload, as RFC 8785 bytes. */
export function payloadBytes(draft: Payload): Uint8Array {
  const { on, data, sources, note } = draft;
  return canonical({ on, data, sources, note });
}

/** What the ledger gives an entry by itself. */
export interface Stamp {
  readonly id: string;
  readonly contest: string | null;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
  readonly recordedBy: string;
  /** 16 random bytes. */
  readonly salt: Uint8Array;
}

/** Makes an entry's bytes, once and for ever. */
export function seal(draft: Draft, payload: Uint8Array, stamp: Stamp, facts: Facts): NewEntry {
  const envelope: Envelope = {
    contest: stamp.contest,
    id: stamp.id,
    payloadHash: commitment(stamp.salt, payload),
    recordedAt: formatInstant(stamp.recordedAt),
    recordedBy: stamp.recordedBy,
    type: draft.type,
    version: draft.version,
  };
  return {
    id: stamp.id,
    leaf: canonical(envelope),
    salt: stamp.salt,
    payload,
    recordedAt: stamp.recordedAt,
    facts,
  };
}

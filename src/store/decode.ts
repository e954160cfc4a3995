import { type Entry, type Envelope, type Payload, readEntry } from '../../events/entry.ts';
import type { StoredEntry } from './event-store.ts';

const text = new TextDecoder('utf-8', { fatal: true });

/** The envelope that an entry's leaf bytes hold. */
export const decodeEnvelope = (stored: Pick<StoredEntry, 'leaf'>): Envelope =>
  JSON.parse(text.decode(stored.leaf)) as Envelope;

/** Were an entry's payload and salt erased? No payload is empty otherwise. */
export const isErased = (stored: Pick<StoredEntry, 'payload'>): boolean =>
  stored.payload.length === 0;

/** Reads a stored entry from its bytes, in the current version of its type. */
export function decodeEntry(stored: StoredEntry): Entry {
  const erased = isErased(stored);
  const payload = erased ? null : (JSON.parse(text.decode(stored.payload)) as Payload);
  return readEntry(decodeEnvelope(stored), stored, payload);
}

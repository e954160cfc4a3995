import { type Facts, factsOf } from '../../../projections/facts.ts';
import { decodeEntry, decodeEnvelope } from '../decode.ts';
import type { StoredEntry } from '../event-store.ts';
import type { EntryReads } from './entry-reads.ts';

/** The facts that an entry's bytes tell; what it names is looked for among the entries stored before it. */
export const factsOfBytes = (reads: EntryReads, entry: StoredEntry): Facts =>
  factsOf(decodeEntry(entry), (id) => {
    const named = reads.byId(id);
    return named !== undefined && named.seq < entry.seq ? decodeEnvelope(named) : undefined;
  });

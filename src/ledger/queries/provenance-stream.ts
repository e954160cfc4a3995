import type { Entry } from '../../../events/entry.ts';
import { NONE } from '../../../projections/columns.ts';
import { fateOf } from '../../../projections/provenance-links.ts';
import { decodeEntry } from '../../store/decode.ts';
import { contestOfStream, streamOf } from '../../store/event-store.ts';
import { FOREVER } from '../../time/day.ts';
import { requireContest, type Sources } from './asking.ts';
import { claimsOf, storedEntry } from './entry.ts';
import { entryAt } from './entry-chain.ts';
import { seqsBehindEntry } from './provenance-entries.ts';

/** An entry, and the entry that made it count no more, if one did. */
export interface TracedEntry {
  readonly entry: Entry;
  /** The strike, the rejecting resolution or the erasure; null where it counts. */
  readonly invalidatedBy: Entry | null;
}

/** What invalidates an entry; a dispute that is open does not. */
const GONE_FOR_GOOD: ReadonlySet<string> = new Set(['struck', 'rejected', 'erased']);

/** How many entries of a stream are read at once. */
const PAGE = 1000;

/** The entries of some rows of one stream, all where no rows are given. */
async function traced(
  sources: Sources,
  contest: string | null,
  wanted?: ReadonlySet<number>,
): Promise<TracedEntry[]> {
  const { store } = sources;
  const stream = streamOf(contest);
  const claims = await claimsOf(sources, contest);
  const { columns } = claims;
  const found: TracedEntry[] = [];
  for (let from = 0; from < columns.length; from += PAGE) {
    for (const stored of await store.readStream(stream, from, PAGE)) {
      const row = stored.revision;
      if (row >= columns.length || wanted?.has(stored.seq) === false) continue;
      const entry = decodeEntry(stored);
      const { state, by: ender } = fateOf(claims, row, FOREVER);
      const by = GONE_FOR_GOOD.has(state) ? ender : NONE;
      found.push({ entry, invalidatedBy: by === NONE ? null : await entryAt(store, stream, by) });
    }
  }
  return found;
}

/** All entries of a contest with what became of them. Refuses, as NotFound, an unknown contest. */
export async function traceContest(sources: Sources, contest: string): Promise<TracedEntry[]> {
  await requireContest(sources, contest);
  return traced(sources, contest);
}

/** An entry and its chain. Refuses, as NotFound, an id that the ledger does not hold. */
export async function traceEntry(sources: Sources, id: string): Promise<TracedEntry[]> {
  const stored = await storedEntry(sources.store, id);
  const seqs = new Set(await seqsBehindEntry(sources, id));
  return traced(sources, contestOfStream(stored.stream), seqs);
}

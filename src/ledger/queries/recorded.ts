import { setImmediate as turn } from 'node:timers/promises';
import { decodeEnvelope, isErased } from '../../store/decode.ts';
import { type EventStore, type StoredEntry, streamOf } from '../../store/event-store.ts';
import type { Sources } from './asking.ts';

/** An entry as an auditor sees it: who recorded it, where and when. */
export interface Recorded {
  readonly seq: number;
  readonly id: string;
  readonly contest: string | null;
  readonly revision: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly payloadHash: string;
  readonly erased: boolean;
}

/** What entries are told apart by; what is left out fits all. */
export interface RecordedFacets {
  readonly recordedBy?: string | undefined;
  /** Null: the register. */
  readonly contest?: string | null | undefined;
  readonly type?: string | undefined;
}

/** Which entries are asked for. */
export interface RecordedFilter extends RecordedFacets {
  /** The first sequence number that fits. */
  readonly since: number;
}

/** Some of the entries that fit, and where to go on: null where all that is known was looked at. */
export interface RecordedPage {
  readonly entries: readonly Recorded[];
  readonly next: number | null;
}

/** How many entries are read at once, and looked at for one page: a page may so be short. */
const READ = 500;
const LOOKED_AT = 20_000;

const recordedOf = (stored: StoredEntry): Recorded => {
  const { seq, id, revision } = stored;
  const { contest, type, recordedAt, recordedBy, payloadHash } = decodeEnvelope(stored);
  const erased = isErased(stored);
  return { seq, id, contest, revision, type, recordedAt, recordedBy, payloadHash, erased };
};

/** Is something by this hand, in this contest and of this type? */
export const fitsFacets = (
  entry: Pick<Recorded, 'recordedBy' | 'contest' | 'type'>,
  { recordedBy, contest, type }: RecordedFacets,
): boolean =>
  (recordedBy === undefined || entry.recordedBy === recordedBy) &&
  (contest === undefined || entry.contest === contest) &&
  (type === undefined || entry.type === type);

/** Entries from a place on; of one contest it looks only at its own. */
async function readFrom(
  store: EventStore,
  contest: string | null | undefined,
  from: number,
  limit: number,
): Promise<StoredEntry[]> {
  return contest === undefined
    ? store.readAll(from, limit)
    : store.readStream(streamOf(contest), from, limit);
}

/** Where a filter's list begins. */
export const firstPlace = ({ contest, since }: RecordedFilter): number =>
  contest === undefined ? since : 0;

/** Where a filter's list goes on: in a contest by revision, in the ledger by sequence number. */
const placeOf = (
  { seq, revision }: Pick<Recorded, 'seq' | 'revision'>,
  { contest }: RecordedFacets,
): number => (contest === undefined ? seq : revision);

/**
 * Who recorded what, in order: the entries that fit, from a place on (a revision where a contest is
 * named, else a sequence number), up to a known sequence number.
 */
export async function askRecorded(
  store: EventStore,
  filter: RecordedFilter,
  from: number,
  known: number,
  limit: number,
): Promise<RecordedPage> {
  const entries: Recorded[] = [];
  let place = from;
  for (const end = from + LOOKED_AT; place < end; ) {
    const page = (await readFrom(store, filter.contest, place, READ)).map(recordedOf);
    for (const entry of page) {
      if (entry.seq > known) return { entries, next: null };
      place = placeOf(entry, filter) + 1;
      if (entry.seq >= filter.since && fitsFacets(entry, filter)) entries.push(entry);
      if (entries.length === limit) return { entries, next: place };
    }
    if (page.length < READ) return { entries, next: null };
    await turn();
  }
  return { entries, next: place };
}

/** The place below which all of a list stands that there is. */
const endOf = async (
  { store, reader }: Pick<Sources, 'store' | 'reader'>,
  { contest }: RecordedFacets,
): Promise<number> =>
  contest === undefined ? (await store.head()).seq + 1 : (await reader.of(contest)).length;

/**
 * The same the other way round, the newest first: the entries that fit, below a place, or all of them.
 * What comes meanwhile stands above it, so that pages do not shift.
 */
export async function askRecordedBelow(
  sources: Pick<Sources, 'store' | 'reader'>,
  facets: RecordedFacets,
  place: number | undefined,
  limit: number,
): Promise<RecordedPage> {
  const below = Math.min(place ?? Number.POSITIVE_INFINITY, await endOf(sources, facets));
  const entries: Recorded[] = [];
  const least = Math.max(0, below - LOOKED_AT);
  for (let end = below; end > least; ) {
    const from = Math.max(least, end - READ);
    const page = await readFrom(sources.store, facets.contest, from, end - from);
    for (const entry of page.map(recordedOf).reverse()) {
      if (fitsFacets(entry, facets)) entries.push(entry);
      const at = placeOf(entry, facets);
      if (entries.length === limit) return { entries, next: at === 0 ? null : at };
    }
    end = from;
    await turn();
  }
  return { entries, next: least === 0 ? null : least };
}

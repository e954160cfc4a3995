import { setImmediate as turn } from 'node:timers/promises';
import { decodeEnvelope, isErased } from '../../store/decode.ts';
import { contestStream, type EventStore, type StoredEntry } from '../../store/event-store.ts';

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

/** Which entries are asked for; what is left out fits all. */
export interface RecordedFilter {
  readonly recordedBy?: string | undefined;
  readonly contest?: string | undefined;
  readonly type?: string | undefined;
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

const fits = (entry: Recorded, { recordedBy, contest, type, since }: RecordedFilter): boolean =>
  entry.seq >= since &&
  (recordedBy === undefined || entry.recordedBy === recordedBy) &&
  (contest === undefined || entry.contest === contest) &&
  (type === undefined || entry.type === type);

/** Entries from a sequence number on; of one contest it looks only at its own. */
async function readFrom(
  store: EventStore,
  contest: string | undefined,
  from: number,
): Promise<StoredEntry[]> {
  return contest === undefined
    ? store.readAll(from, READ)
    : store.readStream(contestStream(contest), from, READ);
}

/** Where a filter's list begins. */
export const firstPlace = ({ contest, since }: RecordedFilter): number =>
  contest === undefined ? since : 0;

/** Where a filter's list goes on: in a contest by revision, in the ledger by sequence number. */
const placeOf = ({ seq, revision }: Recorded, { contest }: RecordedFilter): number =>
  contest === undefined ? seq : revision;

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
    const page = (await readFrom(store, filter.contest, place)).map(recordedOf);
    for (const entry of page) {
      if (entry.seq > known) return { entries, next: null };
      place = placeOf(entry, filter) + 1;
      if (fits(entry, filter)) entries.push(entry);
      if (entries.length === limit) return { entries, next: place };
    }
    if (page.length < READ) return { entries, next: null };
    await turn();
  }
  return { entries, next: place };
}

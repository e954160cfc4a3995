import type { Entry } from '../../../events/entry.ts';
import type { Source } from '../../../events/source.ts';
import type { Service } from '../../ledger/service.ts';
import { decodeEntry, isErased } from '../../store/decode.ts';
import { contestStream } from '../../store/event-store.ts';
import { type ActType, bare, candidateIn, isDated, MENDED } from './copy.ts';

/** How many entries are read at once. */
const PAGE = 500;

/** What a copy of a list has made of an entry of the ledger, as it counts now. */
export interface LiveRecord {
  readonly id: string;
  /** The day of the copy that it cites. */
  readonly day: string;
  readonly on: string | null;
  /** Does the list give its day? */
  readonly dated: boolean;
  /** Has an editor corrected it by hand? That stands. */
  readonly byHand: boolean;
}

/** An act that copies of the list tell. */
export interface LiveAct extends LiveRecord {
  readonly type: ActType;
  readonly endorser: string;
  readonly candidate: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly replaces: string | null;
  /** The act that it tells again, where another source began it. */
  readonly retells: string | null;
  readonly others: readonly Source[];
  /** Days that later copies give it, in order of recording. */
  readonly dates: LiveRecord[];
  readonly withdrawals: LiveRecord[];
  readonly strikes: LiveRecord[];
}

/** What the ledger holds of a list's copies, in one contest. */
export interface Live {
  /** The copies that are in, by day, as they are cited. */
  readonly copies: ReadonlyMap<string, Source>;
  /** How endorsers are enrolled. */
  readonly roll: ReadonlyMap<string, LiveEnrolment>;
  readonly acts: readonly LiveAct[];
  /** The candidates who have entered. */
  readonly candidates: ReadonlySet<string>;
  /** The ids of all entries of the contest, whether they count or not. */
  readonly ids: ReadonlySet<string>;
}

/** An enrolment, and what later copies changed of it. */
export interface LiveEnrolment {
  readonly id: string;
  /** Did a copy enrol the endorser, and has nobody corrected that by hand? */
  readonly isOurs: boolean;
  readonly data: Readonly<Record<string, unknown>>;
  readonly changes: LiveChange[];
}

/** A change of an enrolment, by the day of the copy that told it. */
export interface LiveChange {
  readonly id: string;
  readonly day: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An entry as copies told it: with what they mended since, and without what editors did by hand. */
interface Mended {
  readonly entry: Entry;
  readonly on: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sources: readonly Source[];
  readonly byHand: boolean;
}

type Correction = Extract<Entry, { readonly type: 'EntryCorrected' }>;

/** Is an entry's id made of its content (UUIDv8), as those of lists are? Others come from editors. */
const isListed = ({ id }: Entry): boolean => id[14] === '8';

/** Does a record entry mend what copies told? */
const isMend = (entry: Entry): boolean =>
  isListed(entry) &&
  entry.sources.length === 0 &&
  (entry.type === 'EntryStruck' || entry.type === 'EntryCorrected') &&
  entry.data.why === MENDED;

/** The entries that some of the strikes strike: the strikes of those that are struck themselves count for nothing. */
function struckBy(entries: readonly Entry[], counts: (strike: Entry) => boolean): Set<string> {
  const gone = new Set<string>();
  for (const entry of entries.toReversed()) {
    if (entry.erased || entry.type !== 'EntryStruck' || gone.has(entry.id)) continue;
    if (counts(entry)) gone.add(entry.data.entry);
  }
  return gone;
}

/** What copies told of a contest, as they tell it now. */
function mended(entries: readonly Entry[], url: string): Mended[] {
  const gone = struckBy(entries, isMend);
  const goneByHand = struckBy(entries, ({ sources }) => sources.length === 0);
  const amended = new Map<string, Correction[]>();
  const byHand = new Set<string>();
  for (const entry of entries) {
    if (entry.erased || entry.type !== 'EntryCorrected' || gone.has(entry.id)) continue;
    const told = isListed(entry) && copyCited(entry.sources, url) !== undefined;
    const target = entry.data.entry;
    if (isMend(entry)) amended.set(target, [...(amended.get(target) ?? []), entry]);
    else if (!told && !goneByHand.has(entry.id)) byHand.add(target);
  }
  return entries
    .filter((entry) => !entry.erased && !gone.has(entry.id) && !isMend(entry))
    .map((entry) => {
      const start: Mended = {
        entry,
        on: entry.on,
        data: entry.data,
        sources: entry.sources,
        byHand: byHand.has(entry.id),
      };
      return (amended.get(entry.id) ?? []).reduce(
        (before, { data: { on, data, sources } }) => ({
          entry,
          byHand: before.byHand,
          on: on ?? before.on,
          data: data ?? before.data,
          sources: sources ?? before.sources,
        }),
        start,
      );
    });
}

async function entriesOf({ store }: Service, contest: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let from = 0; ; from += PAGE) {
    const page = await store.readStream(contestStream(contest), from, PAGE);
    entries.push(...page.filter((stored) => !isErased(stored)).map(decodeEntry));
    if (page.length < PAGE) return entries;
  }
}

/** The source by which an entry cites a copy of the list. */
const copyCited = (sources: readonly Source[], url: string): Source | undefined =>
  sources.find((source) => source.url === url && source.published !== undefined);

const emptyAct = (
  type: ActType,
  record: LiveRecord,
  data: Mended['data'],
  source: Source,
  sources: readonly Source[],
): LiveAct => ({
  ...record,
  type,
  endorser: `${data.endorser}`,
  candidate: candidateIn(type, data),
  data: bare(data),
  replaces: (data.replaces as string | undefined) ?? null,
  retells: (data.act as string | undefined) ?? null,
  others: sources.filter((each) => each !== source),
  dates: [],
  withdrawals: [],
  strikes: [],
});

/** What is read of a contest so far. */
class LiveReading {
  readonly copies = new Map<string, Source>();
  readonly acts = new Map<string, LiveAct>();
  readonly roll = new Map<string, LiveEnrolment>();
  readonly #enrolments = new Map<string, LiveEnrolment>();

  /** Takes in an enrolment, whoever made it. */
  enrol({ entry, data, byHand }: Mended, source: Source | undefined): void {
    const endorser = `${data.endorser}`;
    // One that somebody else has enrolled too is nothing that copies may change.
    const isOurs = source !== undefined && !byHand && !this.roll.has(endorser);
    const enrolment = { id: entry.id, isOurs, data, changes: [] };
    this.roll.set(endorser, enrolment);
    this.#enrolments.set(entry.id, enrolment);
  }

  /** Takes in an entry that a copy told. */
  take({ entry, on, data, sources, byHand }: Mended, source: Source): void {
    const day = `${source.published}`;
    const record = { id: entry.id, day, on, dated: isDated(source), byHand };
    const act = this.acts.get(`${data.act ?? data.entry ?? ''}`);
    switch (entry.type) {
      case 'TallyReported':
        this.copies.set(day, source);
        break;
      case 'EndorsementMade':
      case 'NominationMade':
        this.acts.set(entry.id, emptyAct(entry.type, record, data, source, sources));
        break;
      case 'EntryStruck':
        act?.strikes.push(record);
        break;
      case 'EntryCorrected':
        act?.dates.push({ ...record, on: entry.data.on ?? null });
        this.#change(entry, day);
        break;
      case 'EndorsementWithdrawn':
      case 'NominationWithdrawn':
        act?.withdrawals.push(record);
        break;
      default:
    }
  }

  #change({ id, data: { entry, data } }: Correction, day: string): void {
    if (data !== undefined) this.#enrolments.get(entry)?.changes.push({ id, day, data });
  }
}

/** Reads what the ledger holds of the copies of a list (known by its address) in a contest. */
export async function readLive(service: Service, contest: string, url: string): Promise<Live> {
  const entries = await entriesOf(service, contest);
  const candidates = new Set<string>();
  const reading = new LiveReading();
  for (const each of mended(entries, url)) {
    const { entry, data, sources } = each;
    const source = isListed(entry) ? copyCited(sources, url) : undefined;
    if (entry.type === 'EndorserEnrolled') reading.enrol(each, source);
    if (entry.type === 'CandidateEntered') candidates.add(`${data.candidate}`);
    if (source !== undefined) reading.take(each, source);
  }
  const ids = new Set(entries.map(({ id }) => id));
  const { copies, roll, acts } = reading;
  return { copies, roll, acts: [...acts.values()], candidates, ids };
}

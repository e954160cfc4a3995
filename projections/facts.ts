import { CATALOG, type DataOf, type EntryType, upcast } from '../events/catalog.ts';
import { endorsedCandidate } from '../events/endorsement-made.ts';
import type { Source } from '../events/source.ts';
import { type Day, dayOfInstant, FOREVER, LONG_AGO, parseDay } from '../src/time/day.ts';
import { edtfBounds } from '../src/time/edtf.ts';
import { parseInstant } from '../src/time/instant.ts';

/** The stances in the order of their numbers in the columns. */
export const STANCES = ['neutral', 'declined', 'barred', 'undecided'] as const;
export type Stance = (typeof STANCES)[number];

/** What a correction replaces, as bits of its facet; DETAIL marks what lies in no column. */
export const AMENDS = { on: 1, data: 2, sources: 4, detail: 8 } as const;

/** How a dispute ended, as the facet of its resolution. */
export const OUTCOMES = { rejected: 0, upheld: 1 } as const;

/**
 * An entry decoded once into flat facts: names as slugs, references as entry ids, dates as integer
 * days. Stores keep them as integer columns beside the bytes; null is "none".
 */
export interface Facts {
  readonly type: number;
  readonly endorser: string | null;
  /** The candidate whom the entry counts for; null where it is only shown. */
  readonly candidate: string | null;
  readonly category: string | null;
  readonly stage: string | null;
  readonly facet: number;
  readonly onEarliest: Day;
  readonly onLatest: Day;
  /** When the first of its sources may have been, and surely was, published. */
  readonly saidEarliest: Day;
  readonly saidLatest: Day;
  /** When the first of the sources that a correction puts in place was surely published. */
  readonly citedLatest: Day;
  /** The act that a claim tells again, or that an end ends. */
  readonly act: string | null;
  readonly replaces: string | null;
  /** The entry that a record entry names. */
  readonly entry: string | null;
}

/** What factsOf reads of an entry: its type, date, sources and current data. */
export interface Told {
  readonly type: EntryType;
  readonly on: string | null;
  readonly data: unknown;
  readonly sources: readonly Source[];
}

/** The type and version of an entry that a correction may name. */
export interface Target {
  readonly type: EntryType;
  readonly version: number;
}

type Named = Pick<
  Facts,
  'endorser' | 'candidate' | 'category' | 'stage' | 'facet' | 'act' | 'replaces'
>;

const NOTHING: Named = {
  endorser: null,
  candidate: null,
  category: null,
  stage: null,
  facet: 0,
  act: null,
  replaces: null,
};

const NAMERS: { readonly [T in EntryType]?: (data: DataOf<T>) => Partial<Named> } = {
  ElectorateStated: (data) => ({ category: data.category }),
  StageOpened: (data) => ({ stage: data.stage }),
  CandidateEntered: (data) => ({ candidate: data.candidate }),
  CandidateWithdrew: (data) => ({ candidate: data.candidate }),
  EndorserEnrolled: (data) => ({
    endorser: data.endorser,
    category: data.category,
    facet: data.nominates ? 1 : 0,
  }),
  EndorserMerged: (data) => ({ endorser: data.endorser }),
  EndorsementMade: (data) => ({
    endorser: data.endorser,
    candidate: endorsedCandidate(data),
    act: data.act ?? null,
    replaces: data.replaces ?? null,
  }),
  NominationMade: (data) => ({
    endorser: data.endorser,
    candidate: data.candidate,
    stage: data.stage ?? null,
    act: data.act ?? null,
    replaces: data.replaces ?? null,
  }),
  EndorsementWithdrawn: (data) => ({ act: data.act }),
  NominationWithdrawn: (data) => ({ act: data.act }),
  NeutralityDeclared: (data) => ({ endorser: data.endorser, facet: STANCES.indexOf(data.stance) }),
  TallyReported: (data) => ({ stage: data.stage ?? null }),
  ExpectationReported: (data) => ({ endorser: data.endorser, candidate: data.candidate }),
  DisputeResolved: (data) => ({ facet: OUTCOMES[data.outcome] }),
};

/** The types whose data does not fit the columns and is read from the payload when loaded. */
const DETAILED: ReadonlySet<EntryType> = new Set<EntryType>([
  'ContestOpened',
  'StageOpened',
  'ElectorateStated',
  'CandidateEntered',
  'EndorserMerged',
  'TallyReported',
]);

/** What lies in no column: the date as written and the data, an entry's own or its replacement. */
export interface Detail {
  readonly on: string | null;
  readonly data: unknown;
}

/** Does a row of this type and facet have a detail, to be read from the payload? */
export const isDetailed = (type: EntryType, facet: number): boolean =>
  type === 'EntryCorrected' ? (facet & AMENDS.detail) !== 0 : DETAILED.has(type);

function namedBy(type: EntryType, data: unknown): Named {
  const namer = NAMERS[type] as ((data: unknown) => Partial<Named>) | undefined;
  return { ...NOTHING, ...namer?.(data) };
}

function onBounds(on: string | null | undefined): { earliest: Day; latest: Day } {
  return on == null ? { earliest: LONG_AGO, latest: FOREVER } : edtfBounds(on);
}

/**
 * When the first of these sources was published, as bounds; without `published` the day it was
 * retrieved, else never. No sources at all: always, since what has none holds at every reported time.
 */
export function saidBounds(sources: readonly Source[]): { earliest: Day; latest: Day } {
  let said = { earliest: FOREVER, latest: FOREVER };
  if (sources.length === 0) return { earliest: LONG_AGO, latest: LONG_AGO };
  for (const source of sources) {
    const bounds = source.published === undefined ? seen(source) : edtfBounds(source.published);
    said = {
      earliest: Math.min(said.earliest, bounds.earliest),
      latest: Math.min(said.latest, bounds.latest),
    };
  }
  return said;
}

function seen(source: Source): { earliest: Day; latest: Day } {
  const text = source.retrieved ?? '';
  const instant = parseInstant(text);
  const day = parseDay(text) ?? (instant === undefined ? FOREVER : dayOfInstant(instant));
  return { earliest: day, latest: day };
}

/** The data that a correction puts in place, in the current version of its target's type. */
export function correctedData(correction: DataOf<'EntryCorrected'>, target: Target): unknown {
  if (correction.data === undefined) return undefined;
  return upcast(target.type, correction.dataVersion ?? target.version, correction.data);
}

/** The detail of an entry whose row has one; for a correction, what it puts in place. */
export function detailOfEntry(told: Told, target: (id: string) => Target | undefined): Detail {
  if (told.type !== 'EntryCorrected') return { on: told.on, data: told.data };
  const correction = told.data as DataOf<'EntryCorrected'>;
  const named = target(correction.entry);
  return {
    on: correction.on ?? null,
    data: named === undefined ? undefined : correctedData(correction, named),
  };
}

function factsOfCorrection(told: Told, target: Target): Facts {
  const data = told.data as DataOf<'EntryCorrected'>;
  const replaced = correctedData(data, target);
  const named = replaced === undefined ? NOTHING : namedBy(target.type, replaced);
  const on = onBounds(data.on);
  const said = saidBounds(told.sources);
  const detail = DETAILED.has(target.type);
  return {
    ...named,
    type: CATALOG.EntryCorrected.code,
    // A correction's own bits stand in the facet; what they replace has its facet above them.
    facet:
      (data.on === undefined ? 0 : AMENDS.on) |
      (replaced === undefined ? 0 : AMENDS.data) |
      (data.sources === undefined ? 0 : AMENDS.sources) |
      (detail ? AMENDS.detail : 0) |
      (named.facet << FACET_SHIFT),
    onEarliest: on.earliest,
    onLatest: on.latest,
    saidEarliest: said.earliest,
    saidLatest: said.latest,
    citedLatest: data.sources === undefined ? LONG_AGO : saidBounds(data.sources).latest,
    entry: data.entry,
  };
}

/** How far a correction's replaced facet stands above its own bits. */
export const FACET_SHIFT = 8;

/**
 * The facts of an entry. A correction is read through the entry it names, so `target` says what
 * `entry` is; without one its replacement data is left out.
 */
export function factsOf(told: Told, target: (id: string) => Target | undefined): Facts {
  if (told.type === 'EntryCorrected') {
    const named = target((told.data as DataOf<'EntryCorrected'>).entry);
    if (named !== undefined) return factsOfCorrection(told, named);
  }
  const on = onBounds(told.on);
  const said = saidBounds(told.sources);
  return {
    ...namedBy(told.type, told.data),
    type: CATALOG[told.type].code,
    onEarliest: on.earliest,
    onLatest: on.latest,
    saidEarliest: said.earliest,
    saidLatest: said.latest,
    citedLatest: LONG_AGO,
    entry: (told.data as { entry?: string }).entry ?? null,
  };
}

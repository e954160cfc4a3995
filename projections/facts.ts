import { CATALOG, type DataOf, type EntryType } from '../events/catalog.ts';
import { endorsedCandidate } from '../events/endorsement-made.ts';
import type { Source } from '../events/source.ts';
import { type Day, dayOfInstant, FOREVER, LONG_AGO, parseDay } from '../src/time/day.ts';
import { edtfBounds } from '../src/time/edtf.ts';
import { parseInstant } from '../src/time/instant.ts';
import { correctedData, isDetailed, type Target, type Told } from './details.ts';
import {
  ACT,
  AMENDS,
  DECIDED_BY,
  type DecidedBy,
  ENROLMENT,
  ERASED,
  FACET_SHIFT,
  LIKELIHOODS,
  OUTCOMES,
  STANCES,
} from './facets.ts';

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
  /** Names that stand in no column, and are counted by: so they have a number as long as an entry says them. */
  readonly alsoNamed: readonly string[];
}

type Named = Pick<
  Facts,
  'endorser' | 'candidate' | 'category' | 'stage' | 'facet' | 'act' | 'replaces' | 'alsoNamed'
>;

const NOTHING: Named = {
  endorser: null,
  candidate: null,
  category: null,
  stage: null,
  facet: 0,
  act: null,
  replaces: null,
  alsoNamed: [],
};

const decided = (data: {
  decidedBy?: DecidedBy | undefined;
  ballot?: string | undefined;
}): number =>
  Math.max(0, DECIDED_BY.indexOf(data.decidedBy ?? null)) |
  (data.ballot === undefined ? 0 : ACT.ballot);

const NAMERS: { readonly [T in EntryType]?: (data: DataOf<T>) => Partial<Named> } = {
  ElectorateStated: (data) => ({ category: data.category }),
  StageOpened: (data) => ({ stage: data.stage }),
  CandidateEntered: (data) => ({ candidate: data.candidate }),
  CandidateWithdrew: (data) => ({ candidate: data.candidate }),
  EndorserEnrolled: (data) => ({
    endorser: data.endorser,
    category: data.category,
    facet:
      (data.nominates ? ENROLMENT.nominates : 0) |
      (data.affiliatedMembers === undefined ? 0 : ENROLMENT.members),
  }),
  EndorserMerged: (data) => ({ endorser: data.endorser, alsoNamed: [data.into] }),
  EndorsementMade: (data) => ({
    endorser: data.endorser,
    candidate: endorsedCandidate(data),
    facet: decided(data),
    act: data.act ?? null,
    replaces: data.replaces ?? null,
  }),
  NominationMade: (data) => ({
    endorser: data.endorser,
    candidate: data.candidate,
    stage: data.stage ?? null,
    facet: decided(data),
    act: data.act ?? null,
    replaces: data.replaces ?? null,
  }),
  EndorsementWithdrawn: (data) => ({ act: data.act }),
  NominationWithdrawn: (data) => ({ act: data.act }),
  NeutralityDeclared: (data) => ({ endorser: data.endorser, facet: STANCES.indexOf(data.stance) }),
  TallyReported: (data) => ({
    stage: data.stage ?? null,
    alsoNamed: data.cells.map((cell) => cell.candidate),
  }),
  ExpectationReported: (data) => ({
    endorser: data.endorser,
    candidate: data.candidate,
    facet: LIKELIHOODS.indexOf(data.likelihood),
  }),
  DisputeResolved: (data) => ({ facet: OUTCOMES[data.outcome] }),
};

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

function factsOfCorrection(told: Told, target: Target): Facts {
  const data = told.data as DataOf<'EntryCorrected'>;
  const replaced = correctedData(data, target);
  const named = replaced === undefined ? NOTHING : namedBy(target.type, replaced);
  const on = onBounds(data.on);
  const said = saidBounds(told.sources);
  const detail = isDetailed(target.type, named.facet);
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

/** The facts of an entry whose payload was erased: it told something of its type, once. */
export const factsOfErased = (type: EntryType): Facts => ({
  ...NOTHING,
  type: CATALOG[type].code,
  facet: ERASED,
  onEarliest: LONG_AGO,
  onLatest: FOREVER,
  saidEarliest: FOREVER,
  saidLatest: FOREVER,
  citedLatest: LONG_AGO,
  entry: null,
});

/**
 * The facts of an entry. A correction is read through the entry it names, so `target` says what
 * `entry` is; without one its replacement data is left out.
 */
export function factsOf(told: Told, target: (id: string) => Target | undefined): Facts {
  if (told.erased === true) return factsOfErased(told.type);
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

import { type DataOf, type EntryType, upcast } from '../events/catalog.ts';
import type { Source } from '../events/source.ts';
import { ACT, AMENDS, ENROLMENT, ERASED } from './facets.ts';

/** What factsOf reads of an entry: its type, date, sources and current data. */
export interface Told {
  readonly type: EntryType;
  /** Was its payload erased? Then nothing but its type is known. */
  readonly erased?: boolean;
  readonly on: string | null;
  readonly data: unknown;
  readonly sources: readonly Source[];
}

/** The type and version of an entry that a correction may name. */
export interface Target {
  readonly type: EntryType;
  readonly version: number;
}

/** The types whose data does not fit the columns and is read from the payload when loaded. */
const DETAILED: ReadonlySet<EntryType> = new Set<EntryType>([
  'ContestOpened',
  'StageOpened',
  'ElectorateStated',
  'CandidateEntered',
  'EndorserMerged',
  'TallyReported',
  'BallotResultReported',
  'PollPublished',
  'ContestResultDeclared',
]);

/** The bit of a facet that marks the few of a type whose data does not fit either. */
const DETAILED_BY: { readonly [T in EntryType]?: number } = {
  EndorserEnrolled: ENROLMENT.members,
  EndorsementMade: ACT.ballot,
  NominationMade: ACT.ballot,
};

/** What lies in no column: the date as written and the data, an entry's own or its replacement. */
export interface Detail {
  readonly on: string | null;
  readonly data: unknown;
}

/** A detail that is decoded once it is asked for. */
export type LazyDetail = () => Detail;

/** Does a row of this type and facet have a detail, to be read from the payload? */
export function isDetailed(type: EntryType, facet: number): boolean {
  if (facet === ERASED) return false;
  return type === 'EntryCorrected'
    ? (facet & AMENDS.detail) !== 0
    : DETAILED.has(type) || (facet & (DETAILED_BY[type] ?? 0)) !== 0;
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

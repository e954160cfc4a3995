import type { z } from 'zod';
import { BallotResultReported } from './ballot-result-reported.ts';
import { CandidateEntered } from './candidate-entered.ts';
import { CandidateWithdrew } from './candidate-withdrew.ts';
import { ContestOpened } from './contest-opened.ts';
import { ContestResultDeclared } from './contest-result-declared.ts';
import { DisputeResolved } from './dispute-resolved.ts';
import { ElectorateStated } from './electorate-stated.ts';
import { EndorsementMade, EndorsementMadeV1, endorsementMadeFromV1 } from './endorsement-made.ts';
import { EndorsementWithdrawn } from './endorsement-withdrawn.ts';
import { EndorserEnrolled } from './endorser-enrolled.ts';
import { EndorserMerged } from './endorser-merged.ts';
import { EntryCorrected } from './entry-corrected.ts';
import { EntryDisputed } from './entry-disputed.ts';
import { EntryStruck } from './entry-struck.ts';
import { ExpectationReported } from './expectation-reported.ts';
import { NeutralityDeclared } from './neutrality-declared.ts';
import { NominationMade } from './nomination-made.ts';
import { NominationWithdrawn } from './nomination-withdrawn.ts';
import { PayloadErased } from './payload-erased.ts';
import { PollPublished } from './poll-published.ts';
import { StageOpened } from './stage-opened.ts';
import { TallyReported } from './tally-reported.ts';

/** An older version of a type's data, and the pure function that reads it as the next one. */
interface Earlier {
  readonly data: z.ZodType;
  upcast(data: unknown): unknown;
}

/** What the catalog knows of a type. */
export interface Kind<Data = unknown> {
  /** The type's number in the integer columns: never reused, never renumbered. */
  readonly code: number;
  readonly family: 'contest' | 'candidate' | 'endorser' | 'act' | 'vote' | 'report' | 'record';
  /** The schema of the current version. */
  readonly data: z.ZodType<Data>;
  readonly version: number;
  /** Does the entry carry the day of what it tells? */
  readonly on: 'required' | 'optional' | 'none';
  /** A claim about the world needs a source; editorial entries may have one. */
  readonly sources: 'required' | 'optional';
  /** It frames a contest, so it holds at every reported time. */
  readonly frames: boolean;
  /** Which stream it may lie in: a contest's, the register's, or either. */
  readonly stream: 'contest' | 'register' | 'either';
  readonly earlier: Readonly<Record<number, Earlier>>;
}

const claim = {
  on: 'required',
  sources: 'required',
  frames: false,
  stream: 'contest',
  version: 1,
  earlier: {},
} as const;
const frame = { ...claim, frames: true } as const;
const record = {
  ...claim,
  family: 'record',
  on: 'none',
  sources: 'optional',
  stream: 'either',
} as const;

/** All types of entry, each with what the ledger must know of it. */
export const CATALOG = {
  ContestOpened: { ...frame, code: 1, family: 'contest', data: ContestOpened },
  StageOpened: { ...frame, code: 2, family: 'contest', data: StageOpened },
  ElectorateStated: { ...claim, code: 3, family: 'contest', data: ElectorateStated },
  ContestResultDeclared: { ...claim, code: 4, family: 'contest', data: ContestResultDeclared },
  CandidateEntered: { ...frame, code: 5, family: 'candidate', data: CandidateEntered },
  CandidateWithdrew: { ...claim, code: 6, family: 'candidate', data: CandidateWithdrew },
  EndorserEnrolled: {
    ...frame,
    code: 7,
    family: 'endorser',
    data: EndorserEnrolled,
    on: 'optional',
  },
  EndorserMerged: {
    ...record,
    code: 8,
    family: 'endorser',
    data: EndorserMerged,
    stream: 'register',
  },
  EndorsementMade: {
    ...claim,
    code: 9,
    family: 'act',
    data: EndorsementMade,
    version: 2,
    earlier: {
      1: {
        data: EndorsementMadeV1,
        upcast: (data: unknown) => endorsementMadeFromV1(EndorsementMadeV1.parse(data)),
      },
    },
  },
  EndorsementWithdrawn: {
    ...claim,
    code: 10,
    family: 'act',
    data: EndorsementWithdrawn,
    on: 'optional',
  },
  NominationMade: { ...claim, code: 11, family: 'act', data: NominationMade },
  NominationWithdrawn: {
    ...claim,
    code: 12,
    family: 'act',
    data: NominationWithdrawn,
    on: 'optional',
  },
  NeutralityDeclared: { ...claim, code: 13, family: 'act', data: NeutralityDeclared },
  BallotResultReported: { ...claim, code: 14, family: 'vote', data: BallotResultReported },
  PollPublished: { ...claim, code: 15, family: 'vote', data: PollPublished },
  TallyReported: { ...claim, code: 16, family: 'report', data: TallyReported },
  ExpectationReported: { ...claim, code: 17, family: 'report', data: ExpectationReported },
  EntryCorrected: { ...record, code: 18, data: EntryCorrected },
  EntryStruck: { ...record, code: 19, data: EntryStruck },
  EntryDisputed: { ...record, code: 20, data: EntryDisputed },
  DisputeResolved: { ...record, code: 21, data: DisputeResolved },
  PayloadErased: { ...record, code: 22, data: PayloadErased },
} as const satisfies Record<string, Kind>;

/** The name of a type of entry. */
export type EntryType = keyof typeof CATALOG;

/** The data of a type, in its current version. */
export type DataOf<T extends EntryType> = z.infer<(typeof CATALOG)[T]['data']>;

/** The names of all types, in the order of their codes. */
export const ENTRY_TYPES = Object.keys(CATALOG) as EntryType[];

/** Is this the name of a type? */
export const isEntryType = (name: string): name is EntryType => Object.hasOwn(CATALOG, name);

/** What the catalog knows of a type. */
export const kindOf = (type: EntryType): Kind => CATALOG[type];

const BY_CODE = new Map<number, EntryType>(ENTRY_TYPES.map((type) => [CATALOG[type].code, type]));

/** The type with this number in the columns. Refuses a number that no version of the catalog gave. */
export function typeOfCode(code: number): EntryType {
  const type = BY_CODE.get(code);
  if (type === undefined) throw new RangeError(`no entry type has the code ${code}`);
  return type;
}

/** The schema of a version of a type's data, or undefined where that version never was. */
export function schemaOf(type: EntryType, version: number): z.ZodType | undefined {
  const kind = kindOf(type);
  return version === kind.version ? kind.data : kind.earlier[version]?.data;
}

/**
 * Reads valid data of any version as the current one, version by version; stored bytes stay as
 * they are. Refuses a version that never was.
 */
export function upcast<T extends EntryType>(type: T, version: number, data: unknown): DataOf<T> {
  const kind = kindOf(type);
  let current = data;
  for (let at = version; at < kind.version; at += 1) {
    const earlier = kind.earlier[at];
    if (earlier === undefined) throw new RangeError(`${type} has no version ${at}`);
    current = earlier.upcast(current);
  }
  return current as DataOf<T>;
}

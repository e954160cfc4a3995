import { type EntryType, kindOf, upcast } from '../../events/catalog.ts';
import type { Draft } from '../../events/entry.ts';
import type { EntryCorrected } from '../../events/entry-corrected.ts';
import { NONE } from '../../projections/columns.ts';
import { detailOfEntry, type Told } from '../../projections/details.ts';
import { type Facts, factsOf } from '../../projections/facts.ts';
import { mayBeTaken, namesErased } from './erased-names.ts';
import { type Fault, fault, type Refusal, type Warning } from './refusals.ts';
import * as act from './rules/act.ts';
import { noCircle, noEndBeforeAct } from './rules/ends.ts';
import * as figures from './rules/figures.ts';
import * as frame from './rules/frame.ts';
import * as record from './rules/record.ts';
import { endorserMerged, registerSettled } from './rules/register.ts';
import { first, type Proposal, type Rule, type Surroundings } from './rules/rule.ts';
import { NO_STRAYS, newStray, type Strays, straysAlone, straysAt, straysOf } from './rules/use.ts';
import { warningsOf } from './warnings.ts';

type Caution = ReturnType<typeof warningsOf>[number];

/** A draft with the id that it will have. */
export interface Proposed {
  readonly id: string;
  readonly draft: Draft;
  /** Did another ledger erase its payload? Then only its place is taken over. */
  readonly erased?: boolean;
  /** Has another ledger accepted it already? */
  readonly accepted?: boolean;
}

export type Decision =
  | { readonly ok: true; readonly facts: readonly Facts[]; readonly warnings: readonly Warning[] }
  | { readonly ok: false; readonly refusal: Refusal };

const fine: Rule<never> = () => undefined;

/** The rule of each type; corrections are judged by the rule of what they correct. */
const RULES: { readonly [T in EntryType]: Rule<never> } = {
  ContestOpened: fine,
  StageOpened: frame.stageOpened,
  ElectorateStated: frame.electorateStated,
  CandidateEntered: frame.candidateEntered,
  EndorserEnrolled: frame.endorserEnrolled,
  EndorserMerged: endorserMerged,
  EndorsementMade: act.endorsementMade,
  EndorsementWithdrawn: act.endorsementWithdrawn,
  NominationMade: act.nominationMade,
  NominationWithdrawn: act.nominationWithdrawn,
  NeutralityDeclared: act.neutralityDeclared,
  CandidateWithdrew: figures.candidateWithdrew,
  ContestResultDeclared: figures.contestResultDeclared,
  BallotResultReported: figures.ballotResultReported,
  PollPublished: figures.pollPublished,
  TallyReported: figures.tallyReported,
  ExpectationReported: figures.expectationReported,
  EntryCorrected: fine,
  EntryStruck: record.entryStruck,
  EntryDisputed: record.entryDisputed,
  DisputeResolved: record.disputeResolved,
  PayloadErased: record.payloadErased,
};

/** An entry lies in the stream that its type belongs to, of a contest that has been opened. */
function belongs(type: EntryType, { contest, desk }: Surroundings): Fault | undefined {
  const { stream } = kindOf(type);
  const place = contest === null ? 'register' : 'contest';
  if (stream !== 'either' && stream !== place) {
    const remedy = stream === 'register' ? 'append it to the register' : 'append it to its contest';
    return fault(
      'wrong-stream',
      `${type} does not lie in ${contest ?? 'the register'}: ${remedy}.`,
    );
  }
  if (contest === null) return undefined;
  const opened = desk.contest() !== undefined;
  if (!opened && type !== 'ContestOpened') {
    return fault(
      'unknown-contest',
      `There is no contest ${contest} yet; append ContestOpened first.`,
    );
  }
  return opened && type === 'ContestOpened'
    ? fault(
        'already-opened',
        `Contest ${contest} is open already; correct its first entry instead.`,
      )
    : undefined;
}

function judged(type: EntryType, proposal: Proposal, around: Surroundings): Fault | undefined {
  const rule = RULES[type] as Rule<unknown>;
  if (type !== 'EntryCorrected') return rule(proposal, around);
  const claim = record.corrected(proposal.told.data as EntryCorrected, around);
  if (claim === undefined || 'code' in claim) return claim;
  return judged(claim.type, claim.proposal, around);
}

/** How much of a stream an entry may disturb beside itself. */
function reach(told: Told): 'nothing' | 'dates' | 'all' {
  if (told.type === 'EntryStruck' || told.type === 'DisputeResolved') return 'all';
  if (told.type === 'EntryCorrected') {
    const { on, data } = told.data as EntryCorrected;
    if (data !== undefined) return 'all';
    // Corrected sources only move the day from which a claim is visible; appending sees all claims.
    return on === undefined ? 'nothing' : 'dates';
  }
  const data = told.data as { act?: string; replaces?: string };
  return data.act !== undefined && data.replaces !== undefined ? 'all' : 'nothing';
}

/** The strays that an entry may make or unmake: those of the whole stream, or of the one claim that it changes. */
function straysBy(told: Told, { desk, references }: Surroundings): () => Strays {
  if (reach(told) !== 'all') return () => NO_STRAYS;
  const { entry } = told.data as { entry?: string };
  const row = entry === undefined ? desk.columns.length : desk.rowOf(entry, references);
  const alone = entry === undefined ? !desk.hasErased : straysAlone(desk, row);
  return alone ? () => straysAt(desk, row) : () => straysOf(desk);
}

function settled(
  told: Told,
  { before, after }: { before: Strays; after: () => Strays },
  around: Surroundings,
): Fault | undefined {
  if (around.contest === null) return registerSettled(around);
  const reaches = reach(told);
  if (reaches === 'nothing') return undefined;
  if (reaches === 'dates') return noEndBeforeAct(around.desk);
  return first(
    () => noEndBeforeAct(around.desk),
    () => noCircle(around.desk),
    () => newStray(before, after()),
  );
}

/** A correction is warned of as the claim that it would make. */
function cautionsOn(told: Told, around: Surroundings): readonly Caution[] {
  if (told.erased === true) return [];
  if (told.type !== 'EntryCorrected') return warningsOf(told, NONE, around);
  const correction = told.data as EntryCorrected;
  const claim = record.corrected(correction, around);
  const readable = claim !== undefined && !('code' in claim);
  return readable
    ? warningsOf(claim.proposal.told, claim.proposal.row, around)
    : warningsOf({ ...told, on: correction.on ?? null }, NONE, around);
}

interface Judged {
  readonly facts: Facts;
  readonly fault: Fault | undefined;
  readonly tried: boolean;
}

function judge(
  proposed: Proposed,
  told: Told,
  around: Surroundings,
  isLast: boolean,
): Judged | Fault {
  const { id, draft } = proposed;
  if (told.erased === true) {
    const facts = factsOf(told, () => undefined);
    around.desk.try(id, facts, { on: null, data: undefined }, around.references);
    return { facts, fault: undefined, tried: true };
  }
  const wrong = first(
    () => namesErased(proposed, around),
    () => judged(draft.type, { told, row: NONE }, around),
  );
  const takenOver = wrong !== undefined && mayBeTaken(proposed, wrong, around);
  if (wrong !== undefined && !takenOver) return wrong;
  const target = (named: string) => around.targets.get(named);
  const facts = factsOf(told, target);
  // Nobody asks any more what the last one of a batch brings with it.
  if (isLast && around.contest !== null && reach(told) === 'nothing') {
    return { facts, fault: undefined, tried: false };
  }
  const after = straysBy(told, around);
  const before = after();
  around.desk.try(id, facts, detailOfEntry(told, target), around.references);
  around.targets.set(id, { type: draft.type, version: draft.version });
  const enrolled = frame.enrolledBy({ type: told.type, data: draft.data });
  if (enrolled !== undefined) around.enrolments.set(enrolled.endorser, enrolled);
  const unsettled = takenOver ? undefined : settled(told, { before, after }, around);
  const excused = unsettled !== undefined && mayBeTaken(proposed, unsettled, around);
  return { facts, fault: excused ? undefined : unsettled, tried: true };
}

/** What a draft tells, in the current version of its type; of an erased one only the type is known. */
export function toldBy({ draft, erased = false }: Proposed): Told {
  return {
    type: draft.type,
    erased,
    on: draft.on ?? null,
    data: erased ? {} : upcast(draft.type, draft.version, draft.data),
    sources: draft.sources ?? [],
  };
}

/** What is found of one entry of a batch. */
export interface Found {
  readonly facts: Facts | undefined;
  readonly wrong: Fault | undefined;
  /** Is it tried on the desk, though it may be wrong? */
  readonly tried: boolean;
  readonly cautions: readonly Caution[];
}

/** Judges one entry on top of those that are tried already; the last of a batch is tried only if it must be. */
export function judgeNext(proposed: Proposed, around: Surroundings, isLast: boolean): Found {
  const { draft } = proposed;
  const told = toldBy(proposed);
  // Warnings look at what was there before the entry itself.
  const misplaced = belongs(draft.type, around);
  if (misplaced !== undefined) {
    return { facts: undefined, wrong: misplaced, tried: false, cautions: [] };
  }
  const cautions = cautionsOn(told, around);
  const result = judge(proposed, told, around, isLast);
  return 'code' in result
    ? { facts: undefined, wrong: result, tried: false, cautions }
    : { facts: result.facts, wrong: result.fault, tried: result.tried, cautions };
}

/**
 * Decides whether a batch may be appended to a stream, entry by entry, each seeing those before it.
 * Pure: no clock, no ids, no I/O; the desk is left as it was. All of a batch is accepted, with its
 * facts and warnings, or nothing, with the refusal of its first wrong entry.
 */
export function decide(batch: readonly Proposed[], around: Surroundings): Decision {
  const { length } = around.desk.columns;
  try {
    const facts: Facts[] = [];
    const warnings: Warning[] = [];
    for (const [index, proposed] of batch.entries()) {
      const found = judgeNext(proposed, around, index === batch.length - 1);
      if (found.wrong !== undefined) return { ok: false, refusal: { ...found.wrong, index } };
      if (found.facts !== undefined) facts.push(found.facts);
      warnings.push(...found.cautions.map((caution) => ({ ...caution, index })));
    }
    return { ok: true, facts, warnings };
  } finally {
    around.desk.takeBack(length);
  }
}

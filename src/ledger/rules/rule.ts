import { closest } from 'fastest-levenshtein';
import type { EndorserEnrolled } from '../../../events/endorser-enrolled.ts';
import { GONE } from '../../../projections/claims.ts';
import { at } from '../../../projections/columns.ts';
import type { Target, Told } from '../../../projections/details.ts';
import type { Day } from '../../time/day.ts';
import type { Desk } from '../desk.ts';
import { type Fault, fault } from '../refusals.ts';

/** What the rules ask beside the stream itself: looked up before, so that deciding does no I/O. */
export interface Surroundings {
  readonly desk: Desk;
  /** The contest; null for the register. */
  readonly contest: string | null;
  /** The sequence numbers, in this stream, of the stored entries that the batch names. */
  readonly references: ReadonlyMap<string, number>;
  /** The type and version of each entry that the batch corrects, and of those earlier in it. */
  readonly targets: Map<string, Target>;
  /** How the endorsers that the batch enrols are enrolled already. */
  readonly enrolments: Map<string, EndorserEnrolled>;
  /** For the register: the category of each name in each contest that enrols it. */
  readonly categories: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Were entries erased that another stream holds: of a contest for the register, of the register for a contest? */
  readonly erasedElsewhere: boolean;
  readonly today: Day;
}

/** What is to be checked: an entry of the batch, or a claim as a correction would have it. */
export interface Proposal<Data = unknown> {
  readonly told: Told & { readonly data: Data };
  /** The row of the claim that is corrected; NONE for a new entry. */
  readonly row: number;
}

/** A rule answers with the first fault, or undefined. */
export type Rule<Data> = (proposal: Proposal<Data>, around: Surroundings) => Fault | undefined;

/** The first fault that any of these finds. */
export function first(...checks: (() => Fault | undefined)[]): Fault | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** " Did you mean x?" where one of these is near. */
export function didYouMean(word: string, among: readonly string[]): string {
  return among.length === 0 ? '' : ` Did you mean ${closest(word, [...among])}?`;
}

/** Is every one of these a candidate of the contest? */
export function knownCandidates(
  candidates: readonly string[],
  { desk }: Surroundings,
): Fault | undefined {
  const known = desk.framed('CandidateEntered');
  const stranger = candidates.find((candidate) => !known.includes(candidate));
  if (stranger === undefined) return undefined;
  return fault(
    'unknown-candidate',
    `No candidate ${stranger} has entered this contest.${didYouMean(stranger, known)} Append CandidateEntered first.`,
    known,
  );
}

/** The names under which endorsers are enrolled in the contest, to ask what was meant. */
function enrolledIn(desk: Desk): string[] {
  const names: string[] = [];
  for (let row = 0; row < desk.columns.length; row += 1) {
    const enrols = desk.typeOf(row) === 'EndorserEnrolled' && desk.claims.state[row] !== GONE;
    const name = desk.name(at(desk.columns.endorser, at(desk.claims.dataFrom, row)));
    if (enrols && name !== null) names.push(name);
  }
  return names;
}

/** Is the endorser enrolled in the contest, under this name or another? */
export function knownEndorser(endorser: string, { desk }: Surroundings): Fault | undefined {
  if (desk.enrolment(endorser) !== undefined) return undefined;
  return fault(
    'unknown-endorser',
    `No endorser ${endorser} is enrolled in this contest.${didYouMean(endorser, enrolledIn(desk))} Append EndorserEnrolled first.`,
  );
}

/** Is every one of these a category of the contest? */
export function knownCategories(
  categories: readonly string[],
  { desk }: Surroundings,
): Fault | undefined {
  const known = (desk.contest()?.categories ?? []).map((each) => each.category);
  const stranger = categories.find((category) => !known.includes(category));
  if (stranger === undefined) return undefined;
  return fault(
    'unknown-category',
    `This contest has no category ${stranger}; it has ${known.join(', ')}.`,
    known,
  );
}

/** Has the stage been opened? */
export function knownStage(stage: string | undefined, { desk }: Surroundings): Fault | undefined {
  const known = desk.framed('StageOpened');
  if (stage === undefined || known.includes(stage)) return undefined;
  return fault(
    'unknown-stage',
    `This contest has no stage ${stage}.${didYouMean(stage, known)} Append StageOpened first.`,
    known,
  );
}

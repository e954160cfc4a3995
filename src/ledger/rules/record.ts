import { type EntryType, kindOf } from '../../../events/catalog.ts';
import type { DisputeResolved } from '../../../events/dispute-resolved.ts';
import { parseData } from '../../../events/entry.ts';
import type { EntryCorrected } from '../../../events/entry-corrected.ts';
import type { EntryDisputed } from '../../../events/entry-disputed.ts';
import type { EntryStruck } from '../../../events/entry-struck.ts';
import { coveredBy, DISPUTED, isRecord } from '../../../projections/claims.ts';
import { at, NONE } from '../../../projections/columns.ts';
import { correctedData } from '../../../projections/details.ts';
import { type Fault, fault } from '../refusals.ts';
import type { Proposal, Rule, Surroundings } from './rule.ts';

/** The row of the claim that a record entry names, or the fault. */
function claimNamed(id: string, { desk, references }: Surroundings): number | Fault {
  const row = desk.rowOf(id, references);
  if (row === NONE) {
    return fault(
      'unknown-entry',
      `No entry ${id} is in this stream; a record entry stands in the stream of what it names.`,
    );
  }
  if (isRecord(at(desk.columns.type, row))) {
    return fault('not-a-claim', `Entry ${id} is ${desk.typeOf(row)}; name the claim itself.`);
  }
  return row;
}

/** What a claim would be under a correction, for the rules of its own type. */
export interface Corrected {
  readonly type: EntryType;
  readonly proposal: Proposal;
}

/** Reads a correction: the claim as it would be, or the fault; undefined where no data changes. */
export function corrected(
  correction: EntryCorrected,
  around: Surroundings,
): Corrected | Fault | undefined {
  const row = claimNamed(correction.entry, around);
  if (typeof row !== 'number') return row;
  const type = around.desk.typeOf(row);
  if (correction.on !== undefined && kindOf(type).on === 'none') {
    return fault('bad-correction', `${type} has no day of its own, so on cannot be corrected.`);
  }
  const target = around.targets.get(correction.entry);
  if (correction.data === undefined || target === undefined) return undefined;
  const parsed = parseData(type, correction.dataVersion ?? target.version, correction.data);
  if (!parsed.ok) {
    return fault(
      'bad-correction',
      `The data does not fit ${type}, which it corrects: ${parsed.problem}.`,
    );
  }
  const told = {
    type,
    on: correction.on ?? null,
    data: correctedData(correction, target),
    sources: [],
  };
  return { type, proposal: { told, row } };
}

/** What cannot be struck, and what to do instead. */
const REMEDIES: Readonly<Partial<Record<EntryType, string>>> = {
  ContestOpened: 'correct it instead',
  EntryDisputed: 'append DisputeResolved instead',
  DisputeResolved: 'dispute the claim again instead',
  PayloadErased: 'what was erased is gone, so its record stays',
};

/** Claims, corrections and strikes can be struck. */
export const entryStruck: Rule<EntryStruck> = ({ told: { data } }, { desk, references }) => {
  const row = desk.rowOf(data.entry, references);
  if (row === NONE) {
    return fault(
      'unknown-entry',
      `No entry ${data.entry} is in this stream; a record entry stands in the stream of what it names.`,
    );
  }
  const type = desk.typeOf(row);
  if (REMEDIES[type] !== undefined) {
    return fault('not-strikeable', `${type} cannot be struck: ${REMEDIES[type]}.`);
  }
  return undefined;
};

/** Only a claim can be disputed. */
export const entryDisputed: Rule<EntryDisputed> = ({ told: { data } }, around) => {
  const row = claimNamed(data.entry, around);
  return typeof row === 'number' ? undefined : row;
};

/** Only an open dispute can be resolved, and what cannot be struck cannot be rejected. */
export const disputeResolved: Rule<DisputeResolved> = ({ told: { data } }, around) => {
  const row = claimNamed(data.entry, around);
  if (typeof row !== 'number') return row;
  const type = around.desk.typeOf(row);
  if (data.outcome === 'rejected' && REMEDIES[type] !== undefined) {
    return fault('not-strikeable', `${type} cannot be rejected: ${REMEDIES[type]}.`);
  }
  return around.desk.claims.state[row] === DISPUTED
    ? undefined
    : fault(
        'no-open-dispute',
        `Nobody disputes entry ${data.entry} now; there is nothing to resolve.`,
      );
};

/** An erasure names an entry of the stream; neither it nor what goes with it is the contest's opening or an erasure. */
export const payloadErased: Rule<{ entry: string }> = (
  { told: { data } },
  { desk, references },
) => {
  const row = desk.rowOf(data.entry, references);
  if (row === NONE) {
    return fault('unknown-entry', `No entry ${data.entry} is in this stream.`);
  }
  const type = desk.typeOf(row);
  if (type === 'PayloadErased') {
    const why = 'it says on which legal basis bytes were erased';
    return fault('not-erasable', `${type} cannot be erased: ${why}.`);
  }
  const covered = coveredBy(desk.columns, row);
  const opening = [...covered].find((each) => desk.typeOf(each) === 'ContestOpened');
  if (opening === undefined) return undefined;
  const why = 'without it the contest would have no categories; correct it instead';
  if (opening === row) return fault('not-erasable', `ContestOpened cannot be erased: ${why}.`);
  return fault(
    'not-erasable',
    `With ${type} the ContestOpened would go that it is about, and that cannot be erased: ${why}.`,
  );
};

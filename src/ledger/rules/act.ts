import type { EntryType } from '../../../events/catalog.ts';
import { type EndorsementMade, endorsedCandidate } from '../../../events/endorsement-made.ts';
import type { EndorsementWithdrawn } from '../../../events/endorsement-withdrawn.ts';
import type { NeutralityDeclared } from '../../../events/neutrality-declared.ts';
import type { NominationMade } from '../../../events/nomination-made.ts';
import { rootOf } from '../../../projections/acts.ts';
import { formatBounds } from '../../../projections/bounds.ts';
import { at, NONE } from '../../../projections/columns.ts';
import { LONG_AGO } from '../../time/day.ts';
import { edtfBounds } from '../../time/edtf.ts';
import type { KnownAct } from '../desk.ts';
import { type Fault, fault } from '../refusals.ts';
import {
  first,
  knownCandidates,
  knownEndorser,
  knownStage,
  type Proposal,
  type Rule,
  type Surroundings,
} from './rule.ts';

/** A claim of an act, whichever of the two kinds it is. */
interface Claim {
  readonly kind: 'EndorsementMade' | 'NominationMade';
  readonly endorser: string;
  readonly candidate: string;
  readonly stage: string | null;
  readonly act: string | undefined;
  readonly anew: true | undefined;
  readonly replaces: string | undefined;
}

/** Stages that are equal, or of which one is unsaid. */
const sameStage = (one: string | null, other: string | null) =>
  one === null || other === null || one === other;

/** Do two names stand for one endorser, merges applied? */
function sameEndorser(one: string, other: string, { desk }: Surroundings): boolean {
  const roots = [one, other].map((name) => desk.merges.root(desk.symbol(name)));
  return one === other || (roots[0] === roots[1] && roots[0] !== NONE);
}

/** The row of a claim of an act of this kind, or the fault; `field` names it in the sentence. */
function claimRow(
  field: 'act' | 'replaces',
  id: string,
  kind: EntryType,
  { desk, references }: Surroundings,
): number | Fault {
  const row = desk.rowOf(id, references);
  if (row === NONE || desk.typeOf(row) !== kind) {
    const found =
      row === NONE ? 'which is no entry of this contest' : `which is ${desk.typeOf(row)}`;
    return fault(
      'unknown-act',
      `The field ${field} names ${id}, ${found}; name an entry of type ${kind}.`,
    );
  }
  if (at(desk.columns.candidate, at(desk.claims.dataFrom, row)) === NONE) {
    return fault(
      'unknown-act',
      `The field ${field} names ${id}, which is shown and not counted; name an entry that makes a claim of an act.`,
    );
  }
  return row;
}

/** A claim that names an act tells that act: the same endorser, candidate and stage. */
function tellsAgain(claim: Claim, act: string, around: Surroundings): Fault | undefined {
  const row = claimRow('act', act, claim.kind, around);
  if (typeof row !== 'number') return row;
  const { desk } = around;
  const root = rootOf(desk.claims, row);
  if (root !== row) {
    const id = desk.columns.idOf(root);
    return fault('act-mismatch', `Entry ${act} tells an act again that ${id} began; name ${id}.`, [
      id,
    ]);
  }
  const from = at(desk.claims.dataFrom, row);
  const endorser = desk.name(at(desk.columns.endorser, from)) ?? '';
  const candidate = desk.name(at(desk.columns.candidate, from)) ?? '';
  const stage = desk.name(at(desk.columns.stage, from));
  const matches =
    sameEndorser(endorser, claim.endorser, around) &&
    candidate === claim.candidate &&
    sameStage(stage, claim.stage);
  if (matches) return undefined;
  const told = `${endorser} for ${candidate}${stage === null ? '' : ` in stage ${stage}`}`;
  return fault(
    'act-mismatch',
    `Act ${act} is ${told}, so this claim does not tell it again; leave act out or correct the claim.`,
  );
}

/** A correction that leaves endorser, candidate and stage as they are makes no act meet another. */
function isAsBefore(claim: Claim, row: number, { desk }: Surroundings): boolean {
  if (row === NONE) return false;
  const from = at(desk.claims.dataFrom, row);
  const named = (field: 'endorser' | 'candidate' | 'stage') =>
    desk.name(at(desk.columns[field], from));
  return (
    named('endorser') === claim.endorser &&
    named('candidate') === claim.candidate &&
    named('stage') === claim.stage
  );
}

/** Nothing guesses which claims tell the same act. */
function saysWhich(claim: Claim, row: number, around: Surroundings): Fault | undefined {
  if (claim.act !== undefined) return tellsAgain(claim, claim.act, around);
  if (claim.anew !== undefined || isAsBefore(claim, row, around)) return undefined;
  const acts = around.desk
    .actsOf(claim.endorser, claim.kind, row)
    .filter((act) => act.candidate === claim.candidate && sameStage(act.stage, claim.stage))
    .map((act) => act.id);
  if (acts.length === 0) return undefined;
  return fault(
    'same-act-or-anew',
    `${claim.endorser} has an act of this kind for ${claim.candidate} already: say "act": "${acts[0]}" where this tells it again, or "anew": true where it is another.`,
    acts,
  );
}

/** A switch names an act of the same endorser and kind for another candidate, begun no later. */
function replacesRightly(claim: Claim, on: string | null, around: Surroundings): Fault | undefined {
  if (claim.replaces === undefined) return undefined;
  const row = claimRow('replaces', claim.replaces, claim.kind, around);
  if (typeof row !== 'number') return row;
  const { desk } = around;
  const from = at(desk.claims.dataFrom, row);
  const endorser = desk.name(at(desk.columns.endorser, from)) ?? '';
  const candidate = desk.name(at(desk.columns.candidate, from));
  if (!sameEndorser(endorser, claim.endorser, around) || candidate === claim.candidate) {
    return fault(
      'replaces-mismatch',
      `Act ${claim.replaces} is ${endorser} for ${candidate}: a claim replaces an act of the same endorser for another candidate.`,
    );
  }
  return notBeforeAct(on, row, claim.replaces, around);
}

/** Refused by date is only an end certainly before the earliest day of the claim it names. */
function notBeforeAct(
  on: string | null,
  row: number,
  id: string,
  { desk }: Surroundings,
): Fault | undefined {
  if (on === null) return undefined;
  const from = at(desk.claims.onFrom, row);
  const begin = {
    earliest: at(desk.columns.onEarliest, from),
    latest: at(desk.columns.onLatest, from),
  };
  const end = edtfBounds(on);
  if (begin.earliest === LONG_AGO || end.latest >= begin.earliest) return undefined;
  return fault(
    'end-before-act',
    `It ends on ${on}, certainly before act ${id} began (${formatBounds(begin)}); correct one of the two dates.`,
    [id],
  );
}

function claims({ told, row }: Proposal, claim: Claim, around: Surroundings): Fault | undefined {
  return first(
    () => saysWhich(claim, row, around),
    // What a correction does to ends is judged afterwards, when its effect is known.
    () => replacesRightly(claim, row === NONE ? told.on : null, around),
  );
}

/** An endorsement names known ones, and says which act its claim tells. */
export const endorsementMade: Rule<EndorsementMade> = (proposal, around) => {
  const { data } = proposal.told;
  const candidate = endorsedCandidate(data);
  return first(
    () => knownEndorser(data.endorser, around),
    () =>
      knownCandidates(
        data.choices.map((choice) => choice.candidate),
        around,
      ),
    () => {
      const { act, anew, replaces } = data;
      if (candidate === null) {
        const named = act !== undefined || anew !== undefined || replaces !== undefined;
        return named
          ? fault(
              'shown-only',
              'Only one candidate at rank 1 of form endorsement makes a claim of an act; leave out act, anew and replaces.',
            )
          : undefined;
      }
      const { endorser } = data;
      const kind = 'EndorsementMade';
      return claims(
        proposal,
        { kind, endorser, candidate, stage: null, act, anew, replaces },
        around,
      );
    },
  );
};

/** A nomination names known ones and a known stage, and says which act its claim tells. */
export const nominationMade: Rule<NominationMade> = (proposal, around) => {
  const { endorser, candidate, stage, act, anew, replaces } = proposal.told.data;
  const kind = 'NominationMade';
  return first(
    () => knownEndorser(endorser, around),
    () => knownCandidates([candidate], around),
    () => knownStage(stage, around),
    () =>
      claims(
        proposal,
        { kind, endorser, candidate, stage: stage ?? null, act, anew, replaces },
        around,
      ),
  );
};

const withdrawn =
  (kind: 'EndorsementMade' | 'NominationMade'): Rule<EndorsementWithdrawn> =>
  ({ told, row: corrected }, around) => {
    const row = claimRow('act', told.data.act, kind, around);
    if (typeof row !== 'number') return row;
    return corrected === NONE ? notBeforeAct(told.on, row, told.data.act, around) : undefined;
  };

/** The end of an endorsement names a claim of one, and is not certainly before it. */
export const endorsementWithdrawn = withdrawn('EndorsementMade');
/** The end of a nomination names a claim of one, and is not certainly before it. */
export const nominationWithdrawn = withdrawn('NominationMade');

/** A stance is that of an enrolled endorser. */
export const neutralityDeclared: Rule<NeutralityDeclared> = ({ told: { data } }, around) =>
  knownEndorser(data.endorser, around);

/** The other acts of its kind that an endorser has and that a claim does not replace. */
export function otherActs(claim: NominationMade, row: number, around: Surroundings): KnownAct[] {
  const stage = claim.stage ?? null;
  const replaced =
    claim.replaces === undefined ? NONE : around.desk.rowOf(claim.replaces, around.references);
  return around.desk
    .actsOf(claim.endorser, 'NominationMade', row)
    .filter((act) => act.candidate !== claim.candidate && sameStage(act.stage, stage))
    .filter((act) => replaced === NONE || rootOf(around.desk.claims, replaced) !== act.root);
}

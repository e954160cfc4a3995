import type { EntryType } from '../../events/catalog.ts';
import { nameIn } from '../ledger/queries/names.ts';
import type { Known, KnownAct } from '../ledger/queries/offers.ts';
import type { Offered, Offers } from '../web/form/offers.ts';
import type { Values } from '../web/form/values.ts';
import { whenText } from '../web/when.ts';

const named = (names: Readonly<Record<string, string>>): Offered[] =>
  Object.entries(names).map(([value, name]) => ({ value, name }));

/** What an act is, in a few words. */
export function actWords(
  { kind, endorser, candidate, stage, begun }: KnownAct,
  { endorsers, candidates }: Known,
): string {
  const did = kind === 'nomination' ? 'nominated' : 'endorsed';
  const where = stage === null ? '' : ` in stage ${stage}`;
  return `${nameIn(endorsers, endorser)} ${did} ${nameIn(candidates, candidate)}${where}, ${whenText(begun)}`;
}

/** The acts that an entry of a type may mean: those of its kind, and of its endorser where it says one. */
function actsFor(type: EntryType, values: Values, { acts }: Known): readonly KnownAct[] {
  const kind = type.startsWith('Nomination') ? 'nomination' : 'endorsement';
  const mine = acts.filter((each) => each.kind === kind);
  const own = mine.filter(({ endorser }) => endorser === values.get('data.endorser'));
  const some = own.length > 0 ? own : mine;
  return [...some.filter((each) => each.stands), ...some.filter((each) => !each.stands)];
}

/** What the fields of a form of a type offer in a contest. */
export const offersOf = (type: EntryType, values: Values, known: Known): Offers => ({
  endorsers: named(known.endorsers),
  candidates: named(known.candidates),
  categories: known.contest.categories.map(({ category, name }) => ({ value: category, name })),
  stages: known.contest.stages.map(({ stage, name }) => ({ value: stage, name })),
  ballots: known.ballots.map((ballot) => ({ value: ballot, name: ballot })),
  acts: actsFor(type, values, known).map((act) => ({ value: act.act, name: actWords(act, known) })),
});

/** The acts that stand and that a claim would stand beside: of its endorser and kind, for others. */
export function actsBeside(type: EntryType, values: Values, known: Known): readonly KnownAct[] {
  if (type !== 'EndorsementMade' && type !== 'NominationMade') return [];
  if (values.has('data.replaces') || values.has('data.act')) return [];
  const [candidate, stage] = [
    values.get('data.candidate') ?? values.get('data.choices.0.candidate'),
    values.get('data.stage') ?? null,
  ];
  const beside = actsFor(type, values, known).filter(
    (act) =>
      act.stands &&
      act.endorser === values.get('data.endorser') &&
      act.candidate !== candidate &&
      (act.stage === null || stage === null || act.stage === stage),
  );
  // While a seat is left there is nothing to replace.
  const backed = new Set(beside.map((act) => act.candidate));
  return backed.size < known.contest.seats ? [] : beside;
}

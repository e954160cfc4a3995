import type { DataOf, EntryType } from '../../events/catalog.ts';
import type { Entry } from '../../events/entry.ts';
import { type Names, nameIn } from '../ledger/queries/names.ts';

/** What it takes to put an entry into words. */
export interface Telling {
  readonly names: Names;
  /** The entry that a record or an end names, where it is at hand. */
  readonly named: Entry | undefined;
}

type Tellers = { readonly [T in EntryType]: (data: DataOf<T>, telling: Telling) => string };

const candidateOf = ({ names }: Telling, slug: string): string => nameIn(names.candidates, slug);
const endorserOf = ({ names }: Telling, slug: string): string => nameIn(names.endorsers, slug);

/** What is done to another entry, with what that says. */
const about = (done: string) => (_: unknown, telling: Telling) => {
  const { named } = telling;
  // What a record says of a record is not told twice over.
  return named === undefined || 'entry' in named.data
    ? done
    : `${done}: ${claimText(named, { ...telling, named: undefined })}`;
};

function endorsement(
  { endorser, choices, form }: DataOf<'EndorsementMade'>,
  telling: Telling,
): string {
  const ranked = choices.some(({ rank }) => rank !== 1);
  const whom = choices.map(
    ({ candidate, rank }) =>
      `${candidateOf(telling, candidate)}${ranked ? ` (choice ${rank})` : ''}`,
  );
  const did = form === 'recommendation' ? 'recommended' : 'endorsed';
  return `${endorserOf(telling, endorser)} ${did} ${whom.join(', ')}`;
}

const STANCES: Readonly<Record<DataOf<'NeutralityDeclared'>['stance'], string>> = {
  neutral: 'was neutral',
  declined: 'declined to back anybody',
  barred: 'was barred from backing anybody',
  undecided: 'was still undecided',
};

const TELLERS: Tellers = {
  ContestOpened: ({ title, seats = 1 }) =>
    `The contest opened${seats === 1 ? '' : ` for ${seats} seats`}: ${title}`,
  StageOpened: ({ name }) => `The stage “${name}” opened`,
  ElectorateStated: ({ category, size }) => `${size} of ${category} could act`,
  ContestResultDeclared: ({ winner }, telling) =>
    winner === undefined ? 'The result, without a winner' : `${candidateOf(telling, winner)} won`,
  CandidateEntered: ({ name }) => `${name} stood`,
  CandidateWithdrew: ({ candidate }, telling) => `${candidateOf(telling, candidate)} withdrew`,
  EndorserEnrolled: ({ name, category }) => `${name} counts in ${category}`,
  EndorserMerged: ({ endorser, into }, telling) =>
    `${endorserOf(telling, endorser)} is ${endorserOf(telling, into)}`,
  EndorsementMade: endorsement,
  EndorsementWithdrawn: about('An endorsement ended'),
  NominationMade: ({ endorser, candidate }, telling) =>
    `${endorserOf(telling, endorser)} nominated ${candidateOf(telling, candidate)}`,
  NominationWithdrawn: about('A nomination ended'),
  NeutralityDeclared: ({ endorser, stance }, telling) =>
    `${endorserOf(telling, endorser)} ${STANCES[stance]}`,
  BallotResultReported: ({ body, question }) => `${body} voted: ${question}`,
  PollPublished: ({ pollster, population }) => `${pollster} polled ${population}`,
  TallyReported: ({ of, cells, undeclared = [] }) =>
    `A table of ${of === 'acts' ? 'endorsers' : of} with ${cells.length + undeclared.length} figures`,
  ExpectationReported: ({ endorser, candidate, likelihood }, telling) =>
    `${endorserOf(telling, endorser)} was ${likelihood} to back ${candidateOf(telling, candidate)}`,
  EntryCorrected: about('A correction'),
  EntryStruck: about('A strike: it never happened'),
  EntryDisputed: about('A dispute'),
  DisputeResolved: ({ outcome }, telling) => about(`A dispute was ${outcome}`)({}, telling),
  PayloadErased: about('An erasure by law'),
};

/** What an entry claims, in a sentence without its full stop. */
export function claimText(entry: Entry, telling: Telling): string {
  if (entry.erased) return `An erased entry (${entry.type})`;
  const tell = TELLERS[entry.type] as (data: unknown, telling: Telling) => string;
  return tell(entry.data, telling);
}

/** The endorsers whom some entries name, by slug. */
export const endorsersIn = (entries: readonly (Entry | undefined)[]): string[] =>
  entries.flatMap((entry) => {
    const { endorser, into } = (entry?.data ?? {}) as { endorser?: string; into?: string };
    return [endorser, into].filter((each) => each !== undefined);
  });

import type { DataOf, EntryType } from '../../events/catalog.ts';
import type { Entry } from '../../events/entry.ts';

type Tellers = { readonly [T in EntryType]: (data: DataOf<T>, named: Named) => string };

/** The entry that another names, as a record or an end does. */
interface Named {
  readonly id: string;
  readonly entry: Entry | undefined;
}

const backs = ({ endorser, candidate }: { endorser: string; candidate: string }): string =>
  `${endorser} → ${candidate}`;

const act = (_: unknown, { id, entry }: Named): string =>
  entry === undefined ? `the act of entry ${id}` : whatOf(entry);

const record = (_: unknown, { id, entry }: Named): string =>
  entry === undefined ? `entry ${id}` : entryTitle(entry);

function endorsement({ endorser, choices, form }: DataOf<'EndorsementMade'>): string {
  const ranked = choices.some(({ rank }) => rank !== 1);
  const names = choices.map(({ candidate, rank }) => (ranked ? `${rank} ` : '') + candidate);
  return `${endorser} → ${names.join(', ')}${form === 'recommendation' ? ' (recommended)' : ''}`;
}

const TELLERS: Tellers = {
  ContestOpened: ({ title }) => title,
  StageOpened: ({ name }) => name,
  ElectorateStated: ({ category, size }) => `${category} ${size}`,
  ContestResultDeclared: ({ winner }) => (winner === undefined ? 'no winner' : `${winner} won`),
  CandidateEntered: ({ candidate }) => candidate,
  CandidateWithdrew: ({ candidate }) => candidate,
  EndorserEnrolled: ({ endorser, category }) => `${endorser} (${category})`,
  EndorserMerged: ({ endorser, into }) => `${endorser} is ${into}`,
  EndorsementMade: endorsement,
  EndorsementWithdrawn: act,
  NominationMade: backs,
  NominationWithdrawn: act,
  NeutralityDeclared: ({ endorser, stance }) => `${endorser}, ${stance}`,
  BallotResultReported: ({ body, question }) => `${body}, ${question}`,
  PollPublished: ({ pollster, population }) => `${pollster}, ${population}`,
  TallyReported: ({ of, cells }) => `${of}, ${cells.length} figures`,
  ExpectationReported: (data) => `${backs(data)} (${data.likelihood})`,
  EntryCorrected: record,
  EntryStruck: record,
  EntryDisputed: record,
  DisputeResolved: (data, named) => `${record(data, named)} (${data.outcome})`,
  PayloadErased: record,
};

/** The entry that a record or an end names; none for one that names none, or that was erased. */
export function namedIn(entry: Entry): string | undefined {
  const { act: ended, entry: about } = entry.data as { act?: string; entry?: string };
  return about ?? (entry.type.endsWith('Withdrawn') ? ended : undefined);
}

function whatOf(entry: Entry, named?: Entry): string {
  if (entry.erased) return 'erased by law';
  const tell = TELLERS[entry.type] as (data: unknown, named: Named) => string;
  return tell(entry.data, { id: namedIn(entry) ?? '', entry: named });
}

/**
 * What an entry tells, in one line: "NominationMade: gmb → ed-miliband, on 2010-07-15". `named` is the entry that
 * it names, where it is at hand.
 */
export function entryTitle(entry: Entry, named?: Entry): string {
  const on = entry.on === null ? '' : `, on ${entry.on}`;
  return `${entry.type}: ${whatOf(entry, named)}${on}`;
}

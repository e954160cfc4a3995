import { hash } from 'node:crypto';

/** What a client sends, before anything has read it. */
export interface Sent {
  readonly id?: string;
  readonly type: string;
  readonly version?: number;
  readonly on?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sources?: readonly object[];
  readonly note?: string;
}

type Data = Record<string, unknown>;

export const CONTEST = 'leader-2010';

/** A UUID that is always the same for a name. */
export function id(name: string): string {
  const hex = hash('sha256', name, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A source published on a day, or on no known one. */
export const source = (published?: string, more: Data = {}) => ({
  url: 'https://paper.example/story',
  publisher: 'The Paper',
  title: 'A story',
  ...(published === undefined ? {} : { published }),
  ...more,
});

/** An entry about the world, published when the contest opened. */
export const tell = (type: string, data: Data, on?: string): Sent => ({
  type,
  ...(on === undefined ? {} : { on }),
  data,
  sources: [source('2010-05-01')],
});

/** An editorial entry, without day and source. */
const record = (type: string, data: Data): Sent => ({ type, data });

/** The same entry, with the id that its name has. */
export const as = (name: string, sent: Sent): Sent => ({ ...sent, id: id(name) });

/** The same entry, published on these days. */
export const published = (days: string | readonly string[], sent: Sent): Sent => ({
  ...sent,
  sources: [days].flat().map((day) => source(day)),
});

const PLAIN = ['MP', 'CLP', 'TU', 'SS'].map((category) => ({ category, name: category }));
const SUM = { category: 'AFF', name: 'Affiliates', of: ['TU', 'SS'] };

export const opened = (on = '2010-05-01', more: Data = {}): Sent =>
  tell(
    'ContestOpened',
    {
      title: 'Leadership election, 2010',
      office: 'Leader',
      organisation: 'The Party',
      categories: [...PLAIN, SUM],
      ...more,
    },
    on,
  );

export const entered = (candidate: string, on = '2010-05-01', more: Data = {}) =>
  tell('CandidateEntered', { candidate, name: candidate.toUpperCase(), ...more }, on);

export const enrolled = (endorser: string, category: string, more: Data = {}) =>
  tell('EndorserEnrolled', { endorser, name: endorser, category, nominates: true, ...more });

export const stage = (slug: string, more: Data = {}, on = '2010-05-01') =>
  tell('StageOpened', { stage: slug, name: slug, rule: { atLeast: 2, of: ['MP'] }, ...more }, on);

export const nominated = (endorser: string, candidate: string, on: string, more: Data = {}) =>
  tell('NominationMade', { endorser, candidate, ...more }, on);

export const endorsed = (endorser: string, candidate: string, on: string, more: Data = {}) => {
  const choices = [{ candidate, rank: 1 }];
  return tell('EndorsementMade', { endorser, choices, form: 'endorsement', ...more }, on);
};

const ending = (type: string) => (act: string, on?: string) => tell(type, { act: id(act) }, on);
export const endNomination = ending('NominationWithdrawn');
export const endEndorsement = ending('EndorsementWithdrawn');
export const stance = (endorser: string, kind: string, on: string) =>
  tell('NeutralityDeclared', { endorser, stance: kind }, on);
export const left = (candidate: string, on: string) => tell('CandidateWithdrew', { candidate }, on);
export const electorate = (category: string, size: number, on = '2010-05-01') =>
  tell('ElectorateStated', { category, size }, on);

/** A printed table: `{ 'ann TU': 2 }`, and what of it is yet to declare. */
export function tally(
  cells: Readonly<Record<string, number>>,
  on: string,
  undeclared: Readonly<Record<string, number>> = {},
  more: Data = {},
): Sent {
  const rest = Object.entries(undeclared).map(([category, value]) => ({ category, value }));
  const printed = Object.entries(cells).map(([cell, value]) => {
    const [candidate, category] = cell.split(' ');
    return { candidate, category, value };
  });
  const left = rest.length === 0 ? {} : { undeclared: rest };
  return tell('TallyReported', { of: 'acts', cells: printed, ...left, ...more }, on);
}

export const corrected = (entry: string, change: Data) =>
  record('EntryCorrected', { entry: id(entry), why: 'It was typed wrongly.', ...change });
export const struck = (entry: string) =>
  record('EntryStruck', { entry: id(entry), why: 'It never happened.' });
export const disputed = (entry: string) =>
  record('EntryDisputed', { entry: id(entry), why: 'Another paper denies it.' });
export const resolved = (entry: string, outcome: 'upheld' | 'rejected') =>
  record('DisputeResolved', { entry: id(entry), outcome, why: 'The body said so.' });
export const erased = (entry: string) =>
  record('PayloadErased', { entry: id(entry), legalBasis: 'A court order' });
export const merged = (endorser: string, into: string) =>
  record('EndorserMerged', { endorser, into, why: 'Two names of one body.' });

/** A contest of three candidates with some endorsers of each category. */
export const FRAME: readonly Sent[] = [
  as('opened', opened()),
  ...['ann', 'bob', 'cay'].map((candidate) => as(candidate, entered(candidate))),
  ...['m1', 'm2', 'm3'].map((endorser) => as(endorser, enrolled(endorser, 'MP'))),
  as('c1', enrolled('c1', 'CLP')),
  ...['t1', 't2', 't3', 't4'].map((endorser) => as(endorser, enrolled(endorser, 'TU'))),
  ...['s1', 's2'].map((endorser) => as(endorser, enrolled(endorser, 'SS'))),
];

/** The points that a pollster gives to some categories of that contest. */
export const WEIGHING = {
  weighing: 'pollster',
  name: 'The Pollster',
  source: source('2010-05-02', { url: 'https://pollster.example/points', title: 'How we weigh' }),
  points: [
    { category: 'MP', points: 6 },
    { category: 'TU', points: 3 },
  ],
};

/** The same contest, with these points in its opening. */
export const WEIGHED_FRAME: readonly Sent[] = [
  as('opened', opened('2010-05-01', { weighings: [WEIGHING] })),
  ...FRAME.slice(1),
];

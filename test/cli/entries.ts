/** What the tests of the command line send: a small contest of unions. */
export const CONTEST = 'leader';

/** A UUID that is always the same for a number. */
export const uuid = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const SOURCES = [
  { url: 'https://paper.example/a', publisher: 'The Paper', title: 'A', published: '2010-05-01' },
];

type Data = Readonly<Record<string, unknown>>;

const told = (type: string, on: string, data: Data) => ({ type, on, data, sources: SOURCES });

const CATEGORIES = [
  { category: 'MP', name: 'MPs' },
  { category: 'TU', name: 'Unions' },
];

export const opened = (more: Data = {}) =>
  told('ContestOpened', '2010-05-01', {
    title: 'Leader, 2010',
    office: 'Leader',
    organisation: 'The Party',
    categories: CATEGORIES,
    ...more,
  });

export const candidate = (slug: string) =>
  told('CandidateEntered', '2010-05-01', { candidate: slug, name: slug.toUpperCase() });

export const enrolled = (endorser: string, category = 'TU') =>
  told('EndorserEnrolled', '2010-05-01', { endorser, name: endorser, category, nominates: true });

export const nominated = (endorser: string, backed: string, on: string, more: Data = {}) =>
  told('NominationMade', on, { endorser, candidate: backed, ...more });

/** Entries as lines of a file, each with the contest (null: the register) and an id of its own. */
export const ndjson = (entries: readonly object[], contest: string | null = CONTEST): string =>
  entries
    .map((entry, index) => `${JSON.stringify({ contest, id: uuid(index + 1), ...entry })}\n`)
    .join('');

/** The small contest: its opening, two candidates, two unions, and a nomination. */
export const SMALL: readonly object[] = [
  opened(),
  candidate('ann'),
  candidate('bob'),
  enrolled('tu-1'),
  enrolled('tu-2'),
  nominated('tu-1', 'ann', '2010-06-01'),
];

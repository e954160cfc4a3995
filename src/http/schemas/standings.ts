import { z } from 'zod';
import { STANCES } from '../../../projections/facets.ts';
import { named, withKeys } from './named.ts';
import { Category, Count, Edtf, EntryId, EntryIds, ofContest, Policy, Slug } from './words.ts';

/** A figure that a source printed. */
export const Reported = named(
  'Reported',
  z.strictObject({
    value: Count,
    on: Edtf.nullable(),
    entry: EntryId,
    others: z
      .array(z.strictObject({ value: Count, entry: EntryId }))
      .describe('What others printed for the same day.'),
  }),
  { description: 'The latest figure that a source printed without naming who.' },
);

/** One candidate's counts in one category. */
export const Cell = named(
  'Cell',
  z.strictObject({
    certain: Count.describe('Endorsers who surely stood for the candidate on the day.'),
    possible: Count.describe('Endorsers beyond the certain who may have.'),
    lapsed: Count.describe('Endorsers whose candidate had left.'),
    reported: Reported.nullable(),
    best: Count.describe('The printed figure and who surely came or went since; else the certain.'),
  }),
  { description: "One candidate's counts in one category on one day." },
);

/** How a candidate stands on a day. */
export const CandidateStatus = named(
  'CandidateStatus',
  z.enum(['not-entered', 'possibly-entered', 'standing', 'possibly-withdrawn', 'withdrawn']),
  { description: 'How a candidate stands on the day.' },
);

/** A candidate and its counts. */
export const Candidate = named(
  'Candidate',
  z.strictObject({
    candidate: Slug,
    name: z.string(),
    status: CandidateStatus,
    statusOn: Edtf.nullable().describe('When it withdrew, once it may have.'),
    cells: z.record(z.string(), Cell).describe('By category.'),
  }),
);

/** Which figure a number of undeclared endorsers rests on. */
export const UndeclaredBasis = z.enum(['tally', 'electorate', 'unknown']);

/** How many have yet to declare. */
export const Undeclared = named(
  'Undeclared',
  z.strictObject({
    value: Count.nullable(),
    basis: UndeclaredBasis.describe("What says so: a printed tally or the electorate's size."),
  }),
  { description: 'How many have yet to declare.' },
);

/** Claims that cannot all be true. */
export const Conflict = named(
  'Conflict',
  z.strictObject({
    kind: z
      .enum(['dates', 'withdrawal-dates', 'acts', 'stance'])
      .describe(
        'What cannot be: two dates of one thing, acts for more candidates than there are seats, or a stance beside an act.',
      ),
    endorser: Slug.nullable(),
    candidates: z.array(Slug),
    entries: EntryIds,
  }),
  { description: 'Claims that cannot all be true: both stand, and the conflict shows.' },
);

/** The standings of a contest. */
export const Standings = named(
  'Standings',
  z.strictObject({
    ...ofContest,
    policy: Policy,
    categories: z.array(Category),
    candidates: z.array(Candidate),
    undeclared: z.record(z.string(), Undeclared).describe('By category.'),
    neutral: z
      .record(z.string(), withKeys(STANCES, Count))
      .describe('How many certainly back nobody, by category and stance.'),
    conflicts: z.array(Conflict),
    erased: Count.describe('How many entries the law has had erased: the state has lost them.'),
  }),
  { description: 'Who backs whom: the counts per candidate and category at three clocks.' },
);

import { z } from 'zod';
import { Weighing as EventWeighing } from '../../../events/weighing.ts';
import { named } from './named.ts';
import { CandidateStatus } from './standings.ts';
import { Category, Count, Edtf, ofContest, Policy, Slug } from './words.ts';

/** How much an endorser of each category weighs. */
export const Weighing = named('Weighing', EventWeighing, {
  description:
    'How much an endorser of each category weighs by the points that somebody published, with their source.',
});

/** A number that dates may leave open. */
export const Weighed = named(
  'Weighed',
  z.strictObject({
    certain: z.int().min(0).describe('At least.'),
    possible: z.int().min(0).describe('What is possible beyond that.'),
  }),
  { description: 'What is certain of a number of points, and what is possible beyond it.' },
);

/** A candidate's endorsers in one category. */
export const CellPoints = named(
  'CellPoints',
  z.strictObject({
    weighs: z.int().min(0).describe('How many points one endorser is.'),
    certain: Count.describe('As the standings have it.'),
    possible: Count.describe('As the standings have it: beyond the certain.'),
    points: Weighed,
  }),
);

/** A candidate's points. */
export const CandidatePoints = named(
  'CandidatePoints',
  z.strictObject({
    candidate: Slug,
    name: z.string(),
    status: CandidateStatus,
    statusOn: Edtf.nullable().describe('When it withdrew, once it may have.'),
    points: Weighed,
    cells: z.record(z.string(), CellPoints).describe('By category.'),
  }),
);

/** The standings in points. */
export const Points = named(
  'Points',
  z.strictObject({
    ...ofContest,
    policy: Policy,
    weighing: Weighing,
    unweighed: z.array(Category).describe('The plain categories that it leaves out.'),
    weighings: z.array(Slug).describe('All weighings of the contest.'),
    candidates: z.array(CandidatePoints),
  }),
  {
    description:
      'The standings in points, by a weighing that the opening of the contest names with its source.',
  },
);

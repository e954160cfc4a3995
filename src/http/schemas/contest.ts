import { z } from 'zod';
import { ContestOpened } from '../../../events/contest-opened.ts';
import { named } from './named.ts';
import { Weighing } from './points.ts';
import { Count, Edtf, Instant, Seq, Slug } from './words.ts';

/** How far a stream goes. */
const state = {
  entries: Count.describe('How many entries it has.'),
  revision: z
    .int()
    .min(-1)
    .describe('The last revision, as in the ETag that If-Match takes; -1 where it has no entry.'),
  head: z.strictObject({ seq: Seq, recordedAt: Instant }).nullable().describe('Its last entry.'),
};

/** A contest, as its entries frame it. */
export const Contest = named(
  'Contest',
  z.strictObject({
    contest: Slug,
    title: z.string(),
    office: z.string(),
    organisation: z.string(),
    jurisdiction: z.string().nullable(),
    opened: Edtf.nullable().describe('When it opened.'),
    seats: z.int().min(1).describe('How many win, so how many one endorser may back.'),
    categories: ContestOpened.shape.categories,
    stages: z.array(z.strictObject({ stage: Slug, name: z.string() })),
    weighings: z.array(Weighing).describe('How somebody weighs endorsers in points.'),
    ...state,
  }),
  { description: 'A contest, as its entries frame it, and how far they go.' },
);

/** How far the register goes. */
export const Register = named('Register', z.strictObject(state), {
  description: 'How far the register goes, which holds what is true in every contest.',
});

import { z } from 'zod';
import { named } from './named.ts';
import { Category, Count, Day, ofContest, Policy, Slug } from './words.ts';

const Counts = z.array(Count);

/** A candidate's endorsers in one category, day by day. */
export const SeriesLine = named(
  'SeriesLine',
  z.strictObject({
    candidate: Slug,
    name: z.string(),
    category: Category,
    certain: Counts.describe('Endorsers who surely stood for the candidate, on each of the days.'),
    most: Counts.describe('The certain, and those who may have, together; on each of the days.'),
  }),
  { description: 'A candidate in a category: a count for each of the days, in their order.' },
);

/** How the counts of a contest went. */
export const Series = named(
  'Series',
  z
    .strictObject({
      ...ofContest,
      policy: Policy,
      categories: z.array(Category),
      days: z
        .array(Day)
        .describe('Ascending; between two of them, and after the last, nothing changes.'),
      lines: z.array(SeriesLine).describe('Those alone that have an endorser on any of the days.'),
    })
    .refine(({ days, lines }) =>
      lines.every(
        ({ certain, most }) => certain.length === days.length && most.length === days.length,
      ),
    ),
  { description: 'How the counts of a contest went, at all days on which they may change.' },
);

import { z } from 'zod';
import { LIKELIHOODS, STANCES } from '../../../projections/facets.ts';
import { named } from './named.ts';
import { Cited } from './source.ts';
import { Category, Edtf, EntryId, EntryIds, ofContest, Slug } from './words.ts';

/** What a source expected of an endorser. */
export const Expectation = named(
  'Expectation',
  z.strictObject({
    entry: EntryId,
    endorser: Slug,
    category: Category.nullable(),
    candidate: Slug,
    likelihood: z.enum(LIKELIHOODS),
    on: Edtf.nullable().describe('When it was expected.'),
    disputed: z.boolean(),
    outcome: z
      .enum(['came-true', 'possibly', 'did-not', 'open'])
      .describe('`open` while nothing surely answers it.'),
    by: z
      .enum(['act', 'other-act', ...STANCES, 'candidate-withdrew', 'contest-over'])
      .nullable()
      .describe('What answered it.'),
    instead: Slug.nullable().describe('Whom the endorser backed instead.'),
    when: Edtf.nullable().describe('When it was answered.'),
    entries: EntryIds,
  }),
  { description: 'What a source expected, and what became of it. It is never counted.' },
);

/** The expectations of a contest. */
export const Expectations = named(
  'Expectations',
  z.strictObject({ ...ofContest, expectations: z.array(Expectation), sources: Cited }),
  { description: 'Who was expected to back whom, and what became of it.' },
);

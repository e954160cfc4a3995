import { z } from 'zod';
import { named } from './named.ts';
import { Category, Count, Edtf, EntryIds, ofContest, Policy, Slug } from './words.ts';

const Delta = z.int().describe('How many more, or fewer, by this alone.');

/** What a happening did to one cell. */
export const Effect = named(
  'Effect',
  z.strictObject({
    candidate: Slug,
    category: Category,
    certain: Delta,
    possible: Delta,
    lapsed: Delta,
    after: z
      .strictObject({ certain: Count, possible: Count })
      .describe("The cell's counts by the happening's latest day."),
  }),
  { description: 'How the certain count, and certain and possible together, changed.' },
);

/** One thing that happened. */
export const Happening = named(
  'Happening',
  z.strictObject({
    kind: z.enum([
      'opened',
      'stage-opened',
      'entered',
      'withdrew',
      'endorsed',
      'nominated',
      'ended',
      'neutral',
      'tally',
      'ballot',
      'poll',
      'expectation',
      'result',
    ]),
    on: Edtf.nullable().describe('When; null where nobody knows.'),
    endorser: Slug.nullable(),
    category: Category.nullable(),
    candidate: Slug.nullable(),
    how: z
      .string()
      .nullable()
      .describe('How an act ended, which stance was taken, which stage an act belongs to.'),
    entries: EntryIds,
    effects: z.array(Effect),
  }),
);

/** Everything that happened in a contest by a day. */
export const Timeline = named(
  'Timeline',
  z.strictObject({ ...ofContest, policy: Policy, happenings: z.array(Happening) }),
  { description: 'Everything that happened in a contest by a day, in order, and what it changed.' },
);

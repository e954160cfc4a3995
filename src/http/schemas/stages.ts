import { z } from 'zod';
import type { Threshold as EventThreshold } from '../../../events/rule.ts';
import { named } from './named.ts';
import { Cited, Rule } from './source.ts';
import { CandidateStatus } from './standings.ts';
import { Category, Count, Edtf, EntryIds, ofContest, Share, Slug } from './words.ts';

/** A count of which only the limits are known. */
export const Range = named('Range', z.strictObject({ least: Count, most: Count }), {
  description: 'A count of which only the limits are known, both included.',
});

/** One threshold of a rule. */
export const Threshold: z.ZodType<EventThreshold> = named(
  'Threshold',
  z.union([
    z.strictObject({ atLeast: Count, of: z.array(Category) }),
    z.strictObject({
      atLeastShare: Share,
      of: z.array(Category),
      weighedBy: z.enum(['endorsers', 'affiliatedMembers']).optional(),
    }),
  ]),
  { description: 'So many endorsers of some categories, or such a share of them.' },
);

/** What is still missing of a threshold. */
export const Need = named(
  'Need',
  z.strictObject({
    threshold: Threshold,
    has: z
      .strictObject({ certain: Count, printed: Count, possible: Count })
      .nullable()
      .describe('What the candidate has of it; null where nobody says.'),
    more: Range.nullable().describe('How many more it takes; null where nobody says.'),
  }),
);

/** How a candidate stands in a stage. */
export const CandidateInStage = named(
  'CandidateInStage',
  z.strictObject({
    candidate: Slug,
    name: z.string(),
    status: CandidateStatus,
    statusOn: Edtf.nullable(),
    verdict: z.enum(['qualified', 'possibly', 'not']),
    basis: z
      .enum(['named', 'printed'])
      .nullable()
      .describe('What a `qualified` rests on: endorsers by name, or printed numbers.'),
    since: Edtf.nullable(),
    possiblySince: Edtf.nullable(),
    ways: z
      .array(
        z.strictObject({ needs: z.array(Need), text: z.string().describe('The same in words.') }),
      )
      .describe('What is still missing, in every way that would do.'),
  }),
);

/** A rule as some sources state it. */
export const StageRule = named(
  'StageRule',
  z.strictObject({
    rule: Rule,
    text: z.string(),
    used: z.boolean().describe('Is it the one that is used unless another is asked for?'),
    entries: EntryIds,
    candidates: z.array(CandidateInStage),
  }),
);

/** A stage on a day. */
export const Stage = named(
  'Stage',
  z.strictObject({
    stage: Slug,
    name: z.string(),
    opens: Edtf.nullable(),
    closes: Edtf.nullable(),
    status: z.enum(['not-open', 'possibly-open', 'open', 'possibly-closed', 'closed']),
    rules: z.array(StageRule),
  }),
);

/** The stages of a contest. */
export const Stages = named(
  'Stages',
  z.strictObject({ ...ofContest, stages: z.array(Stage), sources: Cited }),
  { description: 'Who has what it takes to pass each stage of a contest, and what is missing.' },
);

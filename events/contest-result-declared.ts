import { z } from 'zod';
import { count, share, slug, unique } from './fields.ts';

const Result = z.strictObject({
  candidate: slug,
  votes: count.optional(),
  share: share.optional(),
  eliminated: z.boolean().optional(),
});

/** The contest's result, round by round. */
export const ContestResultDeclared = z.strictObject({
  winner: slug.optional(),
  rounds: z
    .array(
      z.strictObject({
        round: count.min(1),
        results: z
          .array(Result)
          .min(1)
          .superRefine(unique((item) => item.candidate, 'candidate')),
      }),
    )
    .max(100)
    .superRefine(unique((item) => String(item.round), 'round')),
  turnout: share.optional(),
  eligible: count.optional(),
});
export type ContestResultDeclared = z.infer<typeof ContestResultDeclared>;

import { z } from 'zod';
import { count, rank, share, slug, text } from './fields.ts';

/** What a poll found among those it asked. */
export const PollPublished = z.strictObject({
  pollster: text(200),
  population: text(300),
  sample: count.optional(),
  shares: z
    .array(z.strictObject({ candidate: slug, share, rank: rank.optional() }))
    .min(1)
    .max(100),
});
export type PollPublished = z.infer<typeof PollPublished>;

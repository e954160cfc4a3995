import { z } from 'zod';
import { count, rank, share, slug, text } from './fields.ts';

const Option = z.strictObject({
  option: text(300),
  candidate: slug.optional(),
  votes: count.optional(),
  share: share.optional(),
  rank: rank.optional(),
});

/** How a body voted: whose ballot, on what question, who could vote and who did, and the options. */
export const BallotResultReported = z.strictObject({
  ballot: slug,
  body: text(200),
  question: text(500),
  method: z.enum(['yes-no', 'plurality', 'preferential', 'committee']),
  eligible: count.optional(),
  cast: count.optional(),
  turnout: share.optional(),
  options: z.array(Option).min(1).max(100),
});
export type BallotResultReported = z.infer<typeof BallotResultReported>;

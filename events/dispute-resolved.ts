import { z } from 'zod';
import { entryId, text } from './fields.ts';

/** A dispute ends: `upheld`, the claim counts again; `rejected`, it no longer counts. */
export const DisputeResolved = z.strictObject({
  entry: entryId,
  outcome: z.enum(['upheld', 'rejected']),
  why: text(1000),
});
export type DisputeResolved = z.infer<typeof DisputeResolved>;

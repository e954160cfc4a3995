import { z } from 'zod';
import { named } from './named.ts';
import { EntryId, EntryIds, Instant, Seq } from './words.ts';

/** What was erased, or would be. */
export const Erased = named(
  'Erased',
  z.strictObject({
    dryRun: z.boolean(),
    erased: z.boolean().describe('Are the payloads gone now?'),
    legalBasis: z.string(),
    entries: EntryIds.describe('The entries whose payloads are gone, or would be, in order.'),
    by: z
      .strictObject({
        id: EntryId,
        seq: Seq,
        revision: z.int().min(0),
        type: z.literal('PayloadErased'),
        recordedAt: Instant,
        recordedBy: z.string(),
        payloadHash: z.string(),
      })
      .nullable()
      .describe(
        'The entry that records the erasure; null for what went with another, which nothing tells any more.',
      ),
  }),
  { description: 'What the law has had erased, or would have.' },
);

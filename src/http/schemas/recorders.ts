import { z } from 'zod';
import { named } from './named.ts';
import { Count, Instant, Seq } from './words.ts';

const Mark = z.strictObject({ seq: Seq, recordedAt: Instant });

/** Who recorded how much. */
export const Recorders = named(
  'Recorders',
  z.strictObject({
    knownAt: z.int().min(-1).describe('The last entry that was counted.'),
    recorders: z.array(
      z.strictObject({ recordedBy: z.string(), entries: Count, first: Mark, last: Mark }),
    ),
  }),
  { description: 'Who recorded how many entries, and which were the first and the last.' },
);

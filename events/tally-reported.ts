import { z } from 'zod';
import { category, count, slug, unique } from './fields.ts';

const Cell = z.strictObject({ candidate: slug, category, value: count });
const Undeclared = z.strictObject({ category, value: count });

/** A count that a source printed without naming who: "CLPs: 22". */
export const TallyReported = z
  .strictObject({
    of: z.enum(['nominations', 'endorsements', 'acts']),
    stage: slug.optional(),
    cells: z
      .array(Cell)
      .max(1000)
      .superRefine(unique((c) => `${c.candidate} ${c.category}`, 'cell')),
    undeclared: z
      .array(Undeclared)
      .max(50)
      .superRefine(unique((c) => c.category, 'category'))
      .optional(),
  })
  .refine((data) => data.cells.length + (data.undeclared?.length ?? 0) > 0, {
    path: ['cells'],
    message: 'holds no figure',
  });
export type TallyReported = z.infer<typeof TallyReported>;

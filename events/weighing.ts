import { z } from 'zod';
import { category, slug, text, unique } from './fields.ts';
import { Source } from './source.ts';

/**
 * How much an endorser of each category weighs by somebody's published points: a way of looking at the
 * counts, never a count. A category without points weighs nothing.
 */
export const Weighing = z.strictObject({
  weighing: slug,
  name: text(200),
  source: Source,
  points: z
    .array(z.strictObject({ category, points: z.int().min(0).max(1_000_000) }))
    .min(1)
    .max(50)
    .superRefine(unique((item) => item.category, 'category')),
});
export type Weighing = z.infer<typeof Weighing>;

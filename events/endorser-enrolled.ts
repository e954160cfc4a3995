import { z } from 'zod';
import { category, count, identifiers, slug, text } from './fields.ts';

/** An endorser belongs to a category of this contest, and may nominate or not. */
export const EndorserEnrolled = z.strictObject({
  endorser: slug,
  name: text(200),
  category,
  nominates: z.boolean(),
  affiliatedMembers: count.optional(),
  identifiers: identifiers.optional(),
});
export type EndorserEnrolled = z.infer<typeof EndorserEnrolled>;

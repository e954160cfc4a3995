import { z } from 'zod';
import { actOrAnew, decidedBy, entryId, slug } from './fields.ts';

/** An endorser uses its formal power to nominate. */
export const NominationMade = z
  .strictObject({
    endorser: slug,
    candidate: slug,
    stage: slug.optional(),
    decidedBy: decidedBy.optional(),
    ballot: slug.optional(),
    act: entryId.optional(),
    anew: z.literal(true).optional(),
    replaces: entryId.optional(),
  })
  .superRefine(actOrAnew);
export type NominationMade = z.infer<typeof NominationMade>;

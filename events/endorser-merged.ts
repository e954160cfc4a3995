import { z } from 'zod';
import { slug, text } from './fields.ts';

/** Two names are one endorser, in every contest. */
export const EndorserMerged = z
  .strictObject({ endorser: slug, into: slug, why: text(1000) })
  .refine((data) => data.endorser !== data.into, {
    path: ['into'],
    message: 'is the same endorser',
  });
export type EndorserMerged = z.infer<typeof EndorserMerged>;

import { z } from 'zod';
import { identifiers, slug, text } from './fields.ts';

/** Somebody stands. Who comes back after withdrawing enters under a new slug, with `sameAs`. */
export const CandidateEntered = z.strictObject({
  candidate: slug,
  name: text(200),
  sameAs: slug.optional(),
  identifiers: identifiers.optional(),
});
export type CandidateEntered = z.infer<typeof CandidateEntered>;

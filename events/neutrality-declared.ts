import { z } from 'zod';
import { slug } from './fields.ts';

/** An endorser backs nobody, and how: neutral, declined, barred, or still undecided. */
export const NeutralityDeclared = z.strictObject({
  endorser: slug,
  stance: z.enum(['neutral', 'declined', 'barred', 'undecided']),
});
export type NeutralityDeclared = z.infer<typeof NeutralityDeclared>;

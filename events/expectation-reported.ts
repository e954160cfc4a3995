import { z } from 'zod';
import { slug } from './fields.ts';

/** A source expects an endorser to back a candidate: never counted, later seen to come true or not. */
export const ExpectationReported = z.strictObject({
  endorser: slug,
  candidate: slug,
  likelihood: z.enum(['expected', 'likely', 'rumoured']),
});
export type ExpectationReported = z.infer<typeof ExpectationReported>;

import { z } from 'zod';
import { slug, text } from './fields.ts';

/** A candidate stands no longer; the acts for that candidate lapse. */
export const CandidateWithdrew = z.strictObject({ candidate: slug, reason: text(1000).optional() });
export type CandidateWithdrew = z.infer<typeof CandidateWithdrew>;

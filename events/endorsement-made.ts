import { z } from 'zod';
import { actOrAnew, decidedBy, entryId, rank, slug, unique } from './fields.ts';

/** An endorser backs a candidate: counted where one candidate at rank 1 is endorsed, else shown. */
export const EndorsementMade = z
  .strictObject({
    endorser: slug,
    choices: z
      .array(z.strictObject({ candidate: slug, rank }))
      .min(1)
      .max(50)
      .superRefine(unique((item) => item.candidate, 'candidate')),
    form: z.enum(['endorsement', 'recommendation']),
    decidedBy: decidedBy.optional(),
    ballot: slug.optional(),
    act: entryId.optional(),
    anew: z.literal(true).optional(),
    replaces: entryId.optional(),
  })
  .superRefine(actOrAnew);
export type EndorsementMade = z.infer<typeof EndorsementMade>;

/** Version 1 told one candidate and a preference, as trackers of one choice do. */
export const EndorsementMadeV1 = z
  .strictObject({
    endorser: slug,
    candidate: slug,
    preference: rank.optional(),
    decidedBy: decidedBy.optional(),
    act: entryId.optional(),
    anew: z.literal(true).optional(),
    replaces: entryId.optional(),
  })
  .superRefine(actOrAnew);

/** Reads version 1 as version 2: the one choice becomes a list of one. Pure; no byte is rewritten. */
export function endorsementMadeFromV1(data: z.infer<typeof EndorsementMadeV1>): EndorsementMade {
  const { candidate, preference, ...rest } = data;
  return { ...rest, choices: [{ candidate, rank: preference ?? 1 }], form: 'endorsement' };
}

/** The one candidate whom an endorsement makes a claim of backing, or null where it is only shown. */
export function endorsedCandidate(data: EndorsementMade): string | null {
  const first = data.choices.filter((choice) => choice.rank === 1);
  return data.form === 'endorsement' && first.length === 1 ? (first[0]?.candidate ?? null) : null;
}

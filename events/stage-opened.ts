import { z } from 'zod';
import { category, count, edtf, share, slug, text } from './fields.ts';

/** What a candidate needs to pass a stage: thresholds, joined by "any of" and "all of". */
export type Rule =
  | { anyOf: Rule[] }
  | { allOf: Rule[] }
  | { atLeast: number; of: string[] }
  | {
      atLeastShare: string;
      of: string[];
      weighedBy?: 'endorsers' | 'affiliatedMembers' | undefined;
    };

const rules = z.lazy(() => z.array(Rule).min(1).max(20));

export const Rule: z.ZodType<Rule> = z.union([
  z.strictObject({ anyOf: rules }),
  z.strictObject({ allOf: rules }),
  z.strictObject({ atLeast: count.min(1), of: z.array(category).min(1).max(50) }),
  z.strictObject({
    atLeastShare: share,
    of: z.array(category).min(1).max(50),
    weighedBy: z.enum(['endorsers', 'affiliatedMembers']).optional(),
  }),
]);

/** A stage of a contest, with the rule that a candidate must meet to pass it. */
export const StageOpened = z.strictObject({
  stage: slug,
  name: text(200),
  opens: edtf.optional(),
  closes: edtf.optional(),
  rule: Rule,
});
export type StageOpened = z.infer<typeof StageOpened>;

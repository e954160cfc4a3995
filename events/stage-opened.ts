import { z } from 'zod';
import { edtf, slug, text } from './fields.ts';
import { StageRule } from './rule.ts';

/** A stage of a contest, with the rule that a candidate must meet to pass it. */
export const StageOpened = z.strictObject({
  stage: slug,
  name: text(200),
  opens: edtf.optional(),
  closes: edtf.optional(),
  rule: StageRule,
});
export type StageOpened = z.infer<typeof StageOpened>;

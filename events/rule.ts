import { z } from 'zod';
import { category, share, unique } from './fields.ts';

/** So many endorsers of some categories, or such a share of them or of the members they stand for. */
export type Threshold =
  | { atLeast: number; of: string[] }
  | {
      atLeastShare: string;
      of: string[];
      weighedBy?: 'endorsers' | 'affiliatedMembers' | undefined;
    };

/** What a candidate needs to pass a stage: thresholds, joined by "any of" and "all of". */
export type Rule = { anyOf: Rule[] } | { allOf: Rule[] } | Threshold;

/** More ways than these no reader could go through, and a short text may have billions. */
const MOST_WAYS = 64;

const rules = z.lazy(() => z.array(Rule).min(1).max(20));
const of = z
  .array(category)
  .min(1)
  .max(50)
  .superRefine(unique((item) => item, 'category'));

/** The schema of a rule: refuses what is empty, a threshold of nothing, and a share over 100. */
export const Rule: z.ZodType<Rule> = z.union(
  [
    z.strictObject({ anyOf: rules }),
    z.strictObject({ allOf: rules }),
    z.strictObject({ atLeast: z.int().min(1).max(2_147_483_647), of }),
    z.strictObject({
      atLeastShare: share.refine((value) => Number(value) > 0, 'must be more than 0'),
      of,
      weighedBy: z.enum(['endorsers', 'affiliatedMembers']).optional(),
    }),
  ],
  {
    error:
      'must be one of {"anyOf": […]}, {"allOf": […]}, {"atLeast": 33, "of": ["CLP"]} and {"atLeastShare": "5", "of": ["CLP"]}',
  },
);

function numberOfWays(rule: Rule): number {
  if ('anyOf' in rule) return rule.anyOf.reduce((sum, each) => sum + numberOfWays(each), 0);
  if ('allOf' in rule) return rule.allOf.reduce((all, each) => all * numberOfWays(each), 1);
  return 1;
}

/** A rule that has no more ways to be met than a reader can go through. */
export const StageRule: z.ZodType<Rule> = Rule.refine(
  (rule) => numberOfWays(rule) <= MOST_WAYS,
  `may be met in more than ${MOST_WAYS} ways; join fewer "anyOf" by "allOf"`,
);

/** Every way to meet a rule: the thresholds that do together. */
export function waysOf(rule: Rule): Threshold[][] {
  if ('anyOf' in rule) return rule.anyOf.flatMap(waysOf);
  if ('allOf' in rule) {
    return rule.allOf.reduce<Threshold[][]>(
      (ways, each) => ways.flatMap((way) => waysOf(each).map((more) => [...way, ...more])),
      [[]],
    );
  }
  return [[rule]];
}

/** The categories that a rule counts, as often as it names them. */
export const categoriesOf = (rule: Rule): string[] =>
  'anyOf' in rule
    ? rule.anyOf.flatMap(categoriesOf)
    : 'allOf' in rule
      ? rule.allOf.flatMap(categoriesOf)
      : rule.of;

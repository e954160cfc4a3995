import { z } from 'zod';
import { category, text, unique } from './fields.ts';

const Category = z.strictObject({
  category,
  name: text(200),
  of: z
    .array(category)
    .min(2)
    .max(50)
    .superRefine(unique((part) => part, 'category'))
    .optional(),
});

/** A contest begins: one race for one office, with the categories of endorser that it counts. */
export const ContestOpened = z
  .strictObject({
    title: text(300),
    office: text(200),
    organisation: text(200),
    jurisdiction: text(200).optional(),
    categories: z
      .array(Category)
      .min(1)
      .max(50)
      .superRefine(unique((item) => item.category, 'category')),
  })
  .superRefine((data, context) => {
    const plain = new Set(data.categories.filter((c) => c.of === undefined).map((c) => c.category));
    data.categories.forEach((sum, index) => {
      for (const part of sum.of ?? []) {
        if (!plain.has(part)) {
          const path = ['categories', index, 'of'];
          context.addIssue({
            code: 'custom',
            path,
            message: `sums ${part}, which is no plain category of this contest`,
          });
        }
      }
    });
  });
export type ContestOpened = z.infer<typeof ContestOpened>;

import { z } from 'zod';
import { category, text, unique } from './fields.ts';
import { Weighing } from './weighing.ts';

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

/**
 * A contest begins: one race for one office, with the categories of endorser that it counts. Of several
 * seats as many candidates win, and one endorser may back as many.
 */
export const ContestOpened = z
  .strictObject({
    title: text(300),
    office: text(200),
    organisation: text(200),
    jurisdiction: text(200).optional(),
    seats: z.int().min(1).max(1000).optional(),
    categories: z
      .array(Category)
      .min(1)
      .max(50)
      .superRefine(unique((item) => item.category, 'category')),
    weighings: z
      .array(Weighing)
      .max(20)
      .superRefine(unique((item) => item.weighing, 'weighing'))
      .optional(),
  })
  .superRefine((data, context) => {
    const plain = new Set(data.categories.filter((c) => c.of === undefined).map((c) => c.category));
    const demand = (name: string, does: string, path: (string | number)[]) => {
      if (plain.has(name)) return;
      const message = `${does} ${name}, which is no plain category of this contest`;
      context.addIssue({ code: 'custom', path, message });
    };
    data.categories.forEach(({ of }, index) => {
      for (const part of of ?? []) demand(part, 'sums', ['categories', index, 'of']);
    });
    // A sum counts those of its parts, who must not weigh twice.
    data.weighings?.forEach(({ points }, index) => {
      points.forEach((each, at) => {
        demand(each.category, 'weighs', ['weighings', index, 'points', at, 'category']);
      });
    });
  });
export type ContestOpened = z.infer<typeof ContestOpened>;

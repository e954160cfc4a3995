import { z } from 'zod';
import { category, count } from './fields.ts';

/** How many endorsers of a category could act, so that "yet to declare" is a number. */
export const ElectorateStated = z.strictObject({ category, size: count });
export type ElectorateStated = z.infer<typeof ElectorateStated>;

import { z } from 'zod';

/** A contest in a path. */
export const ContestName = z.object({ name: z.string().min(1).max(100) });

/** An entry in a path. */
export const EntryId = z.object({ id: z.string().min(1).max(36) });

/** No parameters behind the path. */
export const NOTHING = z.strictObject({});

/** Of the samples, so that whoever tries an example sees something. */
export const EXAMPLE = {
  id: '90bb227f-d25e-40f3-b656-12d03ba91f02',
  name: 'labour-leader-2010',
} as const;

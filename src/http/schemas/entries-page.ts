import { z } from 'zod';
import { Entry } from './entry.ts';
import { named } from './named.ts';
import { Slug } from './words.ts';

/** Where the next page of something begins. */
export const NextCursor = named('NextCursor', z.string().nullable(), {
  description: 'The cursor of the next page, as an opaque text; null on the last.',
});

/** A page of the entries of a contest. */
export const EntriesPage = named(
  'EntriesPage',
  z.strictObject({
    contest: Slug.nullable().describe('Null: the register.'),
    knownAt: z
      .int()
      .min(-1)
      .describe('The last sequence number that is known: all pages are of that moment.'),
    entries: z.array(Entry),
    next: NextCursor,
  }),
  { description: 'The entries of a contest in order of recording, page by page.' },
);

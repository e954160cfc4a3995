import { z } from 'zod';
import { named } from './named.ts';
import { Category, Clocks, Slug } from './words.ts';

/** An endorser in the list of all. */
export const ListedEndorser = named(
  'ListedEndorser',
  z.strictObject({
    endorser: Slug,
    name: z.string(),
    names: z.array(Slug).describe('All its slugs, where some were merged.'),
    contests: z.array(
      z.strictObject({
        contest: Slug,
        title: z.string().nullable(),
        name: z.string().describe('What this contest calls it.'),
        category: Category.nullable(),
      }),
    ),
  }),
);

/** The endorsers whom any contest enrols. */
export const EndorserList = named(
  'EndorserList',
  z.strictObject({ clocks: Clocks, endorsers: z.array(ListedEndorser) }),
  { description: 'The endorsers whom any contest enrols, by name; merged names are one.' },
);

import { z } from 'zod';
import { named } from './named.ts';
import { Clocks, Count, Edtf, Slug } from './words.ts';

/** A contest in the list of all. */
export const ListedContest = named(
  'ListedContest',
  z.strictObject({
    contest: Slug,
    title: z.string().nullable(),
    office: z.string().nullable(),
    organisation: z.string().nullable(),
    opened: Edtf.nullable(),
    candidates: Count,
    withdrawn: Count.describe('How many of the candidates have withdrawn.'),
    entries: Count.describe('How many entries of it the ledger knew.'),
    lastChange: Edtf.nullable().describe('When the last of what may have happened by the day did.'),
  }),
);

/** The contests of the ledger. */
export const ContestList = named(
  'ContestList',
  z.strictObject({ clocks: Clocks, contests: z.array(ListedContest) }),
  { description: 'The contests that the ledger knew, by their opening.' },
);

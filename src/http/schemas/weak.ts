import { z } from 'zod';
import { WEAKNESSES } from '../../../projections/weak.ts';
import { named, withKeys } from './named.ts';
import { Clocks, Count, Digest, Edtf, EntryId, EntryIds, Seq, Slug } from './words.ts';

const Weakness = named('Weakness', z.enum(WEAKNESSES), {
  description: 'What is weak in the provenance of a claim.',
});

/** A claim whose provenance is weak. */
export const ListedWeakness = named(
  'ListedWeakness',
  z.strictObject({
    contest: z.string(),
    weakness: Weakness,
    entry: EntryId,
    seq: Seq,
    type: z.string(),
    on: Edtf.nullable(),
    text: z.string(),
    url: z.string().nullable(),
    others: EntryIds.describe('The other entries that it is weak beside.'),
  }),
);

/** The weak provenance of one contest, or of all. */
export const WeakList = named(
  'WeakList',
  z.strictObject({
    contest: Slug.nullable().describe('Null: all contests.'),
    clocks: Clocks,
    digests: z.record(z.string(), Digest).describe('Of the standings of each contest.'),
    claims: Count.describe('How many claims were looked at.'),
    counts: withKeys(WEAKNESSES, Count),
    rows: z.array(ListedWeakness),
  }),
  { description: 'The claims whose provenance is weak, and how.' },
);

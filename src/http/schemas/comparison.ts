import { z } from 'zod';
import { named } from './named.ts';
import { Category, Clocks, Count, Digest, EntryIds, Policy, Slug } from './words.ts';

/** Whether an endorser surely stands for a candidate. */
export const Stand = named('Stand', z.enum(['certain', 'possible']));

/** Why something changed. */
export const Reason = named(
  'Reason',
  z.strictObject({
    tag: z
      .enum(['happened', 'backdated', 'reported', 'corrected', 'merged'])
      .describe('On which clock: it happened, or the ledger or its readers learnt of it.'),
    text: z.string(),
    entries: EntryIds,
  }),
);

/** One endorser's change. */
export const Change = named(
  'Change',
  z.strictObject({
    tag: z.enum(['gained', 'lost', 'switched', 'lapsed', 'confirmed', 'doubted']),
    endorser: Slug,
    category: Category.nullable().describe('Null where its enrolment was erased.'),
    before: Slug.nullable().describe('Whom it backed at the first moment; null: nobody.'),
    after: Slug.nullable(),
    was: Stand.nullable(),
    is: Stand.nullable(),
    because: z.array(Reason),
  }),
);

const Pair = named('CountPair', z.tuple([Count, Count]), {
  description: 'The count at the first moment and at the second.',
});

/** How a cell's counts differ. */
export const CellChange = named(
  'CellChange',
  z.strictObject({
    candidate: Slug,
    category: Category,
    certain: Pair,
    possible: Pair,
    lapsed: Pair,
    best: Pair,
  }),
);

/** One of the two moments. */
export const Side = named('Side', z.strictObject({ clocks: Clocks, digest: Digest }), {
  description: 'One moment of a comparison, so that it can be reproduced.',
});

/** How a contest's standings differ between two moments. */
export const Comparison = named(
  'Comparison',
  z.strictObject({
    contest: Slug,
    title: z.string().nullable(),
    policy: Policy,
    from: Side,
    to: Side,
    changes: z.array(Change),
    cells: z.array(CellChange),
  }),
  { description: "How a contest's standings differ between two moments on any clock, and why." },
);

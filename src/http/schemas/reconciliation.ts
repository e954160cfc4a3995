import { z } from 'zod';
import { CONTRADICTION_KINDS } from '../../../projections/contradictions/contradiction.ts';
import { named } from './named.ts';
import { Cited } from './source.ts';
import { Range } from './stages.ts';
import { Category, Count, Edtf, EntryId, EntryIds, ofContest, Slug } from './words.ts';

const Outcome = z.enum(['agrees', 'fewer-named', 'more-named']);

/** A printed figure beside the named entries. */
export const CheckedFigure = named(
  'CheckedFigure',
  z.strictObject({
    candidate: Slug.nullable().describe('Null where the figure is of all who had declared.'),
    category: Category,
    printed: Count,
    named: Range.describe('Those named that its source could have known: certain, and at most.'),
    outcome: Outcome,
    difference: Range,
    now: z
      .strictObject({ named: Range, outcome: Outcome })
      .describe('The same by all that is visible now.'),
  }),
);

/** A printed table. */
export const ReconciledTally = named(
  'ReconciledTally',
  z.strictObject({
    entry: EntryId,
    on: Edtf.nullable(),
    of: z.enum(['nominations', 'endorsements', 'acts']),
    stage: Slug.nullable(),
    figures: z.array(CheckedFigure),
  }),
  { description: 'A printed table, figure by figure, beside the named entries.' },
);

/** Things that cannot all be true. */
export const Disagreement = named(
  'Disagreement',
  z.strictObject({
    kind: z.enum(CONTRADICTION_KINDS),
    text: z.string(),
    about: z.string(),
    sides: z.array(z.strictObject({ says: z.string(), entries: EntryIds })),
  }),
  { description: 'Things that sources say and that cannot all be true.' },
);

/** Printed figures against named entries. */
export const Reconciliation = named(
  'Reconciliation',
  z.strictObject({
    ...ofContest,
    tallies: z.array(ReconciledTally),
    contradictions: z.array(Disagreement),
    sources: Cited,
  }),
  { description: 'Printed figures against named entries, and claims that contradict.' },
);

/** The same for all contests. */
export const Reconciliations = named(
  'Reconciliations',
  z.strictObject({ contests: z.array(Reconciliation) }),
);

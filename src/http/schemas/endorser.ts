import { z } from 'zod';
import { named } from './named.ts';
import { Cited } from './source.ts';
import { Category, Clocks, Edtf, EntryId, EntryIds, Slug } from './words.ts';

/** An act of an endorser. */
export const RecordedAct = named(
  'RecordedAct',
  z.strictObject({
    kind: z.enum(['endorsement', 'nomination']),
    candidate: Slug,
    stage: Slug.nullable(),
    begun: Edtf.nullable(),
    ended: Edtf.nullable().describe('Null where no end is known.'),
    how: z.enum(['withdrawn', 'replaced', 'lapsed']).nullable(),
    entries: EntryIds,
  }),
);

/** An endorser in one contest. */
export const EndorserInContest = named(
  'EndorserInContest',
  z.strictObject({
    contest: Slug,
    title: z.string().nullable(),
    name: z.string(),
    category: Category.nullable(),
    acts: z.array(RecordedAct),
    choices: z
      .array(
        z.strictObject({
          candidate: Slug,
          rank: z.int().min(1),
          form: z.enum(['endorsement', 'recommendation']),
          on: Edtf.nullable(),
          entry: EntryId,
        }),
      )
      .describe('Shown and not counted: second choices, and shared recommendations.'),
    stances: z.array(z.strictObject({ stance: z.string(), on: Edtf.nullable(), entry: EntryId })),
    expectations: z.array(
      z.strictObject({
        candidate: Slug,
        likelihood: z.string(),
        on: Edtf.nullable(),
        entry: EntryId,
      }),
    ),
    sources: Cited,
  }),
);

/** An endorser across contests and years. */
export const EndorserRecord = named(
  'EndorserRecord',
  z.strictObject({
    endorser: Slug,
    name: z.string(),
    names: z.array(Slug).describe('All its names, where some were merged.'),
    clocks: Clocks,
    contests: z.array(EndorserInContest),
  }),
  { description: 'What an endorser did across all contests and years.' },
);

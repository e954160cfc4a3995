import { z } from 'zod';
import { DOUBTS, REASONS } from '../../ledger/queries/alike-reasons.ts';
import { named, withKeys } from './named.ts';
import { Clocks, Count, Slug } from './words.ts';

const STRENGTHS = ['strong', 'weak'] as const;

/** One of two who may be one endorser. */
const AlikeName = named(
  'AlikeName',
  z.strictObject({
    endorser: Slug.nullable().describe('Null: the name that was asked about.'),
    names: z.array(z.string()),
    contests: z.array(Slug).describe('Those that enrol it.'),
  }),
);

/** Two who may be one endorser. */
export const ListedAlike = named(
  'ListedAlike',
  z.strictObject({
    one: AlikeName,
    other: AlikeName,
    strength: z.enum(STRENGTHS),
    reasons: z.array(z.enum(REASONS)).describe('What differs and was looked past.'),
    against: z.array(z.enum(DOUBTS)).describe('What speaks against it.'),
  }),
);

/** Who may be one endorser under several names. */
export const AlikeList = named(
  'AlikeList',
  z.strictObject({
    contest: Slug.nullable().describe('Null: any.'),
    name: z.string().nullable().describe('The name that was asked about.'),
    clocks: Clocks,
    endorsers: Count.describe('How many were compared.'),
    counts: withKeys(STRENGTHS, Count),
    pairs: z.array(ListedAlike),
  }),
  { description: 'Who may be one endorser under several names; nothing is merged by it.' },
);

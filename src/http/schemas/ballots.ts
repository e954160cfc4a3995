import { z } from 'zod';
import { named } from './named.ts';
import { Cited } from './source.ts';
import { Range } from './stages.ts';
import { Category, Count, Edtf, EntryId, EntryIds, ofContest, Share, Slug } from './words.ts';

/** A share of which only the limits are known. */
export const ShareRange = named(
  'ShareRange',
  z.strictObject({ least: z.string(), most: z.string() }),
  {
    description: 'A share of which only the limits are known, in percent as decimal strings.',
  },
);

/** One option of a ballot. */
export const BallotOption = named(
  'BallotOption',
  z.strictObject({
    option: z.string(),
    candidate: Slug.nullable(),
    rank: z.int().min(1).nullable(),
    share: Share.nullable().describe('As printed.'),
    votes: Range.nullable(),
    votesPrinted: z
      .boolean()
      .describe('Did the source print the votes? Else they are what its share stands for.'),
    ofEligible: ShareRange.nullable().describe('Its votes as a share of all who could vote.'),
  }),
);

/** A ballot as one claim tells it. */
export const BallotClaim = named(
  'BallotClaim',
  z.strictObject({
    entry: EntryId,
    on: Edtf.nullable(),
    disputed: z.boolean(),
    eligible: Count.nullable(),
    cast: Range.nullable(),
    castPrinted: z.boolean(),
    turnout: ShareRange.nullable(),
    turnoutPrinted: z.boolean(),
    options: z.array(BallotOption),
  }),
);

/** A ballot of a body. */
export const Ballot = named(
  'Ballot',
  z.strictObject({
    ballot: Slug,
    body: z.string().describe('Whose ballot it was, in words.'),
    question: z.string(),
    method: z.enum(['yes-no', 'plurality', 'preferential', 'committee']),
    choice: z
      .enum(['free', 'yes-or-no', 'committee'])
      .describe('What voters could choose: anybody, yes or no, or what a committee put to them.'),
    claims: z.array(BallotClaim),
  }),
);

const ways = [
  'individual',
  'executive',
  'committee',
  'conference',
  'member-ballot',
  'unknown',
] as const;

/** How a body came to its act. */
export const Decision = named(
  'Decision',
  z.strictObject({
    endorser: Slug,
    category: Category.nullable(),
    candidates: z.array(Slug).describe('One for an act; what is only shown may name several.'),
    kind: z.enum(['endorsement', 'nomination', 'shown']),
    on: Edtf.nullable(),
    decidedBy: z.array(z.enum(ways)).describe('More than one where sources differ.'),
    ballots: z.array(Slug),
    entries: EntryIds,
  }),
);

/** A poll. */
export const Poll = named(
  'Poll',
  z.strictObject({
    entry: EntryId,
    on: Edtf.nullable(),
    disputed: z.boolean(),
    pollster: z.string(),
    population: z.string(),
    sample: Count.nullable(),
    shares: z.array(
      z.strictObject({ candidate: Slug, share: Share, rank: z.int().min(1).optional() }),
    ),
  }),
  { description: 'What some said that they would vote; no vote of any body.' },
);

/** How the bodies of a contest voted and decided. */
export const Ballots = named(
  'Ballots',
  z.strictObject({
    ...ofContest,
    ballots: z.array(Ballot),
    decisions: z.array(Decision),
    polls: z.array(Poll),
    sources: Cited,
  }),
  { description: 'How the bodies of a contest voted and decided, by a day; polls.' },
);

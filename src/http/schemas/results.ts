import { z } from 'zod';
import { ShareRange } from './ballots.ts';
import { named } from './named.ts';
import { Cited } from './source.ts';
import { Category, Count, Day, Edtf, EntryId, ofContest, Share, Slug } from './words.ts';

/** One candidate in one round. */
export const RoundResult = named(
  'RoundResult',
  z.strictObject({
    candidate: Slug,
    votes: Count.nullable(),
    share: Share.nullable().describe('As printed.'),
    ofVotes: ShareRange.nullable().describe('By the votes told, where no share is printed.'),
    eliminated: z.boolean(),
  }),
);

/** A result as one claim tells it. */
export const ResultClaim = named(
  'ResultClaim',
  z.strictObject({
    entry: EntryId,
    on: Edtf.nullable(),
    disputed: z.boolean(),
    winner: Slug.nullable(),
    turnout: Share.nullable(),
    eligible: Count.nullable(),
    rounds: z.array(z.strictObject({ round: z.int().min(1), results: z.array(RoundResult) })),
  }),
);

/** The winner beside who led a category. */
export const WinnerInCategory = named(
  'WinnerInCategory',
  z.strictObject({
    category: Category,
    best: Count,
    rank: z.int().min(1).describe('1 for the most endorsers; equals share a rank.'),
    leaders: z.array(Slug),
    most: Count,
  }),
);

/** The result of a contest. */
export const Results = named(
  'Results',
  z.strictObject({
    ...ofContest,
    results: z.array(ResultClaim),
    winner: z
      .strictObject({ winner: Slug, day: Day, categories: z.array(WinnerInCategory) })
      .nullable()
      .describe('Null before a result, and where sources differ on who won.'),
    sources: Cited,
  }),
  { description: 'The result of a contest, each source by itself, and how its winner stood.' },
);

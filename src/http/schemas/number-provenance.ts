import { z } from 'zod';
import { named } from './named.ts';
import { Cited } from './source.ts';
import { Cell, Conflict, Undeclared } from './standings.ts';
import { PrintedFigure } from './undeclared.ts';
import {
  Category,
  Count,
  Edtf,
  EntryId,
  EntryIds,
  Names,
  ofContest,
  Policy,
  Slug,
} from './words.ts';

const Row = z.int().min(0).describe("The claim's revision in its stream.");

const framed = {
  ...ofContest,
  policy: Policy,
  hidden: z
    .strictObject({ byReportedBy: Count, byKnownAt: Count, byEither: Count })
    .describe('How many claims of the same number other clocks would show.'),
  names: Names,
  sources: Cited,
};

/** A claim behind a number. */
export const ProvenClaim = named(
  'ProvenClaim',
  z.strictObject({
    row: Row,
    entry: EntryId,
    role: z.enum(['tells', 'withdraws', 'replaces', 'candidate-withdrew']),
    on: Edtf.nullable(),
    effect: z
      .enum([
        'alone',
        'sets-earliest',
        'sets-latest',
        'sets-both',
        'agrees',
        'contradicts',
        'disputed',
      ])
      .describe('What the claim does to the days that several claims of one happening leave open.'),
    decidedBy: z.string().nullable(),
    amendedBy: EntryIds.describe('The corrections, disputes and resolutions of it that hold.'),
  }),
);

/** An act behind a number. */
export const ProvenAct = named(
  'ProvenAct',
  z.strictObject({
    act: EntryId.describe('The entry that began it.'),
    kind: z.enum(['endorsement', 'nomination']),
    stage: Slug.nullable(),
    begun: Edtf.nullable(),
    ended: Edtf.nullable(),
    stand: z.enum(['certain', 'possible', 'lapsed', 'not']),
    why: z.string(),
    claims: z.array(ProvenClaim),
  }),
);

/** Every claim behind a cell of the standings. */
export const CellProvenance = named(
  'CellProvenance',
  z.strictObject({
    ...framed,
    candidate: Slug,
    category: Category,
    cell: Cell,
    endorsers: z.array(
      z.strictObject({
        endorser: Slug,
        names: z.array(Slug),
        category: Category,
        stand: z.enum(['certain', 'possible', 'none']),
        lapsed: z.boolean(),
        acts: z.array(ProvenAct),
      }),
    ),
    best: z.strictObject({
      value: Count,
      basis: z.enum(['printed', 'named']),
      printed: PrintedFigure.nullable(),
      others: z.array(PrintedFigure),
      came: z.array(Slug).describe('Certain on the day, and not yet when it was printed.'),
      went: z.array(Slug).describe('Certain when it was printed, and surely no more.'),
    }),
    conflicts: z.array(Conflict),
  }),
  { description: 'Every claim behind a cell of the standings.' },
);

/** Every claim behind the number of those who have yet to declare. */
export const UndeclaredProvenance = named(
  'UndeclaredProvenance',
  z.strictObject({
    ...framed,
    category: Category,
    undeclared: Undeclared,
    size: PrintedFigure.nullable(),
    otherSizes: z.array(PrintedFigure),
    printed: PrintedFigure.nullable(),
    others: z.array(PrintedFigure),
    declared: z.array(
      z.strictObject({
        endorser: Slug,
        names: z.array(Slug),
        category: Category,
        acts: z.array(ProvenAct),
        stances: z.array(
          z.strictObject({ row: Row, entry: EntryId, stance: z.string(), on: Edtf.nullable() }),
        ),
        since: z.boolean().describe('Did it declare surely after the printed figure?'),
      }),
    ),
  }),
  { description: 'Every claim behind the number of those who have yet to declare.' },
);

/** Every claim behind a number of the standings. */
export const NumberProvenance = named(
  'NumberProvenance',
  z.union([CellProvenance, UndeclaredProvenance]),
  { description: 'Every claim behind a number: of a candidate, or of those yet to declare.' },
);

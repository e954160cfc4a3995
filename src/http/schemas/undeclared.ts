import { z } from 'zod';
import { named } from './named.ts';
import { Cited } from './source.ts';
import { Range } from './stages.ts';
import { UndeclaredBasis } from './standings.ts';
import { Category, Count, Edtf, EntryId, Names, ofContest, Policy, Slug, Stance } from './words.ts';

/** A figure that a source printed. */
export const PrintedFigure = named(
  'PrintedFigure',
  z.strictObject({ value: Count, on: Edtf.nullable(), entry: EntryId }),
  { description: 'A figure that a source printed, and since when it stood.' },
);

/** An endorser who backs nobody. */
export const StanceHeld = named(
  'StanceHeld',
  z.strictObject({
    endorser: Slug,
    stance: Stance,
    on: Edtf.nullable(),
    entry: EntryId,
    certain: z.boolean().describe('Is it certain that this still held?'),
  }),
);

/** Who of a category has not declared. */
export const Silence = named(
  'Silence',
  z.strictObject({
    category: Category,
    name: z.string(),
    size: Range.nullable().describe('How many there are; two numbers where sources differ.'),
    sizes: z.array(PrintedFigure),
    named: Count.describe('How many the ledger knows by name.'),
    undeclared: Count.nullable().describe('As the standings have it.'),
    basis: UndeclaredBasis,
    silent: z.array(Slug).describe('Those of whom nothing is known by the day.'),
    perhaps: z.array(Slug).describe('Those who may have declared by the day.'),
    lapsed: z.array(Slug).describe('Those whose candidate has left.'),
    stances: z.array(StanceHeld),
    unnamed: Range.nullable().describe('How many of the size are not known by name.'),
    printed: PrintedFigure.nullable().describe('The last printed figure of who was left.'),
    completeAsOf: PrintedFigure.nullable().describe('When, as a source says, all had declared.'),
  }),
);

/** Who of a contest has not declared. */
export const UndeclaredList = named(
  'UndeclaredList',
  z.strictObject({
    ...ofContest,
    policy: Policy,
    categories: z.array(Silence),
    names: Names,
    sources: Cited,
  }),
  { description: 'Who has not declared: by name where the roll is known, else by number.' },
);

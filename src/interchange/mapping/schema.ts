import { z } from 'zod';
import { ENTRY_TYPES } from '../../../events/catalog.ts';
import { DATE_FORMATS, type DateFormat } from './dates.ts';

const name = z.string().min(1).max(100);

/** What values of a list stand for; `null`: for nothing, as an empty cell does. */
const ValueMap = z.record(z.string(), z.union([z.string(), z.null()]));

/** For which rows something holds: of a column or named value, what it says, does not say, or whether it is blank. */
const Condition = z.record(
  name,
  z.union([
    z.string(),
    z.array(z.string()).min(1),
    z.strictObject({ not: z.array(z.string()).min(1) }),
    z.strictObject({ blank: z.boolean() }),
  ]),
);
export type Condition = z.infer<typeof Condition>;

/** What is done to what a row says, in this order. */
export interface Steps {
  /** A map of `maps` by its name, or one of its own: what stands for what. */
  readonly map?: string | Readonly<Record<string, string | null>> | undefined;
  /** What stands where the map has no such value; without it that is a fault of the row. */
  readonly else?: Expression | undefined;
  /** How the list writes dates; they become EDTF. */
  readonly date?: DateFormat | undefined;
  /** Reads a whole number. */
  readonly number?: true | undefined;
  /** Reads yes or no, true or false, 1 or 0. */
  readonly yesNo?: true | undefined;
  /** Makes a slug of it: "Beto O'Rourke" is beto-orourke. */
  readonly slug?: true | undefined;
}

/** A constant, or what a row says in a column, in a named value or in several of them. */
export type Expression =
  | string
  | number
  | boolean
  | ({ readonly column: string } & Steps)
  | ({ readonly value: string } & Steps)
  | ({ readonly template: string } & Steps)
  | ({ readonly lookup: string; readonly key: Expression; readonly in: Expression } & Steps)
  | { readonly if: Condition; readonly is: Expression; readonly else?: Expression | undefined };

const steps = {
  map: z.union([name, ValueMap]).optional(),
  else: z.lazy(() => Expression).optional(),
  date: z.enum(DATE_FORMATS).optional(),
  number: z.literal(true).optional(),
  yesNo: z.literal(true).optional(),
  slug: z.literal(true).optional(),
};

/** An expression, as it is written in a mapping. */
export const Expression: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.strictObject({ column: name, ...steps }),
    z.strictObject({ value: name, ...steps }),
    z.strictObject({ template: z.string().max(1000), ...steps }),
    z.strictObject({
      lookup: name,
      get key() {
        return Expression;
      },
      get in() {
        return Expression;
      },
      ...steps,
    }),
    z.strictObject({
      if: Condition,
      get is() {
        return Expression;
      },
      get else() {
        return Expression.optional();
      },
    }),
  ]),
);

/** Data of an entry: expressions wherever values stand. */
export type Shape = Expression | readonly Shape[] | { readonly [field: string]: Shape };

const Shape: z.ZodType<Shape> = z.lazy(() =>
  z.union([Expression, z.array(Shape), z.record(z.string(), Shape)]),
);

/** A source of an entry; `file` adds the list's own sha256 and the row. */
const SourceRule = z.strictObject({
  when: Condition.optional(),
  file: z.literal(true).optional(),
  url: Expression,
  publisher: Expression,
  title: Expression,
  published: Expression.optional(),
  retrieved: Expression.optional(),
  archivedUrl: Expression.optional(),
  locator: Expression.optional(),
  quote: Expression.optional(),
  dateBasis: Expression.optional(),
});
export type SourceRule = z.infer<typeof SourceRule>;

/** Which entry a row makes, and when. */
const EntryRule = z.strictObject({
  type: z.enum(ENTRY_TYPES as unknown as readonly [string, ...string[]]),
  when: Condition.optional(),
  on: Expression.optional(),
  data: z.record(z.string(), Shape),
  sources: z.array(SourceRule).min(1).max(50).optional(),
  note: Expression.optional(),
});
export type EntryRule = z.infer<typeof EntryRule>;

/** How dated copies of one list that its owner overwrites are read (docs/importing.md). */
const Snapshots = z.strictObject({
  /** The list itself: what its copies are copies of. */
  url: z.string(),
  publisher: z.string(),
  title: z.string(),
  /** What it means that a row is gone, with nothing in its place. */
  removed: z.enum(['withdrawn', 'struck']).default('withdrawn'),
});
export type Snapshots = z.infer<typeof Snapshots>;

/** How a list becomes entries: the mapping file (docs/importing.md). */
export const Mapping = z.strictObject({
  mapping: z.literal(1),
  title: z.string().min(1).max(300),
  list: z
    .strictObject({
      format: z.enum(['csv', 'tsv', 'xlsx']).optional(),
      delimiter: z.enum([',', ';', '\t', '|']).optional(),
      encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).optional(),
      sheet: z.string().optional(),
      headerRow: z.int().min(1).max(1000).optional(),
    })
    .default({}),
  /** What stands for nothing beside the empty cell, as "NA". */
  blank: z.array(z.string()).default([]),
  maps: z.record(name, ValueMap).default({}),
  /** Other lists in which rows are looked up, by the column that holds their keys. */
  lookups: z
    .record(name, z.strictObject({ key: name, optional: z.literal(true).optional() }))
    .default({}),
  values: z.record(name, Expression).default({}),
  contest: Expression,
  /** What becomes of an act that the ledger has already: refuse, tell it again, or begin another. */
  sameAct: z.enum(['refuse', 'retell', 'anew']).default('refuse'),
  sources: z.array(SourceRule).min(1).max(50).optional(),
  entries: z.array(EntryRule).min(1).max(50),
  snapshots: Snapshots.optional(),
});
export type Mapping = z.infer<typeof Mapping>;

import { z } from 'zod';
import { CATALOG, ENTRY_TYPES, type EntryType } from '../../../events/catalog.ts';
import type { Entry as LedgerEntry } from '../../../events/entry.ts';
import { named } from './named.ts';
import { Source } from './source.ts';
import { Digest, Edtf, EntryId, Instant, Seq, Slug } from './words.ts';

/** The name of a type of entry. */
export const Type = named('EntryType', z.enum(ENTRY_TYPES as [EntryType, ...EntryType[]]), {
  description: 'What kind of event an entry records.',
});

/** What every entry has, whatever it tells. */
const envelope = {
  id: EntryId,
  contest: Slug.nullable().describe('The contest; null in the register, which holds in every one.'),
  version: z
    .int()
    .min(1)
    .describe("The version of the type's data in which the entry was recorded."),
  recordedAt: Instant,
  recordedBy: z.string(),
  payloadHash: Digest,
  seq: Seq,
  revision: z.int().min(0).describe("The entry's place in its stream, from 0."),
};

const told = {
  on: Edtf.nullable().describe('When it happened; null where the type has no day.'),
  sources: z.array(Source),
  note: z.string().nullable(),
};

type Types = typeof CATALOG;

/** What the entries of a type tell, by the event's own schema. */
export const dataOf = <T extends EntryType>(type: T): Types[T]['data'] => CATALOG[type].data;

for (const type of ENTRY_TYPES) named(`${type}Data`, CATALOG[type].data);

/** By which component each type of entry is told apart in a document (OpenAPI 3.1, discriminator). */
export const byType = (suffix: string) => ({
  propertyName: 'type',
  mapping: Object.fromEntries(
    ENTRY_TYPES.map((type) => [type, `#/components/schemas/${type}${suffix}`]),
  ),
});

const live = <T extends EntryType>(type: T) =>
  named(
    type,
    z.strictObject({
      ...envelope,
      type: z.literal(type),
      erased: z.literal(false),
      ...told,
      data: dataOf(type),
    }),
  );

type Live = { [T in EntryType]: ReturnType<typeof live<T>> }[EntryType];

const LIVE = ENTRY_TYPES.map((type) => live(type)) as unknown as [Live, ...Live[]];

/** An entry as it was recorded, read in the current version of its type. */
export const LiveEntry = named('LiveEntry', z.discriminatedUnion('type', LIVE), {
  description: 'An entry of any type, its data in the current version of the type.',
  discriminator: byType(''),
});

/** An entry whose payload the law has had erased. */
export const ErasedEntry = named(
  'ErasedEntry',
  z.strictObject({
    ...envelope,
    type: Type,
    erased: z.literal(true),
    on: z.null(),
    data: z.strictObject({}),
    sources: z.array(Source).max(0),
    note: z.null(),
  }),
  { description: 'An entry whose payload was erased by law: its place and its hash remain.' },
);

/** An entry. Of what was erased the ledger's own type says more than is there: data is empty. */
export const Entry = named(
  'Entry',
  z.union([LiveEntry, ErasedEntry]) as unknown as z.ZodType<LedgerEntry>,
  { description: 'One recorded event.' },
);

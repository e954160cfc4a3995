import { z } from 'zod';
import { Entry } from './entry.ts';
import { named } from './named.ts';
import { Category, Clocks, Digest, Edtf, EntryId, Instant, LogHash, Seq, Slug } from './words.ts';

/** An entry that names another. */
export const Naming = named(
  'Naming',
  z.strictObject({ id: EntryId, seq: Seq, type: z.string(), recordedAt: Instant }),
);

/** An entry in the chain of another. */
export const ChainLink = named(
  'ChainLink',
  z.strictObject({
    relation: z.enum([
      'corrects',
      'strikes',
      'disputes',
      'resolves',
      'erases',
      'ends',
      'retells',
      'replaces',
    ]),
    direction: z
      .enum(['by', 'of'])
      .describe('`by`: this entry does it to the one shown; `of`: the one shown does it to this.'),
    id: EntryId,
    seq: Seq,
    type: z.string(),
    recordedAt: Instant,
    recordedBy: z.string(),
    on: Edtf.nullable(),
    why: z.string().nullable(),
    about: EntryId.nullable().describe('Another entry to which it is done, or through which.'),
    holds: z.enum(['counts', 'disputed', 'does-not-count']),
  }),
  { description: 'What another entry does to this one, or this one to it.' },
);

/** One place where an entry counts. */
export const Counting = named(
  'Counting',
  z.strictObject({
    as: z.enum([
      'act',
      'end',
      'lapse',
      'stance',
      'printed',
      'undeclared',
      'size',
      'frame',
      'shown',
    ]),
    candidate: Slug.nullable(),
    category: Category.nullable(),
    how: z.enum(['certain', 'possible', 'lapsed', 'not']),
    why: z.string(),
  }),
  { description: 'One place in the standings where an entry counts, or does not, and why.' },
);

/** Where an entry lies in the transparency log. */
export const InclusionProof = named(
  'InclusionProof',
  z.strictObject({
    leafHash: LogHash,
    index: Seq,
    size: z.int().min(1).describe('The tree that it is proven to be in, in entries.'),
    root: LogHash,
    hashes: z.array(LogHash).describe('The path from the leaf to the root (RFC 6962).'),
    checkpoint: z
      .string()
      .nullable()
      .describe('The signed checkpoint (c2sp.org/tlog-checkpoint); null where none covers it yet.'),
  }),
  { description: 'The proof that an entry lies in the transparency log.' },
);

const Erasure = named(
  'Erasure',
  z.strictObject({
    id: EntryId,
    recordedAt: Instant,
    recordedBy: z.string(),
    legalBasis: z.string(),
  }),
);

const CorrectedField = named(
  'CorrectedField',
  z.strictObject({
    field: z.string(),
    was: z.unknown(),
    now: z.unknown(),
    by: EntryId.describe('The correction that holds.'),
  }),
);

const GivenField = named(
  'GivenField',
  z.strictObject({
    field: z.enum(['on', 'data', 'sources']),
    holds: z.boolean(),
    supersededBy: EntryId.nullable(),
  }),
);

/** An entry with all that became of it. */
export const EntryProvenance = named(
  'EntryProvenance',
  z.strictObject({
    entry: Entry,
    status: z.enum(['counts', 'disputed', 'does-not-count', 'record']),
    act: EntryId.nullable().describe('The entry that began the act of which this is a claim.'),
    namedBy: z.array(Naming),
    fate: z.strictObject({
      state: z.enum(['counts', 'disputed', 'erased', 'struck', 'rejected', 'unpublished']),
      by: EntryId.nullable(),
    }),
    erasures: z.array(Erasure).describe('The erasures that may have taken its payload.'),
    chain: z.array(ChainLink),
    corrected: z.array(CorrectedField).describe('What corrections changed of it.'),
    gives: z.array(GivenField).describe('What it changes itself, where it is a correction.'),
    counts: z.array(Counting).describe('Where it counts in the standings of today.'),
    countsThrough: EntryId.nullable().describe('The claim that counts there, for a record of it.'),
    clocks: Clocks.nullable().describe('Of those standings; null for the register.'),
    digest: Digest.nullable(),
    proof: InclusionProof,
  }),
  { description: 'An entry, its sources, its history, where it counts, and its proof.' },
);

import { z } from 'zod';
import { BUNDLE_FORMAT } from '../../interchange/bundle.ts';
import { named } from './named.ts';
import {
  Category,
  Clocks,
  Count,
  Digest,
  EntryId,
  EntryIds,
  LogHash,
  Policy,
  Seq,
  Slug,
} from './words.ts';

const Cell = z.strictObject({
  contest: Slug,
  title: z.string().nullable(),
  candidate: Slug,
  category: Category,
  policy: Policy,
  clocks: Clocks,
  digest: Digest,
  certain: Count,
  possible: Count,
  lapsed: Count,
  endorsers: z.array(
    z.strictObject({
      endorser: Slug,
      stand: z.enum(['certain', 'possible', 'none']),
      lapsed: z.boolean(),
      entries: EntryIds,
    }),
  ),
});

/** One file that proves entries offline. */
export const Bundle = named(
  'Bundle',
  z.strictObject({
    format: z.literal(BUNDLE_FORMAT),
    about: z.union([z.strictObject({ entry: EntryId }), Cell]),
    vkey: z.string().describe('The public key of the log (c2sp.org/signed-note).'),
    checkpoint: z.string(),
    entries: z.array(
      z.strictObject({
        index: Seq,
        leaf: z.string(),
        salt: z.string().exactOptional(),
        payload: z.string().exactOptional(),
        proof: z.array(LogHash),
      }),
    ),
    verifier: z
      .string()
      .describe('A program for Node that checks the file, and needs nothing else.'),
  }),
  { description: 'Entries with the proofs that they lie in the log, in one file.' },
);

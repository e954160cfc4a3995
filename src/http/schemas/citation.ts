import { z } from 'zod';
import { CITATION_STYLES } from '../../interchange/citation.ts';
import { Entry } from './entry.ts';
import { named, withKeys } from './named.ts';
import { Clocks, Digest, LogHash, Policy, Slug } from './words.ts';

const pinned = {
  clocks: Clocks,
  head: z.int().min(-1).describe('The last sequence number of the ledger when it was cited.'),
  log: z
    .string()
    .nullable()
    .describe('The origin of the transparency log; null where no checkpoint was signed yet.'),
  citations: withKeys(CITATION_STYLES, z.string()).describe('The citation as text, in each style.'),
};

/** The standings of a contest, to be cited. */
export const CitedStandings = named(
  'CitedStandings',
  z.strictObject({
    contest: Slug,
    title: z.string().nullable(),
    digest: Digest.nullable(),
    policy: Policy,
    ...pinned,
  }),
  { description: 'How to cite the standings of a contest at three clocks.' },
);

/** An entry, to be cited. */
export const CitedEntry = named(
  'CitedEntry',
  z.strictObject({
    entry: Entry,
    leafHash: LogHash,
    contest: Slug.nullable(),
    title: z.string().nullable(),
    digest: Digest.nullable().describe("Of the contest's standings; null for the register."),
    ...pinned,
  }),
  { description: 'How to cite an entry.' },
);

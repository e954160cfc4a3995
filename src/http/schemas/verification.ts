import { z } from 'zod';
import { named } from './named.ts';
import { Count, EntryId, Instant, LogHash, Slug } from './words.ts';

/** A fault that an audit found. */
export const Finding = named(
  'Finding',
  z.strictObject({
    seq: z.int().min(0).nullable().describe('The entry; null where it belongs to none.'),
    place: z.string().describe('Where it lies: `entry`, or which tile, checkpoint or table.'),
    problem: z.string(),
  }),
);

const NearbyEntry = named(
  'NearbyEntry',
  z.strictObject({
    seq: z.int().min(0),
    id: EntryId.nullable(),
    contest: z.string().nullable(),
    revision: z.int().nullable(),
    type: z.string().nullable(),
    recordedAt: Instant.nullable(),
  }),
  { description: 'An entry beside the first fault, as far as it can be read.' },
);

const CheckedCheckpoint = named(
  'CheckedCheckpoint',
  z.strictObject({
    origin: z.string(),
    size: Count,
    root: LogHash,
    holds: z.boolean().describe("Do the ledger's first entries give this root?"),
    signedBy: z.array(z.string()).nullable().describe('Null where no key was there to check with.'),
  }),
);

const StandingsTwice = named(
  'StandingsTwice',
  z.strictObject({
    contest: Slug,
    live: z.string().describe('The digest from the columns that the ledger keeps.'),
    rebuilt: z.string().describe("The digest from the entries' bytes alone."),
  }),
);

/** What an audit of the whole ledger found. */
export const Verification = named(
  'Verification',
  z.strictObject({
    ok: z.boolean(),
    entries: Count,
    bytes: Count.describe('How many bytes of leaves, salts and payloads were hashed.'),
    erased: Count.describe('How many payloads were erased.'),
    streams: Count,
    names: Count,
    receipts: Count.describe('How many answers are kept under an Idempotency-Key.'),
    tiles: z.strictObject({ count: Count, size: Count }),
    standings: z.array(StandingsTwice).nullable().describe('Null where they were left out.'),
    log: z.strictObject({ size: Count, root: LogHash }),
    signatures: z.enum(['checked', 'unchecked']),
    checkpoints: z.array(CheckedCheckpoint),
    since: CheckedCheckpoint.nullable(),
    faults: z.strictObject({
      count: Count.describe('How many there are; the first thousand are listed.'),
      first: Finding.nullable(),
      around: z.array(NearbyEntry).describe('The first wrong entry and its neighbours.'),
      all: z.array(Finding),
    }),
  }),
  { description: 'What an audit of every byte of the ledger found.' },
);

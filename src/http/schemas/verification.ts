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

const PassedOver = named(
  'PassedOver',
  z.strictObject({
    position: Count.describe("Where it stands in the database's log of all streams."),
    stream: z.string(),
    why: z
      .enum(['foreign', 'repeated', 'key-used', 'id-reused', 'wrong-revision'])
      .describe(
        'Hustings did not write it; all of it was there already; its key or its id was used before; others were first.',
      ),
  }),
  { description: 'A write of the database that is no entry, which is no fault.' },
);

const Origin = named(
  'Origin',
  z.strictObject({
    difference: z
      .string()
      .nullable()
      .describe('What of the copy is not as the database has it; null where all is.'),
    passedOver: z.array(PassedOver).describe('What of the database is no entry, the first first.'),
  }),
  { description: 'What the copy of a database is beside that, read again from its beginning.' },
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
    origin: Origin.nullable().describe('Null where the ledger lies in no database.'),
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

import { z } from 'zod';
import * as fields from '../../../events/fields.ts';
import { STANCES } from '../../../projections/facets.ts';
import { named } from './named.ts';

/** A civil day. */
export const Day = named('Day', z.string(), {
  format: 'date',
  description: 'A civil day, YYYY-MM-DD; it has no time zone.',
  examples: ['2010-07-14'],
});

/** A moment on the ledger's own clock. */
export const Instant = named('Instant', z.string(), {
  format: 'date-time',
  pattern: 'Z$',
  description: 'A UTC instant, with Z.',
  examples: ['2026-01-31T12:00:00.000Z'],
});

/** A date as uncertain as its source left it. */
export const Edtf = named('Edtf', fields.edtf, {
  pattern: '^[0-9X.~?%/[\\]-]+$',
  description:
    'A date in EDTF (ISO 8601-2), as uncertain as its source left it: a day, a month, a year, or one day of a range.',
  examples: ['2010-07-14', '2010-07', '[2010-06-27..2010-07-14]'],
});

/** A stable name of a contest, a candidate, an endorser, a stage or a ballot. */
export const Slug = named('Slug', fields.slug, {
  description: 'A stable kebab-case name; it is never reused.',
  examples: ['labour-leader-2010', 'unison'],
});

/** A kind of endorser. */
export const Category = named('Category', fields.category, {
  description: 'A kind of endorser, as papers abbreviate it; each contest names its own.',
  examples: ['MP', 'CLP', 'TU'],
});

/** The id of an entry. */
export const EntryId = named('EntryId', fields.entryId, {
  format: 'uuid',
  description: 'The id of an entry: a UUID in lower case.',
  examples: ['90bb227f-d25e-40f3-b656-12d03ba91f02'],
});

/** A share. */
export const Share = named('Share', fields.share, {
  description: 'A share in percent, as a decimal string.',
  examples: ['62.58'],
});

/** A web address. */
export const Url = named('Url', fields.url, {
  format: 'uri',
  description: 'An address on the web, http or https.',
});

/** When somebody looked at a source. */
export const Retrieved = named('Retrieved', fields.retrieved, {
  description: 'When somebody looked at a source: a civil day or a UTC instant.',
  examples: ['2010-07-14', '2010-07-14T09:30:00Z'],
});

/** How many people, bodies or votes. */
export const Count = named('Count', z.int().min(0), {
  description: 'How many people, bodies or votes.',
});

/** Outside names of a person or a body. */
export const Identifiers = named('Identifiers', fields.identifiers, {
  description: 'Outside names of a person or a body, as Popolo writes them.',
});

/** A digest of a state or of a payload. */
export const Digest = named('Digest', z.string(), {
  pattern: '^sha256:[0-9a-f]{64}$',
  description: 'A SHA-256 digest in lower-case hex.',
});

/** A hash as the transparency log writes it. */
export const LogHash = named('LogHash', z.string(), {
  pattern: '^[A-Za-z0-9+/]{43}=$',
  contentEncoding: 'base64',
  description: 'A SHA-256 hash of the transparency log (RFC 6962), 32 bytes in base64.',
});

/** An entry's place in the whole ledger. */
export const Seq = named('Seq', z.int().min(0), {
  description: "An entry's place in the whole ledger, from 0, dense; its leaf in the log.",
});

/** Which acts count. */
export const Policy = named(
  'Policy',
  z.union([
    z.enum(['acts', 'nominations', 'endorsements']),
    z.templateLiteral(['stage:', fields.slug]),
  ]),
  { description: 'Which acts count: all, those of one kind, or the nominations of one stage.' },
);

/** How an endorser backs nobody. */
export const Stance = named('Stance', z.enum(STANCES), {
  description: 'Backing nobody, and how.',
});

/** The entries behind something, by their ids. */
export const EntryIds = z.array(EntryId);

/** Names by slug. */
export const Names = named('Names', z.record(z.string(), z.string()), {
  description: 'Names as printed, by slug.',
});

/** The three clocks that an answer was resolved to. */
export const Clocks = named(
  'Clocks',
  z.strictObject({
    asOf: Day,
    reportedBy: Day.nullable(),
    knownAt: z.strictObject({
      seq: z.int().min(-1).describe('The last entry that is known; -1 in an empty ledger.'),
      recordedAt: Instant.nullable(),
    }),
  }),
  {
    description:
      'The three clocks that the answer was resolved to: the day (asOf), what had been published by a day (reportedBy, null: all), and what the ledger held (knownAt).',
  },
);

/** The last entry of the ledger. */
export const Head = named(
  'Head',
  z.strictObject({
    seq: z.int().min(-1).describe('The last sequence number; -1 in an empty ledger.'),
    recordedAt: Instant.nullable(),
  }),
  { description: 'The last entry of the ledger.' },
);

/** What every answer about one contest begins with. */
export const ofContest = {
  contest: Slug,
  title: z.string().nullable().describe("The contest's title; null before its opening is known."),
  clocks: Clocks,
  digest: Digest,
};

import { z } from 'zod';
import { ENTRY_TYPES, type EntryType, kindOf } from '../../../events/catalog.ts';
import { WARNING_CODES } from '../../ledger/refusals.ts';
import { byType, dataOf, Type } from './entry.ts';
import { named } from './named.ts';
import { Source } from './source.ts';
import { Standings } from './standings.ts';
import { Count, Digest, Edtf, EntryId, Instant, Seq, Slug } from './words.ts';

/** An entry as a client sends it: what the ledger gives by itself is left out. */
const draft = (type: EntryType) => {
  const kind = kindOf(type);
  const sources = z.array(Source).min(1).max(50);
  return named(
    `${type}Draft`,
    z.strictObject({
      id: EntryId.optional().describe('One of your own makes sending it again harmless.'),
      type: z.literal(type),
      version: z.literal(kind.version).optional(),
      ...(kind.on === 'none' ? {} : { on: kind.on === 'required' ? Edtf : Edtf.optional() }),
      data: dataOf(type),
      sources: kind.sources === 'required' ? sources : sources.optional(),
      note: z.string().max(2000).optional(),
    }),
  );
};

const [first, ...others] = ENTRY_TYPES.map(draft);
if (first === undefined) throw new Error('the catalog is empty');

/** An entry to be appended. */
export const Draft = named('Draft', z.discriminatedUnion('type', [first, ...others]), {
  description:
    'An entry to be appended, in the current version of its type; older versions are taken too.',
  discriminator: byType('Draft'),
});

/** What is sent to append. */
export const AppendRequest = named('AppendRequest', z.union([Draft, z.array(Draft).min(1)]), {
  description: 'One entry, or a batch that is appended whole or not at all.',
});

/** What the world may contradict. */
export const Warning = named(
  'Warning',
  z.strictObject({
    code: z.enum(WARNING_CODES),
    message: z.string(),
    pointer: z.string().describe('Where in the body: a JSON pointer.'),
  }),
  { description: 'What the world may contradict: recorded all the same.' },
);

/** What was appended. */
export const Appended = named(
  'Appended',
  z.strictObject({
    contest: Slug.nullable().describe('Null: the register.'),
    revision: z.int().min(-1).describe("The stream's last revision now, as in its ETag."),
    entries: z.array(
      z.strictObject({
        id: EntryId,
        seq: Seq,
        revision: z.int().min(0),
        type: Type,
        recordedAt: Instant,
        recordedBy: z.string(),
        payloadHash: Digest,
      }),
    ),
    appended: Count.describe('How many of the entries are new; the others were there already.'),
    warnings: z.array(Warning),
    head: z
      .strictObject({ seq: Seq, recordedAt: Instant })
      .describe('The last of the entries, and when it was recorded.'),
  }),
  { description: 'What was appended.' },
);

/** What a batch would change. */
export const DryRun = named(
  'DryRun',
  z.strictObject({
    dryRun: z.literal(true),
    before: Standings.nullable().describe('Null where there is no contest yet, or no standings.'),
    after: Standings.nullable(),
    warnings: z.array(Warning),
  }),
  { description: 'What the batch would change in the standings; nothing was stored.' },
);

import { z } from 'zod';
import { NextCursor } from './entries-page.ts';
import { Type } from './entry.ts';
import { named } from './named.ts';
import { Digest, EntryId, Instant, Seq, Slug } from './words.ts';

/** Who appended what. */
export const AuditLogEntry = named(
  'AuditLogEntry',
  z.strictObject({
    seq: Seq,
    id: EntryId,
    contest: Slug.nullable(),
    revision: z.int().min(0),
    type: Type,
    recordedAt: Instant,
    recordedBy: z.string(),
    payloadHash: Digest,
    erased: z.boolean(),
  }),
);

/** A page of who appended what. */
export const AuditLogPage = named(
  'AuditLogPage',
  z.strictObject({
    knownAt: z.int().min(-1),
    entries: z.array(AuditLogEntry),
    next: NextCursor,
  }),
  { description: 'Who appended what, in the order of the ledger, page by page.' },
);

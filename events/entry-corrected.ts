import { z } from 'zod';
import { edtf, entryId, text } from './fields.ts';
import { normalised } from './json-shape.ts';
import { Source } from './source.ts';

/**
 * The record was wrong: replaces `on`, `data` or `sources` of a claim whole, and says why. `data` is
 * in the version `dataVersion`, without one in the version of the entry that it corrects.
 */
export const EntryCorrected = z
  .strictObject({
    entry: entryId,
    why: text(1000),
    on: edtf.optional(),
    data: z.record(z.string(), z.json()).transform(normalised).optional(),
    dataVersion: z.int().min(1).optional(),
    sources: z.array(Source).min(1).max(50).optional(),
  })
  .refine((c) => c.on !== undefined || c.data !== undefined || c.sources !== undefined, {
    message: 'replaces nothing: give on, data or sources',
  });
export type EntryCorrected = z.infer<typeof EntryCorrected>;

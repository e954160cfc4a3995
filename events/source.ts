import { z } from 'zod';
import { edtf, retrieved, text, url } from './fields.ts';

/** Where a claim was published, and how its date was derived. */
export const Source = z.strictObject({
  url,
  publisher: text(200),
  title: text(500),
  published: edtf.optional(),
  retrieved: retrieved.optional(),
  archivedUrl: url.optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits')
    .optional(),
  locator: text(200).optional(),
  quote: text(300).optional(),
  dateBasis: text(500).optional(),
});
export type Source = z.infer<typeof Source>;

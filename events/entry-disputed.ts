import { z } from 'zod';
import { entryId, text } from './fields.ts';

/** Somebody disputes a claim; until that is resolved the claim settles nothing. */
export const EntryDisputed = z.strictObject({ entry: entryId, why: text(1000) });
export type EntryDisputed = z.infer<typeof EntryDisputed>;

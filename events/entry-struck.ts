import { z } from 'zod';
import { entryId, text } from './fields.ts';

/** The claim never happened, and why the record says so. */
export const EntryStruck = z.strictObject({ entry: entryId, why: text(1000) });
export type EntryStruck = z.infer<typeof EntryStruck>;

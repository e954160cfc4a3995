import { z } from 'zod';
import { entryId, text } from './fields.ts';

/** The law requires that an entry's payload be erased; its leaf stays. */
export const PayloadErased = z.strictObject({ entry: entryId, legalBasis: text(1000) });
export type PayloadErased = z.infer<typeof PayloadErased>;

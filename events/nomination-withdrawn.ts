import { z } from 'zod';
import { entryId, text } from './fields.ts';

/** A nomination ended: true until then. `act` names any claim of it; `on` may be unknown. */
export const NominationWithdrawn = z.strictObject({ act: entryId, reason: text(1000).optional() });
export type NominationWithdrawn = z.infer<typeof NominationWithdrawn>;

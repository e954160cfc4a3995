import { z } from 'zod';
import { entryId, text } from './fields.ts';

/** An endorsement ended: true until then. `act` names any claim of it; `on` may be unknown. */
export const EndorsementWithdrawn = z.strictObject({ act: entryId, reason: text(1000).optional() });
export type EndorsementWithdrawn = z.infer<typeof EndorsementWithdrawn>;

import { z } from 'zod';
import { PayloadErased } from '../../../events/payload-erased.ts';
import { named } from './named.ts';

/** What the law requires. */
export const ErasureRequest = named(
  'ErasureRequest',
  z.strictObject({
    legalBasis: PayloadErased.shape.legalBasis.describe('The law that requires it, and the case.'),
  }),
  { description: 'Why the payload of the entry, and of all that names it, must be erased.' },
);

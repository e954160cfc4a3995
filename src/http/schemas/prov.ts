import { z } from 'zod';
import { named } from './named.ts';

/** W3C PROV-O in JSON-LD: what its nodes hold is for its context to say. */
export const Prov = named(
  'Prov',
  z.strictObject({
    '@context': z.record(z.string(), z.unknown()),
    '@graph': z.array(z.record(z.string(), z.unknown())),
  }),
  { description: 'Provenance as W3C PROV-O in JSON-LD 1.1; its context is in it.' },
);

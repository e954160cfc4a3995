import { z } from 'zod';
import { named } from './named.ts';
import { Head } from './words.ts';

/** The server runs. */
export const Live = named('Live', z.strictObject({ status: z.literal('live') }));

/** The server can read its ledger. */
export const Ready = named('Ready', z.strictObject({ status: z.literal('ready'), head: Head }));

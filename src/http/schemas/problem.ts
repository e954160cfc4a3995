import { z } from 'zod';
import { NextCursor } from './entries-page.ts';
import { Entry } from './entry.ts';
import { named } from './named.ts';

const base = {
  type: z
    .string()
    .describe('What kind of problem it is: an address here that explains it, /problems/{code}.'),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().describe('In one sentence: what is wrong, and what would be right.'),
  requestId: z.string().describe("Finds the request in the server's log."),
  errors: z
    .array(
      z.strictObject({
        pointer: z
          .string()
          .describe('A JSON pointer into the body, or querystring/ and the parameter.'),
        detail: z.string(),
      }),
    )
    .optional(),
};

/** What is wrong with a request. */
export const Problem = named(
  'Problem',
  z.strictObject({
    ...base,
    candidates: z.array(z.string()).optional().describe('What may have been meant: ids, or names.'),
    acts: z.array(Entry).optional().describe('The entries that the candidates name.'),
    revision: z.int().min(-1).optional().describe("The stream's last revision now."),
  }),
  { description: 'Problem details (RFC 9457).' },
);

/** Somebody else came first. */
export const StaleProblem = named(
  'StaleProblem',
  z.strictObject({
    ...base,
    revision: z.int().min(-1).describe("The stream's last revision now."),
    between: z.array(Entry).describe('What came since the revision that was expected.'),
    next: NextCursor,
  }),
  { description: 'The stream has gone on since: read what came between, and try again.' },
);

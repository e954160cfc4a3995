import { z } from 'zod';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** Where a list goes on, and what was known when its first page was read, so that pages do not shift. */
export interface Cursor {
  readonly from: number;
  /** The last sequence number that counts; -1 is the empty ledger. */
  readonly known: number;
}

/** Which list it goes on with, then the cursor's numbers. */
const Written = z.tuple([z.string(), z.int().min(0), z.int().min(-1)]);

/** A cursor as an opaque text that names its list. */
export const writeCursor = (list: string, { from, known }: Cursor): string =>
  Buffer.from(JSON.stringify([list, from, known])).toString('base64url');

function parsed(text: string): z.infer<typeof Written> | undefined {
  try {
    return Written.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

/** Reads a cursor that an earlier page of a list gave. Refuses every other text, and one beyond the head. */
export function readCursor(list: string, text: string, head: number): Cursor {
  const [named, from, known] = parsed(text) ?? [];
  if (named === list && from !== undefined && known !== undefined && known <= head) {
    return { from, known };
  }
  const detail =
    'cursor must be one that an earlier page of this list gave; leave it out to begin anew.';
  const errors = [{ pointer: 'querystring/cursor', detail }];
  throw new Problem(STATUS.badRequest, 'bad-parameter', detail, errors);
}

import { itemsOf, parseBatch } from '../../events/batch.ts';
import type { Draft } from '../../events/entry.ts';
import { sentenceOf } from '../../events/problem.ts';
import { pointerTo } from './pointer.ts';
import { type Fault, Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** What a client sent to be appended in one step. */
export interface SentBatch {
  readonly drafts: readonly Draft[];
  /** Is the body a list? Then pointers begin with the entry's place in it. */
  readonly isList: boolean;
  /** The body as it was read, for who must know whether another is the same. */
  readonly body: unknown;
}

const malformed = (detail: string, errors: readonly Fault[]): Problem =>
  new Problem(STATUS.badRequest, 'malformed', detail, errors);

/** Reads a body: one entry, or a list of 1 to `limit`. Refuses it with a pointer to each fault. */
export function batchOf(body: unknown, limit: number): SentBatch {
  const isList = Array.isArray(body);
  const { length } = itemsOf(body);
  if (length === 0) {
    const detail = 'The list holds no entry; give at least one.';
    throw malformed(detail, [{ pointer: '', detail }]);
  }
  if (length > limit) {
    const detail = `The list has ${length} entries, and ${limit} are taken in one step; send it in parts.`;
    throw new Problem(STATUS.tooLarge, 'too-large', detail, [{ pointer: '', detail }]);
  }
  const parsed = parseBatch(body);
  if (parsed.ok) return { drafts: parsed.drafts, isList, body };
  const errors = parsed.wrong.flatMap(({ index, faults }) =>
    faults.map(({ path, problem }): Fault => {
      const detail = path.length === 0 ? problem : sentenceOf({ path: path.slice(-1), problem });
      return { pointer: pointerTo(isList ? [index, ...path] : path), detail };
    }),
  );
  const [first, ...others] = parsed.wrong;
  const place = isList ? `entry ${first.index} of the list: ` : '';
  const more = others.length === 0 ? '' : ' Others are wrong, too; "errors" has them';
  throw malformed(`${place}${first.problem}.${more === '' ? '' : `${more}.`}`, errors);
}

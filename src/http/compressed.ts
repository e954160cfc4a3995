import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import Negotiator from 'negotiator';
import type { Keyed, Sent } from './kept-answers.ts';

const gzipped = promisify(gzip);

/** What is shorter fits into one packet as it is. */
const LEAST = 1400;

/** May the answer to a request come compressed? */
export const takesGzip = ({ headers }: Keyed): boolean =>
  headers['accept-encoding'] !== undefined &&
  new Negotiator({ headers }).encodings(['gzip', 'identity'])[0] === 'gzip';

/**
 * An answer compressed, beside the event loop, under a tag of its own; as it is where it is short. Only for
 * what is the same for everybody: the length of a compressed answer tells of secrets that stand in it beside
 * what a stranger put there (the attack that is called BREACH).
 */
export async function compressed(answer: Sent): Promise<Sent> {
  const bytes = Buffer.from(answer.text);
  if (bytes.length < LEAST) return answer;
  const tag = answer.tag.replace(/"$/, '.gz"');
  const fields = { ...answer.fields, etag: tag };
  return { ...answer, tag, fields, coding: 'gzip', text: await gzipped(bytes) };
}

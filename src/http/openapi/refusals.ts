import type { Permission } from '../../access/role.ts';
import { Problem, StaleProblem } from '../schemas/problem.ts';
import { STATUS, type Status } from '../status.ts';
import type { AnswerHeader } from './headers.ts';

interface Refusal {
  /** Its name among the document's components. */
  readonly id: string;
  readonly says: string;
  readonly json: typeof Problem | typeof StaleProblem;
  readonly headers?: readonly AnswerHeader[];
}

const told = (
  id: string,
  says: string,
  headers: readonly AnswerHeader[] = [],
  json: Refusal['json'] = Problem,
): Refusal => ({ id, says, json, headers });

/** Of an answer to GET. */
const STALE: readonly AnswerHeader[] = ['Hustings-Stale-Since'];

/** What each status says where it refuses. */
export const REFUSALS: { readonly [S in Status]?: Refusal } = {
  [STATUS.badRequest]: told(
    'BadRequest',
    'A parameter, a header or the body cannot be used.',
    STALE,
  ),
  [STATUS.unauthorized]: told('Unauthorized', 'It takes a token, or another one.', [
    'WWW-Authenticate',
  ]),
  [STATUS.forbidden]: told('Forbidden', 'The token has not the role that it takes.', [
    'WWW-Authenticate',
  ]),
  [STATUS.notFound]: told('NotFound', 'There is no such thing here.', STALE),
  [STATUS.notAcceptable]: told(
    'NotAcceptable',
    'The answer has none of the forms accepted.',
    STALE,
  ),
  [STATUS.conflict]: told(
    'Conflict',
    'It is there already, or it cannot be done where the ledger lies.',
  ),
  [STATUS.stale]: told(
    'Stale',
    'The stream has gone on since: the answer lists what came between.',
    [],
    StaleProblem,
  ),
  [STATUS.tooLarge]: told('TooLarge', 'The body, or an entry in it, is too large.'),
  [STATUS.unsupported]: told('Unsupported', 'The body is not JSON.'),
  [STATUS.unprocessable]: told('Unprocessable', 'The ledger refuses it; the type says why.'),
  [STATUS.preconditionRequired]: told('PreconditionRequired', 'It takes If-Match.'),
  [STATUS.tooMany]: told('TooMany', 'Too many requests; try again later.', ['Retry-After']),
  [STATUS.failed]: told('Failed', 'The server failed; the request id finds its log.'),
  [STATUS.unavailable]: told('Unavailable', 'The ledger cannot be used now; try again later.', [
    'Retry-After',
    ...STALE,
  ]),
};

/** The statuses with which a route may refuse whatever it is about. */
export function commonRefusals(may: Permission | 'anyone' | undefined): Status[] {
  const always = [STATUS.tooMany, STATUS.unavailable];
  return may === 'anyone' ? always : [STATUS.unauthorized, STATUS.forbidden, ...always];
}

import type { FastifyInstance } from 'fastify';
import { nearest } from '../ledger/queries/asking.ts';
import { REFUSAL_CODES, type RefusalCode } from '../ledger/refusals.ts';
import { Problem } from './problem.ts';
import { meaningOf } from './problem-meanings.ts';
import { TITLES, titleOf } from './problem-titles.ts';
import { STATUS, statusOf } from './status.ts';

const TEXT = 'text/plain; charset=utf-8';

const CODES: readonly string[] = [...new Set([...Object.keys(TITLES), ...REFUSAL_CODES])].sort();

const LIST = CODES.map((code) => `${code}: ${titleOf(code)}\n`).join('');

const FIELDS =
  'In a problem "detail" says, in one sentence, what is wrong and what would be right; "errors", where it is there, points to each place; "requestId" finds the request in the log of the server.';

const isRefusal = (code: string): code is RefusalCode =>
  (REFUSAL_CODES as readonly string[]).includes(code);

/** What is said of a code: one line for each thing. */
function pageOf(code: string): string {
  const status = isRefusal(code) ? [`It comes with HTTP status ${statusOf(code)}.`] : [];
  const lines = [`${titleOf(code)}.`, '', ...(meaningOf(code) ?? []), ...status, FIELDS];
  return `${lines.join('\n')}\n`;
}

/** What each type of problem means, at the address that its `type` gives, and a list of them all. */
export function problemPages(server: FastifyInstance): void {
  const route = { config: { may: 'anyone' }, schema: { hide: true } } as const;
  server.get('/problems', route, async (request, reply) => {
    // The router takes this for the list; it is the page of no code.
    if (request.url.split('?', 1)[0]?.endsWith('/')) return reply.callNotFound();
    return reply.type(TEXT).send(LIST);
  });
  server.get('/problems/:code', route, async (request, reply) => {
    const { code } = request.params as { code: string };
    if (CODES.includes(code)) return reply.type(TEXT).send(pageOf(code));
    const detail = `There is no problem ${code}. ${nearest(code, CODES, '/problems lists them all.')}`;
    throw new Problem(STATUS.notFound, 'not-found', detail);
  });
}

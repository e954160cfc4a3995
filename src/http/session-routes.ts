import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Credentials } from '../access/credentials.ts';
import { signInPage } from '../web/sign-in-page.ts';
import { vouched } from './guard.ts';
import { nextIn } from './next-address.ts';
import { sendPage } from './page-answer.ts';
import type { Sessions } from './session.ts';
import { STATUS } from './status.ts';

const config = { may: 'anyone' } as const;

/** The token of a form, as it was pasted. */
const tokenIn = (request: FastifyRequest): string =>
  (request.body as URLSearchParams | undefined)?.get('token')?.trim() ?? '';

/** Signing in with a token, and out, below the scope of the pages. */
export function sessionRoutes(
  scope: FastifyInstance,
  sessions: Sessions,
  credentials: Pick<Credentials, 'actorOf'>,
): void {
  scope.get('/sign-in', { config }, (request, reply) =>
    sendPage(request, reply, signInPage({ next: nextIn(request) })),
  );
  scope.post('/sign-in', { config }, async (request, reply) => {
    sessions.requireOurs(request);
    const next = nextIn(request);
    const token = tokenIn(request);
    if (token === '') {
      const frame = signInPage({ next, why: 'Paste a token to sign in with it.' });
      return sendPage(request, reply, { status: STATUS.badRequest, frame });
    }
    await vouched(request, async () => credentials.actorOf(token));
    sessions.begin(request, reply, token);
    return sendPage(request, reply, { seeOther: next });
  });
  scope.post('/sign-out', { config }, async (request, reply) => {
    sessions.requireOurs(request);
    sessions.end(request, reply);
    return sendPage(request, reply, { seeOther: nextIn(request) });
  });
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PageFrame } from '../web/document.ts';
import { errorPage, type PageError } from '../web/error-page.ts';
import { signInAgainPage, signInPage } from '../web/sign-in-page.ts';
import { nextAfter } from './next-address.ts';
import { HTML, pageText } from './page-answer.ts';
import { isSuffixed } from './representation.ts';
import { REFUSAL_FIELDS } from './security-fields.ts';
import { STATUS } from './status.ts';

/** What is read by programs, whoever asks. */
const FOR_PROGRAMS = /^\/(?:api|log|health|metrics|problems|openapi\.json|docs)(?:[/?]|$)/;
/** Is this asked by somebody who reads pages: by a browser, and at the address of one? */
const wantsPage = ({ url, headers }: FastifyRequest): boolean =>
  /\btext\/html\b/.test(headers.accept ?? '') && !FOR_PROGRAMS.test(url) && !isSuffixed(url);

/** The page of a refusal; whoever has to sign in can do so at once. */
function pageOf(request: FastifyRequest, error: PageError): PageFrame {
  const next = nextAfter(request);
  if (error.status !== STATUS.unauthorized) return errorPage(error, next);
  const asked = { next, why: error.detail };
  const sentElsewhere = request.method === 'POST' && !request.url.startsWith('/sign-');
  return sentElsewhere ? signInAgainPage(asked) : signInPage(asked);
}

/** Sends a refusal as a page to whoever reads pages; undefined: it is not for this to send. */
export function sentAsPage(
  request: FastifyRequest,
  reply: FastifyReply,
  error: PageError,
): FastifyReply | undefined {
  if (!wantsPage(request)) return undefined;
  return reply
    .headers(REFUSAL_FIELDS)
    .type(HTML)
    .send(pageText(request, pageOf(request, error)));
}

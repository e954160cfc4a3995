import type { FastifyReply, FastifyRequest } from 'fastify';
import { documentOf } from '../web/document.ts';
import { errorPage, type PageError } from '../web/error-page.ts';

/** What is read by programs, whoever asks. */
const FOR_PROGRAMS = /^\/(?:api|log|health|metrics|problems|openapi\.json|docs)(?:[/?]|$)/;
/** Such a page needs its style sheet, and nothing else. */
const POLICY =
  "default-src 'self'; script-src 'self'; img-src 'self' data:; frame-ancestors 'none'";

/** Is this asked by somebody who reads pages: by a browser, and at the address of one? */
const wantsPage = ({ url, headers }: FastifyRequest): boolean =>
  /\btext\/html\b/.test(headers.accept ?? '') && !FOR_PROGRAMS.test(url);

/** Sends a refusal as a page to whoever reads pages; undefined: it is not for this to send. */
export function sentAsPage(
  request: FastifyRequest,
  reply: FastifyReply,
  error: PageError,
): FastifyReply | undefined {
  if (!wantsPage(request)) return undefined;
  return reply
    .header('content-security-policy', POLICY)
    .type('text/html; charset=utf-8')
    .send(documentOf(errorPage(error)));
}

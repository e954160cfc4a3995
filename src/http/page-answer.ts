import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DataAddress } from '../web/data-links.ts';
import { documentOf, type PageFrame } from '../web/document.ts';
import type { Viewer } from '../web/viewer.ts';
import { actorOf } from './actor.ts';
import type { Shown } from './page.ts';
import { RETRY_SECONDS } from './problem.ts';
import { staleSince } from './staleness.ts';
import { STATUS } from './status.ts';

/** The media type of pages. */
export const HTML = 'text/html; charset=utf-8';

/** Who looks at a page by a token of theirs; null: anybody. */
export function viewerOf(request: FastifyRequest): Viewer | null {
  const { name, roles, via } = actorOf(request);
  return via === 'anonymous' ? null : { name, roles };
}

/** A page as HTML, for whoever asks for it. */
export const pageText = (request: FastifyRequest, frame: PageFrame): string =>
  documentOf(frame, { viewer: viewerOf(request), at: request.url, stale: staleSince(request) });

/** Sends a page that nobody keeps; `alternates`: where what it shows is data. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Shown,
  alternates: readonly DataAddress[] = [],
): FastifyReply {
  reply.header('cache-control', 'no-store');
  if ('seeOther' in shown) return reply.redirect(shown.seeOther, STATUS.seeOther);
  if ('download' in shown) {
    const { name, type, text } = shown.download;
    return reply
      .type(type)
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(text);
  }
  const { status, frame } =
    'frame' in shown ? shown : { status: STATUS.ok, frame: { ...shown, alternates } };
  if (status === STATUS.unavailable) reply.header('retry-after', RETRY_SECONDS);
  return reply.code(status).type(HTML).send(pageText(request, frame));
}

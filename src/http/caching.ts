import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS } from './status.ts';

const YEAR_SECONDS = 31_536_000;

/** For what is the same for ever. */
export const IMMUTABLE = `public, max-age=${YEAR_SECONDS}, immutable`;
/** For what may be kept, and has to be asked after each time. */
export const REVALIDATED = 'no-cache';

/** Does If-None-Match hold this tag? (RFC 9110 section 13.1.2, weak comparison.) */
export function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const bare = (each: string) => each.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((each) => bare(each) === bare(tag));
}

/** The strong tag of an answer by its bytes. */
export const tagOfText = (text: string | Uint8Array): string =>
  `"${hash('sha256', text, 'base64url')}"`;

/** What of an answer caches go by. */
export interface Validity {
  readonly tag: string;
  /** Is the answer the same for ever, but for what the law has erased? */
  readonly pinned: boolean;
  /** Does it hold what came from its client, so that no cache may keep it for others? */
  readonly isPrivate?: boolean;
}

/** The header fields that say how long an answer may be kept, and what it is known by. */
export function validators({ tag, pinned, isPrivate = false }: Validity): {
  readonly etag: string;
  readonly 'cache-control': string;
} {
  const kept = pinned ? IMMUTABLE : REVALIDATED;
  return { etag: tag, 'cache-control': isPrivate ? `private, ${kept}` : kept };
}

/**
 * Says how long an answer that exists may be kept. Where the client has it already, answers 304 and says
 * so: then nothing more is to be sent.
 */
export function validated(
  request: FastifyRequest,
  reply: FastifyReply,
  validity: Validity,
): boolean {
  reply.headers(validators(validity));
  if (!isKnown(request.headers['if-none-match'], validity.tag)) return false;
  reply.code(STATUS.notModified).send();
  return true;
}

import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Problem, problemBody } from './problem.ts';
import { STATUS } from './status.ts';

/** What node itself refuses on a connection before there is a request, as a problem. */
function problemOf(code: string | undefined): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const detail = 'The request took too long to arrive; send it faster, or in parts.';
    return new Problem(STATUS.slowRequest, 'slow-request', detail);
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    const detail = 'The header fields are too large; send fewer or shorter ones.';
    return new Problem(STATUS.headersTooLarge, 'headers-too-large', detail);
  }
  const detail = 'The request is no HTTP/1.1 that can be read (RFC 9112).';
  return new Problem(STATUS.badRequest, 'bad-request', detail);
}

/** May something still be written, and would it not fall into the middle of another answer? */
function isFree(socket: Socket & { _httpMessage?: { readonly headersSent: boolean } | null }) {
  return socket.writable && socket._httpMessage?.headersSent !== true;
}

/**
 * Has what node answers by itself (too slow, too large, no HTTP) leave as problem details as well, for
 * fastify's option `clientErrorHandler`. The connection ends with it.
 */
export function answersForNode(
  requestId: () => string,
  refused: (code: string) => void,
): (error: Error & { readonly code?: string }, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    const problem = problemOf(error.code);
    const id = requestId();
    const body = problemBody(problem, id);
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'cache-control: no-store',
      `x-request-id: ${id}`,
      'connection: close',
    ];
    if (isFree(socket)) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    socket.destroySoon();
    refused(problem.code);
  };
}

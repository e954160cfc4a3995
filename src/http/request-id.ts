import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** What an id from outside may be: nothing that could break a line of a log, or drown it. */
const FOREIGN = /^[\w.-]{8,64}$/;

/**
 * Makes the id of each request: `begins`, which should be new at every start, and a counter; random bytes
 * for each would cost more than the rest of a read. Where `trusted`, a proxy in front says X-Request-Id
 * and its word is taken; anybody else's is not, or one client could speak in the log under another's id.
 */
export function requestIds(
  begins: string,
  trusted: boolean,
): (request: Pick<IncomingMessage, 'headers'>) => string {
  let count = 0;
  return ({ headers }) => {
    const said = trusted ? headers['x-request-id'] : undefined;
    if (typeof said === 'string' && FOREIGN.test(said)) return said;
    count += 1;
    return `${begins}-${count}`;
  };
}

/** Has every answer say the id of its request, by which its lines in the log are found. */
export function saysRequestId(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
}

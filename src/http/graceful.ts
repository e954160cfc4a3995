import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

const isLiveness = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.url === '/health/live';

/** How long what is under way may take once a server stops, in milliseconds. */
export const STOP_MILLISECONDS = 10_000;

/**
 * Has a server stop gently once it is closed: what is under way is answered, what comes then is refused as
 * `stopping`, feeds end at once, and a connection is closed as soon as it has nothing under way. The
 * server needs fastify's `return503OnClosing: false`, since its own refusal is no problem details. Gives a
 * signal that aborts as soon as the server begins to close, on which live feeds end.
 */
export function stopsGently(server: FastifyInstance): AbortSignal {
  const controller = new AbortController();
  let stopping = false;
  server.addHook('preClose', (done) => {
    stopping = true;
    controller.abort();
    done();
  });
  server.addHook('onRequest', (request, _, done) => {
    if (!stopping || isLiveness(request)) return done();
    const detail = 'The server is stopping; ask again, and another or the next one answers.';
    done(new Problem(STATUS.unavailable, 'stopping', detail));
  });
  server.addHook('onResponse', (_, __, done) => {
    // Node closes what is idle once; what becomes idle later would be kept until its client leaves.
    if (stopping) setImmediate(() => server.server.closeIdleConnections());
    done();
  });
  return controller.signal;
}

/** Closes a server; what is not done within the bound is cut off. Was there nothing to cut off? */
export async function closeWithin(server: FastifyInstance, milliseconds: number): Promise<boolean> {
  let patient = true;
  const cut = setTimeout(() => {
    patient = false;
    server.server.closeAllConnections();
  }, milliseconds);
  try {
    await server.close();
  } finally {
    clearTimeout(cut);
  }
  return patient;
}

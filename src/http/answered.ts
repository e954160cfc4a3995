import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Hears of each answer once it was sent. Must not throw. */
export type Hears = (request: FastifyRequest, reply: FastifyReply) => void;

/** Has all of these hear of each answer. One hook for all: a hook more costs each request its share. */
export function onAnswered(server: FastifyInstance, hears: readonly Hears[]): void {
  server.addHook('onResponse', (request, reply, done) => {
    for (const hear of hears) hear(request, reply);
    done();
  });
}

/**
 * What fastify refuses before any route, for its option `frameworkErrors`: no hook runs there, so that
 * those who hear of answers are told here.
 */
export function refusing(
  refuse: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => void,
  hears: readonly Hears[],
): (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => void {
  return (error, request, reply) => {
    reply.header('x-request-id', request.id);
    reply.raw.once('finish', () => {
      for (const hear of hears) hear(request, reply);
    });
    refuse(error, request, reply);
  };
}

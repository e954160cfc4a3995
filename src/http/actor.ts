import type { FastifyRequest } from 'fastify';
import { type Actor, ANONYMOUS } from '../access/role.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard; ask `actorOf`. */
    actor: Actor | null;
  }
}

/** Whoever is let in without being asked: on routes for anyone, and where there is no route. */
const UNASKED: Actor = { ...ANONYMOUS, roles: [] };

/** Who asks. On routes for anyone nobody is asked, and nobody has a role. */
export const actorOf = (request: FastifyRequest): Actor => request.actor ?? UNASKED;

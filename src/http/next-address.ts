import type { FastifyRequest } from 'fastify';

const HERE = 'http://here.invalid';

/** An address of this server without what would lead elsewhere; the list of contests where it is none. */
function here(address: string): string {
  if (!URL.canParse(address, HERE)) return '/';
  const { origin, pathname, search } = new URL(address, HERE);
  const path = pathname.replace(/^\/+/, '/');
  // A blob: has the origin of the address within it, and that whole address for its path.
  const isHere = origin === HERE && path.startsWith('/');
  return isHere && !path.startsWith('/sign-') ? `${path}${search}` : '/';
}

/** Where to go on after signing in or out: what the form or the address says, on this server alone. */
export function nextIn(request: FastifyRequest): string {
  const said = (request.body as URLSearchParams | undefined)?.get?.('next');
  const { next } = request.query as { next?: unknown };
  return here(said ?? (typeof next === 'string' ? next : '/'));
}

/** Where somebody goes on who has to sign in for what they asked. */
export const nextAfter = (request: FastifyRequest): string => {
  const isSigningIn = request.url.startsWith('/sign-');
  return isSigningIn ? nextIn(request) : here(request.url);
};

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BadToken, NobodyToVouch } from '../access/bad-token.ts';
import type { Credentials } from '../access/credentials.ts';
import { type Actor, ANONYMOUS, may, type Permission, rolesThatMay } from '../access/role.ts';
import { Problem } from './problem.ts';
import { isSafe, type Sessions } from './session.ts';
import { STATUS } from './status.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route needs; one that says nothing is refused to everybody. */
    may?: Permission | 'anyone';
  }
}

/** Who is let in, and how that is known. */
export interface GuardOptions {
  readonly credentials: Pick<Credentials, 'actorOf'>;
  /** The browsers that are signed in. */
  readonly sessions: Pick<Sessions, 'tokenIn' | 'requireOurs'>;
  /** May whoever shows no token read? */
  readonly anonymous: 'read' | 'none';
}

const challenge = (error?: string): { readonly 'www-authenticate': string } => ({
  'www-authenticate': `Bearer realm="hustings"${error === undefined ? '' : `, error="${error}"`}`,
});

const unauthenticated = (detail: string, error?: string): Problem =>
  new Problem(STATUS.unauthorized, 'unauthenticated', detail, [], {}, challenge(error));

function forbidden({ roles }: Actor, needed: Permission): Problem {
  const detail = `This takes the role ${rolesThatMay(needed).join(' or ')}; your token has ${roles.join(', ') || 'none'}.`;
  const headers = challenge('insufficient_scope');
  return new Problem(STATUS.forbidden, 'forbidden', detail, [], {}, headers);
}

/** How many Authorization fields a request has; Node would hand on the first and say nothing of others. */
const fieldsIn = ({ raw }: FastifyRequest): number =>
  raw.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'authorization')
    .length;

/**
 * The bearer token of a request (RFC 6750 section 2.1; scheme names have no case, RFC 9110 section 11.1).
 * Undefined where there is none: another scheme is no token, and one in an address is never read.
 */
function tokenOf(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  if (fieldsIn(request) > 1) {
    const detail = 'There are several Authorization fields; send one.';
    const headers = challenge('invalid_request');
    throw new Problem(STATUS.badRequest, 'bad-credentials', detail, [], {}, headers);
  }
  const [scheme = '', ...rest] = authorization.split(/ +/);
  if (!/^bearer\b/i.test(scheme)) return undefined;
  const [token = '', ...more] = rest;
  if (scheme.length > 'bearer'.length || more.length > 0 || !/^[\w.~+/-]+=*$/.test(token)) {
    throw unauthenticated('Authorization must be Bearer, a blank and the token.', 'invalid_token');
  }
  return token;
}

/** Has the routes that a scope gets from now on, and do not say who may use them, need this. */
export function routesMay(scope: FastifyInstance, needed: Permission | 'anyone'): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, may: route.config?.may ?? needed };
  });
}

/** Why there is no actor, as a problem. */
function refusalOf(request: FastifyRequest, error: unknown): unknown {
  if (error instanceof BadToken) return unauthenticated(error.message, 'invalid_token');
  if (!(error instanceof NobodyToVouch)) return error;
  request.log.warn({ err: error.cause }, 'the issuer of tokens cannot be asked');
  return new Problem(STATUS.unavailable, 'unavailable', error.message);
}

/** Runs what asks who somebody is; why nobody can be named is thrown as a problem. */
export async function vouched<T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusalOf(request, error);
  }
}

/** Lets an actor in, or throws. */
function admit(request: FastifyRequest, actor: Actor, needed: Permission): void {
  if (!may(actor.roles, needed)) throw forbidden(actor, needed);
  request.actor = actor;
}

/** What to send, to whoever showed no token. */
function missing({ routeOptions }: FastifyRequest, needed: Permission): Problem {
  const how =
    routeOptions.config.pages === true
      ? 'sign in with one'
      : 'send Authorization: Bearer and the token';
  return unauthenticated(
    `This takes a token of the role ${rolesThatMay(needed).join(' or ')}: ${how}.`,
  );
}

/** A token that a request shows. */
interface ShownToken {
  readonly token: string;
  /** Did the browser send it by itself, since it is signed in? */
  readonly byItself: boolean;
}

/**
 * The token of a request: of its Authorization field, else of a browser that is signed in. What changes
 * something takes the second from a form of our own pages alone, so that no other site can have it sent.
 */
function tokenShown(
  request: FastifyRequest,
  sessions: GuardOptions['sessions'],
): ShownToken | undefined {
  const said = tokenOf(request);
  if (said !== undefined) return { token: said, byItself: false };
  const { headers, routeOptions } = request;
  if (headers.cookie === undefined || headers.authorization !== undefined) return undefined;
  const token = sessions.tokenIn(request);
  if (token === undefined) return undefined;
  if (!isSafe(request)) {
    if (routeOptions.config.pages !== true) return undefined;
    sessions.requireOurs(request);
  }
  return { token, byItself: true };
}

/** Lets a request in, at once or later, or throws. */
function check(request: FastifyRequest, options: GuardOptions): undefined | Promise<void> {
  const { config } = request.routeOptions;
  // The framework answers what has no route; there is nothing to guard.
  const needed = request.is404 ? 'anyone' : config.may;
  if (needed === 'anyone') return undefined;
  if (needed === undefined) {
    const detail = 'Nobody may use this route: it does not say who may.';
    throw new Problem(STATUS.forbidden, 'forbidden', detail);
  }
  const mayAnybody = options.anonymous === 'read' && may(ANONYMOUS.roles, needed);
  const shown = tokenShown(request, options.sessions);
  if (shown === undefined) {
    if (!mayAnybody) throw missing(request, needed);
    request.actor = ANONYMOUS;
    return undefined;
  }
  // A sign-in that has ended shuts nobody out of what all may read.
  const ended = (error: unknown): Actor => {
    if (shown.byItself && mayAnybody && error instanceof BadToken) return ANONYMOUS;
    throw error;
  };
  const actor = actorBy(shown.token, options, ended);
  if (actor instanceof Promise) return actor.then((known) => admit(request, known, needed));
  admit(request, actor, needed);
  return undefined;
}

/** Whom a token stands for, at once or later; `otherwise` says so where it stands for nobody, or throws. */
function actorBy(
  token: string,
  { credentials }: GuardOptions,
  otherwise: (error: unknown) => Actor,
): Actor | Promise<Actor> {
  try {
    const actor = credentials.actorOf(token);
    return actor instanceof Promise ? actor.catch(otherwise) : actor;
  } catch (error) {
    return otherwise(error);
  }
}

/**
 * Has every route of the server ask for what it says in `config.may`, before anything of the request but
 * its head is read. Register it before any route: a hook holds for the routes that come after it.
 */
export function guard(server: FastifyInstance, options: GuardOptions): void {
  server.decorateRequest('actor', null);
  server.addHook('onRequest', (request, _reply, done) => {
    const refuse = (error: unknown) => done(refusalOf(request, error) as Error);
    try {
      const later = check(request, options);
      if (later === undefined) done();
      else later.then(() => done(), refuse);
    } catch (error) {
      refuse(error);
    }
  });
}

/** Says of a request that was let in whether its token holds still, for answers that last. */
export const stillMay =
  ({
    credentials,
    sessions,
  }: {
    readonly credentials: Credentials;
    readonly sessions: GuardOptions['sessions'];
  }) =>
  (request: FastifyRequest): boolean => {
    const shown = tokenShown(request, sessions);
    return shown === undefined || credentials.stillHolds(shown.token);
  };

import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from './actor.ts';
import { isHealth } from './limits.ts';
import { Problem, problemOf } from './problem.ts';
import { isSafe } from './session.ts';
import { STATUS } from './status.ts';

/** How many requests a client may make in a minute; 0: as many as it likes. */
export interface Budgets {
  /** Questions. */
  readonly reads: number;
  /** Appends, and whatever else changes something. */
  readonly appends: number;
  /** Requests with credentials that nobody is known by, from one address. */
  readonly strangers: number;
  /** Of how many clients the count is kept; beyond that, the longest silent is forgotten. */
  readonly clients: number;
}

/** The budgets where nobody sets others. */
export const DEFAULT_BUDGETS: Budgets = {
  reads: 6000,
  appends: 600,
  strangers: 600,
  clients: 10_000,
};

/** What changes something, and what guesses, may come a tenth as often as what reads. */
const SHARE = 10;

/** The budgets where a client may ask so often in a minute; 0: no limit. */
export const budgetsOf = (reads: number): Budgets => {
  const fewer = Math.ceil(reads / SHARE);
  return { ...DEFAULT_BUDGETS, reads, appends: fewer, strangers: fewer };
};

const MINUTE = 60_000;
/** The part of an IPv6 address that a household or a machine is given: whoever has one has all of it. */
const IPV6_NETWORK = 64;

const addressOf = ({ ip }: FastifyRequest): string => normalizeIP(ip, IPV6_NETWORK);

/** Whose budget it is: that of the token, or without one of the address. */
function clientOf(request: FastifyRequest): string {
  const { name, via } = actorOf(request);
  return via === 'anonymous' ? addressOf(request) : `${via} ${name}`;
}

/** With how many seconds to wait, as problem details; the plugin has set the header fields. */
function tooMany(_: FastifyRequest, { ttl }: { readonly ttl: number }): Problem {
  const seconds = Math.ceil(ttl / 1000);
  const detail = `These are too many requests for a minute; try again in ${seconds} s.`;
  return new Problem(STATUS.tooMany, 'rate-limited', detail);
}

/** An answer that caches may keep must not say what is left to somebody. */
const UNSAID = { 'ratelimit-limit': false, 'ratelimit-remaining': false, 'ratelimit-reset': false };

type Limiter = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** Can a request be one of many that try credentials? */
const guesses = ({ headers, routeOptions }: FastifyRequest): boolean =>
  headers.authorization !== undefined ||
  headers.cookie !== undefined ||
  routeOptions.url === '/sign-in';

/** Slows down an address that tries one credential after the other; register it before the guard. */
function limitStrangers(server: FastifyInstance, { strangers, clients }: Budgets): void {
  if (strangers === 0) return;
  const options = { max: strangers, timeWindow: MINUTE, cache: clients, keyGenerator: addressOf };
  const count = server.createRateLimit(options);
  const check = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const seen = await count(request, { increment: false });
    if (seen.isAllowed || seen.remaining > 0) return;
    reply.header('retry-after', seen.ttlInSeconds);
    throw tooMany(request, seen);
  };
  server.addHook('onRequest', (request, reply, done) => {
    if (!guesses(request)) return done();
    check(request, reply).then(() => done(), done);
  });
  server.addHook('onError', async (request, _, error) => {
    if (guesses(request) && problemOf(error).status === STATUS.unauthorized) await count(request);
  });
}

/** Has the server keep to the budget of credentials that fail. Register it before the guard. */
export async function limitsStrangers(server: FastifyInstance, budgets: Budgets): Promise<void> {
  await server.register(rateLimit, { global: false, enableDraftSpec: true });
  limitStrangers(server, budgets);
}

/**
 * Has the server keep to the budgets of reads and appends. Register it after the guard, which knows whose
 * they are. What changes something says in RateLimit fields what is left (the IETF's draft of them); a
 * read says it only once nothing is.
 */
export function limitsRate(server: FastifyInstance, budgets: Budgets): void {
  const shared = {
    timeWindow: MINUTE,
    cache: budgets.clients,
    keyGenerator: clientOf,
    errorResponseBuilder: tooMany,
  };
  const limiter = (max: number, options: object): Limiter | undefined =>
    max === 0
      ? undefined
      : (server.rateLimit({ ...shared, ...options, max }) as unknown as Limiter);
  const reads = limiter(budgets.reads, { addHeadersOnExceeding: UNSAID });
  const appends = limiter(budgets.appends, {});
  server.addHook('onRequest', (request, reply, done) => {
    const limit = isSafe(request) ? reads : appends;
    if (limit === undefined || isHealth(request)) return done();
    Promise.resolve(limit(request, reply)).then(() => done(), done);
  });
}

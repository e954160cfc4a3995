import underPressure from '@fastify/under-pressure';
import type { FastifyHttpOptions, FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { answersForNode } from './client-errors.ts';
import { Problem } from './problem.ts';
import { type Budgets, DEFAULT_BUDGETS } from './rate.ts';
import { STATUS } from './status.ts';

/** What a server takes from its clients, and how long it waits for them. */
export interface Limits {
  /** The largest body, in bytes. */
  readonly bodyBytes: number;
  /** The largest request line and header fields together, in bytes. */
  readonly headerBytes: number;
  /** How long the header fields may take to arrive, in milliseconds. */
  readonly headersMilliseconds: number;
  /** How long a whole request may take to arrive, in milliseconds. */
  readonly requestMilliseconds: number;
  /** How often that is looked at, in milliseconds. */
  readonly checkMilliseconds: number;
  /** How long a connection may be silent while something is under way on it: a reader that reads no more. */
  readonly stallMilliseconds: number;
  /** How long a connection is kept for a next request, in milliseconds. */
  readonly idleMilliseconds: number;
  /** After how many requests a connection is closed; 0: never. */
  readonly requestsPerConnection: number;
  /** By how many milliseconds, in the mean of a second, work may come late before requests are refused; 0: any. */
  readonly lateMilliseconds: number;
  /** The proxies whose X-Forwarded-For is believed: how many, or addresses and networks; none by default. */
  readonly trustProxy: false | number | readonly string[];
  /** How many requests a client may make. */
  readonly budgets: Budgets;
}

/**
 * The limits where nobody sets others. A connection idles for longer than the minute after which most
 * proxies let one go, so that it is never the server that closes what a proxy is about to use.
 */
export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 1_048_576,
  headerBytes: 16_384,
  headersMilliseconds: 10_000,
  requestMilliseconds: 30_000,
  checkMilliseconds: 1000,
  stallMilliseconds: 120_000,
  idleMilliseconds: 72_000,
  requestsPerConnection: 0,
  lateMilliseconds: 1000,
  trustProxy: false,
  budgets: DEFAULT_BUDGETS,
};

function trusted(proxies: Limits['trustProxy']) {
  if (typeof proxies === 'number') return (_: string, hop: number) => hop < proxies;
  return proxies === false ? false : [...proxies];
}

/** The limits that fastify and node enforce, as options of a server. */
export function limitOptions(
  limits: Limits,
  requestId: () => string,
  refused: (code: string) => void,
): FastifyHttpOptions<never, Logger> {
  const { trustProxy } = limits;
  return {
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMilliseconds,
    connectionTimeout: limits.stallMilliseconds,
    keepAliveTimeout: limits.idleMilliseconds,
    maxRequestsPerSocket: limits.requestsPerConnection,
    trustProxy: trusted(trustProxy),
    clientErrorHandler: answersForNode(requestId, refused),
    http: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMilliseconds,
      connectionsCheckingInterval: limits.checkMilliseconds,
    },
  };
}

/**
 * Has the server refuse a body that is compressed (RFC 9110 section 15.5.16): nothing here unpacks one, so that
 * no small body becomes a large one, and what is read is what was sent. Register it after the guard.
 */
export function refusesCompressed(server: FastifyInstance): void {
  server.addHook('onRequest', ({ headers }, _reply, done) => {
    const coding = headers['content-encoding'];
    if (coding === undefined || coding.toLowerCase() === 'identity') return done();
    const detail = 'Send the body as it is, without a Content-Encoding.';
    const accepted = { 'accept-encoding': 'identity' };
    done(new Problem(STATUS.unsupported, 'bad-body', detail, [], {}, accepted));
  });
}

/** Whoever watches the server must be answered when it has too much to do, and then above all. */
export const isHealth = ({ routeOptions: { url } }: FastifyRequest): boolean =>
  url === '/health/live' || url === '/health/ready';

/** That the server has too much to do. */
export function overloaded(): Problem {
  const detail = 'The server has more to do than it can; try again later.';
  return new Problem(STATUS.unavailable, 'overloaded', detail);
}

/** Refuses requests while the server is too late with its work to answer them in any good time. */
export async function refusesUnderPressure(
  server: FastifyInstance,
  { lateMilliseconds }: Pick<Limits, 'lateMilliseconds'>,
): Promise<void> {
  if (lateMilliseconds === 0) return;
  await server.register(underPressure, {
    maxEventLoopDelay: lateMilliseconds,
    pressureHandler: async (request) => {
      if (isHealth(request)) return;
      throw overloaded();
    },
  });
}

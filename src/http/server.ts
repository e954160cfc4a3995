import fastify, { type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { credentialsOf } from '../access/credentials.ts';
import type { ServeSettings } from '../config.ts';
import type { Service } from '../ledger/service.ts';
import type { TokenStore } from '../store/token-store.ts';
import type { Verifier } from '../tlog/keys.ts';
import { allowedMethods } from './allowed.ts';
import { appendRoutes } from './append-routes.ts';
import { Appending } from './appending.ts';
import { Arrivals } from './arrival.ts';
import { atomRoutes } from './atom-routes.ts';
import { auditPages } from './audit-pages.ts';
import { auditRoutes } from './audit-routes.ts';
import { Auditing } from './auditing.ts';
import { contestRoutes } from './contest-routes.ts';
import { editorPages } from './editor-pages.ts';
import { entryRoutes } from './entry-routes.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { EVIDENCE_READS } from './evidence-reads.ts';
import { evidenceRoutes } from './evidence-routes.ts';
import { FEED_LIMITS, feedRoutes } from './feed-routes.ts';
import { Freshness } from './freshness.ts';
import { guard, stillMay } from './guard.ts';
import { importPages } from './import-pages.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { logRoutes } from './log-routes.ts';
import { documented } from './openapi/docs.ts';
import { Operation } from './operation.ts';
import { pageRoutes } from './page-routes.ts';
import { PAGES } from './pages.ts';
import { withProblems } from './problem.ts';
import { problemPages } from './problem-pages.ts';
import { budgetsOf } from './rate.ts';
import { type Answering, answersTo, readRoutes } from './read-routes.ts';
import { READS } from './reads.ts';
import { dataFields } from './security-fields.ts';
import { stateOf } from './service-state.ts';
import { Sessions } from './session.ts';
import { timemapRoutes } from './timemap-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import type { Tracing } from './tracing.ts';
import { verificationRoutes } from './verification-routes.ts';

/** What a server is made of. */
export interface ServerOptions {
  readonly service: Service;
  readonly tokens: TokenStore;
  /** The public keys of the log, newest first. */
  readonly keys: readonly Verifier[];
  readonly version: string;
  readonly logger: Logger;
  readonly settings: ServeSettings;
  /** Tells each request to whoever collects traces. */
  readonly tracing?: Tracing | undefined;
  randomBytes(length: number): Uint8Array;
}

/** The longest address that is read, in characters. */
const LONGEST_ADDRESS = 4000;

/** The limits that the settings give. */
export const limitsIn = (settings: ServeSettings): Limits => ({
  ...DEFAULT_LIMITS,
  bodyBytes: settings.bodyLimit,
  requestMilliseconds: settings.requestTimeoutSeconds * 1000,
  lateMilliseconds: settings.eventLoopDelayMilliseconds,
  trustProxy: settings.trustProxy,
  budgets: budgetsOf(settings.rateLimit),
});

/** Answers that only some may have are not for caches that others share (RFC 9111 section 5.2.2.7). */
function keepsPrivate(server: FastifyInstance): void {
  server.addHook('onSend', async (_, reply, payload) => {
    const said = reply.getHeader('cache-control');
    if (typeof said === 'string') {
      reply.header('cache-control', `private, ${said.replace(/^(?:public|private), /, '')}`);
    }
    return payload;
  });
}

/** What the API and the pages have in common. */
interface Shared {
  readonly answering: Answering;
  readonly auditing: Auditing;
  readonly appending: Appending;
  readonly arrivals: Arrivals;
  readonly freshness: Freshness;
}

function sharedBy(
  options: ServerOptions,
  { meters: meter }: Operation,
  sessions: Sessions,
  stopping: AbortSignal,
): Shared {
  const { service, keys, settings, randomBytes } = options;
  const { batchLimit } = settings;
  const arrivals = new Arrivals(service, stopping);
  return {
    answering: answersTo(service, [...READS, ...EVIDENCE_READS]),
    auditing: new Auditing(service, keys, randomBytes),
    appending: new Appending(service, { meter, batchLimit }),
    arrivals,
    freshness: new Freshness({ service, sessions, arrivals }),
  };
}

/** The pages for people. */
const pagesOf = ({ service, settings }: ServerOptions, { appending, auditing }: Shared) => [
  ...PAGES,
  ...editorPages(service, appending),
  ...importPages(service, appending, settings),
  ...auditPages(auditing),
];

/** The routes below /api/v1. */
function api(
  server: FastifyInstance,
  options: ServerOptions,
  operation: Operation,
  { answering, auditing, appending, freshness }: Shared,
): void {
  const { service, tokens, keys, settings, randomBytes } = options;
  const { publicUrl } = settings;
  const { meters: meter } = operation;
  server.setValidatorCompiler(validatorCompiler);
  readRoutes(server, answering);
  timemapRoutes(server, service, [...answering.keys()]);
  contestRoutes(server, service);
  entryRoutes(server, service);
  evidenceRoutes(server, service, keys);
  atomRoutes(server, service, publicUrl ?? undefined);
  appendRoutes(server, appending, freshness);
  erasureRoutes(server, service, { meter, freshness });
  auditRoutes(server, service, auditing);
  verificationRoutes(server, auditing);
  const { now } = service;
  tokenRoutes(server, tokens, { now, randomBytes, oidc: settings.oidc !== null });
}

/** Puts the HTTP server together; it listens to nothing yet. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { service, tokens, keys, version, logger, settings } = options;
  const begins = Buffer.from(options.randomBytes(6)).toString('base64url');
  const operation = new Operation(limitsIn(settings), begins);
  const server = fastify({
    ...operation.options(),
    loggerInstance: logger,
    routerOptions: { maxParamLength: LONGEST_ADDRESS, ignoreTrailingSlash: true },
  }) as unknown as FastifyInstance;
  withProblems(server, allowedMethods(server));
  dataFields(server);
  options.tracing?.trace(server);
  const stopping = await operation.beforeGuard(server, service.now);
  const credentials = credentialsOf(tokens, settings.oidc, service.now);
  const sessions = new Sessions(settings.publicUrl);
  sessions.reads(server);
  const guarding = { credentials, sessions, anonymous: settings.anonymous };
  guard(server, guarding);
  operation.afterGuard(server);
  if (settings.anonymous === 'none') keepsPrivate(server);
  const shared = sharedBy(options, operation, sessions, stopping);
  shared.freshness.keeps(server);
  await documented(server, version);
  const pages = pagesOf(options, shared);
  await server.register(
    async (scope) => {
      api(scope, options, operation, shared);
      feedRoutes(scope, {
        service,
        arrivals: shared.arrivals,
        meter: operation.meters,
        limits: { ...FEED_LIMITS, feeds: settings.feedLimit },
        stopping,
        stillMay: stillMay(guarding),
      });
    },
    { prefix: '/api/v1' },
  );
  await server.register(async (log) => logRoutes(log, service.log, keys), { prefix: '/log' });
  operation.routes(server, stateOf(service), settings.staleSeconds);
  problemPages(server);
  const { randomBytes } = options;
  const { answering, freshness } = shared;
  const made = { service, pages, answering, sessions, freshness, credentials, randomBytes };
  await pageRoutes(server, made);
  return server;
}

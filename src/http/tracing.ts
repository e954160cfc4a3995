import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BadSetting } from '../config.ts';
import { problemIn } from './problem.ts';
import { STATUS } from './status.ts';

const [API, SDK] = ['@opentelemetry/api', '@opentelemetry/sdk-node'];

/** The packages that tracing needs: they are many megabytes, so whoever wants it installs them. */
export const TRACING_PACKAGES = [API, SDK] as const;

/** Gives a package by its name, or throws. */
export type Load = (name: string) => Promise<unknown>;

interface Span {
  setAttribute(name: string, value: string | number): unknown;
  setStatus(status: { readonly code: number }): unknown;
  end(): void;
}

/** What of `@opentelemetry/sdk-node` is used. It reads OTEL_EXPORTER_OTLP_ENDPOINT and its like itself. */
interface Sdk {
  readonly NodeSDK: new (options: {
    readonly serviceName: string;
    readonly instrumentations: readonly never[];
  }) => { start(): void; shutdown(): Promise<void> };
}

/** What of `@opentelemetry/api` is used. */
interface Api {
  readonly context: { active(): object; with(context: object, work: () => void): void };
  readonly propagation: { extract(context: object, headers: object): object };
  readonly trace: {
    getTracer(name: string): { startSpan(name: string, options: object, context: object): Span };
    setSpan(context: object, span: Span): object;
  };
  readonly SpanKind: { readonly SERVER: number };
  readonly SpanStatusCode: { readonly ERROR: number };
}

/** A tracer that runs. */
export interface Tracing {
  /** Traces the requests of a server; call it before any other hook and any route. */
  trace(server: FastifyInstance): void;
  /** Sends what is not sent yet, and ends. */
  end(): Promise<void>;
}

async function loaded(load: Load): Promise<{ readonly api: Api; readonly sdk: Sdk }> {
  try {
    return { api: (await load(API)) as Api, sdk: (await load(SDK)) as Sdk };
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new BadSetting(
      `OTEL_EXPORTER_OTLP_ENDPOINT is set, but what tracing needs is not installed: npm install ${TRACING_PACKAGES.join(' ')}, or unset it.`,
    );
  }
}

/**
 * Traces each request as one span, named by its method and route, below the one that the client's
 * `traceparent` names (W3C Trace Context). A span says what the log says: the route, the status, the
 * problem's code, the request's id; no address, no parameter, nothing of headers or bodies.
 */
function traced(api: Api): (server: FastifyInstance) => void {
  const { context, propagation, trace, SpanKind, SpanStatusCode } = api;
  const tracer = trace.getTracer('hustings');
  const open = new WeakMap<FastifyRequest, Span>();
  return (server) => {
    server.addHook('onRequest', (request, _, done) => {
      const { url: route } = request.routeOptions;
      const attributes = {
        'http.request.method': request.method,
        'hustings.request_id': request.id,
        ...(route === undefined ? {} : { 'http.route': route }),
      };
      const above = propagation.extract(context.active(), request.headers);
      const name = route === undefined ? request.method : `${request.method} ${route}`;
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, above);
      open.set(request, span);
      context.with(trace.setSpan(above, span), done);
    });
    server.addHook('onResponse', (request, reply, done) => {
      const span = open.get(request);
      const problem = problemIn(reply);
      span?.setAttribute('http.response.status_code', reply.statusCode);
      if (problem !== undefined) span?.setAttribute('error.type', problem);
      if (reply.statusCode >= STATUS.failed) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
      done();
    });
  };
}

/** Starts tracing with OpenTelemetry. Refuses, as BadSetting, where its packages are missing. */
export async function startTracing(load: Load): Promise<Tracing> {
  const { api, sdk } = await loaded(load);
  const running = new sdk.NodeSDK({ serviceName: 'hustings', instrumentations: [] });
  running.start();
  return { trace: traced(api), end: () => running.shutdown() };
}

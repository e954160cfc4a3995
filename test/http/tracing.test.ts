import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { BadSetting } from '../../src/config.ts';
import { Problem, withProblems } from '../../src/http/problem.ts';
import { startTracing, TRACING_PACKAGES } from '../../src/http/tracing.ts';

/** A span as the stand-in for the SDK keeps it. */
interface Kept {
  readonly name: string;
  readonly above: object;
  readonly attributes: Record<string, unknown>;
  status?: { readonly code: number };
  ended: number;
}

/** What of the SDK is used, without a network: spans are kept here. */
function standIn() {
  const spans: Kept[] = [];
  const calls: string[] = [];
  const startSpan = (name: string, options: { attributes: object }, above: object) => {
    const span: Kept = { name, above, attributes: { ...options.attributes }, ended: 0 };
    spans.push(span);
    return {
      setAttribute: (key: string, value: unknown) => {
        span.attributes[key] = value;
      },
      setStatus: (status: { readonly code: number }) => {
        span.status = status;
      },
      end: () => {
        span.ended += 1;
      },
    };
  };
  const packages: Record<string, object> = {
    '@opentelemetry/sdk-node': {
      NodeSDK: class {
        start = () => calls.push('start');
        shutdown = async () => calls.push('shutdown');
      },
    },
    '@opentelemetry/api': {
      context: { active: () => ({}), with: (_: object, work: () => void) => work() },
      propagation: {
        extract: (_: object, headers: Record<string, unknown>) => ({ below: headers.traceparent }),
      },
      trace: { getTracer: () => ({ startSpan }), setSpan: (context: object) => context },
      SpanKind: { SERVER: 1 },
      SpanStatusCode: { ERROR: 2 },
    },
  };
  return { spans, calls, load: async (name: string) => packages[name] };
}

describe('tracing', () => {
  it('tells a request as one span below that of the client, and nothing that the log would not', async () => {
    const { spans, calls, load } = standIn();
    const tracing = await startTracing(load);
    const server = fastify({ genReqId: () => 'an-id' });
    withProblems(server, () => []);
    tracing.trace(server);
    server.get('/things/:id', async () => 'a thing');
    server.get('/fails', async () => {
      throw new Problem(503, 'unavailable', 'A hst_s3cr3t of ours.');
    });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const headers = { traceparent, authorization: 'Bearer hst_s3cr3t' };
    await server.inject({ url: '/things/hst_s3cr3t?a=hst_s3cr3t', headers });
    await server.inject({ url: '/fails', headers });
    await server.inject('/nothing/hst_s3cr3t');
    const said = { 'http.request.method': 'GET', 'hustings.request_id': 'an-id' };
    expect(spans).toEqual([
      {
        name: 'GET /things/:id',
        above: { below: traceparent },
        attributes: { ...said, 'http.route': '/things/:id', 'http.response.status_code': 200 },
        ended: 1,
      },
      {
        name: 'GET /fails',
        above: { below: traceparent },
        attributes: {
          ...said,
          'http.route': '/fails',
          'http.response.status_code': 503,
          'error.type': 'unavailable',
        },
        status: { code: 2 },
        ended: 1,
      },
      {
        name: 'GET',
        above: { below: undefined },
        attributes: { ...said, 'http.response.status_code': 404, 'error.type': 'not-found' },
        ended: 1,
      },
    ]);
    await tracing.end();
    expect(calls).toEqual(['start', 'shutdown']);
    await server.close();
  });

  it('says in one sentence what to install where the package is missing', async () => {
    const nowhere = (name: string) => import(`${name}-of-nobody`);
    const failed = startTracing(nowhere);
    await expect(failed).rejects.toThrow(BadSetting);
    await expect(failed).rejects.toThrow(`npm install ${TRACING_PACKAGES.join(' ')}, or unset it.`);
    const broken = startTracing(() => Promise.reject(new Error('broken')));
    await expect(broken).rejects.toThrow('broken');
  });
});

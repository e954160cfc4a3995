import { describe, expect, it } from 'vitest';
import { operated, portOf, raw } from './operated.ts';

/** The problem in a raw answer, and its head. */
function answerIn(text: string) {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return { head, problem: JSON.parse(body) as Record<string, unknown> };
}

const QUICK = { headersMilliseconds: 500, requestMilliseconds: 500, checkMilliseconds: 10 };

describe('what is too much for a server', () => {
  it('is a body beyond its limit, as problem details', async () => {
    const { server } = await operated({ limits: { bodyBytes: 20 } });
    const post = (payload: object) => server.inject({ method: 'POST', url: '/things', payload });
    expect((await post({ a: 'x' })).statusCode).toBe(201);
    const { statusCode, json } = await post({ a: 'x'.repeat(20) });
    expect([statusCode, json().type]).toEqual([413, '/problems/too-large']);
  });

  it('is a head beyond its limit, and a request that is no HTTP: answered for node, counted', async () => {
    const { server, operation } = await operated({ limits: { headerBytes: 2000 } });
    const port = await portOf(server);
    const large = await raw(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(3000)}\r\n\r\n`)
      .closed;
    const garbled = await raw(port, 'HELLO\r\n\r\n').closed;
    const [tooLarge, bad] = [answerIn(large), answerIn(garbled)];
    expect(tooLarge.head).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
    expect(tooLarge.problem).toMatchObject({ type: '/problems/headers-too-large', status: 431 });
    expect(bad.head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(bad.problem).toMatchObject({ type: '/problems/bad-request', status: 400 });
    expect(bad.head).toContain(`x-request-id: ${bad.problem.requestId}`);
    expect(garbled).not.toContain('HELLO');
    const said = await operation.meters.registry.getSingleMetricAsString('hustings_problems_total');
    expect(said).toContain('hustings_problems_total{code="bad-request"} 1');
    expect(said).toContain('hustings_problems_total{code="headers-too-large"} 1');
  });

  it('is a client that sends a byte now and then: it is cut off, and others are served', async () => {
    const { server } = await operated({ limits: QUICK });
    const port = await portOf(server);
    const slow = raw(port, 'GET /things/1 HTTP/1.1\r\nHost: a\r\nX: ');
    const drip = setInterval(() => slow.socket.write('y'), 5);
    const served = await fetch(`http://127.0.0.1:${port}/things/1`);
    const { head, problem } = answerIn(await slow.closed);
    clearInterval(drip);
    expect(served.status).toBe(200);
    expect(head).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(problem).toMatchObject({ type: '/problems/slow-request', status: 408 });
  });

  it('is a body that does not come', async () => {
    const { server } = await operated({ limits: QUICK });
    const head = 'POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
    const slow = raw(await portOf(server), `${head}Content-Length: 100\r\n\r\n{"a":`);
    const drip = setInterval(() => slow.socket.write(' '), 20);
    const { problem } = answerIn(await slow.closed);
    clearInterval(drip);
    expect(problem).toMatchObject({ type: '/problems/slow-request' });
  });

  it('is a reader that reads no more: its connection is cut', async () => {
    const cut: string[] = [];
    const { server } = await operated({
      limits: { stallMilliseconds: 100 },
      routes: (into) =>
        into.get('/flood', async (request, reply) => {
          request.raw.socket.on('close', () => cut.push('flood'));
          return reply.send(Buffer.alloc(64e6));
        }),
    });
    const reader = raw(await portOf(server), '');
    reader.socket.pause();
    reader.socket.write('GET /flood HTTP/1.1\r\nHost: a\r\n\r\n');
    await expect.poll(() => cut, { timeout: 5000 }).toEqual(['flood']);
  });

  it('is work that comes too late: refused for a while, but for health', async () => {
    const { server } = await operated({ limits: { lateMilliseconds: 0.001 } });
    const status = async () => (await server.inject('/things/1')).statusCode;
    await expect.poll(status, { timeout: 4500 }).toBe(503);
    const { headers, json } = await server.inject('/things/1');
    expect(json()).toMatchObject({ type: '/problems/overloaded', status: 503 });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect((await server.inject('/health/live')).statusCode).toBe(200);
    expect((await server.inject('/health/ready')).statusCode).toBe(200);
  });
});

describe('the id of a request', () => {
  const ask = async (said: string, trustProxy: false | string[] = false) => {
    const { server } = await operated({ limits: { trustProxy } });
    const got = await server.inject({ url: '/nothing', headers: { 'x-request-id': said } });
    expect(got.json().requestId).toBe(got.headers['x-request-id']);
    return got.headers['x-request-id'];
  };

  it('is ours, unless a trusted proxy says a plain one', async () => {
    expect(await ask('abcd-1234.x_y')).toBe('test-1');
    expect(await ask('abcd-1234.x_y', ['127.0.0.1'])).toBe('abcd-1234.x_y');
    for (const hostile of ['short', 'a b c d e f', '{"level":60}', 'x'.repeat(65), 'abcdefgh\t']) {
      expect(await ask(hostile, ['127.0.0.1'])).toBe('test-1');
    }
  });

  it('is another for each request, and said where no route was reached', async () => {
    const { server } = await operated();
    const ids = [];
    for (const url of ['/things/1', '/%E0%A4%A', '/nothing']) {
      ids.push((await server.inject(url)).headers['x-request-id']);
    }
    expect(ids).toEqual(['test-1', 'test-2', 'test-3']);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { Problem } from '../../src/http/problem.ts';
import { DEFAULT_BUDGETS } from '../../src/http/rate.ts';
import { operated } from './operated.ts';

const budgets = { ...DEFAULT_BUDGETS, reads: 3, appends: 2, strangers: 2 };
const GET = { url: '/things/1' } as const;
const POST = { method: 'POST', url: '/things', payload: {} } as const;
const of = (token: string) => ({ authorization: `Bearer ${token}` });

describe('the budgets of requests', () => {
  it('refuse one read too many as problem details that say when to come again', async () => {
    const { server } = await operated({ limits: { budgets } });
    for (let count = 0; count < 3; count += 1) {
      const { statusCode, headers } = await server.inject(GET);
      expect([statusCode, headers['ratelimit-remaining']]).toEqual([200, undefined]);
    }
    const { statusCode, headers, json } = await server.inject(GET);
    expect(statusCode).toBe(429);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(json()).toMatchObject({ type: '/problems/rate-limited', status: 429 });
    expect(json().detail).toMatch(
      /^These are too many requests for a minute; try again in \d+ s\.$/,
    );
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-remaining': '0' });
  });

  it('are other ones for appends, which say what is left, and for each token', async () => {
    const { server } = await operated({ limits: { budgets } });
    const statuses = async (asked: object, times: number) => {
      const got = [];
      for (let count = 0; count < times; count += 1) got.push(await server.inject(asked));
      return got.map(({ statusCode, headers }) => [statusCode, headers['ratelimit-remaining']]);
    };
    const append = (token: string) => ({ ...POST, headers: of(token) });
    const left = [
      [201, '1'],
      [201, '0'],
      [429, '0'],
    ];
    expect(await statuses(append('tok-a'), 3)).toEqual(left);
    expect(await statuses(append('tok-b'), 3)).toEqual(left);
    expect(await statuses({ ...GET, headers: of('tok-a') }, 1)).toEqual([[200, undefined]]);
    expect(await statuses({ url: '/nothing/here' }, 4)).toEqual([
      [404, undefined],
      [404, undefined],
      [404, undefined],
      [429, '0'],
    ]);
  });

  it('begin anew with the next minute', async () => {
    const { server } = await operated({ limits: { budgets } });
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      for (let count = 0; count < 4; count += 1) await server.inject(GET);
      vi.setSystemTime(Date.now() + 59_000);
      expect((await server.inject(GET)).headers['retry-after']).toBe('1');
      vi.setSystemTime(Date.now() + 1000);
      expect((await server.inject(GET)).statusCode).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });

  it('count an IPv6 network as one client, and believe X-Forwarded-For of a known proxy only', async () => {
    const ask = async (trustProxy: false | string[], forwarded: string, remoteAddress: string) => {
      const { server } = await operated({ limits: { budgets, trustProxy } });
      const statuses = [];
      for (let count = 0; count < 4; count += 1) {
        const headers = { 'x-forwarded-for': forwarded.replace('N', `${count}`) };
        const from = remoteAddress.replace('N', `${count}`);
        statuses.push((await server.inject({ ...GET, headers, remoteAddress: from })).statusCode);
      }
      return statuses.at(-1);
    };
    expect(await ask(false, '', '2001:db8:1:2:N::1')).toBe(429);
    expect(await ask(false, '', '2001:db8:1:N::1')).toBe(200);
    expect(await ask(false, '192.0.2.N', '127.0.0.1')).toBe(429);
    expect(await ask(['127.0.0.1'], '192.0.2.N', '127.0.0.1')).toBe(200);
    expect(await ask(['10.0.0.1'], '192.0.2.N', '127.0.0.1')).toBe(429);
  });

  it('end the trying of credentials, and nothing else of that address', async () => {
    const { server } = await operated({ limits: { budgets } });
    const bad = () => server.inject({ ...GET, headers: of('bad') });
    expect([await bad(), await bad(), await bad()].map(({ statusCode }) => statusCode)).toEqual([
      401, 401, 429,
    ]);
    expect(Number((await bad()).headers['retry-after'])).toBeGreaterThan(0);
    expect((await server.inject(GET)).statusCode).toBe(200);
    expect(
      (await server.inject({ ...GET, headers: of('bad'), remoteAddress: '192.0.2.9' })).statusCode,
    ).toBe(401);
  });

  it('count as trying only what shows credentials', async () => {
    const { server } = await operated({
      limits: { budgets },
      routes: (into) =>
        into.get('/closed', async () => {
          throw new Problem(401, 'unauthenticated', 'This takes a token.');
        }),
    });
    for (let count = 0; count < 3; count += 1) {
      expect((await server.inject('/closed')).statusCode).toBe(401);
    }
    const { statusCode } = await server.inject({ ...GET, headers: of('tok-a') });
    expect(statusCode).toBe(200);
  });

  it('are off at 0, and never hold for health', async () => {
    const none = { ...budgets, reads: 0, appends: 0, strangers: 0 };
    const { server } = await operated({ limits: { budgets: none } });
    for (let count = 0; count < 20; count += 1) {
      expect((await server.inject(GET)).statusCode).toBe(200);
      expect((await server.inject(POST)).statusCode).toBe(201);
      expect((await server.inject({ ...GET, headers: of('bad') })).statusCode).toBe(401);
    }
    const strict = await operated({ limits: { budgets: { ...budgets, reads: 1 } } });
    for (let count = 0; count < 5; count += 1) {
      expect((await strict.server.inject('/health/ready')).statusCode).toBe(200);
    }
  });
});

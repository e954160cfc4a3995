/** Signing in with a token in a browser: whom the cookie lets in, where, and what no other site can have sent. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONTEST, draft, FRAME } from '../support/given.ts';
import { type Everybody, everybody } from './everybody.ts';
import type { Headers } from './served.ts';

const HTML = { accept: 'text/html' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const OURS = { 'sec-fetch-site': 'same-origin' };

let open: Everybody;
let closed: Everybody;
beforeAll(async () => {
  const fill = (service: Everybody['service']) =>
    service.ledger.append(CONTEST, FRAME.map(draft), { recordedBy: 'a test' });
  [open, closed] = [await everybody({}, fill), await everybody({ anonymous: 'none' }, fill)];
});
afterAll(async () => {
  await open.close();
  await closed.close();
});

const secretOf = (bearer: string) => bearer.slice('Bearer '.length);
const signIn = (here: Everybody, fields: Record<string, string>, headers: Headers = OURS) =>
  here.server.inject({
    method: 'POST',
    url: '/sign-in',
    headers: { ...HTML, ...FORM, ...headers },
    payload: new URLSearchParams(fields).toString(),
  });
const cookieOf = (here: Everybody, roles: Parameters<Everybody['bearer']>[0]) => {
  const bearer = here.bearer(roles);
  return { bearer, headers: { ...HTML, cookie: `hustings=${secretOf(bearer)}` } };
};
const get = (here: Everybody, url: string, headers: Headers) =>
  here.server.inject({ url, headers });

describe('signing in', () => {
  test('leads on, and gives a cookie that no script and no other site can use', async () => {
    const token = secretOf(open.bearer(['editor']));
    const answer = await signIn(open, {
      token: `  ${token}\n`,
      next: '/contests/a?asOf=2010-06-01',
    });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/contests/a?asOf=2010-06-01');
    expect(answer.headers['set-cookie']).toBe(`hustings=${token}; Path=/; HttpOnly; SameSite=Lax`);
    expect(answer.headers['cache-control']).toMatch(/no-store/);
  });

  test.each([
    ['none', '', 'Paste a token', 400],
    ['what is none', 'hst_abc', 'no token of this ledger', 401],
    ['one that is unknown', `hst_${'0'.repeat(12)}_${'A'.repeat(43)}`, 'not known here', 401],
  ])('with %s is refused on the page itself, which asks again', async (_, token, why, status) => {
    const answer = await signIn(open, { token, next: '/contests/a' });
    expect(answer.statusCode).toBe(status);
    expect(answer.body).toContain(why);
    expect(answer.body).toContain('name="next" value="/contests/a"');
    expect(answer.headers['set-cookie']).toBeUndefined();
    if (token !== '') expect(answer.body).not.toContain(token);
  });

  test('with a revoked token says so', async () => {
    const bearer = open.bearer(['editor']);
    open.revoke(bearer);
    expect((await signIn(open, { token: secretOf(bearer) })).body).toContain('was revoked');
  });

  test.each([
    ['https://elsewhere.test/x', '/'],
    ['//elsewhere.test/x', '/'],
    ['/\\elsewhere.test', '/'],
    ['javascript:alert(1)', '/'],
    ['/sign-out', '/'],
    ['/.//elsewhere.test', '/elsewhere.test'],
    ['/contests/a#top', '/contests/a'],
  ])('goes on at %s as %s, on this server alone', async (next, to) => {
    const token = secretOf(open.bearer(['editor']));
    expect((await signIn(open, { token, next })).headers.location).toBe(to);
  });

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another host of the same site', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://elsewhere.test' }],
    ['no origin at all', {}],
    ['an opaque origin', { origin: 'null' }],
  ])('is refused to a form of %s', async (_, headers) => {
    const token = secretOf(open.bearer(['editor']));
    const answer = await signIn(open, { token }, headers);
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('is taken by origin where the browser has no Fetch Metadata', async () => {
    const token = secretOf(open.bearer(['editor']));
    const answer = await signIn(open, { token }, { host: 'a.test', origin: 'http://a.test' });
    expect(answer.statusCode).toBe(303);
  });

  test('ends by signing out, from our own pages alone', async () => {
    const out = (headers: Headers) =>
      open.server.inject({ method: 'POST', url: '/sign-out', headers: { ...HTML, ...headers } });
    expect((await out({})).statusCode).toBe(403);
    const { statusCode, headers } = await out(OURS);
    expect(statusCode).toBe(303);
    expect(headers['set-cookie']).toMatch(
      /^hustings=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970/,
    );
  });
});

describe('behind TLS', () => {
  test('the cookie is bound to this very host', async () => {
    const fill = async () => undefined;
    const secure = await everybody({ publicUrl: 'https://ledger.test' }, fill);
    const token = secretOf(secure.bearer(['editor']));
    const { headers } = await signIn(secure, { token }, { origin: 'https://ledger.test' });
    expect(headers['set-cookie']).toBe(
      `__Host-hustings=${token}; Path=/; HttpOnly; Secure; SameSite=Lax`,
    );
    const shown = async (name: string) =>
      (await get(secure, '/', { ...HTML, cookie: `${name}=${token}` })).body.includes('Sign out');
    expect([await shown('__Host-hustings'), await shown('hustings')]).toEqual([true, false]);
    await secure.close();
  });
});

describe('a browser that is signed in', () => {
  test('is told by name, and its pages are for nobody else', async () => {
    const { headers } = cookieOf(open, ['editor']);
    const mine = await get(open, '/', headers);
    expect(mine.body).toContain('<span>editor</span>');
    expect(mine.headers['cache-control']).toBe('private, no-cache');
    expect(mine.headers.vary).toMatch(/cookie/);
    const others = await get(open, '/', HTML);
    expect(others.body).toContain('href="/sign-in?next=%2F"');
    expect(others.body).not.toContain('Sign out');
    expect(others.headers.vary).toMatch(/cookie/);
  });

  test('may read what its token may, over the API too', async () => {
    const { headers } = cookieOf(closed, ['auditor']);
    expect((await get(closed, '/', HTML)).statusCode).toBe(401);
    expect((await get(closed, '/', headers)).statusCode).toBe(200);
    const data = '/api/v1/audit/log.json';
    expect((await get(closed, data, headers)).statusCode).toBe(200);
    expect((await get(open, data, HTML)).statusCode).toBe(401);
  });

  test('has no say over the API beyond reading, wherever the request comes from', async () => {
    const { headers } = cookieOf(open, ['editor', 'admin']);
    const { statusCode } = await open.server.inject({
      method: 'POST',
      url: `/api/v1/contests/${CONTEST}/entries`,
      headers: { ...headers, ...OURS, 'content-type': 'application/json', 'if-match': '*' },
      payload: '{}',
    });
    expect(statusCode).toBe(401);
  });

  test('reads on as anybody once its token is revoked, where anybody may', async () => {
    const { bearer, headers } = cookieOf(open, ['editor']);
    open.revoke(bearer);
    const answer = await get(open, '/', headers);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Sign in');
    const shut = cookieOf(closed, ['editor']);
    closed.revoke(shut.bearer);
    const refused = await get(closed, '/contests/x?asOf=2010-06-01', shut.headers);
    expect(refused.statusCode).toBe(401);
    expect(refused.body).toContain('This token was revoked');
    expect(refused.body).toContain('value="/contests/x?asOf=2010-06-01"');
  });
});

/** Every route of the real server, and everybody who may knock at it: who is let in, and what others learn. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES } from '../../src/access/role.ts';
import type { Service } from '../../src/ledger/service.ts';
import { CONTEST, draft, nominated, WEIGHED_FRAME } from '../support/given.ts';
import { type Everybody, everybody } from './everybody.ts';
import { addressOf, ask, bare, expected, IN, keyOf, NO, takenBy, told } from './knocking.ts';
import { KNOCKS, TAKES } from './roles-table.ts';

const OPTIONS = { recordedBy: 'a test' };
const fill = (service: Service) =>
  service.ledger.append(CONTEST, WEIGHED_FRAME.map(draft), OPTIONS);

let open: Everybody;
let closed: Everybody;
beforeAll(async () => {
  [open, closed] = [await everybody({}, fill), await everybody({ anonymous: 'none' }, fill)];
});
afterAll(async () => {
  await open.close();
  await closed.close();
});

const METHODS = ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'LOCK'];

/** Expects problem details of a kind that nobody keeps, and nothing of what was asked for. */
function expectRefusal({ headers, body }: LightMyRequestResponse, code: string): void {
  expect(headers['cache-control']).toMatch(/^(?:private, )?no-store$/);
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  for (const name of ['etag', 'location', 'link', 'memento-datetime']) {
    expect(headers).not.toHaveProperty(name);
  }
  if (body !== '') expect(JSON.parse(body).type).toBe(`/problems/${code}`);
  expect(body).not.toMatch(/leader-2010|Leadership/);
}

test('the table has every route that the server registers, and no other', () => {
  for (const { routes } of [open, closed]) {
    const all = routes.map(keyOf);
    expect(all.filter((key) => TAKES[key] === undefined)).toEqual([]);
    expect(Object.keys(TAKES).filter((key) => !all.includes(key))).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(200);
  }
});

test('the routes are all that the router knows', () => {
  for (const { server, routes } of [open, closed]) {
    const printed = server.printRoutes({ commonPrefix: false, includeHooks: false });
    // Those that end in a wildcard are printed as one, wherever they are.
    const methods = [...printed.matchAll(/[^*] \(([A-Z, ]+)\)$/gm)].map(([, all = '']) =>
      all.split(', '),
    );
    const others = routes.filter(({ url }) => !url.endsWith('*'));
    expect(methods.flat().length).toBe(others.length);
  }
});

test('the table has everybody who knocks', () => {
  expect(Object.keys(KNOCKS).sort()).toEqual(Object.keys(open.knocks).sort());
});

describe.each([
  ['where anybody may read', () => open, true],
  ['where nobody reads without a token', () => closed, false],
] as const)('%s', (_, serverOf, anonymous) => {
  test.each(Object.keys(KNOCKS))('%s is let in where the table says so', async (who) => {
    const here = serverOf();
    const [wanted, got]: Record<string, string>[] = [{}, {}];
    for (const route of here.routes) {
      Object.assign(wanted ?? {}, { [keyOf(route)]: expected(who, takenBy(route), anonymous) });
      const answer = await ask(here, route, here.knocks[who]);
      expect(answer.statusCode, `${keyOf(route)} ${answer.body}`).toBeLessThan(500);
      Object.assign(got ?? {}, { [keyOf(route)]: told(answer) });
    }
    expect(got).toEqual(wanted);
  });

  test('a refusal has a page, says nothing of what is there, and is kept by nobody', async () => {
    const here = serverOf();
    for (const route of here.routes.filter((each) => takenBy(each) !== 'anyone')) {
      expectRefusal(await ask(here, route, here.knocks.revoked), 'unauthenticated');
      expectRefusal(await ask(here, route, here.knocks['no role by JWT']), 'forbidden');
    }
    for (const code of ['unauthenticated', 'forbidden']) {
      expect((await here.server.inject(`/problems/${code}`)).statusCode).toBe(200);
    }
  });

  test('a token is refused at the very next request after another connection revoked it', async () => {
    const here = serverOf();
    for (const route of here.routes.filter((each) => takenBy(each) !== 'anyone')) {
      const bearer = here.bearer(ROLES);
      expect([keyOf(route), told(await ask(here, route, bearer))]).toEqual([keyOf(route), IN]);
      here.revoke(bearer);
      expect([keyOf(route), told(await ask(here, route, bearer))]).toEqual([keyOf(route), NO.BAD]);
    }
  });

  test('another method tells everybody the same: that it is not taken', async () => {
    const here = serverOf();
    const taken = new Set(here.routes.map(keyOf));
    const urls = [...new Set(here.routes.map(({ url }) => url))];
    const asked = urls.flatMap((url) => METHODS.map((method) => ({ method, url })));
    for (const each of asked.filter((one) => !taken.has(keyOf(one)))) {
      const all = ['nobody', 'revoked', 'historian', 'admin'].map((who) =>
        ask(here, each, here.knocks[who]),
      );
      const [first, ...others] = (await Promise.all(all)).map(bare);
      expect([404, 405], keyOf(each)).toContain(first?.status);
      expect(first?.body).not.toMatch(/Leadership|recorded/);
      for (const other of others) expect(other).toEqual(first);
    }
  });
});

test('whoever may do everything gets nearly everything that is there', async () => {
  const all = open.bearer(ROLES);
  const statuses = new Map<number, number>();
  for (const route of open.routes) {
    const { statusCode } = await ask(open, route, all);
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
  }
  // Some lead on to where it is.
  const got = (statuses.get(200) ?? 0) + (statuses.get(303) ?? 0);
  expect(got, `${[...statuses]}`).toBeGreaterThan(open.routes.length * 0.95);
});

describe('a body of somebody who may not send it', () => {
  const writing = () => open.routes.filter(({ method }) => !/^(?:GET|HEAD)$/.test(method));
  const claim = JSON.stringify(nominated('m1', 'ann', '2010-06-01'));
  const BODIES: readonly InjectOptions[] = [
    { payload: '{"broken', headers: { 'content-type': 'application/json' } },
    { payload: '{"a":1,"a":2}', headers: { 'content-type': 'application/json' } },
    { payload: Buffer.from([0xff, 0xfe]), headers: { 'content-type': 'application/json' } },
    { payload: 'x'.repeat(3_000_000), headers: { 'content-type': 'application/json' } },
    { payload: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    { payload: claim, headers: { 'content-type': 'application/json', 'if-match': '*' } },
    {
      payload: JSON.stringify({ name: 'Eve', roles: ['admin'], legalBasis: 'mine' }),
      headers: { 'content-type': 'application/json' },
    },
  ];

  test('is not looked at, and changes nothing', async () => {
    const before = [await open.service.store.head(), open.tokens.list()];
    let refused = 0;
    for (const route of writing()) {
      for (const who of Object.keys(KNOCKS)) {
        const wanted = expected(who, takenBy(route), true);
        if (wanted === IN) continue;
        for (const body of BODIES) {
          expect([keyOf(route), who, told(await ask(open, route, open.knocks[who], body))]).toEqual(
            [keyOf(route), who, wanted],
          );
          refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(400);
    expect([await open.service.store.head(), open.tokens.list()]).toEqual(before);
  });

  test('is not even waited for', async () => {
    const { port } = new URL(await closed.server.listen({ port: 0, host: '127.0.0.1' }));
    for (const { method, url } of writing().filter((each) => takenBy(each) !== 'anyone')) {
      const socket = connect(Number(port), '127.0.0.1');
      const fields =
        'Host: a\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{';
      socket.write(`${method} ${addressOf(url)} HTTP/1.1\r\nConnection: close\r\n${fields}`);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 401 /);
    }
  });
});

test('no cache that others share keeps what only some may read', async () => {
  const pins = ['', 'asOf=2010-06-01&knownAt=13', 'knownAt=13'];
  const kept = async (here: Everybody) => {
    const all: string[] = [];
    for (const route of here.routes) {
      for (const pin of pins) {
        const address = addressOf(route.url);
        const url = pin === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${pin}`;
        const first = await ask(here, route, here.knocks.admin, { url });
        const { etag = '""' } = first.headers;
        const headers = { 'if-none-match': `${etag}` };
        const again = await ask(here, route, here.knocks.admin, { url, headers });
        all.push(
          ...[first, again].map((each) => `${each.headers['cache-control']} ${keyOf(route)}`),
        );
      }
    }
    return all;
  };
  const shared = (all: readonly string[]) => all.filter((each) => /\bpublic\b/.test(each));
  expect(shared(await kept(closed))).toEqual([]);
  expect(shared(await kept(open)).length).toBeGreaterThan(50);
});

/** The service opens no connection to anywhere, whatever addresses it is given: there is nothing for it to be lent for. */

import { createServer } from 'node:http';
import { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Hostile } from '../pages/hostile.ts';
import { opened } from '../support/given.ts';
import { attacked } from './attacked.ts';
import { fillHostile, hostileAddress } from './hostile-ledger.ts';

/** Reached by nobody: whoever asks it was lured. */
let reached = 0;
const trap = createServer((_, response) => {
  reached += 1;
  response.end();
});
let port = 0;
const HOSTILE: Hostile = {
  kind: 'luring',
  said: (most) =>
    `http://127.0.0.1:${port}/said <a href="http://127.0.0.1:${port}/">`.slice(0, most),
  slug: (name) => `${name}-luring`,
  category: 'MP',
  get url() {
    return `http://127.0.0.1:${port}/stored`;
  },
};

beforeAll(async () => {
  await new Promise<void>((done) => void trap.listen(0, '127.0.0.1', done));
  port = (trap.address() as { port: number }).port;
});
afterAll(() => void trap.close());
const server = attacked({}, (service) => fillHostile(HOSTILE)(service));
afterEach(() => void vi.restoreAllMocks());

const LURES = () => [
  `http://127.0.0.1:${port}/`,
  `http://[::1]:${port}/`,
  `http://localhost:${port}/latest/meta-data`,
  `//127.0.0.1:${port}/`,
  'file:///etc/passwd',
];

/** Every way out of this process, watched. */
function ways() {
  return { connect: vi.spyOn(Socket.prototype, 'connect'), fetch: vi.spyOn(globalThis, 'fetch') };
}

const lured = (url: string): Record<string, string> => ({
  referer: url,
  origin: url,
  link: `<${url}>; rel="import"`,
  'x-forwarded-host': url.replace(/^\w*:?\/\//, ''),
  'x-original-url': url,
  'x-callback-url': url,
  destination: url,
});

test('asked at every route, for what names addresses, by headers that name more', async () => {
  const { connect, fetch } = ways();
  const got = server.here.routes.filter(
    ({ method, url }) => method === 'GET' && url !== '/api/v1/feed',
  );
  expect(got.length).toBeGreaterThan(150);
  for (const { url } of got) {
    for (const lure of LURES().slice(0, 2)) {
      const at = hostileAddress(HOSTILE, url);
      const asked = `${at}${at.includes('?') ? '&' : '?'}`;
      const headers = lured(lure);
      const bearer = server.here.knocks['editor+auditor'] ?? '';
      await server.send(at, { headers: { ...headers, authorization: bearer } });
      for (const name of ['url', 'next', 'q']) {
        await server.send(`${asked}${name}=${encodeURIComponent(lure)}`, { headers });
      }
    }
  }
  expect([connect.mock.calls, fetch.mock.calls, reached]).toEqual([[], [], 0]);
});

test('sent entries, lists and forms that name addresses, it follows none', async () => {
  const { connect, fetch } = ways();
  const posted = server.here.routes.filter(({ method }) => method === 'POST');
  for (const { url } of posted) {
    for (const lure of LURES()) {
      const at = hostileAddress(HOSTILE, url);
      const source = { url: lure, archivedUrl: lure, publisher: lure, title: lure };
      const entry = {
        ...opened(),
        data: { title: lure },
        sources: [source],
        schema: lure,
        $ref: lure,
      };
      await server.send(at, {
        method: 'POST',
        headers: {
          authorization: server.here.knocks['editor+auditor'] ?? '',
          'content-type': 'application/json',
          ...lured(lure),
        },
        payload: JSON.stringify(entry),
      });
      const form = new URLSearchParams({
        type: 'NominationMade',
        'sources.0.url': lure,
        url: lure,
        text: `url\n${lure}`,
        file: lure,
        checkpoint: lure,
        next: lure,
        token: lure,
      });
      await server.send(at, {
        method: 'POST',
        headers: {
          cookie: `hustings=${(server.here.knocks['editor+auditor'] ?? '').slice(7)}`,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: `${form}`,
      });
    }
  }
  expect(posted.length).toBeGreaterThan(10);
  expect([connect.mock.calls, fetch.mock.calls, reached]).toEqual([[], [], 0]);
});

test('the ways out are watched', async () => {
  const { connect } = ways();
  await fetch(`http://127.0.0.1:${port}/`);
  expect([connect.mock.calls.length > 0, reached]).toEqual([true, 1]);
});

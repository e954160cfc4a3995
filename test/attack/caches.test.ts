/** What one client says in its fields, or is let see, comes to no other by way of an answer that is kept. */
import { expect, test } from 'vitest';
import { addressOf } from '../http/knocking.ts';
import { attacked } from './attacked.ts';

const [poisoned, clean] = [attacked(), attacked()];
const EVIL = 'evil.example';
const POISON = {
  host: EVIL,
  'x-forwarded-host': EVIL,
  'x-forwarded-proto': EVIL,
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-prefix': `/${EVIL}`,
  forwarded: `host=${EVIL};proto=${EVIL}`,
  'x-original-url': '/api/v1/tokens',
  'x-rewrite-url': '/api/v1/tokens',
  'x-http-method-override': 'DELETE',
  'x-http-method': 'DELETE',
  'x-method-override': 'DELETE',
  'x-request-id': `${EVIL}-1234567`,
  'accept-language': EVIL,
  origin: `https://${EVIL}`,
  referer: `https://${EVIL}/`,
};

/** Differs with each request, or with when the two servers were filled. */
const SINCE = /^\/(?:api\/v1\/feed$|metrics|docs|health)/;

test('what one client says in its fields reaches no other, and changes no method or address', async () => {
  const got = poisoned.here.routes.filter(
    ({ method, url }) => method === 'GET' && !SINCE.test(url),
  );
  const faults: unknown[] = [];
  for (const { url } of got) {
    const at = addressOf(url);
    for (const accept of ['text/html', '*/*']) {
      const own = await poisoned.send(at, { headers: { ...POISON, accept } });
      await poisoned.send(at, { method: 'HEAD', headers: { ...POISON, accept } });
      await poisoned.send(at, { headers: { ...POISON, accept } });
      const other = await poisoned.send(at, { headers: { accept } });
      const never = await clean.send(at, { headers: { accept } });
      const said = `${other.body}${JSON.stringify(other.headers)}`;
      if (said.includes('evil')) faults.push([at, accept, 'says it']);
      if (other.statusCode !== never.statusCode) faults.push([at, accept, other.statusCode]);
      const shared = !/private|no-store/.test(`${own.headers['cache-control']}`);
      const echoed = shared && `${own.body}${JSON.stringify(own.headers)}`.includes('evil');
      if (echoed) faults.push([at, accept, 'may be kept by a cache that others share']);
    }
  }
  expect(got.length).toBeGreaterThan(150);
  expect(faults).toEqual([]);
});

test('what somebody sees who is signed in reaches no other, whoever asks first', async () => {
  const faults: unknown[] = [];
  const bearer = poisoned.here.knocks['editor+auditor'] ?? '';
  const cookie = `hustings=${bearer.slice('Bearer '.length)}`;
  for (const { url } of poisoned.here.routes.filter(
    ({ method, url }) => method === 'GET' && !SINCE.test(url),
  )) {
    const at = addressOf(url);
    for (const accept of ['text/html', '*/*']) {
      const first = await poisoned.send(at, { headers: { accept } });
      const own = await poisoned.send(at, { headers: { accept, cookie } });
      const again = await poisoned.send(at, { headers: { accept } });
      if (again.statusCode !== first.statusCode) faults.push([at, accept, again.statusCode]);
      if (again.body.includes('editor and auditor')) faults.push([at, accept, 'says who']);
      const named = own.body.includes('editor and auditor');
      if (named && !/private|no-store/.test(`${own.headers['cache-control']}`)) {
        faults.push([at, accept, 'is told by name, and shared']);
      }
    }
  }
  expect(faults).toEqual([]);
});

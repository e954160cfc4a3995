/** Whatever cannot be answered leaves as problem details (RFC 9457), and tells nothing of the insides. */
import { describe, expect, test } from 'vitest';
import { READS } from '../../src/http/reads.ts';
import { folder, sampleLedger } from '../cli/harness.ts';
import { expectProblem } from './problem-details.ts';
import { addressOf, type Headers, served, servedOver, serviceAt } from './served.ts';

const ledger = sampleLedger();
const { file } = folder();
const { get, ask } = served(ledger.path);

const STANDINGS = '/api/v1/contests/labour-leader-2010/standings';
const CHANGES = '/api/v1/contests/labour-leader-2010/changes';
const STAGES = '/api/v1/contests/labour-leader-2020/stages';
const ENTRIES = '/api/v1/contests/labour-leader-2010/entries';
const long = 'a'.repeat(101);

interface Case {
  readonly url: string;
  readonly says: RegExp;
  readonly points?: readonly string[];
  readonly headers?: Headers;
}

const bad = (url: string, says: RegExp, ...points: string[]): Case => ({ url, says, points });

const REFUSED: readonly Case[] = [
  bad(`${STANDINGS}?asOf=2010-02-30`, /asOf must be a day that exists/, 'asOf'),
  bad(`${STANDINGS}?asOf=`, /asOf must be a day/, 'asOf'),
  bad(`${STANDINGS}?reportedBy=%00`, /reportedBy must be a day/, 'reportedBy'),
  bad(`${STANDINGS}?asOf=2010-07-14&asOf=2010-07-15`, /asOf/, 'asOf'),
  bad(`${STANDINGS}?knownAt=99999`, /beyond the head of this ledger, which is 871/, 'knownAt'),
  bad(`${STANDINGS}?knownAt=2999-01-01T00:00:00Z`, /has not come yet/, 'knownAt'),
  bad(`${STANDINGS}?knownAt=-1`, /knownAt must be a sequence number/, 'knownAt'),
  bad(`${STANDINGS}?counts=votes`, /counts must be acts/, 'counts'),
  bad(`${STANDINGS}?counts=stage:nosuch`, /has no stage nosuch/, 'counts'),
  bad(`${STANDINGS}?as-of=2010-07-14`, /as-of: is no parameter/, 'as-of'),
  bad(`${STANDINGS}?one=1&other=2`, /one.*other/, 'one', 'other'),
  bad(`${STANDINGS}?__proto__=1`, /__proto__/, '__proto__'),
  bad(CHANGES, /from/, 'from'),
  bad(`${CHANGES}?from=x`, /from must be a day/, 'from'),
  bad(`${CHANGES}?from=2010-06-26&to=x`, /to must be a day/, 'to'),
  bad(`${CHANGES}?from=2010-06-26&asOf=2010-06-26`, /asOf: is no parameter/, 'asOf'),
  bad(`${CHANGES}?from=2010-06-26&toKnownAt=99999`, /toKnownAt 99999/, 'toKnownAt'),
  bad(`${CHANGES}?from=2010-06-26&fromReportedBy=x`, /fromReportedBy must be/, 'fromReportedBy'),
  bad(`${STAGES}?stage=nosuch`, /has no stage nosuch/, 'stage'),
  bad(`${ENTRIES}?limit=0`, /limit/, 'limit'),
  bad(`${ENTRIES}?limit=1001`, /limit/, 'limit'),
  bad(`${ENTRIES}?limit=x`, /limit/, 'limit'),
  bad(`${ENTRIES}?cursor=abc`, /cursor must be one that an earlier page of this list gave/),
  { url: STANDINGS, says: /Accept-Datetime must be/, headers: { 'accept-datetime': '2010-07-14' } },
];

const ABSENT: readonly (readonly [url: string, says: RegExp])[] = [
  ['/api/v1/contests/labour-leader-2011/standings', /Did you mean labour-leader-201\d\?/],
  ['/api/v1/contests/no/standings', /There is no contest no\. It has labour-deputy-2020/],
  ['/api/v1/endorsers/nosuch', /No contest enrols an endorser nosuch/],
  [`/api/v1/entries/${'0'.repeat(8)}-0000-4000-8000-000000000000`, /There is no entry/],
  [`/api/v1/entries/${'0'.repeat(8)}-0000-4000-8000-000000000000/proof`, /There is no entry/],
  ['/api/v1/contests/nosuch/entries', /There is no contest nosuch/],
  ['/log/checkpoint', /no checkpoint yet/],
  ['/log/checkpoints/1', /no checkpoint of 1 entries/],
  ['/log/tile/0/000', /no tile\/0\/000/],
  ['/log/vkey', /no public key/],
  ['/problems/nosuch', /no problem nosuch/],
  ['/problems/constructor', /no problem constructor/],
  ['/problems/__proto__', /no problem __proto__/],
];

const NOWHERE = [
  '/nosuch',
  '/api',
  '/api/v1',
  '/api/v2/contests',
  '/api/v1/nosuch',
  '/API/v1/contests',
  '/api/v1/contests.xml',
  '/api/v1/contests/labour-leader-2010/nosuch',
  '/log',
  '/log/nosuch',
  '/log/tile/../../etc/passwd',
  '/docs/nosuch',
  '/docs/static/..%2f..%2fpackage.json',
  '/health',
  '/health/nosuch',
  '/problems/',
];

describe('a question that cannot be answered', () => {
  test.each(REFUSED)('$url is refused with its parameter named', async (refused) => {
    const got = await get(refused.url, refused.headers);
    const { errors } = expectProblem(got, 400, 'bad-parameter', refused.says);
    for (const name of refused.points ?? []) {
      expect(errors?.map(({ pointer }) => pointer)).toContain(`querystring/${name}`);
    }
  });

  test.each(ABSENT)('%s is not there', async (url, says) => {
    expectProblem(await get(url), 404, 'not-found', says);
  });

  test.each(NOWHERE)('%s is nowhere', async (url) => {
    expectProblem(await get(url), 404, 'not-found', /There is nothing at/);
  });

  test.each(['text/html', '*/*;q=0', 'application/problem+json', 'text/csv;q=0'])(
    'no answer is acceptable as %s',
    async (accept) => {
      expectProblem(await get(STANDINGS, { accept }), 406, 'not-acceptable', /Answers come as/);
    },
  );

  test('an address with a bad escape, or a name far too long, is no exception', async () => {
    for (const url of ['/api/v1/contests/%E0%A4%A/standings', '/api/v1/endorsers/%']) {
      expectProblem(await get(url), 400, undefined, /./);
    }
    const { status, headers, body } = await get(`/api/v1/endorsers/${'a'.repeat(5000)}`);
    expect([400, 404, 414]).toContain(status);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body.length).toBeLessThan(1000);
  });
});

describe('every question', () => {
  test.each(READS)('$path refuses the same things', async ({ path, query, ofContest }) => {
    const needed: Headers = 'from' in query ? { from: '2010-06-26' } : {};
    const name = ofContest ? 'labour-leader-2010' : 'unison';
    for (const suffix of ['', '.json', '.csv', '.ndjson']) {
      const at = (parameters: Headers, of = name) =>
        get(addressOf(`${path}${suffix}`, of, { ...needed, ...parameters }));
      expectProblem(await at({ nosuch: 'x' }), 400, 'bad-parameter', /nosuch: is no parameter/);
      expectProblem(await at({ reportedBy: 'x' }), 400, 'bad-parameter', /reportedBy/i);
      expectProblem(await at({ knownAt: '999999' }), 400, 'bad-parameter', /knownAt/i);
      if (!path.includes(':name')) continue;
      expectProblem(await at({}, 'nosuch'), 404, 'not-found', /nosuch/);
      expectProblem(await at({}, "'; DROP TABLE entries; --"), 404, 'not-found', /DROP TABLE/);
      expectProblem(await at({}, '__proto__'), 404, 'not-found', /__proto__/);
      expectProblem(await at({}, long), 400, undefined, /100/);
    }
  });

  test.each(READS)('$path can only be read', async ({ path }) => {
    for (const method of ['POST', 'DELETE'] as const) {
      const { status, headers } = await ask(method, addressOf(path, 'unison'));
      expect([404, 405]).toContain(status);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    }
  });
});

describe('a ledger that cannot be read', () => {
  test.each([
    STANDINGS,
    '/api/v1/contests',
    ENTRIES,
    '/api/v1/export',
    '/log/checkpoint',
    '/health/ready',
  ])('%s says when to ask again', async (url) => {
    const closed = await servedOver(serviceAt(ledger.path, Date.now));
    await closed.service.store.close();
    const got = await closed.get(url);
    expectProblem(got, 503, 'unavailable', /cannot be read/);
    expect(Number(got.headers['retry-after'])).toBeGreaterThan(0);
    expect((await closed.get('/health/live')).status).toBe(200);
    await closed.server.close();
  });

  test('what nobody thought of is a 500 that tells nothing', async () => {
    const service = serviceAt(ledger.path, Date.now);
    const secret = `at Object.<anonymous> (/home/x.ts) SELECT * ${file('ledger')}`;
    const views = { timeline: () => Promise.reject(new TypeError(secret)) };
    const broken = await servedOver(Object.assign({ ...service }, { views }) as never);
    const got = await broken.get(STANDINGS);
    expectProblem(got, 500, 'failed', /The server failed; the request id finds its log/);
    await broken.server.close();
    await service.store.close();
  });
});

describe('the page of a problem', () => {
  test.each(['bad-parameter', 'not-found', 'not-acceptable', 'unavailable', 'failed'])(
    '%s says what it means',
    async (code) => {
      const { status, body } = await get(`/problems/${code}`);
      expect(status).toBe(200);
      expect(body).toMatch(/^[A-Z][^\n]+\.\n/);
    },
  );
});

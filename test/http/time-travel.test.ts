/** What the ledger held at a moment, asked for by Accept-Datetime (RFC 7089). */
import { describe, expect, test } from 'vitest';
import { Bench, CONTEST, enrolled, FRAME, nominated } from '../support/given.ts';
import { expectProblem } from './problem-details.ts';
import { benchServed } from './served.ts';

const URL = `/api/v1/contests/${CONTEST}/standings?asOf=2010-06-30`;
const DAYS = ['2010-06-01', '2010-06-02', '2010-06-03'];

/** A ledger in which each of three nominations is recorded a second or so after the other. */
async function recorded() {
  const bench = new Bench();
  bench.clock += 123;
  await bench.accept(FRAME);
  for (const [index, day] of DAYS.entries()) {
    await bench.accept([nominated(`m${index + 1}`, 'ann', day)]);
  }
  return { bench, server: await benchServed(bench) };
}

type Answer = { readonly clocks: { readonly knownAt: { readonly seq: number } } };
const seqIn = (body: string) => (JSON.parse(body) as Answer).clocks.knownAt.seq;
const httpDate = (time: number) => new Date(time).toUTCString();

describe('the link to a timemap', () => {
  test.each(['', '/', '?asOf=2010-06-30', '/?asOf=2010-06-30&knownAt=3'])(
    'leads to one, however the address ends: %j',
    async (end) => {
      const { server } = await recorded();
      const got = await server.get(`/api/v1/contests/${CONTEST}/standings${end}`);
      const [, at = ''] = /<([^>]+)>; rel="timemap"/.exec(got.headers.link ?? '') ?? [];
      expect((await server.get(at)).status, at).toBe(200);
    },
  );
});

describe('an answer as rows', () => {
  test.each([
    '/standings.csv',
    '/standings.ndjson?asOf=2010-06-02',
    '/timeline.csv?reportedBy=2010-06-03',
    '/changes.csv?from=2010-06-01',
    '/standings.csv?knownAt=5',
  ])('leads to its whole, with the clocks that it was resolved to: %s', async (end) => {
    const { bench, server } = await recorded();
    const at = `/api/v1/contests/${CONTEST}${end}`;
    const rows = await server.get(at);
    const [, whole = ''] = /<([^>]+)>; rel="describedby"/.exec(rows.headers.link ?? '') ?? [];
    await bench.accept([enrolled('late', 'TU'), nominated('late', 'ann', '2010-06-01')]);
    const json = await server.json(whole);
    expect(json.digest ?? json.to).toBeDefined();
    const path = whole.replace('.json', end.includes('.csv') ? '.csv' : '.ndjson');
    expect((await server.get(path)).body).toBe(rows.body);
  });

  test('alone has such a link', async () => {
    const { server } = await recorded();
    expect((await server.get(URL)).headers.link).not.toContain('describedby');
  });
});

describe('Accept-Datetime', () => {
  test('gives what was known by the end of its second, and says so', async () => {
    const { bench, server } = await recorded();
    const entries = await bench.store.readAll(0, 100);
    for (const { seq } of entries.slice(FRAME.length - 1)) {
      const pinned = await server.get(`${URL}&knownAt=${seq}`);
      const date = pinned.headers['memento-datetime'] ?? '';
      expect(Date.parse(date) % 1000).toBe(0);
      const got = await server.get(URL, { 'accept-datetime': date });
      expect(got.status).toBe(200);
      expect(seqIn(got.body)).toBe(seq);
      expect(got.body).toBe(pinned.body);
      expect(got.headers).toMatchObject({
        'memento-datetime': date,
        'content-location': `${URL}&knownAt=${seq}`,
        'cache-control': 'no-cache',
        vary: expect.stringMatching(/accept-datetime/i),
        link: expect.stringMatching(/rel="[^"]*\boriginal\b[^"]*"/),
      });
      expect(got.headers.link).toContain(`<${URL}>`);
      const again = await server.get(got.headers['content-location'] ?? '');
      expect(again.body).toBe(got.body);
    }
  });

  test('before the first entry means the first, after the last the last', async () => {
    const { bench, server } = await recorded();
    const { seq } = await bench.store.head();
    const at = async (time: number) =>
      seqIn((await server.get(URL, { 'accept-datetime': httpDate(time) })).body);
    expect(await at(Date.UTC(1970, 0, 1))).toBeLessThan(FRAME.length);
    expect(await at(Date.UTC(2999, 0, 1))).toBe(seq);
    await bench.accept([enrolled('m9', 'MP')]);
    expect(await at(Date.UTC(2999, 0, 1))).toBe(seq + 1);
  });

  test('is of no account where the address says what is known', async () => {
    const { server } = await recorded();
    const pinned = await server.get(`${URL}&knownAt=3`, { 'accept-datetime': httpDate(0) });
    expect(seqIn(pinned.body)).toBe(3);
    expect(pinned.headers['cache-control']).toMatch(/immutable/);
    expect((await server.get(`${URL}&knownAt=3`, { 'accept-datetime': 'x' })).status).toBe(200);
  });

  test('has no memento where the address asks for a moment before the first entry', async () => {
    const { server } = await recorded();
    const got = await server.get(`${URL}&knownAt=1999-01-01T00:00:00Z`);
    expect([got.status, seqIn(got.body)]).toEqual([200, -1]);
    for (const name of ['memento-datetime', 'content-location']) {
      expect(got.headers).not.toHaveProperty(name);
    }
  });

  test('of an empty ledger gives the empty ledger', async () => {
    const server = await benchServed(new Bench());
    for (const time of [0, Date.UTC(2999, 0, 1)]) {
      const got = await server.get('/api/v1/contests', { 'accept-datetime': httpDate(time) });
      expect([got.status, seqIn(got.body)]).toEqual([200, -1]);
    }
  });

  test.each([
    '2010-07-14',
    '2010-07-14T00:00:00Z',
    'Wednesday, 14-Jul-10 00:00:00 GMT',
    'Wed Jul 14 00:00:00 2010',
    'Thu, 14 Jul 2010 00:00:00 GMT',
    'Wed, 14 Jul 2010 24:00:00 GMT',
    'Wed, 31 Jun 2010 00:00:00 GMT',
    'Wed, 14 Jul 2010 00:00:00 +0000',
    'Wed, 14 Jul 2010 00:00:00',
    '0',
    '',
  ])('%s is no HTTP date, and refused', async (header) => {
    const server = await benchServed(new Bench());
    const got = await server.get('/api/v1/contests', { 'accept-datetime': header });
    expectProblem(got, 400, 'bad-parameter', /Accept-Datetime must be an HTTP date/);
  });
});

/** Answers that are never older than what their readers have seen, or that say that they may be. */
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Arrivals } from '../../src/http/arrival.ts';
import { Sessions } from '../../src/http/session.ts';
import { CONTEST, enrolled, FRAME, id, nominated } from '../support/sent.ts';
import { expectProblem } from './problem-details.ts';
import { type Served, servedOver } from './served.ts';
import { serviceWith, staleSince } from './staled.ts';
import { framed, type Written } from './written.ts';

const HEAD = FRAME.length - 1;
const STATE = `/api/v1/contests/${CONTEST}`;
const ANY = { 'if-match': '*' };
const claim = nominated('m1', 'ann', '2010-06-01');

let written: Written;
let served: Served;
beforeAll(async () => {
  written = await framed();
  served = await servedOver(written.service);
});
afterAll(async () => {
  await served.server.close();
});

describe('an append', () => {
  test('says the last entry that it stored, or found', async () => {
    const { post, ask } = await framed().then((here) => ({
      post: here.post.bind(here),
      ask: here.ask.bind(here),
    }));
    const batch = [{ ...claim, id: id('claim') }, enrolled('m9', 'MP')];
    const key = { ...ANY, 'idempotency-key': '"once"' };
    const first = await post(batch, { headers: key });
    expect([first.status, first.headers['hustings-seq']]).toEqual([201, `${HEAD + 2}`]);
    const again = await post(batch, { headers: key });
    expect(again.headers['hustings-seq']).toBe(`${HEAD + 2}`);
    const found = await post(batch.slice(0, 1), { headers: ANY });
    expect([found.status, found.headers['hustings-seq']]).toEqual([200, `${HEAD + 1}`]);
    const tried = await post(enrolled('m8', 'MP'), { query: 'dry-run=true' });
    expect([tried.status, tried.headers['hustings-seq']]).toEqual([200, undefined]);
    const erased = await ask(
      'POST',
      `/api/v1/entries/${id('claim')}/erasure`,
      { as: 'adam', headers: { 'content-type': 'application/json' } },
      JSON.stringify({ legalBasis: 'A court order' }),
    );
    expect([erased.status, erased.headers['hustings-seq']]).toEqual([201, `${HEAD + 3}`]);
  });
});

describe('Hustings-Min-Seq', () => {
  test('is granted at once where the entry is here', async () => {
    for (const seq of ['0', `${HEAD}`]) {
      expect((await served.get(STATE, { 'hustings-min-seq': seq })).status).toBe(200);
    }
  });

  test.each(['', '-1', '1.5', '01', 'x', '3, 4', '1e3', '9999999999999999'])(
    'is refused as %j',
    async (said) => {
      const got = await served.get(STATE, { 'hustings-min-seq': said });
      const { errors } = expectProblem(got, 400, 'bad-parameter', /must be a sequence number/);
      expect(errors?.[0]?.pointer).toBe('headers/hustings-min-seq');
    },
  );

  test('says nothing to what does not read the ledger', async () => {
    const said = { 'hustings-min-seq': '10000000' };
    for (const url of ['/problems', '/health/ready', '/sign-in']) {
      expect((await served.get(url, said)).status).toBe(200);
    }
    expect((await served.get('/nothing', said)).status).toBe(404);
  });

  test('waits for an entry that comes', async () => {
    const got = served.get(STATE, { 'hustings-min-seq': `${HEAD + 1}` });
    await written.accept([claim]);
    const { status, headers } = await got;
    expect([status, headers.etag]).toEqual([200, `"${HEAD + 1}"`]);
  });

  test('does not wait for long, and not for many at once', async () => {
    const begun = performance.now();
    const waiting = Array.from({ length: 101 }, async (_, at) => {
      const got = await served.get(STATE, { 'hustings-min-seq': `${10_000_000 + at}` });
      return { got, after: performance.now() - begun };
    });
    const ends = await Promise.all(waiting);
    for (const { got } of ends) {
      expectProblem(got, 503, 'behind', /^Entry \d+ is not here yet: .* ends at entry \d+\./);
      expect(got.headers['retry-after']).toBe('1');
    }
    const atOnce = ends.filter(({ after }) => after < 1900);
    expect(atOnce).toHaveLength(1);
    expect(Math.max(...ends.map(({ after }) => after))).toBeLessThan(6000);
  });

  test('ends with its client, and with the server', async () => {
    const [left, stopping] = [new AbortController(), new AbortController()];
    const arrivals = new Arrivals(written.service, stopping.signal);
    const waits = [left.signal, new AbortController().signal].map((leaving) =>
      arrivals.whereabouts(1_000_000, { leaving, mayCome: true }),
    );
    left.abort();
    expect(await waits[0]).toBe('unknown');
    stopping.abort();
    expect(await waits[1]).toBe('unknown');
  });
});

describe('a store that is not current', () => {
  const SINCE = Date.UTC(2026, 0, 2, 14, 3, 12);
  let currency: ReturnType<typeof staleSince> | { readonly current: true } = staleSince(SINCE);
  let stale: Served;
  beforeAll(async () => {
    const parts = { currency: () => currency, compareWithOrigin: () => Promise.reject() };
    stale = await servedOver(serviceWith(written.service, parts));
  });
  afterAll(async () => {
    await stale.server.close();
  });
  const page = `/contests/${CONTEST}`;
  const said = async (url: string, headers = {}) => {
    const got = await stale.get(url, headers);
    return got.headers['hustings-stale-since'];
  };

  test('has all that reads say since when, in whatever form, each time', async () => {
    const at = '2026-01-02T14:03:12.000Z';
    const urls = [STATE, `${STATE}/standings`, `${page}.csv`, page, `${page}?asOf=2010-06-01`];
    for (const url of [...urls, '/log/vkey', '/api/v1/export', `${page}/chart.svg`, '/']) {
      for (const _ of [1, 2]) expect(await said(url), url).toBe(at);
    }
    const { headers } = await stale.get(`${STATE}/standings`);
    const known = await stale.get(`${STATE}/standings`, { 'if-none-match': `${headers.etag}` });
    expect([known.status, known.headers['hustings-stale-since']]).toEqual([304, at]);
    expect(await said('/api/v1/contests/nothing')).toBe(at);
    expect(await said('/problems')).toBeUndefined();
    expect(await said(`${STATE}/standings?asOf=2010-06-01&knownAt=3`)).toBeUndefined();
  });

  test('is told on pages in words, and no longer than it is so', async () => {
    const urls = [page, `${page}?asOf=2010-06-02`, '/contests/nothing'];
    const notices = async () => {
      const found: (string | undefined)[] = [];
      for (const url of urls) {
        const { body } = await stale.get(url, { accept: 'text/html' });
        found.push(/<p class="stale" role="status">\s*([^<]*?)\s*<\/p>/.exec(body)?.[1]);
      }
      return found;
    };
    const words = (since: string) =>
      `This copy of the service has had no news from its database ${since}; what you see may be older.`;
    const one = words('since 14:03:12 UTC on 2026-01-02');
    expect(await notices()).toEqual([one, one, one]);
    currency = staleSince(null);
    const other = words('since it was started');
    expect(await notices()).toEqual([other, other, other]);
    expect(await said(STATE)).toBe('unknown');
    currency = { current: true };
    expect(await notices()).toEqual([undefined, undefined, undefined]);
    currency = staleSince(SINCE);
    expect(await notices()).toEqual([one, one, one]);
  });

  test('does not refuse a feed that goes on after what has not come here', async () => {
    const address = await stale.server.listen({ port: 0, host: '127.0.0.1' });
    const over = new AbortController();
    const feed = await fetch(`${address}/api/v1/feed?after=${HEAD + 5}`, { signal: over.signal });
    expect([feed.status, feed.headers.get('hustings-stale-since')]).toEqual([
      200,
      '2026-01-02T14:03:12.000Z',
    ]);
    over.abort();
  });
});

describe('the cookie of what a browser has seen', () => {
  const seen: (number | undefined)[] = [];
  async function server(publicUrl: string | null): Promise<FastifyInstance> {
    const sessions = new Sessions(publicUrl);
    const made = fastify();
    sessions.reads(made);
    made.get('/saw/:seq', async (request, reply) => {
      seen.push(sessions.seenBy(request));
      sessions.saw(request, reply, Number((request.params as { seq: string }).seq));
      return '';
    });
    return made;
  }

  test('is the session’s in all but its value, and never goes back', async () => {
    const plain = await server(null);
    const first = await plain.inject('/saw/41');
    expect(first.headers['set-cookie']).toBe('hustings-seq=41; Path=/; HttpOnly; SameSite=Lax');
    const cookie = 'hustings-seq=41';
    const lower = await plain.inject({ url: '/saw/7', headers: { cookie } });
    expect(lower.headers['set-cookie']).toMatch(/^hustings-seq=41;/);
    await plain.inject({ url: '/saw/7', headers: { cookie: 'hustings-seq=x' } });
    expect(seen).toEqual([undefined, 41, undefined]);
    const secure = await (await server('https://ledger.example')).inject('/saw/41');
    expect(secure.headers['set-cookie']).toBe(
      '__Host-hustings-seq=41; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
  });
});

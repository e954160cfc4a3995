/** What may be kept, for how long, and when a kept answer is still good (RFC 9110 and 9111). */
import { beforeAll, describe, expect, test } from 'vitest';
import { READS } from '../../src/http/reads.ts';
import {
  as,
  type Bench,
  CONTEST,
  enrolled,
  erased,
  merged,
  nominated,
  opened,
  told,
} from '../support/given.ts';
import { addressOf, benchServed, type Headers, type Served } from './served.ts';

const AT = `/api/v1/contests/${CONTEST}`;
const PINNED = 'public, max-age=31536000, immutable';
const ACTS = [
  as('m1 for ann', nominated('m1', 'ann', '2010-06-01')),
  as('t1 for bob', nominated('t1', 'bob', '2010-06-03')),
];

let bench: Bench;
let server: Served;

beforeAll(async () => {
  bench = await told(...ACTS);
  server = await benchServed(bench);
});

async function tagOf(url: string, headers: Headers = {}): Promise<string> {
  const got = await server.get(url, headers);
  expect(got.status, got.body).toBe(200);
  return got.headers.etag ?? '';
}

const tagsOf = (urls: readonly string[]) => Promise.all(urls.map((url) => tagOf(url)));

describe('an entity tag', () => {
  test('is the same for the same question, asked again', async () => {
    const [one, other] = await tagsOf([`${AT}/standings`, `${AT}/standings`]);
    expect(one).toBe(other);
    expect(one).toMatch(/^W\/"[\x21\x23-\x7e]+"$/);
  });

  test('differs by form, day, policy and what was published', async () => {
    const endings = ['', '.csv', '.ndjson', '?asOf=2010-06-01', '?asOf=2010-06-02'];
    const more = ['?counts=endorsements', '?reportedBy=2010-06-01', '?reportedBy=2010-06-02'];
    const tags = await tagsOf([...endings, ...more].map((ending) => `${AT}/standings${ending}`));
    expect(new Set(tags).size).toBe(tags.length);
    expect(await tagOf(`${AT}/standings`, { accept: 'text/csv' })).toBe(tags[1]);
  });

  test('differs by each clock of a comparison', async () => {
    const sides = ['', '&to=2010-06-03', '&fromKnownAt=3', '&toKnownAt=3'];
    const reported = ['&toReportedBy=2010-06-01', '&fromReportedBy=2010-06-01'];
    const urls = [...sides, ...reported].map((side) => `${AT}/changes?from=2010-06-02${side}`);
    const tags = await tagsOf(urls);
    expect(new Set(tags).size).toBe(tags.length);
  });

  test('outlives an append to another contest, and none to its own or the register', async () => {
    const here = `${AT}/standings?asOf=2010-06-30`;
    const [list, endorser] = ['/api/v1/contests', '/api/v1/endorsers/m1'];
    const seen = [await tagsOf([here, list, endorser])];
    await bench.accept([as('elsewhere', opened())], { contest: 'elsewhere' });
    seen.push(await tagsOf([here, list, endorser]));
    expect(seen[1]?.[0]).toBe(seen[0]?.[0]);
    expect(seen[1]?.[1]).not.toBe(seen[0]?.[1]);
    await bench.accept([as('m2 for ann', nominated('m2', 'ann', '2010-06-04'))]);
    seen.push(await tagsOf([here, list, endorser]));
    await bench.accept([enrolled('t9', 'TU')]);
    await bench.accept([merged('t9', 't1')], { contest: null });
    seen.push(await tagsOf([here, list, endorser]));
    expect(new Set(seen.slice(1).map(([each]) => each)).size).toBe(3);
  });

  test('does not outlive an erasure, even of what is pinned', async () => {
    const { seq } = await bench.store.head();
    const pinned = `${AT}/timeline?asOf=2010-06-30&knownAt=${seq}`;
    const before = await server.get(pinned);
    await bench.accept([erased('t1 for bob')]);
    const after = await server.get(pinned, { 'if-none-match': before.headers.etag ?? '' });
    expect(after.status).toBe(200);
    expect(after.headers.etag).not.toBe(before.headers.etag);
    expect(after.body).not.toBe(before.body);
  });
});

describe('a citation', () => {
  test('names the head, and so never stays', async () => {
    const url = `${AT}/citation?asOf=2010-06-30&knownAt=3`;
    const before = await server.get(url);
    expect(before.headers['cache-control']).toBe('no-cache');
    expect((await server.get(url)).headers.etag).toBe(before.headers.etag);
    await bench.accept([opened()], { contest: 'yet-another' });
    const after = await server.get(url);
    expect(JSON.parse(after.body).head).toBe(JSON.parse(before.body).head + 1);
    expect(after.headers.etag).not.toBe(before.headers.etag);
  });
});

describe('a conditional request', () => {
  const url = `${AT}/standings?asOf=2010-06-30`;

  test('is answered with 304 where the tag is known, strong or weak, alone or in a list', async () => {
    const tag = await tagOf(url);
    const bare = tag.replace(/^W\//, '');
    for (const known of [tag, bare, `"x", ${tag}`, `W/"y",${bare},"z"`, '*']) {
      for (const method of ['GET', 'HEAD'] as const) {
        const got = await server.ask(method, url, { 'if-none-match': known });
        expect([known, got.status, got.body]).toEqual([known, 304, '']);
        expect(got.headers).toMatchObject({ etag: tag, vary: expect.stringMatching(/accept/i) });
        expect(got.headers['cache-control']).toBe('no-cache');
      }
    }
  });

  test('is answered in full where it is another', async () => {
    const other = await tagOf(`${AT}/standings?asOf=2010-05-30`);
    for (const known of [other, '"x"', '', 'W/', `${await tagOf(url)}x`]) {
      const { status } = await server.get(url, { 'if-none-match': known });
      expect([known, status]).toEqual([known, 200]);
    }
  });

  test('about what is not there, or cannot be asked, is refused as without the condition', async () => {
    const nowhere = '/api/v1/contests/nosuch/standings';
    const urls = [nowhere, `${AT}/standings?counts=x`, '/api/v1/endorsers/nosuch'];
    for (const refused of urls) {
      const { status, headers } = await server.get(refused);
      const tags = ['*', ...(headers.etag === undefined ? [] : [headers.etag])];
      for (const known of tags) {
        expect((await server.get(refused, { 'if-none-match': known })).status).toBe(status);
      }
    }
  });
});

describe('every question', () => {
  test.each(READS)(
    '$path is kept for a year where all is said, and else asked again',
    async (read) => {
      const { path, query, ofContest } = read;
      const compares = 'from' in query;
      const name = ofContest ? CONTEST : 'm1';
      const at = async (parameters: Headers) =>
        (await server.get(addressOf(path, name, parameters))).headers['cache-control'];
      const days: Headers = compares
        ? { from: '2010-06-01', to: '2010-06-30' }
        : { asOf: '2010-06-30' };
      const needed: Headers = compares ? { from: '2010-06-01' } : {};
      expect(await at({ ...days, knownAt: '12' })).toBe(PINNED);
      expect(await at(days)).toBe('no-cache');
      expect(await at({ ...needed, knownAt: '12' })).toBe('no-cache');
      expect(await at(needed)).toBe('no-cache');
    },
  );

  test.each(READS)('$path has a head without a body', async ({ path, query, ofContest }) => {
    const needed: Headers = 'from' in query ? { from: '2010-06-01' } : {};
    const url = addressOf(path, ofContest ? CONTEST : 'm1', needed);
    const [full, head] = [await server.get(url), await server.ask('HEAD', url)];
    expect([head.status, head.body]).toEqual([200, '']);
    for (const name of ['etag', 'vary', 'cache-control', 'content-type', 'content-length']) {
      expect(head.headers[name]).toBe(full.headers[name]);
    }
    expect(full.bytes.length).toBe(Number(full.headers['content-length']));
    expect(full.headers.vary).toMatch(/^accept, accept-datetime$/i);
  });

  test('that is pinned to the very moment of the last entry may still change', async () => {
    const { recordedAt } = await bench.store.head();
    const last = new Date(recordedAt ?? 0).toISOString();
    const before = new Date((recordedAt ?? 0) - 1).toISOString();
    const pinned = async (knownAt: string) =>
      (await server.get(`${AT}/standings?asOf=2010-06-30&knownAt=${knownAt}`)).headers[
        'cache-control'
      ];
    expect(await pinned(last)).toBe('no-cache');
    expect(await pinned(before)).toBe(PINNED);
  });
});

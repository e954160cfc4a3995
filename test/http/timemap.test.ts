/** The TimeMap of a question (RFC 7089): where each of its past answers is. */
import { expect, test } from 'vitest';
import { EVIDENCE_READS } from '../../src/http/evidence-reads.ts';
import { answersTo, readRoutes } from '../../src/http/read-routes.ts';
import { READS } from '../../src/http/reads.ts';
import { timemapRoutes } from '../../src/http/timemap-routes.ts';
import {
  as,
  Bench,
  CONTEST,
  enrolled,
  FRAME,
  merged,
  nominated,
  opened,
  WEIGHED_FRAME,
} from '../support/given.ts';
import { more, serviceOf } from './feeding.ts';
import { type Linked, parseLinks } from './links.ts';
import { expectProblem } from './problem-details.ts';
import { askable } from './routed.ts';

const STANDINGS = `/api/v1/contests/${CONTEST}/standings`;
const SECOND = 1000;
const ALL = [...READS, ...EVIDENCE_READS];

function served(bench: Bench) {
  const service = serviceOf(bench);
  const server = askable((api) => {
    readRoutes(api, answersTo(service, ALL));
    timemapRoutes(api, service, ALL);
  });
  const map = async (url: string) => {
    const got = await server.get(url);
    expect(got.status, got.body).toBe(200);
    expect(got.headers['content-type']).toBe('application/link-format');
    return parseLinks(got.body);
  };
  return { ...server, map };
}

/** How many entries another contest and the register have before the contest begins. */
const EARLIER = 4;
/** The last entry of the contest's first batch. */
const FRAMED = EARLIER + FRAME.length - 1;

/** A ledger of which some entries were recorded in one second, and others far apart. */
async function recorded() {
  const bench = new Bench();
  const early = [opened(), enrolled('x1', 'TU'), enrolled('x2', 'TU')];
  await bench.accept(early, { contest: 'early-2010' });
  await bench.accept([merged('x1', 'x2')], { contest: null });
  await bench.accept(WEIGHED_FRAME);
  // An append of entries that have their ids looks at the clock once, and it ticks a second a look.
  bench.clock += 300 - (bench.clock % SECOND);
  await bench.accept([as('a', nominated('m1', 'ann', '2010-06-01'))]);
  bench.clock -= 700;
  await bench.accept([as('b', opened())], { contest: 'other-2010' });
  bench.clock -= 700;
  await bench.accept([as('c', nominated('m2', 'ann', '2010-06-02'))]);
  bench.clock += 86_400_123;
  await bench.accept([as('d', merged('t1', 't2'))], { contest: null });
  await bench.accept([as('e', nominated('m3', 'ann', '2010-06-03'))]);
  bench.clock -= 700;
  await bench.accept([as('f', enrolled('x3', 'TU'))], { contest: 'other-2010' });
  return bench;
}

const having = (links: readonly Linked[], rel: string) =>
  links.filter((each) => each.rel.split(' ').includes(rel));
const seqOf = ({ target }: Linked) =>
  Number(new URLSearchParams(target.split('?')[1]).get('knownAt'));

test('one memento a second, each where it says, each what its date negotiates', async () => {
  const bench = await recorded();
  const server = served(bench);
  const query = 'asOf=2010-06-30&counts=nominations';
  const links = await server.map(`${STANDINGS}/timemap?${query}`);
  expect(having(links, 'original')).toEqual(having(links, 'timegate'));
  expect(having(links, 'original').map(({ target }) => target)).toEqual([`${STANDINGS}?${query}`]);
  const mementos = having(links, 'memento');
  expect(mementos.map(seqOf)).toEqual([FRAMED, FRAMED + 3, FRAMED + 4, FRAMED + 6]);
  expect(mementos.map(({ rel }) => rel)).toEqual([
    'first memento',
    'memento',
    'memento',
    'last memento',
  ]);
  expect(having(links, 'self')).toEqual([
    {
      target: `${STANDINGS}/timemap?${query}`,
      rel: 'self',
      type: 'application/link-format',
      from: mementos[0]?.datetime,
      until: mementos.at(-1)?.datetime,
    },
  ]);
  for (const { target, datetime = '' } of mementos) {
    expect(target.startsWith(`${STANDINGS}?${query}&knownAt=`)).toBe(true);
    expect(new Date(Date.parse(datetime)).toUTCString()).toBe(datetime);
    const got = await server.get(target);
    expect(got.status).toBe(200);
    expect(got.headers['memento-datetime']).toBe(datetime);
    expect(got.headers['cache-control']).toMatch(/immutable/);
    const asked = await server.get(`${STANDINGS}?${query}`, { 'accept-datetime': datetime });
    expect(asked.headers['content-location']).toBe(target);
    expect(asked.body).toBe(got.body);
  }
});

test('the answers that it leaves out are the same as one that it lists', async () => {
  const bench = await recorded();
  const server = served(bench);
  const digestAt = async (url: string) => JSON.parse((await server.get(url)).body).digest;
  const links = await server.map(`${STANDINGS}/timemap?asOf=2010-06-30`);
  const mementos = having(links, 'memento');
  const { seq: head } = await bench.store.head();
  const digests = new Map<number, string>();
  for (let seq = FRAMED; seq <= head; seq += 1) {
    digests.set(seq, await digestAt(`${STANDINGS}?asOf=2010-06-30&knownAt=${seq}`));
  }
  const listed = new Set(await Promise.all(mementos.map(({ target }) => digestAt(target))));
  // But for what was the newest within a second alone.
  const newer = [...digests].filter(([, digest]) => !listed.has(digest)).map(([seq]) => seq);
  expect(newer).toEqual([FRAMED + 1, FRAMED + 2]);
});

test('every question that can be pinned has one, and its answers name it', async () => {
  const bench = await recorded();
  const server = served(bench);
  const [first] = await bench.store.readAll(1, 1);
  const asked: Record<string, string> = {
    '/contests/:name/changes': 'from=2010-06-01&to=2010-06-30',
    '/contests/:name/provenance': 'candidate=ann&category=MP&asOf=2010-06-30',
  };
  const names: Record<string, string> = {
    '/endorsers/:name': 'm1',
    '/entries/:name/citation': first?.id ?? '',
  };
  for (const { path, query } of ALL) {
    const search = asked[path] ?? ('asOf' in query ? 'asOf=2010-06-30' : '');
    const url = `/api/v1${path.replace(':name', names[path] ?? CONTEST)}`;
    const got = await server.get(`${url}?${search}`);
    expect(got.status, `${url} ${got.body}`).toBe(200);
    const [named] = having(parseLinks(got.headers.link ?? ''), 'timemap');
    expect(named).toMatchObject({ type: 'application/link-format' });
    const mementos = having(await server.map(named?.target ?? ''), 'memento');
    expect(mementos.length).toBeGreaterThan(2);
    const pinned = await server.get(mementos.at(-1)?.target ?? '');
    expect(pinned.headers['memento-datetime'], url).toBe(mementos.at(-1)?.datetime);
  }
});

test('a long one has pages, that together list each memento once, and name one another', async () => {
  const bench = new Bench();
  await bench.accept(FRAME);
  for (let times = 0; times < 2200; times += 1) {
    // The last entry of the first page and the first of the second are of one second.
    if (times === 1000 - FRAME.length) bench.clock -= 2 * SECOND;
    await more(bench);
  }
  const server = served(bench);
  const url = `${STANDINGS}/timemap?asOf=2010-06-30`;
  const pages = [await server.map(url)];
  for (const number of [2, 3]) pages.push(await server.map(`${url}&page=${number}`));
  const selves = pages.map((links) => having(links, 'self')[0]);
  expect(selves.map((self) => self?.target)).toEqual([url, `${url}&page=2`, `${url}&page=3`]);
  pages.forEach((links, index) => {
    const others = having(links, 'timemap');
    expect(others.map(({ target }) => target)).toEqual(
      selves.filter((_, at) => at !== index).map((self) => self?.target),
    );
    for (const other of others) {
      const self = selves.find((each) => each?.target === other.target);
      expect(other).toEqual({ ...self, rel: 'timemap' });
    }
  });
  const mementos = pages.flatMap((links) => having(links, 'memento'));
  const seqs = mementos.map(seqOf);
  const { seq: head } = await bench.store.head();
  const expected = Array.from({ length: head + 1 }, (_, seq) => seq).slice(FRAME.length - 1);
  expect(seqs).toEqual(expected.filter((seq) => seq !== 999));
  expect(mementos.filter(({ rel }) => rel === 'first memento')).toEqual([mementos[0]]);
  expect(mementos.filter(({ rel }) => rel === 'last memento')).toEqual([mementos.at(-1)]);
  expectProblem(await server.get(`${url}&page=4`), 404, 'not-found', /3 pages/);
  const known = await server.get(url);
  const again = await server.get(url, { 'if-none-match': known.headers.etag ?? '' });
  expect([again.status, again.body]).toEqual([304, '']);
});

test.each([
  [`${STANDINGS}/timemap?knownAt=3`, 400, /knownAt/],
  [`${STANDINGS}/timemap?counts=zzz`, 400, /counts must be/],
  [`${STANDINGS}/timemap?asOf=x`, 400, /asOf must be/],
  [`${STANDINGS}/timemap?page=0`, 400, /page/],
  [`${STANDINGS}/timemap?page=2`, 404, /one page/],
  ['/api/v1/contests/leader-2011/standings/timemap', 404, /leader-2010/],
  [`/api/v1/contests/${CONTEST}/nosuch/timemap`, 404, /nothing at/],
] as const)('%s is refused as %d', async (url, status, says) => {
  const server = served(await recorded());
  expectProblem(await server.get(url, { 'if-none-match': '*' }), status, undefined, says);
});

test('of an empty ledger lists nothing', async () => {
  const links = await served(new Bench()).map('/api/v1/contests/timemap');
  expect(links.map(({ rel }) => rel)).toEqual(['original timegate', 'self']);
});

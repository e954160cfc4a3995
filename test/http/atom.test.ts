/** The Atom feed of a contest: valid (RFC 4287), the same for ever where it should be, safe with any text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../events/entry.ts';
import { atomOf } from '../../src/http/atom.ts';
import { atomRoutes } from '../../src/http/atom-routes.ts';
import {
  as,
  Bench,
  CONTEST,
  endNomination,
  erased,
  FRAME,
  id,
  nominated,
  struck,
} from '../support/given.ts';
import { more, serviceOf } from './feeding.ts';
import { expectProblem } from './problem-details.ts';
import { askable } from './routed.ts';
import { all, type Element, one, parseXml, shownHtml } from './xml.ts';

const URL = `/api/v1/contests/${CONTEST}/feed.atom`;
const PUBLIC = 'https://ledger.example/hustings';
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

async function served(publicUrl?: string) {
  const bench = new Bench();
  await bench.accept(FRAME);
  const server = askable((api) => atomRoutes(api, serviceOf(bench), publicUrl));
  const feed = async () => parseXml((await server.get(URL)).body);
  return { bench, server, feed };
}

const linkOf = (element: Element, rel: string) =>
  all(element, 'link')
    .filter(({ attributes }) => (attributes.rel ?? 'alternate') === rel)
    .map(({ attributes }) => attributes.href);
const titles = (feed: Element) => all(feed, 'entry').map((entry) => one(entry, 'title').text);

/** What RFC 4287 asks of every feed (sections 4.1.1 and 4.1.2). */
function expectValid(feed: Element): void {
  expect(feed.name).toBe('feed');
  expect(feed.attributes).toEqual({ xmlns: 'http://www.w3.org/2005/Atom' });
  const entries = all(feed, 'entry');
  for (const element of [feed, ...entries]) {
    expect(one(element, 'id').text).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(one(element, 'title').text).not.toBe('');
    expect(one(element, 'updated').text).toMatch(INSTANT);
  }
  for (const entry of entries) {
    expect(one(one(entry, 'author'), 'name').text).not.toBe('');
    expect(one(entry, 'title').attributes).toEqual({ type: 'html' });
    expect(one(entry, 'published').text).toMatch(INSTANT);
    expect(linkOf(entry, 'alternate')).toHaveLength(1);
  }
  const ids = [feed, ...entries].map((element) => one(element, 'id').text);
  expect(new Set(ids).size).toBe(ids.length);
  const updated = entries.map((entry) => one(entry, 'updated').text).sort();
  expect(one(feed, 'updated').text).toBe(updated.at(-1));
  expect(linkOf(feed, 'self')).toHaveLength(1);
}

test('the newest fifty entries, the newest first, each with what it tells and its sources', async () => {
  const { bench, server, feed } = await served(PUBLIC);
  expectValid(await feed());
  expect(all(await feed(), 'entry')).toHaveLength(FRAME.length);
  for (let times = 0; times < 60; times += 1) await more(bench);
  await bench.accept([as('n', nominated('t1', 'ann', '2010-07-15'))]);
  await bench.accept([endNomination('n', '2010-07-20'), struck('n')]);
  const got = await server.get(URL);
  expect(got.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
  const read = parseXml(got.body);
  expectValid(read);
  expect(one(read, 'title').text).toBe('Leadership election, 2010');
  expect(titles(read)).toHaveLength(50);
  expect(
    titles(read)
      .slice(0, 4)
      .map((each) => shownHtml(each).text),
  ).toEqual([
    'EntryStruck: NominationMade: t1 → ann, on 2010-07-15',
    'NominationWithdrawn: t1 → ann, on 2010-07-20',
    'NominationMade: t1 → ann, on 2010-07-15',
    'ElectorateStated: TU 1, on 2010-06-01',
  ]);
  const entries = all(read, 'entry');
  const stored = await bench.store.readAll(0, 100);
  expect(entries.map((entry) => one(entry, 'id').text)).toEqual(
    stored
      .slice(-50)
      .reverse()
      .map((each) => `urn:uuid:${each.id}`),
  );
  const nomination = entries[2] as Element;
  expect(linkOf(nomination, 'alternate')).toEqual([`${PUBLIC}/api/v1/entries/${id('n')}`]);
  expect(one(one(nomination, 'author'), 'name').text).toBe('a tester');
  expect(shownHtml(one(nomination, 'content').text)).toEqual({
    text: ', The Paper, 2010-05-01A story',
    links: ['https://paper.example/story'],
  });
  expect(linkOf(read, 'self')).toEqual([`${PUBLIC}${URL}`]);
});

test('its id stays, whatever is appended and wherever it is served', async () => {
  const { bench, server, feed } = await served();
  const before = one(await feed(), 'id').text;
  await more(bench);
  expect(one(await feed(), 'id').text).toBe(before);
  const elsewhere = await server.get(URL, { host: 'elsewhere.example:8080' });
  const read = parseXml(elsewhere.body);
  expect(one(read, 'id').text).toBe(before);
  expect(linkOf(read, 'self')).toEqual([`http://elsewhere.example:8080${URL}`]);
});

test("a client's Host comes to no other client, and is refused where it is none", async () => {
  const { server } = await served();
  const evil = await server.get(URL, { host: 'evil.example' });
  expect(evil.headers['cache-control']).toBe('private, no-cache');
  for (const host of ['a b', 'a/b', 'a"><script>', 'x@y']) {
    expectProblem(await server.get(URL, { host }), 400, 'bad-parameter', /Host/);
  }
  const fixed = await served(`${PUBLIC}/`);
  const got = await fixed.server.get(URL, { host: 'evil.example' });
  expect(got.headers['cache-control']).toBe('no-cache');
  expect(got.body).not.toContain('evil');
  expect(linkOf(parseXml(got.body), 'self')).toEqual([`${PUBLIC}${URL}`]);
});

test('its tag changes with it alone', async () => {
  const { bench, server } = await served(PUBLIC);
  const { headers } = await server.get(URL);
  const known = { 'if-none-match': headers.etag ?? '' };
  const again = await server.get(URL, known);
  expect([again.status, again.body, again.headers.etag]).toEqual([304, '', headers.etag]);
  expect((await server.get(URL, { 'if-none-match': '"x"' })).status).toBe(200);
  await more(bench);
  const after = await server.get(URL, known);
  expect(after.status).toBe(200);
  expect(after.headers.etag).not.toBe(headers.etag);
  const none = URL.replace(CONTEST, 'leader-2011');
  expectProblem(await server.get(none, { 'if-none-match': '*' }), 404, 'not-found', /leader-2010/);
  expectProblem(await server.get(`${URL}?a=1`), 400, 'bad-parameter', /a:/);
});

test('an erased entry says nothing more, and reads as new since then', async () => {
  const { bench, feed } = await served(PUBLIC);
  await bench.accept([as('n', nominated('m1', 'ann', '2010-07-15'))]);
  await more(bench);
  await bench.accept([erased('n')]);
  const read = await feed();
  expectValid(read);
  const [erasure, , gone] = all(read, 'entry');
  if (erasure === undefined || gone === undefined) throw new Error('too few entries');
  expect(one(gone, 'title').text).toBe('NominationMade: erased by law');
  expect(all(gone, 'content')).toEqual([]);
  expect(one(gone, 'updated').text).toBe(one(erasure, 'updated').text);
  expect(one(gone, 'published').text < one(gone, 'updated').text).toBe(true);
  expect(one(erasure, 'content').text).toBe('<p>A court order</p>');
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ']]>',
        ']]',
        '>',
        '<script>alert(1)</script>',
        '&amp;',
        '&',
        '<![CDATA[',
        '"',
        "'",
        '\u0000',
        '\u0008',
        '\u000b',
        '\u001f',
        '\r',
        '\ufffe',
        '\uffff',
        '\u{1fffe}',
        'a',
      ),
    )
    .map((parts) => parts.join('')),
);
/** What a text reads as: XML has no room for some characters, and knows one line break. */
const read = (text: string) =>
  text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');

test('any text gives well-formed XML, and is read back as it was', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 7, maxLength: 7 }), (texts) => {
      const [title = '', by = '', question = '', note = '', story = '', paper = '', quote = ''] =
        texts;
      const url = `https://paper.example/?${encodeURIComponent(quote.toWellFormed())}`;
      const entry: Entry = {
        id: id('x'),
        contest: CONTEST,
        type: 'BallotResultReported',
        version: 1,
        recordedAt: '2026-01-01T00:00:01.000Z',
        recordedBy: by,
        payloadHash: '',
        seq: 0,
        revision: 0,
        erased: false,
        on: null,
        data: { ballot: 'b', body: 't1', question, method: 'yes-no', options: [] },
        note,
        sources: [{ url, publisher: paper, title: story, quote }],
      };
      const parts = { contest: CONTEST, title, first: entry.id, api: PUBLIC, named: new Map() };
      const feed = parseXml(atomOf({ ...parts, entries: [entry] }));
      const item = one(feed, 'entry');
      expect(one(feed, 'title').text).toBe(read(title));
      expect(one(one(item, 'author'), 'name').text).toBe(read(by));
      expect(shownHtml(one(item, 'title').text).text).toBe(
        `BallotResultReported: t1, ${read(question)}`,
      );
      const content = parseXml(`<html>${one(item, 'content').text}</html>`);
      const [paragraph, list] = content.inside;
      expect(paragraph?.text).toBe(read(note));
      const li = one(list as Element, 'li');
      expect(li.text).toBe(`, ${read(paper)}: “${read(quote)}”`);
      expect(one(li, 'a')).toMatchObject({ text: read(story), attributes: { href: url } });
    }),
    { numRuns: 500 },
  );
});

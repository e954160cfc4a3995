/** Every page has its data at its own address: byte for byte what the API answers to the same question. */
import { describe, expect, test } from 'vitest';
import { addressOf } from '../../src/web/sight.ts';
import { sampleLedger } from '../cli/harness.ts';
import { CONTEST, draft, FRAME } from '../support/given.ts';
import { page } from '../web/parsed.ts';
import { everybody } from './everybody.ts';
import { OF_AUDITORS, PAGE_DATA, type PageWithData, WITHOUT_DATA } from './page-data-table.ts';
import { type Got, type Headers, served } from './served.ts';

type Whom = PageWithData['names'][number];
const FORMS = ['json', 'csv', 'ndjson'];
const TYPES = ['application/json', 'text/csv', 'application/x-ndjson'];
const CLOCKS = { asOf: '2010-07-14', reportedBy: '2010-07-21', knownAt: '800' };
/** What every page is looked at with. */
const SIGHTS: readonly Headers[] = [
  {},
  { asOf: '2010-07-14' },
  { asOf: '', reportedBy: ' ', knownAt: '', counts: '' },
  { ...CLOCKS, counts: 'nominations' },
];
/** What must be refused, wherever it says something. */
const WRONG: readonly Headers[] = [
  { asOf: '2010-02-30' },
  { reportedBy: 'yesterday' },
  { knownAt: 'x' },
  { knownAt: '999999999' },
  { counts: 'votes' },
  { nosuch: '1' },
  { nosuch: '' },
];

const ledger = sampleLedger();
const now = Date.now() + 600_000;
// Two servers, so that neither gives what was kept for the other.
const pages = served(ledger.path, () => now);
const api = served(ledger.path, () => now);

/** Addresses with their parameters in one order, which means nothing. */
const inOrder = (field = '') =>
  field.replace(/\?([^>]*)/g, (_, query: string) => `?${query.split('&').sort().join('&')}`);

/** An answer without what differs from one request to the next. */
function bare({ status, headers, body }: Got) {
  const { 'x-request-id': _id, date: _date, 'content-length': _length, ...others } = headers;
  const { link, 'content-location': location } = others;
  const fields = { ...others, link: inOrder(link), 'content-location': inOrder(location) };
  return { status, fields, body: body.replace(/"requestId":"[^"]*"/, '') };
}

/** The same question at both addresses. */
async function both(each: PageWithData, [name, given = name]: Whom, said: Headers) {
  const { path, data = path, question = path, leaves = [], asks = async (all) => all } = each;
  const filled = (at: string, by = '') => at.replace(':name', by);
  const isSaid = ([parameter, value]: [string, string]) =>
    !leaves.includes(parameter) && (value.trim() !== '' || parameter === 'nosuch');
  const telling = Object.fromEntries(Object.entries(said).filter(isSaid));
  const query = new URLSearchParams(await asks(telling, name ?? '', api));
  return {
    ours: (suffix: string) => `${filled(data, given)}.${suffix}?${new URLSearchParams(said)}`,
    theirs: (suffix: string) => `/api/v1${filled(question, name)}.${suffix}?${query}`,
  };
}

const all = PAGE_DATA.flatMap((each) => FORMS.map((form) => ({ ...each, form })));

describe.each(all)('$path as $form', ({ form, ...each }) => {
  const { names, asked = [{}] } = each;
  const [name = ['']] = names;
  const complete = asked.at(-1) ?? {};

  async function expectSame(said: Headers, whom: Whom, headers: Headers = {}): Promise<Got> {
    const at = await both(each, whom, said);
    const ours = await pages.get(at.ours(form), headers);
    const theirs = await api.get(at.theirs(form).replace(/\?$/, ''), headers);
    expect(bare(ours), `${at.ours(form)} and ${at.theirs(form)}`).toEqual(bare(theirs));
    return ours;
  }

  test('is what the API answers', async () => {
    for (const whom of names) {
      for (const own of asked) {
        for (const sight of SIGHTS) {
          const got = await expectSame({ ...sight, ...own }, whom);
          expect(got.status, got.body.slice(0, 300)).toBe(200);
        }
      }
    }
  });

  test('is not sent again to whom has it, and goes back in time as the API does', async () => {
    const { headers } = await expectSame({ ...CLOCKS, ...complete }, name);
    const known = { 'if-none-match': headers.etag ?? '' };
    expect(await expectSame({ ...CLOCKS, ...complete }, name, known)).toMatchObject({
      status: 304,
      body: '',
    });
    await expectSame(complete, name, { 'accept-datetime': 'Wed, 14 Jul 2100 00:00:00 GMT' });
    await expectSame(complete, name, { 'accept-datetime': 'tomorrow' });
  });

  test('is refused as the API refuses it, to a browser as well', async () => {
    for (const wrong of WRONG) {
      const { status } = await expectSame({ ...complete, ...wrong }, name, { accept: 'text/html' });
      const isLeft = Object.keys(wrong).some((parameter) => each.leaves?.includes(parameter));
      expect(status, JSON.stringify(wrong)).toBe(isLeft ? 200 : 400);
    }
    if (!each.path.includes(':name')) return;
    expect(await expectSame(complete, ['nosuch'])).toMatchObject({ status: 404 });
    expect(await expectSame(complete, ['x'.repeat(101)])).toMatchObject({ status: 400 });
  });
});

test.each(PAGE_DATA)('$path tells where its data are', async (each) => {
  const { path, names, asked = [{}] } = each;
  for (const own of asked) {
    const said = { ...CLOCKS, counts: 'nominations', ...own };
    const [whom = ['']] = names;
    const at = path.replace(':name', whom[0]);
    const { document } = await page(pages, addressOf(at, said));
    const inHead = [...document.querySelectorAll('head link[rel=alternate]')];
    const printed = [...document.querySelectorAll('main p.data a')];
    const told = inHead.map((link) => link.getAttribute('href') ?? '');
    expect(printed.map((link) => link.getAttribute('href'))).toEqual(told);
    expect(printed.map((link) => link.textContent)).toEqual(['JSON', 'CSV', 'NDJSON']);
    expect(inHead.map((link) => link.getAttribute('type'))).toEqual(TYPES);
    const { theirs } = await both(each, whom, said);
    for (const [index, form] of FORMS.entries()) {
      const got = await pages.get(told[index] ?? '');
      expect(bare(got)).toEqual(bare(await api.get(theirs(form).replace(/\?$/, ''))));
      expect(got.headers['content-type']).toMatch(TYPES[index] ?? '');
    }
  }
});

test('a parameter that is said twice is refused', async () => {
  const twice = 'reportedBy=2010-07-01&reportedBy=2010-07-02';
  for (const [ours, theirs] of [
    ['/contests.csv', '/contests.csv'],
    ['/contests/labour-leader-2010.json', '/contests/labour-leader-2010/standings.json'],
  ]) {
    const got = await pages.get(`${ours}?${twice}`);
    expect(got.status).toBe(400);
    expect(bare(got)).toEqual(bare(await api.get(`/api/v1${theirs}?${twice}`)));
  }
});

test('digits that begin several entries are refused', async () => {
  const got = await pages.get('/entries/0000.json');
  expect(got.status).toBe(404);
});

/** What is read by programs, and files. */
const NO_PAGES = /^\/(?:api|log|health|metrics|problems|openapi\.json|docs|assets)(?:\/|$)/;

test('no page is without data, but those that only ask', async () => {
  const { routes, close } = await everybody({}, (service) =>
    service.ledger.append(CONTEST, FRAME.map(draft), { recordedBy: 'a test' }),
  );
  const got = routes.flatMap(({ method, url }) => (method === 'GET' ? [url] : []));
  // An entry is named in its data's address as the API names it.
  const here = new Set(got.map((url) => url.replace('/entries/:id.', '/entries/:name.')));
  const shown = got.filter(
    (url) => !NO_PAGES.test(url) && !/\.(?:json|csv|ndjson|svg|png)$/.test(url),
  );
  const told = [...PAGE_DATA, ...OF_AUDITORS.map((path) => ({ path, data: path }))];
  const known = [...told.map(({ path }) => path), ...WITHOUT_DATA];
  expect(shown.filter((url) => !known.includes(url))).toEqual([]);
  const expected = told.flatMap(({ path, data = path }) => FORMS.map((form) => `${data}.${form}`));
  expect(expected.filter((url) => !here.has(url))).toEqual([]);
  await close();
});

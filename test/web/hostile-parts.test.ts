/** Whatever entries say is text on the pages of a contest's parts; where they say nothing, each says why. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { benchServed, type Served } from '../http/served.ts';
import { ballot, expected, result } from '../projections/votes-ask.ts';
import { Bench } from '../support/given.ts';
import {
  as,
  CONTEST,
  endNomination,
  endorsed,
  enrolled,
  entered,
  FRAME,
  left,
  nominated,
  opened,
  stage,
  stance,
  tally,
  tell,
} from '../support/sent.ts';
import { missing, mustShow } from './missing-figures.ts';
import { expectHarmless, folded, page } from './parsed.ts';
import { FIGURES_OF } from './part-figures.ts';

const RUNS = `"><script>alert('x')</script><img src=x onerror=alert(1)>`;
const SOURCE = {
  url: 'https://paper.example/"><script>',
  publisher: RUNS,
  title: RUNS,
  published: '2010-05-01',
};
const PARTS = Object.keys(FIGURES_OF);
const AT = `/contests/${CONTEST}`;
const DAY = '2010-08-01';

const TITLED = as('opened', opened('2010-05-01', { title: RUNS, office: RUNS }));
const STORY = [
  as('bad', entered('constructor', '2010-05-02', { name: RUNS })),
  as('evil', enrolled('prototype', 'MP', { name: RUNS })),
  as('first', stage('first', { name: RUNS, closes: '2010-07-01' })),
  as('again', stage('first', { name: RUNS, rule: { atLeast: 1, of: ['MP'] } })),
  as('n', nominated('prototype', 'constructor', '2010-06-01', { stage: 'first' })),
  as('n2', nominated('m1', 'ann', '2010-06-01')),
  as('end', endNomination('n2', '2010-06-09')),
  as(
    'e',
    endorsed('t1', 'constructor', '2010-06-02', { decidedBy: 'member-ballot', ballot: 'b1' }),
  ),
  ...(['neutral', 'declined', 'barred', 'undecided'] as const).map((kind, index) =>
    as(kind, stance(['m2', 'm3', 't2', 't3'][index] ?? '', kind, '2010-06-03')),
  ),
  as('out', left('bob', '2010-06-04')),
  as(
    'vote',
    ballot({
      body: RUNS,
      question: RUNS,
      options: [{ option: RUNS, candidate: 'constructor', rank: 1 }],
    }),
  ),
  as('poll', {
    ...tell('PollPublished', {
      pollster: RUNS,
      population: RUNS,
      sample: 1234,
      shares: [{ candidate: 'constructor', share: '12.5' }],
    }),
    on: '2010-06-05',
  }),
  as('hope', expected('s1', 'constructor', '2010-06-06')),
  as('vain', expected('s2', 'ann', '2010-06-06')),
  as('instead', endorsed('s2', 'cay', '2010-06-08')),
  // After the stage has closed: it brings nothing there.
  as('late', nominated('m1', 'cay', '2010-07-15', { stage: 'first' })),
  as('told', tally({ 'constructor MP': 5 }, '2010-06-07', { MP: 0 })),
  as(
    'won',
    result(
      { constructor: { votes: 12345 }, ann: { votes: 54, eliminated: true } },
      { winner: 'constructor', turnout: '61.5', eligible: 20000 },
      '2010-07-20',
    ),
  ),
].map((sent) => ({ ...sent, sources: [SOURCE] }));

const bench = new Bench();
let server: Served;

beforeAll(async () => {
  await bench.accept([TITLED, ...FRAME.slice(1), ...STORY]);
  server = await benchServed(bench);
});
afterAll(() => server.server.close());

describe.each(PARTS)('%s', (part) => {
  test('shows what entries say as text', async () => {
    const { document, text } = await page(server, `${AT}/${part}?asOf=${DAY}`);
    expectHarmless(document);
    expect(text).toContain(folded(RUNS));
    expect(document.querySelector('title')?.textContent).toContain(RUNS);
    expect(text).not.toMatch(/\[object|function|undefined|\bnull\b/);
  });

  test('shows every figure of its answer', async () => {
    const answer = await server.json(`/api/v1${AT}/${part}?asOf=${DAY}`);
    const { document } = await page(server, `${AT}/${part}?asOf=${DAY}`);
    const called = (slug: string) => (slug === 'constructor' ? RUNS : slug.toUpperCase());
    const shown = mustShow(part, answer, called);
    expect(shown.length).toBeGreaterThan(0);
    expect(missing(document, shown)).toEqual([]);
  });

  test('says why there is nothing before anything happened, and when the first change is', async () => {
    const { document, links } = await page(server, `${AT}/${part}?asOf=2010-04-01`);
    const empty = [...document.querySelectorAll('main .empty')].map((each) =>
      folded(each.textContent ?? ''),
    );
    if (part !== 'undeclared') expect(empty.length).toBeGreaterThan(0);
    for (const each of empty) expect(each).toMatch(/^(?:No|Nothing|All) .*\.$/);
    expect(links).toContain(`${AT}/${part}?asOf=2010-05-01`);
  });

  test('says that the ledger did not hold the contest yet', async () => {
    const { text } = await page(server, `${AT}/${part}?knownAt=2000-01-01T00:00:00Z`);
    expect(text).toContain('This ledger did not hold the contest yet at that moment.');
  });
});

test('neutral, declined, barred and undecided are kept apart', async () => {
  const { document } = await page(server, `${AT}/undeclared?asOf=${DAY}`);
  const groups = [...document.querySelectorAll('.silent dt')].map((each) =>
    folded(each.textContent ?? ''),
  );
  for (const kind of ['neutral', 'declined', 'barred', 'undecided'])
    expect(groups.filter((group) => group === `1 ${kind}`).length).toBeGreaterThan(0);
});

test('what only a choice of acts changes is passed on where the data depends on it', async () => {
  const data = async (part: string) =>
    (await page(server, `${AT}/${part}?counts=nominations`)).links.find((link) =>
      link.includes('.json'),
    );
  expect(await data('timeline')).toBe(`${AT}/timeline.json?counts=nominations`);
  expect(await data('results')).toBe(`${AT}/results.json`);
});

test('what a stage counts is proven on the day on which it closed', async () => {
  const { links } = await page(server, `${AT}/stages?asOf=${DAY}`);
  const cay = links.find((link) => link.includes('candidate=cay')) ?? '';
  expect(cay).toContain('asOf=2010-07-01&counts=nominations');
  expect(await server.json(`/api/v1${cay}`)).toMatchObject({ cell: { certain: 0 } });
});

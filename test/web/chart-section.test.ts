import { parseHTML } from 'linkedom';
import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import type { Series } from '../../src/ledger/queries/series.ts';
import { formatDay } from '../../src/time/day.ts';
import { chartSection } from '../../src/web/chart-section.ts';
import { sampleLedger } from '../cli/harness.ts';
import { served } from '../http/served.ts';
import { dayOf } from '../support/given.ts';
import { changesIn, lineOf, seriesWith, type Told } from './charted.ts';

const SIGHT = { asOf: '2010-07-14', knownAt: '9' };
const DAYS = ['2010-06-01', '2010-07-01', '2010-08-01'];
const SERIES = seriesWith(DAYS, [
  lineOf('Ann', 'MP', [1, 1, 4], [1, 3, 4]),
  lineOf('Bob', 'MP', [0, 2, 0]),
  lineOf('Bob', 'TU', [1, 2, 9]),
]);

async function shown(series: Series, chart?: string): Promise<Document> {
  const section = (await chartSection(series, SIGHT, chart)) as VNode;
  return parseHTML(`<!doctype html>${renderToStaticMarkup(section)}`).document;
}

/** What the table says of a candidate: the days on which its number is a link. */
function changesTold(document: Document, name: string): Told[] {
  return [...document.querySelectorAll('tbody tr')].flatMap((row): Told[] => {
    const link = row.querySelector(`td[data-label="${name}"] a`);
    if (link === null) return [];
    const text = (link.querySelector('[aria-hidden]') ?? link).textContent ?? '';
    const [certain, most = certain] = text.trim().split('–').map(Number);
    return [[row.querySelector('th')?.textContent?.trim() ?? '', certain ?? 0, most ?? 0]];
  });
}

describe('the part of a page with the chart', () => {
  it('has the numbers as a table, with a link where one changes', async () => {
    const document = await shown(SERIES, 'MP');
    for (const name of ['Ann', 'Bob']) {
      expect(changesTold(document, name)).toEqual(changesIn(SERIES, name.toLowerCase(), 'MP'));
    }
    expect(document.querySelector('caption')?.textContent).toContain('Named endorsers in MP');
    expect(document.querySelectorAll('tbody td')).toHaveLength(6);
    const links = [...document.querySelectorAll('tbody tr:last-child a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/contests/leader?asOf=2010-08-01&knownAt=9&chart=MP',
      '/contests/leader/provenance?asOf=2010-08-01&knownAt=9&candidate=ann&category=MP',
      '/contests/leader/provenance?asOf=2010-08-01&knownAt=9&candidate=bob&category=MP',
    ]);
    expect(document.querySelector('.possible .hidden')?.textContent).toBe(
      '1 certain, up to 3 possible',
    );
  });

  it('leads to very many numbers, on a page of their own', async () => {
    const days = Array.from({ length: 130 }, (_, at) => formatDay(dayOf('2010-05-01') + at));
    const many = (length: number) =>
      seriesWith(days.slice(0, length), [
        lineOf(
          'Ann',
          'MP',
          Array.from({ length }, (_, at) => at + 1),
        ),
      ]);
    const [few, more] = [await shown(many(120)), await shown(many(121))];
    expect(few.querySelectorAll('tbody tr')).toHaveLength(120);
    expect(more.querySelectorAll('table')).toHaveLength(0);
    const link = [...more.querySelectorAll('a')].find((a) => /numbers/.test(a.textContent ?? ''));
    expect(link?.getAttribute('href')).toBe(
      '/contests/leader/chart?asOf=2010-07-14&knownAt=9&chart=MP',
    );
    expect(link?.parentElement?.textContent).toContain('121 days');
  });

  it('leads to the other categories that have anybody, with what it is looked at with', async () => {
    const document = await shown(SERIES, 'MP');
    const choices = [...document.querySelectorAll('nav a')];
    expect(choices.map((each) => each.getAttribute('href'))).toEqual([
      '/contests/leader?asOf=2010-07-14&knownAt=9&chart=MP#chart',
      '/contests/leader?asOf=2010-07-14&knownAt=9&chart=TU#chart',
    ]);
    expect(choices.map((each) => each.getAttribute('aria-current'))).toEqual(['true', null]);
    expect(document.querySelector('nav p')?.textContent).toBe('Nobody by name in CLP.');
  });

  it('draws it wide and narrow, under ids of their own', async () => {
    const document = await shown(SERIES);
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(document.querySelectorAll('svg[role=img]')).toHaveLength(2);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says so where nobody is known, in a category or at all', async () => {
    const category = await shown(SERIES, 'CLP');
    expect(category.querySelector('.empty')?.textContent).toBe(
      'Nobody is known by name to have backed anybody in CLP.',
    );
    const nothing = await shown(seriesWith([], [], { categories: [] }));
    expect(nothing.querySelector('.empty')?.textContent).toContain('anybody on any day');
    for (const document of [category, nothing]) {
      expect(document.querySelectorAll('svg, table')).toHaveLength(0);
    }
  });

  it('refuses what is no category', async () => {
    await expect(shown(SERIES, 'XX')).rejects.toThrow('chart: the contest has no category XX.');
  });
});

describe('the chart as a picture', () => {
  const { get } = served(sampleLedger().path);
  const AT = '/contests/labour-leader-2010/chart.svg';

  it('is an SVG, of which a client that has it is told so', async () => {
    const { status, headers, body } = await get(`${AT}?asOf=2010-07-14&chart=TU`);
    expect([status, headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(body).toContain('On 2010-07-14, TU: David Miliband 2, Diane Abbott up to 2');
    expect(body).toContain('prefers-color-scheme:dark');
    const again = await get(`${AT}?asOf=2010-07-14&chart=TU`, {
      'if-none-match': headers.etag ?? '',
    });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it.each([
    ['?chart=XX', 400, 'the contest has no category XX'],
    ['?nosuch=1', 400, 'nosuch is no parameter'],
    ['?asOf=2010-13-01', 400, 'asOf must be a day that exists'],
    ['?counts=x', 400, 'counts must be'],
  ])('with %s is refused', async (query, expected, says) => {
    const { status, body } = await get(`${AT}${query}`);
    expect([status, body]).toEqual([expected, expect.stringContaining(says)]);
  });

  it('of no contest is not found', async () => {
    const { status, body } = await get('/contests/labour-leader-2011/chart.svg');
    expect([status, body]).toEqual([404, expect.stringContaining('labour-leader-2010')]);
  });
});

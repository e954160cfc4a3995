/** The pages of a contest of 10,000 entries: none is too long to load, and nothing is left out of their parts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Series } from '../../src/ledger/queries/series.ts';
import { contestLoads } from '../bench/load/ledger-load.ts';
import { tableBy, tableIn } from '../pages/shown-chart.ts';
import { Bench } from '../support/given.ts';
import { page } from '../web/parsed.ts';
import { benchServed, type Served } from './served.ts';

const MOST_BYTES = 150_000;
const MINUTE = 60_000;

let here: Served;
let at = '';
let busiest = '';

beforeAll(async () => {
  const bench = new Bench();
  const [load] = contestLoads(1, { largest: 10_000, ranks: [1] });
  if (load === undefined) throw new Error('no load');
  while (load.left > 0) {
    await bench.accept(load.take(Math.min(500, load.left)), { contest: load.plan.contest });
  }
  here = await benchServed(bench);
  at = `/contests/${load.plan.contest}`;
  const { days } = (await here.json(`/api/v1${at}/series`)) as { days: string[] };
  busiest = days[Math.floor(days.length / 2)] ?? '';
}, 2 * MINUTE);
afterAll(() => here.server.close());

/** How many parts a page has, and some of them: the first, one in the middle, the last. */
async function partsAt(url: string) {
  const { text } = await page(here, url);
  const parts = Number(/Part \d+ of (\d+),/.exec(text)?.[1] ?? 1);
  const some = [...new Set([1, Math.ceil(parts / 2), parts])];
  const mark = url.includes('?') ? '&' : '?';
  return { parts, some: some.map((part) => `${url}${parts === 1 ? '' : `${mark}part=${part}`}`) };
}

describe('of a contest of 10,000 entries', () => {
  it.each([
    ['', false],
    ['/chart', true],
    ['/timeline', true],
    ['/compare?from=2001-09-13&to=2002-06-01', true],
    ['/stages', false],
    ['/ballots', true],
    ['/expectations', false],
    ['/undeclared', true],
    ['/results', false],
    ['/reconciliation', true],
    ['/provenance?candidate=adams&category=CLP', true],
    ['/provenance?undeclared=true&category=CLP', true],
    ['/weak?list=contradicts', true],
  ])('the page %s is short enough', { timeout: 2 * MINUTE }, async (below, cut) => {
    const mark = below.includes('?') ? '&' : '?';
    const own = below.startsWith('/compare') ? '' : `${mark}asOf=${busiest}`;
    const { parts, some } = await partsAt(`${at}${below}${own}`);
    expect(parts > 1).toBe(cut);
    for (const url of some) {
      const { status, bytes } = await here.get(url);
      expect([url, status]).toEqual([url, 200]);
      expect(bytes.length, url).toBeLessThanOrEqual(MOST_BYTES);
    }
  });

  it('the parts of its chart’s numbers are the series that the API says', {
    timeout: MINUTE,
  }, async () => {
    const url = `${at}/chart?chart=MP&asOf=${busiest}`;
    const series = (await here.json(`/api/v1${at}/series`)) as unknown as Series;
    const { parts } = await partsAt(url);
    const told: Record<string, unknown> = {};
    for (let part = 1; part <= parts; part += 1) {
      Object.assign(told, tableIn((await here.get(`${url}&part=${part}`)).body));
    }
    expect(told).toEqual(tableBy(series, 'MP'));
    // The part that is shown has the day that is looked at.
    expect(Object.keys(tableIn((await here.get(url)).body)).some((day) => day >= busiest)).toBe(
      true,
    );
    expect(Object.keys(tableIn((await here.get(url)).body)).some((day) => day <= busiest)).toBe(
      true,
    );
  });

  it('the parts of its timeline tell everything once, and the last is shown', {
    timeout: MINUTE,
  }, async () => {
    const url = `${at}/timeline?asOf=${busiest}`;
    const { happenings } = (await here.json(`/api/v1${url}`)) as {
      happenings: { entries: string[] }[];
    };
    const { parts } = await partsAt(url);
    const told: string[] = [];
    for (let part = 1; part <= parts; part += 1) {
      const { document } = await page(here, `${url}&part=${part}`);
      for (const item of document.querySelectorAll('.happenings > li')) {
        const first = item.querySelector('small .entries a, small a')?.getAttribute('href') ?? '';
        told.push(/^\/entries\/([0-9a-f-]{36})/.exec(first)?.[1] ?? first);
      }
    }
    // Those of one date stand together, in whatever order.
    expect(told.sort()).toEqual(happenings.map(({ entries }) => entries[0]).sort());
    const { text } = await page(here, url);
    expect(text).toContain(
      `Part ${parts} of ${parts}, ${happenings.length.toLocaleString('en-GB')} in all:`,
    );
  });

  it('the parts of a number tell of each endorser once', { timeout: MINUTE }, async () => {
    const url = `${at}/provenance?candidate=adams&category=MP&asOf=${busiest}`;
    const { endorsers } = (await here.json(`/api/v1${url}`)) as {
      endorsers: { endorser: string }[];
    };
    const { parts } = await partsAt(url);
    const told: string[] = [];
    for (let part = 1; part <= parts; part += 1) {
      const { document } = await page(here, `${url}&part=${part}`);
      for (const head of document.querySelectorAll('th[scope=rowgroup] a')) {
        told.push(/^\/endorsers\/([a-z0-9-]+)/.exec(head.getAttribute('href') ?? '')?.[1] ?? '');
      }
    }
    expect(told).toEqual(endorsers.map(({ endorser }) => endorser));
  });

  it('a part that there is not is refused, and another day begins anew', async () => {
    for (const below of ['timeline', 'compare', 'chart']) {
      for (const part of ['0', '9999', 'x']) {
        const { status, body } = await here.get(`${at}/${below}?part=${part}`);
        expect([status, body]).toEqual([400, expect.stringContaining('part must be the number')]);
      }
    }
    const { document } = await page(here, `${at}/timeline?part=2`);
    expect(document.querySelector('form.clocks [name=part]')).toBeNull();
  });
});

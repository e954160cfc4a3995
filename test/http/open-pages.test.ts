/** A page that is kept with its day left open is, on each day, what is rendered for that day alone. */
import type { FastifyRequest } from 'fastify';
import { html } from 'htm/preact';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenPages } from '../../src/http/open-pages.ts';
import type { Page } from '../../src/http/page.ts';
import type { Service } from '../../src/ledger/service.ts';
import { formatDay } from '../../src/time/day.ts';
import { sampleLedger } from '../cli/harness.ts';
import { Random } from '../laws/random.ts';
import { type Bench, CONTEST, dayOf, nominated, told } from '../support/given.ts';
import { benchServed, type Served, served } from './served.ts';

const here = served(sampleLedger().path);

/** Days of a span in no order, so that any of an interval may be the one that the others are made of. */
function shuffled(first: string, last: string): string[] {
  const from = dayOf(first);
  const days = Array.from({ length: dayOf(last) - from + 1 }, (_, at) => formatDay(from + at));
  const random = new Random(7);
  return days
    .map((day) => ({ day, place: random.below(1_000_000) }))
    .sort((one, other) => one.place - other.place)
    .map(({ day }) => day);
}

/** The page of an address in which no day is found: written otherwise, it is rendered for itself. */
async function renderedAlone(contest: string, day: string, more: string): Promise<string> {
  const written = day.replaceAll('-', '%2D');
  const { status, body } = await here.get(`/contests/${contest}?asOf=${written}${more}`);
  expect(status).toBe(200);
  return body.replaceAll('%252D', '-').replaceAll('%2D', '-');
}

describe('the page of a contest', () => {
  it.each([
    ['labour-leader-2010', '', '2010-05-01', '2010-10-10'],
    ['labour-leader-2010', '&chart=TU', '2010-05-01', '2010-10-10'],
    ['labour-leader-2010', '&reportedBy=2010-07-01&counts=nominations', '2010-05-01', '2010-07-30'],
    ['labour-leader-2020', '&knownAt=300', '2020-01-01', '2020-04-10'],
  ])('of %s%s is right on every day', { timeout: 120_000 }, async (contest, more, first, last) => {
    const tags = new Set<string | undefined>();
    const days = shuffled(first, last);
    for (const day of days) {
      const { headers, body } = await here.get(`/contests/${contest}?asOf=${day}${more}`);
      expect(body, day).toBe(await renderedAlone(contest, day, more));
      tags.add(headers.etag);
    }
    expect(tags.size).toBe(days.length);
  });

  it('is not sent again to who has it', async () => {
    const url = '/contests/labour-leader-2010?asOf=2010-07-20';
    const { headers } = await here.get(url);
    const again = await here.get(url, { 'if-none-match': headers.etag ?? '' });
    expect([again.status, again.body]).toEqual([304, '']);
    const other = await here.get('/contests/labour-leader-2010?asOf=2010-07-21', {
      'if-none-match': headers.etag ?? '',
    });
    expect(other.status).toBe(200);
  });

  it.each([
    ['labour-leader-2010?asOf=2010-02-30', 400, 'asOf must be a day that exists'],
    ['labour-leader-2010?asOf=2010-07-20&asOf=2010-07-21', 400, 'asOf must be said once'],
    ['labour-leader-2010?asOf=2010-07-20&nosuch=1', 400, 'nosuch is no parameter'],
    ['labour-leader-2010?asOf=2010-07-20&chart=XX', 400, 'has no category XX'],
    ['labour-leader-2011?asOf=2010-07-20', 404, 'labour-leader-2010'],
  ])('refuses %s', async (url, expected, says) => {
    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await here.get(`/contests/${url}`);
      expect([status, body]).toEqual([expected, expect.stringContaining(says)]);
    }
  });
});

describe('a page that is kept', () => {
  let bench: Bench;
  let server: Served;

  beforeAll(async () => {
    bench = await told();
    server = await benchServed(bench);
  });
  afterAll(() => server.server.close());

  it('is made anew once something was appended', async () => {
    const page = async () => (await server.get(`/contests/${CONTEST}?asOf=2010-06-09`)).body;
    const before = await page();
    expect(await page()).toBe(before);
    await bench.accept([nominated('m1', 'ann', '2010-06-01')]);
    const after = await page();
    expect(after).toContain('Last change: 2010-06-01');
    expect(before).not.toContain('Last change: 2010-06-01');
  });

  it('is rendered once for the days between two turns, and once for a turn', async () => {
    const shown: string[] = [];
    const page: Page = {
      path: '/',
      show: () => Promise.reject(new Error('nobody asks for it')),
      open: {
        turns: async () => ['2010-06-01', '2010-06-05'],
        show: async (_, __, day) => {
          shown.push(day.day);
          const drawn = day.drawn((on) => `<b>${on.slice(8)}</b>`);
          const main = html`${day.text} or ${day.text}:
            <i dangerouslySetInnerHTML=${{ __html: drawn }} />
            <i dangerouslySetInnerHTML=${{ __html: day.common('<u>ü</u>') }} />`;
          return { title: day.text, trail: [], main };
        },
      },
    };
    const service = { store: { changes: () => 1 }, now: () => 0 } as unknown as Service;
    const pages = new OpenPages(service, 1e6, '0123456789abcdef');
    const text = async (day: string): Promise<string> => {
      const url = `/?asOf=${day}`;
      const request = { url, query: { asOf: day }, params: {}, actor: null };
      const sent = await pages.answer(request as unknown as FastifyRequest, page);
      return `${sent?.text}`;
    };
    for (const day of ['02', '04', '01', '03', '05', '09', '06', '02']) {
      const on = `2010-06-${day}`;
      const all = await text(on);
      expect(all).toContain(`${on} or ${on}`);
      expect(all).toContain(`<i><b>${day}</b></i><i><u>ü</u></i>`);
      expect(all).toContain(`<title>${on} · Hustings</title>`);
      expect(all).not.toContain('0123456789abcdef');
    }
    expect(shown).toEqual(['2010-06-02', '2010-06-01', '2010-06-05', '2010-06-09']);
    expect(await text('2010-05-31')).toContain('2010-05-31 or');
    expect(shown).toHaveLength(5);
  });
});

/** The pages of a contest's parts show every figure of their questions, and lead nowhere that there is not. */
import { describe, expect, test } from 'vitest';
import type { Cited } from '../../src/ledger/queries/citing.ts';
import type { Standings } from '../../src/ledger/queries/standings.ts';
import { addressOf } from '../../src/web/sight.ts';
import { sampleLedger } from '../cli/harness.ts';
import { served } from '../http/served.ts';
import { SAMPLES } from '../samples/samples.ts';
import { missing, mustShow } from './missing-figures.ts';
import { folded, page } from './parsed.ts';
import { FIGURES_OF } from './part-figures.ts';

const ledger = sampleLedger();
const now = Date.now() + 600_000;
const server = served(ledger.path, () => now);
const PARTS = Object.keys(FIGURES_OF);
const CLOCKS = [
  {},
  { knownAt: '500' },
  { reportedBy: '2020-01-14' },
  ...['2010-06-10', '2015-06-15', '2016-07-20', '2020-01-14', '2020-01-30'].map((asOf) => ({
    asOf,
  })),
];

interface Asked {
  readonly contest: string;
  readonly part: string;
  readonly query: object;
}

/** A page, the answer of its question, and what it must show. */
async function shownOn({ contest, part, query }: Asked) {
  const { json } = server;
  const below = (name: string) => `/contests/${contest}/${name}`;
  const answer: Record<string, unknown> & { readonly sources?: Cited } = await json(
    addressOf(`/api/v1${below(part)}`, query),
  );
  const read = await page(server, addressOf(below(part), query));
  const late = (await json(`/api/v1${below('standings')}`)) as unknown as Standings;
  const names = new Map(late.candidates.map((each) => [each.candidate, each.name]));
  return { ...read, answer, shown: mustShow(part, answer, (slug) => names.get(slug) ?? slug) };
}

/** The addresses within the site to which a contest's pages link, looked at in two ways. */
async function linksOf(contest: string): Promise<Set<string>> {
  const late = { asOf: '2020-01-30', reportedBy: '2020-02-14', counts: 'nominations' };
  const all = PARTS.flatMap((part) =>
    [{}, late].map((query) => addressOf(`/contests/${contest}/${part}`, query)),
  );
  const read = await Promise.all(all.map((url) => page(server, url)));
  return new Set(read.flatMap(({ links }) => links.filter((link) => link.startsWith('/'))));
}

describe.each(SAMPLES.map(({ contest }) => contest))('of %s', (contest) => {
  test.each(PARTS)('%s: every figure, at every clock', async (part) => {
    for (const query of CLOCKS) {
      const { document, text, answer, shown } = await shownOn({ contest, part, query });
      expect(missing(document, shown), JSON.stringify(query)).toEqual([]);
      expect(text).toContain(`${answer.digest}`);
      expect(document.querySelectorAll('main .empty').length > 0 || shown.length > 0).toBe(true);
    }
  });

  test.each(PARTS)('%s: every source, by publisher, title and address', async (part) => {
    const { links, text, answer } = await shownOn({ contest, part, query: {} });
    for (const { url, publisher, title } of Object.values(answer.sources ?? {}).flat()) {
      expect(links).toContain(url);
      for (const said of [publisher, title]) expect(text).toContain(folded(said));
    }
  });

  test('the timeline tells each happening once, by day, the newest last', async () => {
    const { document, answer } = await shownOn({ contest, part: 'timeline', query: {} });
    const happenings = answer.happenings as { on: string; endorser: string | null }[];
    const items = [...document.querySelectorAll('.happenings > li')];
    expect(items).toHaveLength(happenings.length);
    happenings.forEach(({ endorser }, index) => {
      const at = items[index]?.querySelector('a')?.getAttribute('href') ?? '';
      if (endorser !== null) expect(at).toBe(`/endorsers/${endorser}`);
    });
    const dates = new Set(happenings.map(({ on }) => on));
    expect(document.querySelectorAll('.day > h2')).toHaveLength(dates.size);
  });

  test('every link within the site leads somewhere', async () => {
    const all = await linksOf(contest);
    const broken: string[] = [];
    for (const link of all) {
      const { status } = await server.get(link);
      if (status !== 200) broken.push(`${status} ${link}`);
    }
    expect(broken).toEqual([]);
    expect(all.size).toBeGreaterThan(40);
  });
});

test('the rule that is chosen is used, and says who fares otherwise', async () => {
  const at = '/contests/labour-leader-2020/stages';
  const { links, text } = await page(server, at);
  expect(text).toContain('It takes 33 CLP; or 3 AFF and 2 TU and 5 % of the members');
  const [choose = ''] = links.filter((link) => link.includes('rule='));
  const chosen = await page(server, choose);
  expect(chosen.text).toContain(
    'It takes 33 CLP; or 3 AFF and 2 TU by the rule that is used here.',
  );
  expect(chosen.text).toContain('Lisa Nandy: possibly since 2020-01-22');
  const { links: kept, document } = chosen;
  const rule = choose.replace(/.*rule=/, '');
  expect(kept).toContain(`${at}.json?rule=${rule}`);
  expect(kept.filter((link) => link.startsWith(`${at}?rule=${rule}&asOf=`))).toHaveLength(3);
  expect(document.querySelector('form [name=rule]')?.getAttribute('value')).toBe(rule);
});

test('a printed share stands for as many members as may have been rounded to it', async () => {
  const { text, document } = await page(server, '/contests/labour-leader-2020/ballots');
  expect(text).toContain('5,140–5,213 members');
  expect(text).toContain('They could vote only yes or no');
  expect(document.querySelector('td .possible')?.textContent).toContain('5,140');
});

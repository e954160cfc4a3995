/** The page of who recorded what, over a real ledger. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleLedger } from '../cli/harness.ts';
import { folded } from '../web/parsed.ts';
import { audited, type Read, read } from './audited.ts';
import type { Headers } from './served.ts';
import type { SignedIn } from './signed-in.ts';

const samples = sampleLedger();

describe('who recorded what', () => {
  let here: SignedIn;
  let audrey: Headers;
  beforeAll(async () => {
    ({ here, audrey } = await audited(samples.copy('recorded.db')));
  });
  const at = async (query = '') => read(await here.get(`/audit/log${query}`, audrey));
  const entriesFit = ({ document }: Read): string =>
    folded(`${document.querySelector('#entries ~ .wide caption')?.textContent}`);
  const entriesIn = ({ document }: Read) =>
    [...document.querySelectorAll('#entries ~ .wide tbody tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => folded(`${cell.textContent}`)),
    );

  test('is all of it, the newest first, page by page, each in words', async () => {
    const seqs: number[] = [];
    let next: string | null | undefined = '';
    for (; typeof next === 'string'; ) {
      const page: Read = await at(next);
      const rows = entriesIn(page);
      seqs.push(...rows.map(([seq = '']) => Number(seq)));
      expect(rows.every((row) => row[5] !== '')).toBe(true);
      next = page.document
        .querySelector('a[rel=next]')
        ?.getAttribute('href')
        ?.slice('/audit/log'.length);
    }
    expect(seqs).toEqual(Array.from({ length: 872 }, (_, seq) => 871 - seq));
    const [last] = entriesIn(await at());
    expect(last?.[5]).toContain('Rebecca Long-Bailey');
  });

  test('each facet leads to as many as its count says, and back', async () => {
    const begun = await at('?contest=labour-leader-2010');
    const facets = [...begun.document.querySelectorAll('.facets li')].map((item) => ({
      href: `${item.querySelector('a')?.getAttribute('href')}`,
      count: Number(item.querySelector('.faint')?.textContent),
    }));
    expect(facets.length).toBeGreaterThan(15);
    for (const { href, count } of facets.filter((_, index) => index % 3 === 0)) {
      const page = read(await here.get(href, audrey));
      const isRemoval = !href.includes('contest=');
      expect([href, Number.parseInt(entriesFit(page), 10)]).toEqual([
        href,
        isRemoval ? 872 : count,
      ]);
    }
    expect(begun.links).toContain('/audit/log');
    expect(begun.links).toContain('/audit/log.csv?contest=labour-leader-2010');
    const csv = await here.get('/api/v1/audit/log.csv?limit=2', audrey);
    expect([csv.status, csv.body.split('\n').length]).toEqual([200, 4]);
  });

  test.each([
    ['?below=x', 400, /below must be a number/],
    ['?contest=nosuch', 404, /There is no contest nosuch/],
    ['?register=yes', 400, /register must be true or left out/],
    ['?register=true&contest=labour-leader-2010', 400, /say one of the two/],
    ['?who=Zed', 400, /who is no parameter/],
  ])('%s is %i', async (query, status, says) => {
    const got = await here.get(`/audit/log${query}`, audrey);
    expect([got.status, got.body]).toEqual([status, expect.stringMatching(says)]);
  });

  test('of the register has its own word; what fits nothing says so', async () => {
    expect((await at('?register=true')).text).toContain('No entry fits all of these.');
    expect((await at('?recordedBy=Nobody')).text).toContain('No entry fits all of these.');
  });
});

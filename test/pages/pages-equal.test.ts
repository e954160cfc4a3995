/**
 * What a page shows equals what the API says, at random settings of the clocks. PAGES_RUNS and PAGES_SEED
 * ask for more of them, or for the same again.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Series } from '../../src/ledger/queries/series.ts';
import type { Standings } from '../../src/ledger/queries/standings.ts';
import { browser, skipped, why } from './chromium.ts';
import { chartIn, drawingsIn, linesBy, tableBy, tableIn } from './shown-chart.ts';
import { type ShownStandings, saidBy, shownIn } from './shown-standings.ts';
import { type RandomSight, sights } from './sights.ts';
import { sampleSite } from './site.ts';

const RUNS = Number(process.env.PAGES_RUNS ?? 200);
const SEED = Number(process.env.PAGES_SEED ?? 20_100_714);
const IN_BROWSER = Math.min(6, RUNS);
/** In milliseconds: what a page may take with its answers. */
const EACH = 1000;

const open = browser();
const here = sampleSite();

const pageAt = ({ contest, query }: RandomSight): string => `/contests/${contest}?${query}`;

async function answerAt<T>(part: string, { contest, query }: RandomSight): Promise<T> {
  const answer = await here().served.json(`/api/v1/contests/${contest}/${part}?${query}`);
  return answer as T;
}

const standingsAt = (sight: RandomSight) => answerAt<Standings>('standings', sight);
const seriesAt = (sight: RandomSight) => answerAt<Series>('series', sight);

/** Whatever kind of number or word has been seen on a page. */
const seen = new Set<string>();

function remember({ candidates, undeclared }: ShownStandings): void {
  const cells = candidates.flatMap((candidate) => Object.values(candidate.cells));
  const numbers = cells.flatMap((cell) => Object.entries(cell ?? {}));
  const words = Object.values(undeclared).map(({ basis }) => (basis === '' ? 'unknown' : basis));
  const kinds = numbers.filter(([, value]) => value).map(([kind]) => kind);
  for (const kind of [...kinds, ...words]) seen.add(kind);
  if (candidates.some(({ status }) => status !== '')) seen.add('a status');
}

/** Compares a page with the answer; before its ledger held the contest, it has no table. */
function expectEqual(page: string, standings: Standings): void {
  const shown = shownIn(page);
  expect(shown).toEqual(standings.title === null ? undefined : saidBy(standings));
  if (shown === undefined) seen.add('nothing');
  else remember(shown);
}

/** Holds a law at so many random sights, always the same ones for a seed. */
async function holdsAt(runs: number, law: (sight: RandomSight) => Promise<void>): Promise<void> {
  const { seq } = await here().served.service.store.head();
  await fc.assert(fc.asyncProperty(sights(seq), law), { numRuns: runs, seed: SEED });
}

describe(`at ${RUNS} settings of the clocks by the seed ${SEED}`, () => {
  it('the page shows the standings that the API says', { timeout: 60_000 + RUNS * EACH }, () =>
    holdsAt(RUNS, async (sight) => {
      const { status, body } = await here().served.get(pageAt(sight));
      expect(status, pageAt(sight)).toBe(200);
      expectEqual(body, await standingsAt(sight));
    }),
  );

  it('its chart shows the series that the API says', { timeout: 60_000 + RUNS * EACH }, () =>
    holdsAt(RUNS, async (sight) => {
      const series = await seriesAt(sight);
      const category = series.categories.at(sight.drawn % Math.max(1, series.categories.length));
      const at = pageAt(sight) + (category === undefined ? '' : `&chart=${category}`);
      const { status, body } = await here().served.get(at);
      expect(status, at).toBe(200);
      const lines = linesBy(series, category ?? '');
      const drawn = Object.keys(lines).length > 0;
      expect(drawingsIn(body), at).toBe(drawn ? 2 : 0);
      expect(chartIn(body, series), at).toEqual(lines);
      expect(tableIn(body), at).toEqual(tableBy(series, category ?? ''));
      seen.add(drawn ? 'a chart' : 'no chart');
    }),
  );

  it('they show every kind of number', () => {
    const numbers = ['certain', 'possible', 'printed', 'lapsed'];
    const words = [
      'a status',
      'by a printed table',
      'by the roll',
      'unknown',
      'nothing',
      'a chart',
      'no chart',
    ];
    expect([...numbers, ...words].filter((kind) => !seen.has(kind))).toEqual([]);
  });

  it.skipIf(skipped)(`a browser shows them too${why}`, { timeout: 120_000 }, async () => {
    const page = await open().newPage();
    await holdsAt(IN_BROWSER, async (sight) => {
      await page.goto(`${here().origin}${pageAt(sight)}`);
      expectEqual(await page.content(), await standingsAt(sight));
    });
    await page.close();
  });
});

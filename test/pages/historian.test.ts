/**
 * What else historians come for, from the list of contests to the result, in every way: what was believed
 * then, what changed between two days, whom a body backed through the years, how to cite and take away.
 */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browser, skipped, why } from './chromium.ts';
import type { Hand } from './hands.ts';
import { sampleSite } from './site.ts';
import { WAYS, type Way, working } from './ways.ts';

const open = browser();
const here = sampleSite();

const link = (page: Page | Locator, name: string | RegExp) =>
  page.getByRole('link', { name, exact: true });
const asOf = (page: Page) => page.getByLabel('As of', { exact: true });

/** From the list of contests to one. */
async function toContest(page: Page, hand: Hand, year: number): Promise<void> {
  const title = `Labour Party leadership election, ${year}`;
  await hand.press(link(page.getByRole('main'), title));
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

const unionsFor = (page: Page, name: string) =>
  page
    .locator('#standings tbody tr')
    .filter({ hasText: name })
    .locator('td[data-label="TU"] a.count');

/** What was believed on a day: the clocks of publication and of recording, beside that of the world. */
async function believed(page: Page, hand: Hand): Promise<void> {
  await toContest(page, hand, 2010);
  const show = page.getByRole('button', { name: 'Show', exact: true });
  await hand.date(asOf(page), '2010-07-05');
  await hand.press(show);
  await page.waitForURL(/asOf=2010-07-05/);
  await page.getByRole('table', { name: '2010-07-05' }).waitFor();
  expect(await unionsFor(page, 'David Miliband').innerText()).toMatch(/^1–2\b/);
  await hand.date(page.getByLabel('as reported by'), '2010-06-26');
  await hand.press(show);
  await page.waitForURL(/reportedBy=2010-06-26/);
  await page.getByText('as reported by 2010-06-26').first().waitFor();
  await expect.poll(() => unionsFor(page, 'David Miliband').count()).toBe(0);
  await hand.date(page.getByLabel('as reported by'), '2010-07-14');
  await hand.say(page.getByLabel('as this ledger knew at'), '0');
  await hand.press(show);
  await page.waitForURL(/knownAt=0/);
  await page.getByText('as this ledger knew at entry 0').first().waitFor();
}

/** What changed between two days, and the entries that say so. */
async function compared(page: Page, hand: Hand): Promise<void> {
  await toContest(page, hand, 2020);
  await hand.press(link(page.locator('nav.parts'), 'Compare'));
  await page.waitForURL(/\/compare/);
  const [from, to] = [page.locator('input[name="from"]'), page.locator('input[name="to"]')];
  await hand.date(from, '2020-01-12');
  await hand.date(to, '2020-01-22');
  await hand.press(page.getByRole('button', { name: 'Compare' }));
  await page.waitForURL(/from=2020-01-12.*to=2020-01-22/);
  const lapsed = page.locator('section[aria-labelledby="lapsed"]');
  expect(await lapsed.getByRole('listitem').count()).toBeGreaterThan(5);
  expect(await lapsed.innerText()).toContain('Jess Phillips');
  expect(await lapsed.locator('a[href^="/entries/"]').count()).toBeGreaterThan(5);
}

/** Whom one union backed through the years. */
async function followed(page: Page, hand: Hand): Promise<void> {
  await hand.press(link(page.locator('header.site'), 'Endorsers'));
  await page.getByRole('heading', { level: 1, name: 'Endorsers' }).waitFor();
  await hand.say(page.getByRole('searchbox', { name: 'Search' }), 'unison');
  await hand.press(page.getByRole('button', { name: 'Find' }));
  await page.waitForURL(/[?&]q=unison/);
  await hand.press(link(page.getByRole('main'), /^UNISON$/));
  await page.waitForURL(/\/endorsers\/unison/);
  for (const year of [2010, 2015, 2016, 2020]) {
    const title = `Labour Party leadership election, ${year}`;
    await page.getByRole('heading', { level: 2, name: title }).waitFor();
  }
  expect(await page.getByRole('main').innerText()).toMatch(/Jeremy Corbyn[\s\S]*Keir Starmer/);
}

/** How to cite what is shown, pinned, and how to take it away. */
async function taken(page: Page, hand: Hand): Promise<void> {
  await toContest(page, hand, 2010);
  await hand.date(asOf(page), '2010-07-14');
  await hand.press(page.getByRole('button', { name: 'Show', exact: true }));
  await page.waitForURL(/asOf=2010-07-14/);
  const csv = link(page.getByRole('main'), 'CSV').first();
  await expect.poll(() => csv.getAttribute('href')).toContain('asOf=2010-07-14');
  const coming = page.waitForEvent('download');
  await hand.press(csv);
  const file = await (await coming).path();
  expect(await readFile(file, 'utf8')).toMatch(/david-miliband,.*TU,2,/);
  await hand.press(link(page.locator('nav.parts'), 'Cite'));
  await page.waitForURL(/\/cite/);
  const body = await page.getByRole('main').innerText();
  expect(body).toMatch(/@misc\{/);
  expect(body).toMatch(/sha256:[0-9a-f]{64}/);
  const digest = /sha256:[0-9a-f]{64}/.exec(body)?.[0];
  await hand.press(page.locator('dl.fields a').first());
  await page.waitForURL(/knownAt=\d+/);
  await page.getByText(`${digest}`).waitFor();
}

const TASKS: readonly (readonly [string, (page: Page, hand: Hand) => Promise<void>])[] = [
  ['see what was believed then', believed],
  ['see what changed between two days', compared],
  ['follow one union through the years', followed],
  ['take the numbers away, and cite them', taken],
];

const cases = TASKS.flatMap(([what, work]) =>
  WAYS.map((way): { what: string; way: Way; by: string; work: typeof work } => ({
    what,
    way,
    by: way.by,
    work,
  })),
);

describe.skipIf(skipped)(`historians${why}`, () => {
  it.each(cases)('can $what $by', { timeout: 120_000 }, async ({ way, work }) => {
    await working(open(), here().origin, way, work);
  });
});

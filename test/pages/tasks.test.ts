/**
 * The historian's task, from the landing page to its result: by mouse, by keyboard alone, and without
 * JavaScript. Who backed David Miliband on 14 July 2010 among the unions, and who says so?
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browser, skipped, why } from './chromium.ts';
import type { Hand } from './hands.ts';
import { sampleSite } from './site.ts';
import { STORY, WAYS, type Way, working } from './ways.ts';

const CONTEST = 'Labour Party leadership election, 2010';
const DAY = '2010-07-14';

const open = browser();
const here = sampleSite();

const standings = (page: Page) => page.locator('#standings table.standings');
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** From the list of contests to the standings on a day. */
async function toStandings(page: Page, hand: Hand): Promise<void> {
  await hand.say(page.getByRole('searchbox', { name: 'Search' }), '2010');
  await hand.press(page.getByRole('button', { name: 'Find' }));
  await page.waitForURL(/[?&]q=2010/);
  await hand.press(page.getByRole('main').getByRole('link', { name: CONTEST }));
  await standings(page).waitFor();
  await hand.date(page.getByLabel('As of', { exact: true }), DAY);
  await hand.press(page.getByRole('button', { name: 'Show', exact: true }));
  await page.waitForURL(new RegExp(`[?&]asOf=${DAY}`));
  await page.getByRole('table', { name: `Who backs whom on ${DAY}` }).waitFor();
}

/** From the standings to the claims behind a number, and to the entry of one: beside them, then alone. */
async function toEntry(page: Page, hand: Hand, { javaScriptEnabled }: Way): Promise<void> {
  const row = standings(page).getByRole('row').filter({ hasText: 'David Miliband' });
  const number = row.locator('td[data-label="TU"] a.count');
  expect((await number.innerText()).trim()).toMatch(/^2\b/);
  await hand.press(number);
  await page.waitForURL(/\/provenance\?/);
  expect(await heading(page).innerText()).toContain('David Miliband');
  const claims = page.getByRole('main').locator('table.list');
  for (const union of ['Community', 'Usdaw']) {
    await claims.getByRole('link', { name: union }).first().waitFor();
  }
  const usdaw = page.locator('tbody').filter({ hasText: 'Usdaw' });
  await hand.press(usdaw.locator('a[href^="/entries/"]').first());
  if (javaScriptEnabled) {
    const drawer = page.getByRole('dialog', { name: 'David Miliband' });
    await hand.press(drawer.getByRole('link', { name: 'Open as a page' }));
  }
  await page.waitForURL(/\/entries\/[0-9a-f-]{36}/);
  expect(await heading(page).innerText()).toContain('David Miliband');
}

/** From an entry to its source and back, and to its proof and back. */
async function toSourceAndProof(page: Page, hand: Hand): Promise<void> {
  const entry = page.url();
  await hand.press(page.locator('#sources ~ ol a.out, #sources ~ * a.out').first());
  await page.waitForURL(/^https?:\/\/(?!127\.)/);
  expect(await page.locator('body').innerText()).toBe(STORY);
  await page.goBack();
  expect(page.url()).toBe(entry);
  await hand.press(page.locator('a[href$="/proof"]').first());
  await page.waitForURL(/\/proof$/);
  expect(await page.locator('body').innerText()).toMatch(/^c2sp\.org\/tlog-proof@v1\n/);
  await page.goBack();
  expect(page.url()).toBe(entry);
}

/** Back from an entry, all the way that led to it. */
async function back(page: Page, { javaScriptEnabled }: Way): Promise<void> {
  await page.goBack();
  await page.waitForURL(/\/provenance\?/);
  if (javaScriptEnabled) {
    await page.getByRole('dialog', { name: 'David Miliband' }).waitFor();
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
  expect(await heading(page).innerText()).toContain('David Miliband');
  await page.goBack();
  await page.getByRole('table', { name: `Who backs whom on ${DAY}` }).waitFor();
  expect(new URL(page.url()).searchParams.get('asOf')).toBe(DAY);
  await page.goBack();
  await standings(page).waitFor();
  expect(new URL(page.url()).searchParams.has('asOf')).toBe(false);
  await page.getByRole('table', { name: DAY }).waitFor({ state: 'detached' });
  await page.goBack();
  await page.waitForURL(/[?&]q=2010/);
  await page.getByRole('main').getByRole('link', { name: CONTEST }).waitFor();
}

describe.skipIf(skipped)(`a historian's task${why}`, () => {
  it.each(WAYS)('can be done $by', { timeout: 120_000 }, async (way) => {
    await working(open(), here().origin, way, async (page, hand) => {
      await toStandings(page, hand);
      await toEntry(page, hand, way);
      await toSourceAndProof(page, hand);
      await back(page, way);
    });
  });
});

/** With JavaScript the clocks go without a new page: slider, keys, play, Back, and news that wait. */
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { benchServed } from '../http/served.ts';
import { Bench, CONTEST, FRAME, nominated } from '../support/given.ts';
import { browser, skipped, why } from './chromium.ts';
import { sampleSite, site } from './site.ts';
import { type Watch, watched } from './visit.ts';

const AT = '/contests/labour-leader-2010';
const PATIENCE = 10_000;

const open = browser();
const samples = sampleSite();
const bench = new Bench();
const live = site(async () => {
  await bench.accept([...FRAME, nominated('t1', 'ann', '2010-06-01')]);
  return benchServed(bench);
});

let watch: Watch;
let page: Page;

/** A page at an address, whose faults are written down. */
async function at(address: string): Promise<Page> {
  page = await open().newPage();
  page.setDefaultTimeout(PATIENCE);
  watch = await watched(page, { url: address });
  await page.goto(address);
  return page;
}

afterEach(async () => {
  if (skipped) return;
  const { faults } = watch;
  await page.close();
  expect(faults).toEqual([]);
});

const shows = (day: string) =>
  page.getByRole('table', { name: `Who backs whom on ${day}` }).waitFor();
const asOf = (): string | null => new URL(page.url()).searchParams.get('asOf');
const slider = () => page.getByRole('slider');

/** Waits until the address says a day. */
const says = (day: string) => page.waitForURL((url) => url.searchParams.get('asOf') === day);

describe.skipIf(skipped)(`the clocks of a page${why}`, () => {
  it('go by the slider, which says its day and keeps the focus', async () => {
    await at(`${samples().origin}${AT}?asOf=2010-07-14`);
    expect(await slider().getAttribute('aria-valuetext')).toBe(
      '14 July 2010, after change 14 of 20',
    );
    await slider().focus();
    await page.keyboard.press('ArrowRight');
    await shows('2010-07-15');
    expect(await slider().getAttribute('aria-valuetext')).toMatch(/^15 July 2010, after change 15/);
    expect(await page.locator(':focus').getAttribute('type')).toBe('range');
    await page.keyboard.press('Home');
    await shows('2010-05-10');
    await page.keyboard.press('End');
    await shows('2010-09-25');
    await page.goBack();
    await shows('2010-05-10');
    await page.goBack();
    await page.goBack();
    await shows('2010-07-14');
    expect(await page.getByLabel('As of', { exact: true }).inputValue()).toBe('2010-07-14');
  });

  it('are dragged to a day, and Back leads to where they were', async () => {
    await at(`${samples().origin}${AT}?asOf=2010-07-14`);
    await slider().scrollIntoViewIfNeeded();
    const box = await slider().boundingBox();
    if (box === null) throw new Error('the slider is nowhere');
    const [middle, days] = [box.y + box.height / 2, box.width / 19];
    await page.mouse.move(box.x + 13 * days, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + 5 * days, middle, { steps: 8 });
    await page.waitForTimeout(500);
    await page.mouse.move(box.x, middle, { steps: 4 });
    await page.mouse.up();
    await shows('2010-05-10');
    await says('2010-05-10');
    await page.goBack();
    await shows('2010-07-14');
    expect(asOf()).toBe('2010-07-14');
  });

  it('go by their links, and the focus stays on the way', async () => {
    await at(`${samples().origin}${AT}?asOf=2010-07-14&counts=nominations`);
    const after = page.getByRole('link', { name: /^After/ });
    await after.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('asOf') !== '2010-07-14');
    await shows(`${asOf()}`);
    expect(new URL(page.url()).searchParams.get('counts')).toBe('nominations');
    await page.locator('[data-step="next"]:focus').waitFor();
  });

  it('go by keys, which a list tells', async () => {
    await at(`${samples().origin}${AT}?asOf=2010-07-14`);
    await page.keyboard.press('.');
    await shows('2010-07-15');
    await page.keyboard.press(',');
    await shows('2010-07-14');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('play, and pause').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const numbers = page.locator('details.chart table');
    await page.keyboard.press('t');
    await numbers.waitFor();
    await page.keyboard.press('t');
    await numbers.waitFor({ state: 'hidden' });
  });

  it('stay as they are where the address leads to a part of the page', async () => {
    await at(`${samples().origin}${AT}?asOf=2010-07-14`);
    const pages = () => watch.requests.filter(({ url }) => url.includes(`${AT}?`)).length;
    expect(pages()).toBe(1);
    await page.getByRole('link', { name: 'Skip to the content' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('main:focus').waitFor();
    await page.goBack();
    await page.waitForURL((url) => url.hash === '');
    await shows('2010-07-14');
    expect(pages()).toBe(1);
  });

  it('play to the end, and stop there', async () => {
    await at(`${samples().origin}${AT}?asOf=2010-07-14`);
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await says('2010-09-25');
    await shows('2010-09-25');
    await page.getByRole('button', { name: 'Play' }).waitFor();
  });

  it('leave the page as it is when there is news, until it is asked for', async () => {
    await at(`${live().origin}/contests/${CONTEST}?asOf=2010-07-14`);
    const number = () =>
      page
        .locator('#standings tbody tr')
        .filter({ hasText: 'ANN' })
        .locator('td[data-label="TU"] .count .hidden')
        .textContent();
    expect(await number()).toBe('1');
    await page.waitForTimeout(300);
    await bench.accept([nominated('t2', 'ann', '2010-06-02')]);
    const news = page.getByRole('status').getByRole('button', { name: /^1 new entry/ });
    await news.waitFor();
    expect(await number()).toBe('1');
    await news.click();
    await news.waitFor({ state: 'detached' });
    await expect.poll(number).toBe('2');
  });
});

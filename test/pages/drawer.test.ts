/** An entry opens beside the page that names it, by its link and by its address, and closes again. */
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { benchServed } from '../http/served.ts';
import { as, CONTEST as BENCH, Bench, corrected, FRAME, id, nominated } from '../support/given.ts';
import { browser, skipped, why } from './chromium.ts';
import { sampleSite, site } from './site.ts';
import { inAllSights, type Watch, watched } from './visit.ts';

const TALLY = '56ae5674-4b62-4d7b-8327-86577c2164f5';
const TOLD_TWICE = '90bb227f';
const CONTEST = '/contests/labour-leader-2010';
const CLAIMS = `${CONTEST}/provenance?candidate=david-miliband&category=TU&asOf=2010-07-14`;
const PATIENCE = 10_000;

const open = browser();
const here = sampleSite();
const live = site(async () => {
  const bench = new Bench();
  await bench.accept([...FRAME, as('a', nominated('t1', 'ann', '2010-06-01'))]);
  await bench.accept([corrected('a', { on: '2010-06-02' })]);
  return benchServed(bench);
});

let page: Page;
let watch: Watch;

async function at(address: string, origin = here().origin): Promise<void> {
  page = await open().newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(PATIENCE);
  watch = await watched(page, { url: address });
  await page.goto(`${origin}${address}`);
}

afterEach(async () => {
  if (skipped) return;
  const { faults } = watch;
  await page.context().close();
  expect(faults).toEqual([]);
});

const drawer = () => page.locator('dialog.drawer');
const heading = () => drawer().getByRole('heading', { level: 1 });
const link = () => page.locator(`main a[href^="/entries/${TALLY}"]`).first();
const hash = () => new URL(page.url()).hash;
const shut = () => drawer().waitFor({ state: 'hidden' });

/** Which link or heading has the focus. */
const focused = () =>
  page.evaluate('document.activeElement.getAttribute("href") ?? document.activeElement.localName');

async function openIt(): Promise<void> {
  await link().click();
  await heading().waitFor();
}

describe.skipIf(skipped)(`an entry in the drawer${why}`, () => {
  it('opens by its link, says so in the address, and takes the focus', async () => {
    await at(CLAIMS);
    await openIt();
    expect(await heading().innerText()).toBe('A table of nominations with 30 figures');
    expect(hash()).toBe(`#entry-${TALLY}`);
    expect(await focused()).toBe('h1');
    expect(await page.getByRole('dialog', { name: 'A table of nominations' }).count()).toBe(1);
    expect(await drawer().getByRole('link', { name: 'Open as a page' }).getAttribute('href')).toBe(
      `/entries/${TALLY}?asOf=2010-07-14`,
    );
  });

  it.each<[string, () => Promise<void>]>([
    ['Esc', () => page.keyboard.press('Escape')],
    ['its button', () => drawer().getByRole('button', { name: 'Close' }).click()],
    ['a click beside it', () => page.mouse.click(20, 400)],
    ['Back', async () => void (await page.goBack())],
  ])('closes by %s, and the focus returns to the link', async (_, close) => {
    await at(CLAIMS);
    await openIt();
    await close();
    await shut();
    await expect.poll(hash).toBe('');
    expect(page.url()).toBe(`${here().origin}${CLAIMS}`);
    await expect.poll(focused).toBe(`/entries/${TALLY}?asOf=2010-07-14`);
    await page.goForward();
    await heading().waitFor();
  });

  it('leads on to entries that it names, back to them, and closes at once', async () => {
    await at(CLAIMS);
    await page.locator(`main a[href^="/entries/${TOLD_TWICE}"]`).first().click();
    await heading().waitFor();
    const next = drawer().locator(`.history a[href^="/entries/"]`).first();
    const address = `${await next.getAttribute('href')}`;
    const opened = () => drawer().locator('dd code').first().innerText();
    await next.click();
    await expect.poll(opened).toBe(address.slice(9, 45));
    expect(hash()).toBe(`#entry-${address.slice(9, 45)}`);
    await page.goBack();
    await expect.poll(opened).toMatch(new RegExp(`^${TOLD_TWICE}`));
    await page.goForward();
    await expect.poll(opened).toBe(address.slice(9, 45));
    await page.keyboard.press('Escape');
    await shut();
    await expect.poll(() => page.url()).toBe(`${here().origin}${CLAIMS}`);
  });

  it('says so where there is no such entry', async () => {
    await at(`${CLAIMS}#entry-${TALLY.replace('5', '6')}`);
    await heading().waitFor();
    expect(await heading().innerText()).toMatch(/no such/i);
    expect(watch.faults.splice(0).join()).toMatch(/status of 404/);
    await page.keyboard.press('Escape');
    await shut();
  });

  it('opens by its address, and closes without leaving the page', async () => {
    await at(`${CLAIMS}#entry-${TALLY}`);
    await heading().waitFor();
    await page.keyboard.press('Escape');
    await shut();
    await expect.poll(() => page.url()).toBe(`${here().origin}${CLAIMS}`);
  });

  it('goes together with the clocks of the page', async () => {
    await at(`${CONTEST}?asOf=2010-07-14`);
    await page.keyboard.press('.');
    await page.waitForURL(/asOf=2010-07-15/);
    const entry = page.locator('main a[href^="/entries/"]:visible').first();
    await entry.click();
    await heading().waitFor();
    await page.keyboard.press('.');
    await page.goBack();
    await shut();
    await page.getByRole('table', { name: 'Who backs whom on 2010-07-15' }).waitFor();
    await page.goBack();
    await page.getByRole('table', { name: 'Who backs whom on 2010-07-14' }).waitFor();
    await page.goForward();
    await page.goForward();
    await heading().waitFor();
    await page
      .getByRole('table', { name: 'Who backs whom on 2010-07-15', includeHidden: true })
      .waitFor();
  });

  it('has no id twice, and names none that there is not', async () => {
    await at(`${CONTEST}/undeclared#entry-${TALLY}`);
    await drawer().getByRole('heading', { name: 'Sources' }).waitFor();
    expect(await page.locator('main #sources').count()).toBe(1);
    const [twice, lost] = (await page.evaluate(`(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      const named = [...document.querySelectorAll('[aria-labelledby], [aria-describedby]')]
        .flatMap((each) => [each.getAttribute('aria-labelledby'), each.getAttribute('aria-describedby')])
        .flatMap((said) => (said ?? '').split(' ')).filter((id) => id !== '');
      return [ids.filter((id, at) => ids.indexOf(id) !== at), named.filter((id) => !ids.includes(id))];
    })()`)) as [string[], string[]];
    expect(twice).toEqual([]);
    expect(lost).toEqual([]);
  });

  it('leads to its own parts, and leaves the address as it is', async () => {
    await at(`/contests/${BENCH}#entry-${id('a')}`, live().origin);
    await drawer().getByRole('link', { name: 'what it says now' }).click();
    await page.locator('h2:focus', { hasText: 'History' }).waitFor();
    expect(hash()).toBe(`#entry-${id('a')}`);
    expect(await drawer().isVisible()).toBe(true);
  });

  it('can be checked, and is sound, narrow and wide, by day and by night', async () => {
    await at(CLAIMS);
    await openIt();
    await drawer().getByRole('button', { name: 'Check it in this browser' }).click();
    await drawer()
      .getByText(/^4 of 5 checks hold/)
      .waitFor();
    expect(await inAllSights(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 900 });
    const box = await drawer().boundingBox();
    expect([box?.x, box?.width]).toEqual([0, 320]);
    const [inner, outer] = (await page.evaluate(
      '[document.querySelector("dialog").scrollWidth, document.querySelector("dialog").clientWidth]',
    )) as number[];
    expect(inner).toBe(outer);
  });

  it('comes without a movement where the reader wants none', async () => {
    await at(CLAIMS);
    await openIt();
    const moves = () =>
      page.evaluate('getComputedStyle(document.querySelector("dialog")).animationName');
    expect(await moves()).toBe('drawn');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moves()).toBe('none');
  });

  it('is what is printed, whole', async () => {
    await at(CLAIMS);
    await openIt();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('main').isVisible()).toBe(false);
    expect(await drawer().locator('.hashes li').last().isVisible()).toBe(true);
    const whole = await page.evaluate(
      'document.querySelector("dialog").clientHeight === document.querySelector("dialog").scrollHeight',
    );
    expect(whole).toBe(true);
  });

  it('is left out of a page of an entry, and where another window is asked for', async () => {
    await at(CLAIMS);
    const [other] = await Promise.all([
      page.context().waitForEvent('page'),
      link().click({ modifiers: ['ControlOrMeta'] }),
    ]);
    await other.waitForURL(/\/entries\//);
    expect(hash()).toBe('');
    await page.goto(`${here().origin}/entries/${TALLY}/cite`);
    await page.locator(`a[href^="/entries/${TALLY}"]:not([href*="cite"])`).first().click();
    await page.waitForURL((url) => url.pathname === `/entries/${TALLY}`);
    expect(await drawer().count()).toBe(0);
  });
});

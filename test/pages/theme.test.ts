/** A reader chooses a theme, which holds on every page from its first moment on. */
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { browser, skipped, why } from './chromium.ts';
import { sampleSite } from './site.ts';
import { inAllSights, type Watch, watched } from './visit.ts';

const AT = '/contests/labour-leader-2010?asOf=2010-07-14';
const GROUNDS = { light: 'rgb(253, 252, 249)', dark: 'rgb(21, 22, 26)' } as const;

const open = browser();
const here = sampleSite();

let page: Page;
let watch: Watch;

async function at(colorScheme: 'light' | 'dark', javaScriptEnabled = true): Promise<void> {
  const context = await open().newContext({ colorScheme, javaScriptEnabled });
  page = await context.newPage();
  watch = await watched(page, { url: AT });
  await page.goto(`${here().origin}${AT}`);
}

afterEach(async () => {
  if (skipped) return;
  const { faults } = watch;
  await page.context().close();
  expect(faults).toEqual([]);
});

const list = () => page.getByLabel('Theme');
const ground = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
const line = () =>
  page.evaluate("getComputedStyle(document.querySelector('svg :is(.c0, .c3, .c4, .c5)')).color");
const scheme = () => page.evaluate('document.querySelector("meta[name=color-scheme]").content');

describe.skipIf(skipped)(`the theme${why}`, () => {
  it('goes by the browser until one is chosen, and by it again', async () => {
    await at('dark');
    expect(await list().inputValue()).toBe('auto');
    expect(await ground()).toBe(GROUNDS.dark);
    const dark = await line();
    await list().selectOption('Light');
    expect([await ground(), await scheme()]).toEqual([GROUNDS.light, 'light']);
    expect(await line()).not.toBe(dark);
    await list().selectOption('Auto');
    expect([await ground(), await scheme()]).toEqual([GROUNDS.dark, 'light dark']);
  });

  it('that is chosen holds on the next page before anything is painted', async () => {
    await at('light');
    await list().selectOption('Dark');
    // What the first frame is painted with: scripts of modules have not run by then.
    await page.route('**/app.js', (route) =>
      route.fulfill({ body: '', contentType: 'text/javascript' }),
    );
    await page.addInitScript(`addEventListener('readystatechange', () => {
      window.first ??= getComputedStyle(document.documentElement).colorScheme;
    }, true);`);
    await page.goto(`${here().origin}/`);
    expect(await page.evaluate('window.first')).toBe('dark');
    expect(await ground()).toBe(GROUNDS.dark);
    expect(await list().inputValue()).toBe('dark');
  });

  it('of another window is taken over', async () => {
    await at('light');
    const other = await page.context().newPage();
    await other.goto(`${here().origin}/`);
    await other.getByLabel('Theme').selectOption('Dark');
    await expect.poll(ground).toBe(GROUNDS.dark);
    expect(await list().inputValue()).toBe('dark');
  });

  it.each(['Light', 'Dark'])('%s is sound whatever the browser would have', async (theme) => {
    await at('light');
    await list().selectOption(theme);
    expect(await inAllSights(page)).toEqual([]);
  });

  it('cannot be chosen without JavaScript, and goes by the browser', async () => {
    await at('dark', false);
    expect(await page.locator('.theme').isVisible()).toBe(false);
  });
});

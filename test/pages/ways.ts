/** The ways in which everybody must be able to do their work on the pages. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Hand, keyboard, mouse } from './hands.ts';
import { watched } from './visit.ts';

/** A way to use pages. */
export interface Way {
  readonly by: string;
  readonly javaScriptEnabled: boolean;
  hand(page: Page): Hand;
}

/** By mouse, by keyboard alone, and without JavaScript. */
export const WAYS: readonly Way[] = [
  { by: 'by mouse', javaScriptEnabled: true, hand: mouse },
  { by: 'by keyboard alone', javaScriptEnabled: true, hand: keyboard },
  { by: 'without JavaScript', javaScriptEnabled: false, hand: mouse },
];

/** What every other site says in these tests. */
export const STORY = 'A story in a paper.';
/** In milliseconds: how long a thing may take to appear. */
const PATIENCE = 10_000;

/** A window whose other sites are all a paper with a story. */
async function windowOf(
  browser: Browser,
  origin: string,
  { javaScriptEnabled }: Way,
): Promise<BrowserContext> {
  const context = await browser.newContext({ javaScriptEnabled, locale: 'en-GB' });
  const away = (url: URL): boolean => url.origin !== origin && url.protocol !== 'data:';
  await context.route(away, (route) => route.fulfill({ body: STORY, contentType: 'text/plain' }));
  return context;
}

/** Does a piece of work in a new window, from the list of contests on; nothing may go wrong in it. */
export async function working(
  browser: Browser,
  origin: string,
  way: Way,
  work: (page: Page, hand: Hand) => Promise<void>,
): Promise<void> {
  const context = await windowOf(browser, origin, way);
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const watch = await watched(page, { url: '/' });
    await page.goto(`${origin}/`);
    await work(page, way.hand(page));
    expect(watch.faults).toEqual([]);
  } finally {
    await context.close();
  }
}

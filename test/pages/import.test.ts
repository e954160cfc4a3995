/**
 * The editor's task with a list, from the landing page to what was stored: a file is checked, its errors
 * kept and mended, and what is good appended; by mouse, by keyboard alone, and without JavaScript. And how
 * its pages look.
 */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { IMPORT } from '../http/importing.ts';
import { CONTEST } from '../support/given.ts';
import { browser, skipped, why } from './chromium.ts';
import { editingSite } from './editing-site.ts';
import type { Hand } from './hands.ts';
import { HOSTILE } from './hostile.ts';
import { inAllSights } from './visit.ts';
import { WAYS, working } from './ways.ts';

const TITLE = 'Leadership election, 2010';
const HEAD =
  'type,endorser,name,category,nominates,candidate,on,source.url,source.publisher,source.title';
const SAID = '2010-06-01,https://paper.example/a,The Paper,A story';

const open = browser();
const { here, token, signIn } = editingSite();

const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('main').getByRole('button', { name });
const dryRun = (page: Page): Locator => page.getByRole('region', { name: /^Dry run/ });

/** A list of somebody new and an act of theirs, with the candidate as it is given. */
const listOf = (slug: string, candidate: string): string =>
  [
    HEAD,
    `EndorserEnrolled,${slug},The ${slug},TU,yes,,${SAID}`,
    `EndorsementMade,The ${slug},,,,${candidate},${SAID}`,
    '',
  ].join('\n');

/** From the list of contests to the form, and through its file to the dry run. */
async function sendsFile(page: Page, hand: Hand, text: string): Promise<void> {
  await hand.press(page.getByRole('main').getByRole('link', { name: TITLE }));
  await hand.press(page.getByRole('link', { name: 'Import a list…' }));
  const chosen = page.waitForEvent('filechooser');
  await hand.press(page.getByLabel('A file'));
  await (await chosen).setFiles({
    name: 'list.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  await hand.press(button(page, 'Check the list'));
  await dryRun(page).waitFor();
}

/** The table of errors, as it is shown and as it is kept. */
async function readsErrors(page: Page, hand: Hand): Promise<void> {
  const rows = page.getByRole('table', { name: '1 row with an error' }).getByRole('row');
  expect(await rows.last().innerText()).toContain('is no candidate here. Did you mean ANN?');
  const download = page.waitForEvent('download');
  await hand.press(button(page, 'Download this table as CSV'));
  const file = await download;
  expect(file.suggestedFilename()).toBe(`${CONTEST}-errors.csv`);
  expect(readFileSync(await file.path(), 'utf8')).toContain('\n3,candidate,Anne,is no candidate');
}

/** Mends the list where it stands, and appends it. */
async function mendsAndAppends(page: Page, hand: Hand, slug: string): Promise<void> {
  const { store } = here().served.service;
  const before = await store.head();
  await hand.say(page.getByLabel('Or the list itself, pasted'), listOf(slug, 'Ann'));
  await hand.press(button(page, 'Check again'));
  await dryRun(page)
    .filter({ hasText: `The ${slug} endorsed ANN` })
    .waitFor();
  expect(await dryRun(page).innerText()).toMatch(/ANN, TU: \d → \d/);
  expect(await store.head()).toEqual(before);
  await hand.press(button(page, 'Append the 2 good rows'));
  await page.getByRole('heading', { level: 1, name: '2 entries were stored' }).waitFor();
  expect((await store.head()).seq).toBe(before.seq + 2);
}

/** The same list again. */
async function sendsAgain(page: Page, hand: Hand, slug: string): Promise<void> {
  await hand.press(page.getByRole('link', { name: 'Import another list' }));
  await hand.say(page.getByLabel('Or the list itself, pasted'), listOf(slug, 'Ann'));
  await hand.press(button(page, 'Check the list'));
  await dryRun(page).filter({ hasText: 'every row is there already' }).waitFor();
  expect(await button(page, /^Append/).count()).toBe(0);
  await hand.press(page.getByRole('main').getByRole('link', { name: TITLE }));
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
}

describe.skipIf(skipped)(`an editor's task with a list${why}`, () => {
  it.each(WAYS.map((way, index) => ({ ...way, slug: `union-${index}` })))(
    'can be done $by',
    { timeout: 120_000 },
    async ({ slug, ...way }) => {
      await working(open(), here().origin, way, async (page, hand) => {
        await signIn(page, hand);
        await sendsFile(page, hand, listOf(slug, 'Anne'));
        await readsErrors(page, hand);
        await mendsAndAppends(page, hand, slug);
        await sendsAgain(page, hand, slug);
      });
    },
  );
});

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** Rows of each kind: good, warned of, refused, and hostile in every cell that is shown. */
const MIXED = [
  HEAD,
  `EndorsementMade,m1,,,,ann,${SAID}`,
  `NominationMade,m2,,,,bob,2999-01-01,https://paper.example/a,The Paper,A story`,
  `EndorsementMade,nobody,,,,cay,${SAID}`,
  ...HOSTILE.map(
    ({ said, url }) => `EndorsementMade,${quoted(said(3000))},,,,cay,2010-06-01,${quoted(url)},P,T`,
  ),
  ...HOSTILE.map(
    ({ said }, index) => `EndorserEnrolled,hostile-${index},${quoted(said(200))},TU,yes,,${SAID}`,
  ),
].join('\n');

/** The pages at their steps. */
const STEPS: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  [
    'the form, with its columns',
    async (page) => {
      for (const each of await page.locator('details > summary').all()) await each.click();
    },
  ],
  [
    'the form with an error',
    async (page) => {
      await button(page, 'Check the list').click();
      await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    },
  ],
  [
    'a dry run with errors and warnings',
    async (page) => {
      await page.getByLabel('Or the list itself, pasted').fill(MIXED);
      await button(page, 'Check the list').click();
      await page.getByRole('heading', { name: 'What is wrong' }).waitFor();
    },
  ],
  [
    'what was stored',
    async (page) => {
      await page.getByLabel('Or the list itself, pasted').fill(MIXED);
      await button(page, 'Check the list').click();
      await button(page, /^Append the/).click();
      await page.getByRole('heading', { name: /were stored$/ }).waitFor();
    },
  ],
  [
    'a list that is there already',
    async (page) => {
      await page.getByLabel('Or the list itself, pasted').fill(MIXED);
      await button(page, 'Check the list').click();
      await page.locator('details > summary').first().click();
    },
  ],
];

describe.skipIf(skipped)(`the pages of lists look right${why}`, () => {
  it.each(STEPS)('%s', { timeout: 90_000 }, async (_, act) => {
    const { origin } = here();
    const context = await open().newContext();
    try {
      await context.addCookies([{ name: 'hustings', value: token('Eve'), url: origin }]);
      const page = await context.newPage();
      await page.goto(`${origin}${IMPORT}`);
      await act(page);
      expect(await inAllSights(page)).toEqual([]);
      expect(await page.evaluate('window.pwned')).toBeUndefined();
    } finally {
      await context.close();
    }
  });
});

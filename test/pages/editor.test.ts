/**
 * The editor's tasks, from the landing page to what was stored: an endorsement, a switch and a withdrawal,
 * and a correction; by mouse, by keyboard alone, and without JavaScript. And how the forms look.
 */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { APPEND, endorsing } from '../http/editing.ts';
import { as, CONTEST, endorsed, id } from '../support/given.ts';
import { browser, skipped, why } from './chromium.ts';
import { editingSite } from './editing-site.ts';
import type { Hand } from './hands.ts';
import { inAllSights } from './visit.ts';
import { WAYS, working } from './ways.ts';

const TITLE = 'Leadership election, 2010';
/** Whom each way of working has act. */
const ENDORSERS = ['m1', 'm2', 'm3', 'c1'];

const open = browser();
const { here, token, signIn } = editingSite(as('first', endorsed('t1', 'ann', '2010-06-01')));

const button = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('main').getByLabel(name);
const stored = (page: Page) => page.getByRole('heading', { level: 1, name: /^Stored:/ });

/** Says the source of an entry. */
async function saySource(page: Page, hand: Hand): Promise<void> {
  await hand.say(field(page, /^Address/), 'https://paper.example/a');
  await hand.say(field(page, /^Publisher/), 'The Paper');
  await hand.say(field(page, /^Title/), 'A story');
}

/** From the form of an entry to its being stored; what the preview says must hold this. */
async function append(page: Page, hand: Hand, said: string | RegExp): Promise<void> {
  await hand.press(button(page, 'Preview').last());
  await page.getByRole('heading', { name: /^Preview: / }).waitFor();
  await page.locator('section.preview').filter({ hasText: said }).waitFor();
  await hand.press(button(page, 'Append'));
  await stored(page).waitFor();
}

/** E1: a new endorsement. */
async function endorses(page: Page, hand: Hand, endorser: string): Promise<void> {
  await hand.press(page.getByRole('main').getByRole('link', { name: TITLE }));
  await hand.press(page.getByRole('link', { name: 'Append…' }));
  await hand.say(field(page, /^Endorser/), endorser);
  await hand.say(field(page, /^Candidate/), 'Ann');
  await hand.say(field(page, /^When it happened/), '2010-06-02');
  await saySource(page, hand);
  await append(page, hand, /ANN, (MP|CLP): \d → \d/);
  await hand.press(page.getByRole('main').getByRole('link', { name: `${TITLE} on 2010-06-02` }));
  await page.waitForURL(/asOf=2010-06-02/);
}

/** The menu of an endorser's claim that a page tells of, unfolded; and one of its items pressed. */
async function fromMenu(page: Page, hand: Hand, endorser: string, item: string): Promise<void> {
  const row = page.locator('tbody').filter({ has: page.getByRole('link', { name: endorser }) });
  const menu = row.locator('details.menu').last();
  await hand.press(menu.locator('summary'));
  await hand.press(menu.getByRole('link', { name: item }));
}

/** The page of what is behind a number on a day. */
function behind(candidate: string, endorser: string, asOf: string): string {
  const category = endorser === 'c1' ? 'CLP' : 'MP';
  return `${here().origin}/contests/${CONTEST}/provenance?asOf=${asOf}&candidate=${candidate}&category=${category}`;
}

/** E2: a switch, which is one entry, and a withdrawal. */
async function switches(page: Page, hand: Hand, endorser: string): Promise<void> {
  const before = await here().served.service.store.head();
  await page.goto(behind('ann', endorser, '2010-06-05'));
  await fromMenu(page, hand, endorser, 'Switch to…');
  await hand.say(field(page, /^Candidate/), 'bob');
  await hand.say(field(page, /^When it happened/), '2010-06-10');
  await saySource(page, hand);
  await append(page, hand, /BOB, (MP|CLP): \d → \d/);
  expect((await here().served.service.store.head()).seq).toBe(before.seq + 1);
  await page.goto(behind('bob', endorser, '2010-06-15'));
  await fromMenu(page, hand, endorser, 'Withdraw…');
  await hand.say(field(page, /^When it happened/), '2010-06-20');
  await saySource(page, hand);
  await append(page, hand, `An endorsement ended: ${endorser} endorsed BOB`);
}

/** E3: a correction, by way of the entry's own page. */
async function corrects(page: Page, hand: Hand, endorser: string): Promise<void> {
  await page.goto(behind('ann', endorser, '2010-06-05'));
  await fromMenu(page, hand, endorser, 'Correct…');
  await hand.say(field(page, /^When it happened/), '2010-06-03');
  await hand.say(field(page, /^Why/), 'The paper says the third.');
  await append(page, hand, '2010-06-03');
  await hand.press(page.getByRole('main').getByRole('link', { name: /^Entry/ }));
  // A page of its own, or with scripts beside this one.
  await page.getByRole('heading', { name: /^A correction: / }).waitFor();
}

describe.skipIf(skipped)(`an editor's tasks${why}`, () => {
  it.each(WAYS.map((way, index) => ({ ...way, endorser: ENDORSERS[index] ?? '' })))(
    'can be done $by',
    { timeout: 120_000 },
    async ({ endorser, ...way }) => {
      await working(open(), here().origin, way, async (page, hand) => {
        await signIn(page, hand);
        await endorses(page, hand, endorser);
        await switches(page, hand, endorser);
        await corrects(page, hand, endorser);
      });
    },
  );

  it('are sent by Ctrl+Enter from any field', { timeout: 60_000 }, async () => {
    const [way] = WAYS;
    if (way === undefined) throw new Error('there is no way');
    await working(open(), here().origin, way, async (page, hand) => {
      await signIn(page, hand);
      await page.goto(`${here().origin}/entries/${id('first')}/dispute`);
      // The script says of the button that it is there.
      const ready = page.locator('button.main[aria-keyshortcuts]');
      await ready.waitFor();
      await hand.say(field(page, /^Why/), 'It is denied.');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: /^Preview: / }).waitFor();
      await ready.waitFor();
      await page.getByLabel(/^Why/).focus();
      await page.keyboard.press('Control+Enter');
      await stored(page).waitFor();
    });
  });
});

/** The forms at their steps: the address, and what is done there. */
const STEPS: readonly (readonly [string, string, (page: Page) => Promise<unknown>])[] = [
  ['the form of an endorsement', APPEND, async () => undefined],
  [
    'the form with errors',
    APPEND,
    async (page) => {
      await button(page, 'Preview').last().click();
      await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    },
  ],
  [
    'the form of a table',
    `${APPEND}?type=TallyReported`,
    async (page) => {
      await button(page, 'Add another figure').first().click();
    },
  ],
  [
    'a preview',
    APPEND,
    async (page) => {
      await fills(page, endorsing('s1', 'cay'));
      await button(page, 'Preview').last().click();
      await page.getByRole('heading', { name: /^Preview: / }).waitFor();
    },
  ],
  [
    'a stale form',
    APPEND,
    async (page) => {
      await fills(page, endorsing('s2', 'cay'));
      await page.evaluate(`document.querySelector('[name=revision]').value = '13'`);
      await button(page, 'Preview').last().click();
      await page.getByRole('heading', { name: 'Somebody came first' }).waitFor();
    },
  ],
  [
    'the preview of a correction',
    `/entries/${id('first')}/correct`,
    async (page) => {
      await fills(page, { on: '2010-06-09', why: 'The paper says the ninth.' });
      await button(page, 'Preview').last().click();
      await page.getByRole('heading', { name: /^Preview: / }).waitFor();
    },
  ],
  ['the page that opens a contest', '/open', async () => undefined],
  [
    'menus of rows',
    `/contests/${CONTEST}/timeline`,
    async (page) => {
      await page.locator('details.menu summary').first().click();
    },
  ],
];

async function fills(page: Page, said: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(said)) {
    await page.locator(`[name="${name}"]`).fill(value);
  }
}

describe.skipIf(skipped)(`the forms of editors look right${why}`, () => {
  it.each(STEPS)('%s', { timeout: 60_000 }, async (_, url, act) => {
    const { origin } = here();
    const context = await open().newContext();
    try {
      await context.addCookies([{ name: 'hustings', value: token('Eve'), url: origin }]);
      const page = await context.newPage();
      await page.goto(`${origin}${url}`);
      await act(page);
      expect(await inAllSights(page)).toEqual([]);
    } finally {
      await context.close();
    }
  });
});

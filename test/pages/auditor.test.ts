/**
 * The auditor's tasks, from the list of contests to their results: by mouse, by keyboard alone, and without
 * JavaScript. Where does this number come from, was anything rewritten, who recorded what, what is thin?
 */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sampleLedger } from '../cli/harness.ts';
import { type Served, serviceAt } from '../http/served.ts';
import { type SignedIn, signedInOver } from '../http/signed-in.ts';
import { SIGNER } from '../support/logged.ts';
import { browser, skipped, why } from './chromium.ts';
import type { Hand } from './hands.ts';
import { site } from './site.ts';
import { inAllSights, watched } from './visit.ts';
import { STORY, WAYS, type Way, working } from './ways.ts';

const CONTEST = 'Labour Party leadership election, 2010';

const open = browser();
const { path } = sampleLedger();
const here = site(async () => {
  const service = serviceAt(path, Date.now, false);
  await service.log.sign([SIGNER]);
  return signedInOver(service, [SIGNER]);
});
const served = (): SignedIn => here().served as Served as SignedIn;

const main = (page: Page): Locator => page.getByRole('main');
const link = (page: Page, name: string | RegExp): Locator =>
  main(page).getByRole('link', { name }).first();
const button = (page: Page, name: string): Locator => main(page).getByRole('button', { name });
const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();

/** From anywhere to the auditor's first page, signed in there. */
async function toAudit(page: Page, hand: Hand): Promise<void> {
  await hand.press(
    page.getByRole('banner').getByRole('link', { name: 'Audit', exact: true }).last(),
  );
  await heading(page, 'Audit');
}

async function signIn(page: Page, hand: Hand): Promise<void> {
  await toAudit(page, hand);
  await hand.press(link(page, 'sign in'));
  await hand.say(page.getByLabel('Token'), served().token('Audrey', 'auditor'));
  await hand.press(button(page, 'Sign in'));
  await heading(page, 'Audit');
  await page.getByText('Audrey').first().waitFor();
}

/** Opens an entry: beside the page with scripts, and then as a page of its own. */
async function toEntry(page: Page, hand: Hand, entry: Locator, way: Way): Promise<void> {
  await hand.press(entry);
  if (way.javaScriptEnabled) {
    await hand.press(page.getByRole('dialog').getByRole('link', { name: 'Open as a page' }));
  }
  await page.waitForURL(/\/entries\/[0-9a-f-]{36}/);
}

/** From a number to the claims behind it, to an entry, and to its source. */
async function fromNumberToSource(page: Page, hand: Hand, way: Way): Promise<void> {
  await hand.press(link(page, CONTEST));
  const number = page.locator('#standings table.standings td[data-label="TU"] a.count').first();
  await hand.press(number);
  await page.waitForURL(/\/provenance\?/);
  await toEntry(page, hand, main(page).locator('table.list a[href^="/entries/"]').first(), way);
  await hand.press(main(page).locator('#sources ~ ol a.out').first());
  await page.waitForURL(/^https?:\/\/(?!127\.)/);
  expect(await page.locator('body').innerText()).toBe(STORY);
  await page.goto(here().origin);
}

/** Keeps a checkpoint, has it checked, and every byte with it. */
async function verifyAll(page: Page, hand: Hand): Promise<void> {
  await hand.press(link(page, /^All checkpoints/));
  await heading(page, 'Checkpoints to keep');
  const download = page.waitForEvent('download');
  await hand.press(link(page, 'Download the checkpoint of 872 entries'));
  const kept = await readFile(await (await download).path(), 'utf8');
  await hand.say(page.getByLabel('A checkpoint that you kept'), kept);
  await hand.press(button(page, 'Check it against the log'));
  await main(page)
    .getByRole('heading', { name: /^The log begins with the 872 entries/ })
    .waitFor();
  expect(await main(page).getByText('Holds:').count()).toBe(6);
  await hand.press(link(page, 'verifying every byte'));
  await hand.say(page.getByLabel('A checkpoint that you kept (optional)'), kept);
  await hand.press(button(page, 'Verify now'));
  await page.waitForURL(/\/audit\/verification\/.+/);
  await heading(page, 'Nothing is wrong');
  await main(page).getByText('the ledger begins with the 872 entries').waitFor();
  await toAudit(page, hand);
}

/** Narrows who recorded what by facets, to one entry. */
async function whoRecorded(page: Page, hand: Hand, way: Way): Promise<void> {
  await hand.press(link(page, 'Who recorded what'));
  await heading(page, 'Who recorded what');
  const found = async (fit: RegExp): Promise<void> =>
    main(page).getByRole('table', { name: fit }).waitFor();
  await found(/^872 entries fit/);
  await hand.press(link(page, 'TallyReported'));
  await page.waitForURL(/type=TallyReported/);
  await hand.press(link(page, CONTEST));
  await page.waitForURL(/contest=labour-leader-2010/);
  await hand.press(link(page, /^samples$/));
  await page.waitForURL(/recordedBy=samples/);
  const rows = main(page).locator('tbody tr');
  const few = await rows.count();
  await found(new RegExp(`^${few} `));
  await hand.press(link(page, 'Remove TallyReported'));
  await found(/^\d+ entries fit.*50 of them here/);
  await hand.press(link(page, 'Older ones'));
  await page.waitForURL(/below=/);
  await toEntry(page, hand, rows.locator('a[href^="/entries/"]').first(), way);
  await toAudit(page, hand);
}

/** From how many claims are weak to one of them. */
async function whatIsThin(page: Page, hand: Hand, way: Way): Promise<void> {
  const row = main(page).getByRole('row').filter({ hasText: CONTEST });
  const count = row.locator('td[data-label="contradicts"] a');
  const many = Number(await count.innerText());
  await hand.press(count);
  await page.waitForURL(/\/weak\?list=contradicts/);
  await main(page)
    .getByRole('table', { name: `${many} in the list` })
    .waitFor();
  await hand.press(link(page, 'The same of all contests'));
  await page.waitForURL(/\/weak\?list=contradicts/);
  await toEntry(page, hand, main(page).locator('tbody a[href^="/entries/"]').first(), way);
  await toAudit(page, hand);
}

/** Takes away the evidence for an entry, and the whole ledger. */
async function takeAway(page: Page, hand: Hand): Promise<void> {
  const [{ id = '' } = {}] = await served().service.store.readAll(400, 1);
  await hand.say(page.getByLabel(/^Evidence for an entry/), id.slice(0, 8));
  const bundle = page.waitForEvent('download');
  await hand.press(button(page, 'Download the bundle'));
  expect((await bundle).suggestedFilename()).toBe(`${id}.hustings-bundle.json`);
  expect(await readFile(await (await bundle).path(), 'utf8')).toContain(id);
  await toAudit(page, hand);
  const whole = page.waitForEvent('download');
  await hand.press(link(page, 'The whole ledger'));
  const text = await readFile(await (await whole).path(), 'utf8');
  expect(text.trimEnd().split('\n')).toHaveLength(872);
}

describe.skipIf(skipped)(`an auditor's tasks${why}`, () => {
  it.each(WAYS)('can be done $by', { timeout: 240_000 }, async (way) => {
    await working(open(), here().origin, way, async (page, hand) => {
      await fromNumberToSource(page, hand, way);
      await signIn(page, hand);
      await verifyAll(page, hand);
      await whoRecorded(page, hand, way);
      await whatIsThin(page, hand, way);
      await takeAway(page, hand);
    });
  });

  it('can be followed while it is verified, without losing the place', {
    timeout: 120_000,
  }, async () => {
    const { store } = served().service;
    const { streams } = store;
    const gate = Promise.withResolvers<void>();
    const [byMouse] = WAYS;
    if (byMouse === undefined) throw new Error('there is no way');
    await working(open(), here().origin, byMouse, async (page, hand) => {
      await signIn(page, hand);
      // A verification asks for the contests when it has read every byte.
      store.streams = async () => {
        await gate.promise;
        return streams.call(store);
      };
      await hand.press(link(page, 'Verify every byte'));
      await hand.press(button(page, 'Verify now'));
      await heading(page, 'Verifying every byte');
      const bar = main(page).getByRole('progressbar');
      await main(page).getByText('872 of 872 entries').waitFor();
      expect(await bar.getAttribute('value')).toBe('872');
      expect(await inAllSights(page)).toEqual([]);
      await button(page, 'Stop').focus();
      await page.waitForResponse(/\/audit\/verification\/./);
      await page.waitForResponse(/\/audit\/verification\/./);
      expect(await button(page, 'Stop').evaluate((each) => each.matches(':focus'))).toBe(true);
      gate.resolve();
      await heading(page, 'Nothing is wrong');
      expect(await page.locator('h1').evaluate((each) => each.matches(':focus'))).toBe(true);
      await page.getByRole('status').getByText('Nothing is wrong').waitFor({ state: 'attached' });
      expect(await page.title()).toMatch(/^Nothing is wrong/);
    });
    store.streams = streams;
  });

  it('are on pages that everybody can read', { timeout: 240_000 }, async () => {
    const context = await open().newContext({ viewport: { width: 1280, height: 900 } });
    try {
      const token = served().token('Audrey', 'auditor');
      await context.addCookies([{ name: 'hustings', value: token, url: here().origin }]);
      const page = await context.newPage();
      const watch = await watched(page, { url: '/audit' });
      const faults: string[] = [];
      const look = async () =>
        faults.push(...(await inAllSights(page)).map((fault) => `${page.url()}: ${fault}`));
      for (const at of [
        '',
        '/checkpoints',
        '/bundle',
        '/verification',
        '/log?type=TallyReported',
      ]) {
        await page.goto(`${here().origin}/audit${at}`);
        await look();
      }
      const note = served().service.log.latest()?.note ?? '';
      // Another root: the checkpoint of another history.
      const other = note.replace(
        /^([^\n]+\n\d+\n)(.)/,
        (_, head, first) => `${head}${first === 'A' ? 'B' : 'A'}`,
      );
      for (const kept of [note, other]) {
        await page.goto(`${here().origin}/audit/checkpoints`);
        await page.getByLabel('A checkpoint that you kept').fill(kept);
        await page.getByRole('button', { name: 'Check it against the log' }).click();
        await page.locator('#outcome').waitFor();
        await look();
        await page.goto(`${here().origin}/audit/verification`);
        await page.getByLabel(/^A checkpoint that you kept/).fill(kept);
        await page.getByRole('button', { name: 'Verify now' }).click();
        await heading(page, kept === note ? 'Nothing is wrong' : /^\d+ faults? found$/);
        await look();
      }
      expect([...faults, ...watch.faults]).toEqual([]);
      const broken = await page.evaluate('window.broken');
      expect(broken).toEqual([]);
    } finally {
      await context.close();
    }
  });
});

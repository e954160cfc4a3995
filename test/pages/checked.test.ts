/** A reader's browser checks the proof of an entry by itself, and says what does not hold. */
import type { Page, Route } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bundle } from '../../src/interchange/bundle.ts';
import { benchServed } from '../http/served.ts';
import { as, Bench, FRAME, id, nominated } from '../support/given.ts';
import { SIGNER, VKEY } from '../support/logged.ts';
import { browser, skipped, why } from './chromium.ts';
import { site } from './site.ts';
import { inAllSights, type Watch, watched } from './visit.ts';

const PATIENCE = 10_000;

const open = browser();
const bench = new Bench();
const here = site(async () => {
  await bench.accept([...FRAME, as('a', nominated('t1', 'ann', '2010-06-01'))]);
  const served = await benchServed(bench, [SIGNER]);
  await served.service.log.sign([SIGNER]);
  return served;
});

let page: Page;
let watch: Watch;

beforeEach(async () => {
  if (skipped) return;
  page = await open().newPage();
  page.setDefaultTimeout(PATIENCE);
  watch = await watched(page, { url: '/' });
});

afterEach(async () => {
  if (!skipped) await page.close();
});

const button = () => page.getByRole('button', { name: 'Check it in this browser' });
const verdict = () => page.locator('.check [role="status"]');

/** Goes to the entry, has it checked, and gives what is said in all. */
async function checked(): Promise<string> {
  await page.goto(`${here().origin}/entries/${id('a')}`);
  await button().click();
  await page.locator('.check ol, .check .notice').first().waitFor();
  return verdict().innerText();
}

/** The steps that are so. */
const steps = async (state: 'held' | 'failed' | 'open'): Promise<string[]> => {
  const found = await page.locator(`.checks > .${state} > b`).allInnerTexts();
  return found.map((each) => each.split(':')[0] ?? '');
};

/** Has a bundle come as somebody else would have it. */
const bundleAs = (change: (bundle: Bundle) => object) =>
  page.route('**/bundle', async (route: Route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: change((await answer.json()) as Bundle) });
  });

const firstAs = (bundle: Bundle, fields: object): Bundle => ({
  ...bundle,
  entries: bundle.entries.map((entry, at) => (at === 0 ? { ...entry, ...fields } : entry)),
});

describe.skipIf(skipped)(`the proof of an entry, in a browser${why}`, () => {
  it('holds, with its values, and is sound to look at', async () => {
    expect(await checked()).toMatch(/^4 of 5 checks hold, and none fails\. Not checked: what this/);
    expect(await steps('held')).toEqual([
      'What it says',
      'Its leaf',
      'Its place in the log',
      'The signature',
    ]);
    for (const values of await page.locator('.checks summary').all()) await values.click();
    const told = await page.locator('.checks').innerText();
    expect(told).toContain(VKEY);
    expect(told).toContain('"candidate":"ann"');
    expect(await page.locator('.check').innerText()).toContain('one that lies can lie here, too');
    expect(await inAllSights(page)).toEqual([]);
    expect(watch.faults).toEqual([]);
  });

  it('holds against the checkpoint of an earlier visit, as the log grows', async () => {
    await checked();
    expect(await checked()).toBe('5 of 5 checks hold, and none fails.');
    await page.getByText(/^What this browser saw before: holds\. It is the checkpoint/).waitFor();
    const before = here().served.service.log.size;
    await bench.accept([
      nominated('t2', 'ann', '2010-06-02'),
      nominated('t3', 'bob', '2010-06-02'),
    ]);
    await here().served.service.log.sign([SIGNER]);
    expect(await checked()).toBe('5 of 5 checks hold, and none fails.');
    await page.getByText(`still begins with the ${before} entries`).waitFor();
    expect(watch.faults).toEqual([]);
  });

  it('fails where the browser keeps another history, and goes on to fail', async () => {
    await checked();
    await page.evaluate(`(() => {
      const all = JSON.parse(localStorage['hustings.checkpoints']);
      for (const kept of Object.values(all)) kept.root = btoa('x'.repeat(32));
      localStorage['hustings.checkpoints'] = JSON.stringify(all);
    })()`);
    for (let times = 0; times < 2; times += 1) {
      expect(await checked()).toMatch(/^It does not hold\. What this browser saw before/);
      expect(await steps('failed')).toEqual(['What this browser saw before']);
    }
  });

  it.each<[string, readonly string[], (bundle: Bundle) => object]>([
    [
      'payload',
      ['What it says'],
      (bundle) =>
        firstAs(bundle, { payload: bundle.entries[0]?.payload?.replace('"ann"', '"bob"') }),
    ],
    [
      'leaf',
      ['Its leaf', 'Its place in the log'],
      (bundle) =>
        firstAs(bundle, { leaf: bundle.entries[0]?.leaf.replace('"version":1', '"version":2') }),
    ],
    [
      'path',
      ['Its place in the log'],
      (bundle) => firstAs(bundle, { proof: bundle.entries[0]?.proof.toReversed() }),
    ],
    [
      'root',
      ['Its place in the log', 'The signature'],
      (bundle) => ({
        ...bundle,
        checkpoint: bundle.checkpoint.replace(/\n[^\n]{44}\n/, `\n${'A'.repeat(43)}=\n`),
      }),
    ],
    [
      'key',
      ['The signature'],
      (bundle) => ({ ...bundle, vkey: bundle.vkey.replace(/.(?=.$)/, 'x') }),
    ],
  ])('fails where the %s that came is another', async (_, fails, change) => {
    await bundleAs(change);
    expect(await checked()).toMatch(new RegExp(`^It does not hold\\. ${fails.join('; ')}: see`));
    expect(await steps('failed')).toEqual(fails);
    expect(await page.evaluate("localStorage.getItem('hustings.checkpoints')")).toBeNull();
  });

  it('says so where nothing comes', async () => {
    await page.route('**/bundle', (route) => route.fulfill({ status: 503, body: '' }));
    expect(await checked()).toMatch(
      /^The evidence could not be had, so nothing was checked: .*503/,
    );
  });

  it('says so where the browser has no Ed25519, or gives no SHA-256', async () => {
    await page.addInitScript(`crypto.subtle.importKey = () =>
      Promise.reject(new DOMException('Unrecognized name', 'NotSupportedError'));`);
    expect(await checked()).toMatch(/^3 of 5 checks hold, and none fails\./);
    expect(await steps('open')).toContain('The signature');
    await page.addInitScript("Object.defineProperty(crypto, 'subtle', { value: undefined });");
    await page.reload();
    await page.getByText(/^This browser checks proofs only over HTTPS/).waitFor();
    expect(await button().count()).toBe(0);
  });
});

/** A reader is told that what is shown may be older than the ledger: legible in every sight. */
import { describe, expect, it } from 'vitest';
import { servedOver } from '../http/served.ts';
import { compareWithOrigin, serviceWith, staleSince } from '../http/staled.ts';
import { framed } from '../http/written.ts';
import { CONTEST } from '../support/sent.ts';
import { browser, skipped, why } from './chromium.ts';
import { site } from './site.ts';
import { inAllSights, watched } from './visit.ts';

const open = browser();
const here = site(async () => {
  const { service } = await framed();
  const since = Date.UTC(2026, 0, 2, 14, 3, 12);
  const currency = () => staleSince(since);
  return servedOver(serviceWith(service, { currency, compareWithOrigin }));
});

describe.skipIf(skipped)(`a page of a copy without news${why}`, () => {
  it('says so above what it shows', async () => {
    const page = await open().newPage();
    const watch = await watched(page, { url: '/' });
    await page.goto(`${here().origin}/contests/${CONTEST}?asOf=2010-06-01`);
    const notice = page.locator('.stale');
    expect(await notice.innerText()).toMatch(/no news from its database since 14:03:12 UTC on/);
    expect(await inAllSights(page)).toEqual([]);
    expect(watch.faults).toEqual([]);
    await page.close();
  });
});

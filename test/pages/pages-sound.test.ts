/**
 * Every page is readable by everybody: no axe violation, no error, nothing that scrolls sideways, in a
 * narrow and a wide window, by day and by night, and it is light to load.
 */
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import { browser, skipped, why } from './chromium.ts';
import { inTurn } from './in-turn.ts';
import { sampleSite } from './site.ts';
import { type Asked, faultsOf, visitorsIn } from './visit.ts';

/** The contest whose parts are all looked at. */
const HERE = '/contests/labour-leader-2010';
const TALLY = '56ae5674-4b62-4d7b-8327-86577c2164f5';

const PAGES: readonly Asked[] = [
  { url: '/' },
  { url: '/?q=2010' },
  { url: '/?q=nobody' },
  { url: HERE },
  { url: `${HERE}?asOf=2010-07-14&reportedBy=2010-06-26&counts=nominations` },
  { url: `${HERE}?asOf=2010-01-01` },
  { url: `${HERE}?knownAt=0` },
  { url: '/contests/labour-leader-2020' },
  { url: `${HERE}/compare?from=2010-06-09&to=2010-07-14` },
  { url: `${HERE}/provenance?candidate=david-miliband&category=TU&asOf=2010-07-14` },
  { url: `${HERE}/cite` },
  { url: `${HERE}/chart?chart=TU&asOf=2010-07-14` },
  { url: '/endorsers' },
  { url: '/endorsers?q=nobody-at-all' },
  { url: '/endorsers/unison' },
  { url: `/entries/${TALLY}` },
  { url: `/entries/${TALLY}/cite` },
  { url: '/weak' },
  { url: '/audit' },
  { url: '/audit/checkpoints' },
  { url: '/sign-in' },
  { url: '/audit/log', status: 401 },
  { url: '/contests/labor-leader-2010', status: 404 },
  { url: '/nowhere', status: 404 },
  { url: '/endorsers/nobody-at-all', status: 404 },
  { url: `${HERE}?asOf=14/07/2010`, status: 400 },
];

const open = browser();
const here = sampleSite();

/** The parts that the page of the contest leads to. */
async function parts(): Promise<string[]> {
  const { document } = parseHTML((await here().served.get(HERE)).body);
  const links = [...document.querySelectorAll('nav.parts a')].map((link) =>
    `${link.getAttribute('href')}`.split('?').at(0),
  );
  return [...new Set(links)].filter((link) => link?.startsWith(`${HERE}/`)).map(String);
}

describe.skipIf(skipped)(`every page${why}`, () => {
  let looked: (asked: Asked) => Promise<string[]>;
  let found: readonly Asked[] = [];

  beforeAll(async () => {
    const turn = inTurn(await visitorsIn(open(), 1280));
    const look = (asked: Asked) => turn((visitor) => faultsOf(visitor, here().origin, asked));
    const started = new Map(PAGES.map((asked) => [asked, look(asked)]));
    found = (await parts()).map((url) => ({ url }));
    for (const asked of found) started.set(asked, look(asked));
    // Each is awaited by the test that is about it.
    for (const each of started.values()) each.catch(() => undefined);
    looked = (asked) => started.get(asked) ?? Promise.reject(new Error(`${asked.url} unseen`));
  });

  it.each(PAGES)('is sound: $url', { timeout: 120_000 }, async (asked) => {
    expect(await looked(asked)).toEqual([]);
  });

  it(`is sound that ${HERE} leads to`, { timeout: 180_000 }, async () => {
    const faults = await Promise.all(
      found.map(async (asked) => (await looked(asked)).map((fault) => `${asked.url}: ${fault}`)),
    );
    expect(faults.flat()).toEqual([]);
    expect(found.length).toBeGreaterThan(5);
  });
});

/** What entries and addresses say is shown as text on every page: it does nothing, and breaks no layout. */
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import { benchServed } from '../http/served.ts';
import { Bench } from '../support/given.ts';
import { browser, skipped, why } from './chromium.ts';
import { contestOf, HOSTILE, type Hostile, type Stored, tellHostile } from './hostile.ts';
import { inTurn } from './in-turn.ts';
import { site } from './site.ts';
import { type Asked, elsewhere, sideways, type Visitor, visitorsIn } from './visit.ts';

const LONG = 120_000;
/** In milliseconds: what something that runs late may take to begin. */
const SETTLING = 50;
const bench = new Bench();
const stored = new Map<Hostile, Stored[]>();

const open = browser();
const here = site(async () => {
  for (const hostile of HOSTILE) stored.set(hostile, await tellHostile(bench, hostile));
  return benchServed(bench);
});

/** What of a page runs, or leads where no page may lead. */
const ALIVE = `[
  ...[...document.querySelectorAll('script')]
    .filter((each) => new URL(each.src || 'about:blank', location.href).origin !== location.origin),
  ...[...document.querySelectorAll('*')]
    .filter((each) => [...each.attributes].some(({ name }) => name.startsWith('on'))),
  ...[...document.querySelectorAll('a[href], form[action], img, iframe, object, base')]
    .filter((each) => !/^https?:$/.test(new URL(each.href || each.action || each.src || 'x:', location.href).protocol)),
].map((each) => 'it is alive: ' + each.outerHTML.slice(0, 200))`;

type Turn = <T>(task: (visitor: Visitor) => Promise<T>) => Promise<T>;
/** Narrow windows, two at once. */
let turn: Turn;
beforeAll(async () => {
  if (skipped) return;
  turn = inTurn(await visitorsIn(open(), 320));
});

/** What is seen of a page: what is wrong with it, its heading and all its text. */
interface Look {
  readonly faults: readonly string[];
  readonly heading: string;
  readonly text: string;
}

/** What a page says of itself. */
const SAYS = `({
  pwned: window.pwned !== undefined,
  alive: ${ALIVE},
  heading: document.querySelector('h1')?.textContent ?? '',
  text: document.documentElement.textContent,
})`;

/** Looks at a page in a narrow window. */
const looked = (asked: Asked): Promise<Look> =>
  turn(async ({ page, visit }) => {
    const { origin } = here();
    const short = asked.url.slice(0, 120);
    const { watch, response } = await visit(origin, asked);
    await page.waitForTimeout(SETTLING);
    const status = response?.status() ?? 0;
    if (status !== (asked.status ?? 200)) {
      return { faults: [`${short}: the status ${status}`], heading: '', text: '' };
    }
    const { pwned, alive, heading, text } = (await page.evaluate(SAYS)) as {
      readonly pwned: boolean;
      readonly alive: readonly string[];
      readonly heading: string;
      readonly text: string;
    };
    const faults = [...watch.faults, ...elsewhere(watch, origin), ...alive];
    if (pwned) faults.push('it was taken over');
    faults.push(...(await sideways(page)));
    return { faults: faults.map((fault) => `${short}: ${fault}`), heading, text };
  });

/** The pages of a contest that its own page leads to, its chart among them. */
async function pagesOf(hostile: Hostile): Promise<string[]> {
  const at = `/contests/${contestOf(hostile)}`;
  const { document } = parseHTML((await here().served.get(at)).body);
  const links = [...document.querySelectorAll('main a[href]')].map(
    (link) => `${link.getAttribute('href')}`,
  );
  const { slug, category } = hostile;
  const cell = new URLSearchParams({ candidate: slug('ann'), category });
  const own = [
    at,
    `${at}/provenance?${cell}`,
    `${at}/compare?from=2010-05-30&to=2010-06-30`,
    `${at}/cite`,
    ...['m1', 'm3', 'm4', 'm5'].map((name) => `/endorsers/${slug(name)}`),
  ];
  const below = links.filter((link) => link.startsWith(`${at}/`));
  // One of each, the first.
  const pages = [...own, ...below].reverse().map((link) => [link.split('?')[0], link] as const);
  return [...new Map(pages).values()];
}

const squeezed = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** The hostile texts in what was sent; addresses are links, and a page may say names instead of slugs. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return /[^a-z0-9-]/.test(value) ? [squeezed(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (/url$/i.test(key) ? [] : textsIn(inner)));
}

/** Looks at pages. Gives what is wrong with any. */
async function faultsAt(pages: readonly Asked[]): Promise<string[]> {
  const seen = await Promise.all(pages.map(looked));
  return seen.flatMap(({ faults }) => faults);
}

/** Looks at the page of an entry. Gives what is wrong with it, and which texts of the entry it lacks. */
async function faultsOfEntry({ id, type, data, sources, note }: Stored): Promise<string[]> {
  const { faults, text } = await looked({ url: `/entries/${id}` });
  if (text === '') return [...faults];
  const shown = squeezed(text);
  const lost = new Set(textsIn([data, sources, note]).filter((each) => !shown.includes(each)));
  return [...faults, ...[...lost].map((each) => `${type}: lacks "${each.slice(0, 80)}"`)];
}

/** One of each type of what was sent. */
const ofEachType = (all: readonly Stored[]): Stored[] => [
  ...new Map(all.map((each) => [each.type, each])).values(),
];

describe.skipIf(skipped).each(HOSTILE)(`what is $kind${why}`, (hostile) => {
  it('does nothing on the pages of its contest, and breaks none', { timeout: LONG }, async () => {
    const urls = await pagesOf(hostile);
    expect(await faultsAt(urls.map((url) => ({ url })))).toEqual([]);
  });

  it('is the heading of its contest, letter by letter', async () => {
    const { heading } = await looked({ url: `/contests/${contestOf(hostile)}` });
    expect(squeezed(heading)).toBe(squeezed(hostile.said(300)));
  });

  it('stands in full on the pages of its entries, and does nothing', {
    timeout: LONG,
  }, async () => {
    const entries = ofEachType(stored.get(hostile) ?? []);
    const faults = await Promise.all(entries.map(faultsOfEntry));
    expect(faults.flat()).toEqual([]);
  });
});

/** Addresses that say hostile things, and how they are answered. */
function addresses(): Asked[] {
  const at = `/contests/${contestOf(HOSTILE[0] as Hostile)}`;
  return HOSTILE.flatMap(({ said }) => {
    const text = encodeURIComponent(said(300));
    return [
      { url: `/?q=${text}` },
      { url: `${at}?asOf=${text}`, status: 400 },
      { url: `${at}?${text}=1`, status: 400 },
      { url: `${at}?counts=${text}`, status: 400 },
      { url: `/contests/${text}`, status: 404 },
    ];
  });
}

describe.skipIf(skipped)(`the pages${why}`, () => {
  it('show as text what is in their addresses', { timeout: LONG }, async () => {
    expect(await faultsAt(addresses())).toEqual([]);
  });

  it('list every contest, and all that is weak', async () => {
    expect(await faultsAt([{ url: '/' }, { url: '/weak' }])).toEqual([]);
  });
});

/** Looks at a page as a reader's browser does, and tells all that is wrong with it. */
import type { Browser, CDPSession, Page, Response } from 'playwright-core';
import { violations } from './axe.ts';

/** What the pages keep to. */
export const LIMITS = { bytes: 150_000, more: 2 } as const;
const HIGH = 900;

/** Which page, and with which status it comes. */
export interface Asked {
  readonly url: string;
  readonly status?: number;
}

/** What a page did beside showing itself. */
export interface Watch {
  readonly faults: string[];
  readonly requests: { readonly url: string; readonly type: string }[];
  bytes: number;
}

/** What breaks the policy of the page is told to `window.broken`. */
const WATCHES_POLICY = `window.broken = [];
addEventListener('securitypolicyviolation', (event) =>
  window.broken.push(event.violatedDirective + ' by ' + (event.blockedURI || 'inline') + ' ' + event.sample));`;

/** A page that is watched, and its browser's talk about it. */
interface Watched {
  readonly session: CDPSession;
  /** Begins to write down anew: the page goes to another address. */
  goes(asked: Asked): Watch;
}

const begun = (): Watch => ({ faults: [], requests: [], bytes: 0 });

/** Watches a page from address to address. */
async function watching(page: Page): Promise<Watched> {
  let watch = begun();
  let at = '';
  let answered = 200;
  page.on('console', (message) => {
    const own = `Failed to load resource: the server responded with a status of ${answered}`;
    const answer = answered !== 200 && message.text().startsWith(own);
    const from = message.location().url;
    // A picture that stands alone names no icon, so that the browser asks for one.
    if ((answer && from.endsWith(at)) || from.endsWith('/favicon.ico')) return;
    if (['error', 'warning'].includes(message.type())) {
      watch.faults.push(`the browser's log: ${message.text()} (${from})`);
    }
  });
  page.on('pageerror', (error) => watch.faults.push(`an error of a script: ${error.message}`));
  page.on('dialog', (dialog) => {
    watch.faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().startsWith('data:')) return;
    watch.requests.push({ url: request.url(), type: request.resourceType() });
  });
  await page.addInitScript(WATCHES_POLICY);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    watch.bytes += encodedDataLength;
  });
  return {
    session,
    goes: ({ url, status = 200 }) => {
      const { href, origin } = new URL(url, 'http://localhost');
      watch = begun();
      at = href.slice(origin.length);
      answered = status;
      return watch;
    },
  };
}

/** Writes down all that goes wrong on a page from now on; `status` is what its own answer may be. */
export const watched = async (page: Page, asked: Asked): Promise<Watch> =>
  (await watching(page)).goes(asked);

/** A window for page after page, each as for somebody who comes for the first time. */
export interface Visitor {
  readonly page: Page;
  /** Goes to a page, and writes down all that goes wrong on it. */
  visit(origin: string, asked: Asked): Promise<{ watch: Watch; response: Response | null }>;
}

async function visitorOf(page: Page): Promise<Visitor> {
  const { session, goes } = await watching(page);
  // Nothing that a page before it left is there for the next.
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  return {
    page,
    visit: async (origin, asked) => {
      await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
      const watch = goes(asked);
      return { watch, response: await page.goto(`${origin}${asked.url}`, { waitUntil: 'load' }) };
    },
  };
}

/**
 * Opens two windows so wide. New ones for each page would take longer than to look at the page, and two
 * contexts would have the browser begin a process for each.
 */
export async function visitorsIn(browser: Browser, width: number): Promise<readonly Visitor[]> {
  const context = await browser.newContext({ viewport: { width, height: HIGH } });
  return Promise.all([1, 2].map(async () => visitorOf(await context.newPage())));
}

/** What of a page does not fit into its window, widest first; nothing where nothing scrolls. */
export async function sideways(page: Page): Promise<string[]> {
  const found = await page.evaluate(`(() => {
    const { scrollWidth } = document.documentElement;
    if (scrollWidth <= innerWidth || document.body === null) return [];
    const shows = (each) => getComputedStyle(each).overflowX === 'visible';
    // What is placed absolutely is clipped by whatever it is placed in.
    const holder = (each) => getComputedStyle(each).position === 'absolute'
      ? each.offsetParent ?? document.body : each.parentElement;
    const within = (each) => each === document.body || each === document.documentElement
      || (shows(holder(each)) && within(holder(each)));
    const over = [...document.body.querySelectorAll('*')]
      .filter(within)
      .map((each) => {
        const { left, right } = each.getBoundingClientRect();
        const inside = shows(each) ? left + each.scrollWidth : 0;
        return { each, right: Math.round(Math.max(right, inside)) };
      })
      .filter(({ right }) => right > innerWidth)
      .sort((one, other) => other.right - one.right).slice(0, 4)
      .map(({ each, right }) => each.localName + '.' + each.className + ' to ' + right);
    return ['it is ' + scrollWidth + ' wide: ' + over.join(', ')];
  })()`);
  return found as string[];
}

/** What is wrong with the fields of an answer that is a page. */
function badFields(response: Response | null, status: number): string[] {
  if (response === null) return ['nothing came'];
  const headers = response.headers();
  const came = response.status() === status ? [] : [`the status ${response.status()}`];
  const type = headers['content-type'] ?? '';
  const html = type.startsWith('text/html') ? [] : [`it is ${type}, not a page`];
  const policy = headers['content-security-policy'] ?? '';
  const said = (name: string) => new RegExp(`(?:^|;)\\s*${name} ([^;]*)`).exec(policy)?.[1];
  const scripts = said('script-src') ?? said('default-src') ?? '';
  const strict = scripts !== '' && !/unsafe|\*|https?:|data:/.test(scripts);
  return [...came, ...html, ...(strict ? [] : [`its scripts' policy is "${scripts}"`])];
}

/** What a page asks for that is not on its own server. */
export const elsewhere = ({ requests }: Watch, origin: string): string[] =>
  requests
    .filter(({ url }) => !url.startsWith(`${origin}/`))
    .map(({ url }) => `it asks for ${url} elsewhere`);

/** What a first view asks for beyond HTML, CSS and JavaScript, and weighs too much. */
function tooMuch({ bytes, requests }: Watch): string[] {
  const more = requests.filter(({ type }) => !['document', 'stylesheet', 'script'].includes(type));
  return [
    ...(bytes > LIMITS.bytes ? [`it weighs ${bytes} bytes`] : []),
    ...(more.length > LIMITS.more ? [`it asks for ${more.map(({ url }) => url).join(' ')}`] : []),
  ];
}

/** Every width in every theme. What hangs on the width alone is asked once at each. */
const SIGHTS = [
  { width: 1280, colorScheme: 'light', coloursAlone: false },
  { width: 1280, colorScheme: 'dark', coloursAlone: true },
  { width: 320, colorScheme: 'dark', coloursAlone: false },
  { width: 320, colorScheme: 'light', coloursAlone: true },
] as const;

/** Two frames, and the end of whatever goes over into another colour: then a page is as its window and its theme have it. */
const DRAWN = `(async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const going = () => document.getAnimations().filter((each) => each instanceof CSSTransition);
  await frame();
  await frame();
  for (let all = going(); all.length > 0; all = going()) {
    for (const each of all) each.finish();
    await frame();
  }
})()`;

/** What is wrong with a page in some sight, and in which. */
export async function inAllSights(page: Page): Promise<string[]> {
  const where = new Map<string, string[]>();
  for (const { width, colorScheme, coloursAlone } of SIGHTS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: HIGH });
    await page.evaluate(DRAWN);
    const faults = [...(await sideways(page)), ...(await violations(page, coloursAlone))];
    for (const fault of faults) {
      where.set(fault, [...(where.get(fault) ?? []), `${width} px ${colorScheme}`]);
    }
  }
  return [...where].map(([fault, sights]) =>
    sights.length === SIGHTS.length ? fault : `${sights.join(', ')}: ${fault}`,
  );
}

/** Looks at a page in a narrow and a wide window, by day and by night. Gives what is wrong with it. */
export async function faultsOf(
  { page, visit }: Visitor,
  origin: string,
  asked: Asked,
): Promise<string[]> {
  const { watch, response } = await visit(origin, asked);
  const faults = badFields(response, asked.status ?? 200);
  // What is no page has nothing to look at.
  if (faults.length > 0) return faults;
  faults.push(...(await inAllSights(page)));
  const broken = (await page.evaluate('window.broken')) as string[];
  // Meanwhile it has asked for all that it asks for by itself.
  faults.push(...tooMuch(watch), ...elsewhere(watch, origin), ...watch.faults);
  return [...faults, ...broken.map((each) => `its policy is broken: ${each}`)];
}

import { parseHTML } from 'linkedom';
import { expect } from 'vitest';
import type { Served } from '../http/served.ts';

/** A page as a reader has it. */
export interface Read {
  readonly document: Document;
  /** Its text, white space folded. */
  readonly text: string;
  /** The addresses to which its main part links. */
  readonly links: readonly string[];
}

/** White space as a browser folds it. */
export const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Every so many of a list, from the first. */
export const some = <T>(all: readonly T[], every: number): T[] =>
  all.filter((_, at) => at % every === 0);

/** The ids of the entries to which links lead. */
export const entryLinks = (links: readonly string[]): Set<string> =>
  new Set(links.flatMap((link) => /^\/entries\/([0-9a-f-]{36})(?:\?|$)/.exec(link)?.[1] ?? []));

/** Asks for a page that there must be, and parses it. */
export async function page({ get }: Pick<Served, 'get'>, url: string): Promise<Read> {
  const { status, headers, body } = await get(url);
  expect(status, `${url}: ${body.slice(0, 500)}`).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  const { document } = parseHTML(body) as unknown as { document: Document };
  const main = document.querySelector('main');
  if (main === null) throw new Error(`${url} has no main part`);
  // What a table keeps apart by its cells alone.
  for (const cell of main.querySelectorAll('th, td, dt, dd, li')) cell.append(' ');
  const links = [...main.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '');
  return { document, text: folded(main.textContent ?? ''), links };
}

/** Asks as a browser does for a page that there is not. */
export async function refused({ get }: Pick<Served, 'get'>, url: string) {
  const { status, headers, body } = await get(url, { accept: 'text/html' });
  expect(headers['content-type'], url).toBe('text/html; charset=utf-8');
  return { status, body };
}

/** What a page with text from elsewhere must not hold: elements and addresses that run. */
export function expectHarmless(document: Document): void {
  const scripts = [...document.querySelectorAll('script')].map((each) => each.getAttribute('src'));
  expect(scripts).toEqual(['/assets/theme.js', '/assets/app.js']);
  expect(document.querySelectorAll('img, iframe, object, embed, base, svg')).toHaveLength(0);
  for (const each of document.querySelectorAll('*')) {
    const names = each.getAttributeNames();
    expect(names.filter((name) => name.startsWith('on'))).toEqual([]);
    const address = each.getAttribute('href') ?? each.getAttribute('src') ?? '/';
    expect(address).toMatch(/^(?:\/|#|https?:\/\/|data:,$)/);
  }
}

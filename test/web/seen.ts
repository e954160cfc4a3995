/** Pages that are made of what a test says, as whoever looks at them has them. */
import { parseHTML } from 'linkedom';
import { documentOf, type PageFrame } from '../../src/web/document.ts';
import type { Viewer } from '../../src/web/viewer.ts';
import { expectHarmless, folded } from './parsed.ts';

/** Somebody who may audit. */
export const AUDREY: Viewer = { name: 'Audrey', roles: ['auditor'] };
/** A text that must stay one. */
export const HOSTILE = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
/** What linkedom reads of it in a text area, whose entities it leaves. */
export const ESCAPED: string = HOSTILE.replaceAll('<', '&lt;').replaceAll('"', '&quot;');
/** When a test says that it is. */
export const READ_AT: number = Date.UTC(2026, 0, 2, 3, 4, 5);

/** A page, in which nothing hostile may run. */
export function seen(frame: PageFrame, viewer: Viewer | null = AUDREY) {
  const text = documentOf(frame, { viewer, at: '/audit' });
  const { document } = parseHTML(text) as unknown as { document: Document };
  expectHarmless(document);
  const main = document.querySelector('main');
  if (main === null) throw new Error('there is no main part');
  for (const cell of main.querySelectorAll('th, td, dt, dd, li')) cell.append(' ');
  const links = [...main.querySelectorAll('a')].map((link) => `${link.getAttribute('href')}`);
  return { document, main, links, text: folded(`${main.textContent}`) };
}

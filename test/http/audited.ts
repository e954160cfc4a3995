/** How the tests of the auditor's pages ask and read. */
import { parseHTML } from 'linkedom';
import { expect } from 'vitest';
import { SIGNER } from '../support/logged.ts';
import { folded } from '../web/parsed.ts';
import type { Got, Headers } from './served.ts';
import { type SignedIn, signedInOver } from './signed-in.ts';
import { writableService } from './written.ts';

/** What a browser that is not signed in sends. */
export const HTML: Headers = { accept: 'text/html' };

/** A page as an auditor has it. */
export interface Read {
  readonly status: number;
  readonly document: Document;
  /** Of its main part, white space folded. */
  readonly text: string;
  readonly links: readonly string[];
}

/** Reads a page that nobody may keep. */
export function read({ status, headers, body }: Got): Read {
  expect(headers['content-type'], body.slice(0, 300)).toBe('text/html; charset=utf-8');
  expect(headers['cache-control']).toMatch(/no-store/);
  const { document } = parseHTML(body) as unknown as { document: Document };
  const main = document.querySelector('main');
  if (main === null) throw new Error('there is no main part');
  for (const cell of main.querySelectorAll('th, td, dt, dd, li')) cell.append(' ');
  const links = [...main.querySelectorAll('a')].map((link) => `${link.getAttribute('href')}`);
  return { status, document, text: folded(`${main.textContent}`), links };
}

/** A server over a ledger's file, and Audrey, who may audit. */
export interface Audited {
  readonly here: SignedIn;
  readonly audrey: Headers;
}

/** A server over a ledger's file, all of which is signed; over one in memory where none is named. */
export async function audited(path?: string): Promise<Audited> {
  const service = writableService(path);
  if (path !== undefined) await service.log.sign([SIGNER]);
  const here = await signedInOver(service, [SIGNER]);
  return { here, audrey: here.browser('Audrey', 'auditor') };
}

/** Looks at a verification until it has ended. */
export async function follow({ here, audrey }: Audited, location: string): Promise<Read> {
  for (;;) {
    const page = read(await here.get(location, audrey));
    if (page.document.querySelector('#run')?.getAttribute('data-run') !== 'running') return page;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Begins a verification, and waits for its end. */
export async function verify(at: Audited, since = ''): Promise<Read> {
  const { status, headers } = await at.here.post('/audit/verification', { since }, at.audrey);
  const { location = '' } = headers;
  expect([status, location]).toEqual([
    303,
    expect.stringMatching(/^\/audit\/verification\/[\w-]{12}$/),
  ]);
  return follow(at, location);
}

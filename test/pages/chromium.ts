/** The browser that the pages are looked at with: Debian's Chromium. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const NAMED = process.env.HUSTINGS_TEST_CHROMIUM;
const SOUGHT = NAMED ? [NAMED] : PLACES;

/** Where a browser is, or undefined. */
const FOUND: string | undefined = SOUGHT.find((place) => existsSync(place));

if (FOUND === undefined && process.env.HUSTINGS_TEST_NEEDS_CHROMIUM) {
  throw new Error(
    `HUSTINGS_TEST_NEEDS_CHROMIUM is set, and there is no ${SOUGHT.join(' and no ')}`,
  );
}

/** Are the tests in a browser left out, for want of one? */
export const skipped: boolean = FOUND === undefined;

/** Why they are, to stand in their names. */
export const why: string = skipped
  ? ` (skipped: needs Chromium at ${SOUGHT.join(' or ')}; HUSTINGS_TEST_CHROMIUM names another)`
  : '';

if (skipped) process.stderr.write(`The pages are not looked at in a browser${why}\n`);

/** A browser for all tests of a file, closed when they are done. */
export function browser(): () => Browser {
  let open: Browser | undefined;
  beforeAll(async () => {
    if (FOUND === undefined) return;
    // Nothing is drawn on a screen.
    const args = ['--no-sandbox', '--disable-gpu'];
    open = await chromium.launch({ executablePath: FOUND, args });
  });
  afterAll(() => open?.close());
  return () => {
    if (open === undefined) throw new Error('no browser is open');
    return open;
  };
}

/** A refusal is a page for whoever reads pages, and problem details for everybody else. */
import { describe, expect, test } from 'vitest';
import { CONTEST, told } from '../support/given.ts';
import { expectProblem } from './problem-details.ts';
import { benchServed } from './served.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

const PAGES: readonly (readonly [url: string, status: number, says: RegExp])[] = [
  ['/nosuch', 404, /There is nothing at \/nosuch/],
  ['/contests/nosuch', 404, /There is no contest nosuch/],
  [`/contests/${CONTEST}?asOf=2010-02-30`, 400, /must be a day that exists/],
  [`/contests/${CONTEST}?nosuch=1`, 400, /nosuch is no parameter of this page/],
  [`/contests/${CONTEST}?asOf=2010-06-01&asOf=2010-06-02`, 400, /asOf must be said once/],
];

describe('a page that cannot be shown', () => {
  test.each(PAGES)('%s says why, as a page', async (url, status, says) => {
    const server = await benchServed(await told());
    const page = await server.get(url, BROWSER);
    expect([page.status, page.headers['content-type']]).toEqual([
      status,
      'text/html; charset=utf-8',
    ]);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.body).toMatch(says);
    expect(page.body).toContain('All contests');
    expectProblem(await server.get(url), status, undefined, says);
  });

  test('holds hostile text as text', async () => {
    const server = await benchServed(await told());
    const page = await server.get('/contests/%3Cscript%3Ealert(1)%3C%2Fscript%3E', BROWSER);
    expect(page.body).not.toContain('<script>alert');
    expect(page.body).toContain('&lt;script>alert(1)');
  });

  test.each(['/api/v1/nosuch', '/log/nosuch', '/problems/nosuch'])(
    'is problem details at %s, whoever asks',
    async (url) => {
      const server = await benchServed(await told());
      expectProblem(await server.get(url, BROWSER), 404);
    },
  );
});

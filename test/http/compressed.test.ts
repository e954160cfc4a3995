/** Pages come compressed to who takes them so, the same bytes within, and each under its own tag. */
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sampleLedger } from '../cli/harness.ts';
import { served } from './served.ts';
import { signedInOver } from './signed-in.ts';

const here = served(sampleLedger().path);
const PAGES = [
  '/contests/labour-leader-2010?asOf=2010-07-14',
  '/contests/labour-leader-2010/timeline?asOf=2010-07-14',
];

describe.each(PAGES)('%s', (url) => {
  it.each([
    ['gzip', true],
    ['gzip, deflate, br, zstd', true],
    ['br;q=1.0, gzip;q=0.5, identity;q=0.1', true],
    ['*', true],
    ['identity', false],
    ['br', false],
    ['gzip;q=0', false],
    ['', false],
  ])('to a client that takes "%s" is compressed: %s', async (accepted, isCompressed) => {
    const plain = await here.get(url);
    const { headers, bytes } = await here.get(url, { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(isCompressed ? 'gzip' : undefined);
    expect(headers.vary).toBe('cookie, accept-encoding');
    expect((isCompressed ? gunzipSync(bytes) : bytes).toString()).toBe(plain.body);
    expect(headers.etag === plain.headers.etag).toBe(!isCompressed);
    if (isCompressed) expect(bytes.length).toBeLessThan(plain.bytes.length / 3);
  });

  it('is not sent again to who has it so', async () => {
    const gzip = { 'accept-encoding': 'gzip' };
    const { headers } = await here.get(url, gzip);
    const known = { 'if-none-match': headers.etag ?? '' };
    const again = await here.get(url, { ...gzip, ...known });
    expect([again.status, again.body, again.headers['content-encoding']]).toEqual([
      304,
      '',
      undefined,
    ]);
    expect((await here.get(url, known)).status).toBe(200);
  });
});

it('a page for somebody who is signed in is neither compressed nor kept', async () => {
  const signedIn = await signedInOver(here.service);
  const asked = { ...signedIn.browser('Ada Editor', 'editor'), 'accept-encoding': 'gzip' };
  for (const url of PAGES) {
    const { headers, body } = await signedIn.get(url, asked);
    expect([headers['content-encoding'], body]).toEqual([
      undefined,
      expect.stringContaining('Ada Editor'),
    ]);
    expect((await signedIn.get(url)).body).not.toContain('Ada Editor');
    expect((await signedIn.get(url, asked)).body).toContain('Ada Editor');
  }
});

it('an answer of the API is not compressed', async () => {
  const { headers } = await here.get('/api/v1/contests', { 'accept-encoding': 'gzip' });
  expect(headers['content-encoding']).toBeUndefined();
});

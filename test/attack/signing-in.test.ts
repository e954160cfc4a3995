/** Where signing in and out may lead: nowhere but to this server. */
import { expect, test } from 'vitest';
import { attacked } from './attacked.ts';

const server = attacked();
const FORM = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
const OURS = { ...FORM, 'sec-fetch-site': 'same-origin' };

const HOSTILE = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/%09/evil.example',
  'https://evil.example/',
  'https:evil.example',
  'https:/evil.example',
  'http://here.invalid@evil.example/',
  'http://here.invalid//evil.example/',
  '/..//evil.example',
  '/.//evil.example',
  '/%2e%2e//evil.example',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:http://here.invalid/evil',
  'blob:http:here.invalid//evil',
  '/a\r\nSet-Cookie: hustings=evil',
  '/a\nLocation: https://evil.example',
  '\u2028//evil.example',
];

test.each(HOSTILE)('%j leads to a path of this server alone', async (next) => {
  const base = 'http://ledger.example/sign-in';
  const token = (server.here.knocks.editor ?? '').slice('Bearer '.length);
  for (const url of ['/sign-in', '/sign-out', `/sign-in?next=${encodeURIComponent(next)}`]) {
    const fields = new URLSearchParams({ token, ...(url.includes('?') ? {} : { next }) });
    const answer = await server.send(url, { method: 'POST', headers: OURS, payload: `${fields}` });
    const { location } = answer.headers;
    expect(answer.statusCode).toBe(303);
    expect(location).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
    expect(new URL(`${location}`, base).origin).toBe('http://ledger.example');
    expect([answer.headers['set-cookie']].flat()).toHaveLength(1);
  }
});

test.each([
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['a site beside it', { 'sec-fetch-site': 'same-site', origin: 'https://evil.ledger.example' }],
  ['nowhere, as of a link that was pasted', { 'sec-fetch-site': 'none' }],
  ['a frame without an origin', { origin: 'null' }],
  ['another site, by Origin alone', { origin: 'https://evil.example' }],
  ['whoever does not say', {}],
])('a form of %s signs nobody in or out', async (_, from) => {
  const token = (server.here.knocks.editor ?? '').slice('Bearer '.length);
  for (const url of ['/sign-in', '/sign-out']) {
    const payload = `${new URLSearchParams({ token })}`;
    const headers = { ...FORM, ...from, cookie: `hustings=${token}` };
    const answer = await server.send(url, { method: 'POST', headers, payload });
    expect([url, answer.statusCode, answer.headers['set-cookie']]).toEqual([url, 403, undefined]);
  }
});

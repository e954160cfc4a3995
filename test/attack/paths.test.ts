/** Paths that would lead out of a folder: there is nothing at any of them. */
import { expect, test } from 'vitest';
import { attacked } from './attacked.ts';

const FOLDERS = ['/assets/', '/docs/static/', '/log/tile/', '/log/checkpoints/', '/problems/'];
const LEADING_OUT = [
  '../package.json',
  '..%2f..%2f..%2fpackage.json',
  '%2e%2e/%2e%2e/%2e%2e/package.json',
  '%2e%2e%2fpackage.json',
  '%252e%252e%252fpackage.json',
  '..%5c..%5cpackage.json',
  '..\\..\\package.json',
  '....//package.json',
  '/etc/passwd',
  '%2fetc%2fpasswd',
  'base.css%00.js',
  '%00',
  '0/000%00',
  '.%2e/server.ts',
  'C:%5cwindows%5cwin.ini',
  '%c0%ae%c0%ae/package.json',
];

const server = attacked();

test.each(FOLDERS)(
  'below %s: no path leads out of the folder, nor fails the server',
  async (folder) => {
    for (const path of LEADING_OUT) {
      const { statusCode, body, headers } = await server.send(`${folder}${path}`, { as: 'admin' });
      expect([path, [400, 404].includes(statusCode)]).toEqual([path, true]);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(body).toMatch(/"type":"\/problems\/(?:not-found|bad-address)"/);
      expect(body).not.toMatch(/root:|"dependencies"|import /);
    }
    expect(server.here.failures).toEqual([]);
  },
);

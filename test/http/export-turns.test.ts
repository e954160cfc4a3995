/** An export goes page by page, and others are answered between two pages. */
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EXPORT_PAGE } from '../../src/http/entry-routes.ts';
import { sampleLedger } from '../cli/harness.ts';
import { served } from './served.ts';

const server = served(sampleLedger().path, () => Date.now());

test('there is a turn of the event loop before each page', async () => {
  let exported: number | undefined;
  const whole = server.get('/api/v1/export').then(({ body }) => {
    exported = body.trimEnd().split('\n').length;
  });
  let turns = 0;
  for (; exported === undefined; turns += 1) await turn();
  await whole;
  expect(exported).toBeGreaterThan(5 * EXPORT_PAGE);
  expect(turns).toBeGreaterThan(exported / EXPORT_PAGE);
});

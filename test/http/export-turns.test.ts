/** An export goes page by page, and others are answered between two pages. */
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EXPORT_PAGE, MOST_EXPORTS } from '../../src/http/export-routes.ts';
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

test('more than go on at once are told to come again, until one has ended', async () => {
  const ask = () => server.get('/api/v1/export');
  const asked = await Promise.all(Array.from({ length: 2 * MOST_EXPORTS }, ask));
  const statuses = asked.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(MOST_EXPORTS);
  expect(statuses.filter((status) => status === 503)).toHaveLength(MOST_EXPORTS);
  const refused = asked.find(({ status }) => status === 503);
  expect(refused?.headers['retry-after']).toMatch(/^[1-9]/);
  expect((await ask()).status).toBe(200);
});

/** Which form an answer takes: by its suffix, else by Accept (RFC 9110 section 12.5.1). */
import { beforeAll, expect, test } from 'vitest';
import { CONTEST, told } from '../support/given.ts';
import { benchServed, type Served } from './served.ts';

const URL = `/api/v1/contests/${CONTEST}/standings`;
let server: Served;

beforeAll(async () => {
  server = await benchServed(await told());
});

test.each([
  ['*/*', 'json'],
  ['', 'json'],
  ['application/json', 'json'],
  ['application/*', 'json'],
  ['application/json; charset=utf-8', 'json'],
  ['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8', 'json'],
  ['text/csv', 'csv'],
  ['TEXT/CSV', 'csv'],
  ['text/*', 'csv'],
  ['text/csv;header=present', 'csv'],
  ['text/csv;q=0.9, application/json;q=0.1', 'csv'],
  ['application/json;q=0.1, text/csv;q=0.9', 'csv'],
  ['application/x-ndjson', 'ndjson'],
  ['application/ndjson', 'ndjson'],
  ['application/jsonl', 'ndjson'],
  ['text/csv ; q=0.3 , application/x-ndjson ; q=0.4', 'ndjson'],
  ['text/csv;q=0.5, application/x-ndjson', 'ndjson'],
  ['application/json;q=0, text/csv', 'csv'],
  ['application/json;q=0, text/*;q=0.1', 'csv'],
  ['application/json;q=0, */*', 'csv|ndjson'],
  ['application/json;q=0.1, */*', 'csv|ndjson'],
  ['text/csv;q=0, */*;q=0.1', 'json'],
] as const)('Accept: %s gives %s', async (accept, form) => {
  const { status, headers } = await server.get(URL, { accept });
  expect(status).toBe(200);
  expect(headers['content-type']?.replace('x-', '')).toMatch(new RegExp(`/(?:${form});`));
});

test.each(['json', 'csv', 'ndjson'])(
  'the suffix .%s has its way whatever is accepted',
  async (form) => {
    for (const accept of ['application/json', 'text/csv', 'text/html', '*/*;q=0']) {
      const { status, headers } = await server.get(`${URL}.${form}`, { accept });
      expect(status).toBe(200);
      expect(headers['content-type']?.replace('x-', '')).toContain(`/${form};`);
    }
  },
);

test('a slash at the end changes nothing', async () => {
  for (const ending of ['', '.csv']) {
    const [bare, slashed] = [`${URL}${ending}`, `${URL}${ending}/`];
    expect((await server.get(slashed)).body).toBe((await server.get(bare)).body);
  }
});

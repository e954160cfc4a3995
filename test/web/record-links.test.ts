/** The pages of records lead nowhere that there is not, and refuse what they cannot show. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SIGNER } from '../audit/audited-ledger.ts';
import { sampleLedger } from '../cli/harness.ts';
import { type Served, servedOver, serviceAt } from '../http/served.ts';
import { LINES } from '../samples/samples.ts';
import { page, refused, some } from './parsed.ts';

const ledger = sampleLedger();
const now = Date.now() + 600_000;
let server: Served;

beforeAll(async () => {
  const service = serviceAt(ledger.path, () => now, false);
  // What proves something is there once a checkpoint is signed.
  await service.log.sign([SIGNER]);
  server = await servedOver(service, [SIGNER]);
});
afterAll(async () => {
  await server.server.close();
  await server.service.store.close();
});

describe('an id that is cut short', () => {
  test('names the entry that begins so', async () => {
    const [{ id } = { id: '' }] = LINES;
    const whole = await server.get(`/entries/${id}`);
    const begun = id.slice(0, 8).toUpperCase();
    const cut = await server.get(`/entries/${begun}`);
    // Signing in leads back to the address that was asked for, and the data stand below it.
    const main = ({ body }: typeof whole) => body.slice(body.indexOf('<main'));
    expect([cut.status, main(cut).replaceAll(begun, id)]).toEqual([200, main(whole)]);
  });

  test('is refused where several begin so, or none', async () => {
    const begun = Map.groupBy(LINES, ({ id }) => id.slice(0, 4));
    const [twice = ''] = [...begun].find(([, lines]) => lines.length > 1) ?? [];
    const several = await refused(server, `/entries/${twice}`);
    expect(several.status).toBe(400);
    expect(several.body).toContain('several entries');
    const none = await refused(server, '/entries/00000000-0000-4000-8000-000000000000');
    expect(none.status).toBe(404);
  });
});

test('what is no number, list, day or parameter is refused by a page that says so', async () => {
  const at = '/contests/labour-leader-2010';
  for (const [path, says] of [
    [`${at}/provenance?category=MP`, 'candidate'],
    [`${at}/provenance?category=XX&undeclared=true`, 'category'],
    [`${at}/provenance?category=MP&undeclared=maybe`, 'undeclared'],
    [`${at}/compare?from=yesterday`, 'from must be a day'],
    [`${at}/compare?fromKnownAt=99999`, 'fromKnownAt'],
    [`${at}/weak?list=all`, 'list must be one of'],
    [`${at}/weak?list=contradicts&part=2`, 'part must be'],
    ['/weak?list=contradicts&part=x', 'part must be'],
    ['/endorsers/unisom', 'Did you mean unison?'],
    ['/contests/labour-leader-2011/compare', 'labour-leader-2010'],
  ] as const) {
    const { status, body } = await refused(server, path);
    expect([path, Math.floor(status / 100)]).toEqual([path, 4]);
    expect(body).toContain(says);
  }
});

test('every link within the site leads somewhere', async () => {
  const at = '/contests/labour-leader-2010';
  const begin = [
    `${at}/compare?from=2010-06-26&to=2010-07-26&toReportedBy=2010-07-27`,
    `${at}/provenance?candidate=david-miliband&category=TU&asOf=2010-07-14&reportedBy=2010-07-14`,
    `${at}/provenance?undeclared=true&category=TU&asOf=2010-07-14`,
    `${at}/weak?list=contradicts`,
    `${at}/cite?asOf=2010-07-14&counts=nominations`,
    '/weak?list=contradicts&asOf=2020-02-01',
    '/endorsers/unison?asOf=2020-02-01',
    ...some(LINES, 60).flatMap(({ id }) => [`/entries/${id}`, `/entries/${id}/cite`]),
  ];
  const links = new Set<string>();
  for (const url of begin) for (const link of (await page(server, url)).links) links.add(link);
  const within = [...links].filter((link) => !/^https?:/.test(link));
  expect(within.length).toBeGreaterThan(300);
  for (const file of ['/proof', '/leaf', '/bundle?', '/bundle', '/citation.json', '/prov'])
    expect(
      within.some((link) => link.includes(file)),
      file,
    ).toBe(true);
  const broken: string[] = [];
  for (const link of within) {
    const { status } = await server.get(link);
    if (status !== 200) broken.push(`${status} ${link}`);
  }
  expect(broken).toEqual([]);
});

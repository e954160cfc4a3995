/** The auditors' pages as data: for whom they are, and what the pages and the API say. */
import { beforeAll, describe, expect, test } from 'vitest';
import { WEAKNESSES } from '../../projections/weak.ts';
import { sampleLedger } from '../cli/harness.ts';
import { draft, merged } from '../support/given.ts';
import { SIGNER } from '../support/logged.ts';
import { expectProblem } from './problem-details.ts';
import type { Got, Headers } from './served.ts';
import { type SignedIn, signedInOver } from './signed-in.ts';
import { writableService } from './written.ts';

const TYPES = { json: 'application/json', csv: 'text/csv', ndjson: 'application/x-ndjson' };
const samples = sampleLedger();
let here: SignedIn;
let audrey: Headers;
let reader: Headers;

beforeAll(async () => {
  const service = writableService(samples.copy('audited.db'));
  const merging = [draft(merged('gmb', 'unite'))];
  const outcome = await service.ledger.append(null, merging, { recordedBy: 'Ada' });
  expect(outcome.ok).toBe(true);
  await service.log.sign([SIGNER]);
  here = await signedInOver(service, [SIGNER]);
  audrey = here.browser('Audrey', 'auditor');
  reader = here.browser('Rita', 'historian');
});

/** The data of a page: as JSON, and how many rows each other form has. */
async function data(at: string, query = '') {
  const got: Record<string, Got> = {};
  for (const [form, type] of Object.entries(TYPES)) {
    const each = await here.get(`${at}.${form}${query}`, audrey);
    expect(each.status, each.body.slice(0, 300)).toBe(200);
    expect(each.headers['content-type']).toContain(type);
    expect(each.headers['cache-control']).toMatch(/no-store/);
    got[form] = each;
  }
  const lines = (form: string) => (got[form]?.body ?? '').split(/\r?\n/).slice(0, -1);
  const [head = '', ...rows] = lines('csv');
  const objects = lines('ndjson').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(objects).toHaveLength(rows.length);
  for (const each of objects) expect(Object.keys(each)).toEqual(head.split(','));
  return { body: JSON.parse(got.json?.body ?? ''), head: head.split(','), objects, got };
}

test('the state of the log, and the weak provenance of each contest', async () => {
  const { body, head, objects } = await data('/audit', '?asOf=2010-07-14&counts=');
  expect(body.clocks.asOf).toBe('2010-07-14');
  expect(body).toMatchObject({ problem: null, tree: { size: body.entries } });
  expect(head).toEqual(['contest', 'claims', ...WEAKNESSES]);
  expect(objects).toHaveLength(body.weak.length);
  for (const { contest, ...counts } of objects) {
    const weak = await here.json(`/api/v1/contests/${contest}/weak?asOf=2010-07-14`);
    expect(counts).toEqual({ claims: weak.claims, ...(weak.counts as object) });
  }
});

test('the checkpoints, below a size too', async () => {
  const { body, objects } = await data('/audit/checkpoints');
  expect(body.checkpoints).toEqual(objects);
  const [{ size }] = body.checkpoints;
  expect((await here.get(`/log/checkpoints/${size}`)).status).toBe(200);
  expect((await data('/audit/checkpoints', `?below=${size}`)).objects).toEqual([]);
  const got = await here.get('/audit/checkpoints.csv?below=x', { accept: 'text/html' });
  expectProblem(got, 400, 'bad-parameter', /below/);
});

test('the verifications, and what one of them found', async () => {
  const begun = await here.post('/audit/verification', { since: '' }, audrey);
  const at = `${begun.headers.location}`;
  for (let state = 'running'; state === 'running'; ) {
    await new Promise((resolve) => setImmediate(resolve));
    state = JSON.parse((await here.get(`${at}.json`, audrey)).body).state;
  }
  const { body, objects } = await data(at);
  expect(body).toMatchObject({ state: 'done', by: 'Audrey', since: null });
  const asked = await here.get('/api/v1/audit/verification', audrey);
  expect(body.report).toEqual(JSON.parse(asked.body));
  expect(objects.map(({ what }) => what)).toContain('entries');
  const all = await data('/audit/verification');
  expect(all.body).toEqual([body]);
  expect(all.objects).toMatchObject([{ state: 'done', faults: 0 }]);
  expectProblem(
    await here.get('/audit/verification/nosuch.json', audrey),
    404,
    'not-found',
    /nosuch/,
  );
});

describe('who recorded what', () => {
  test.each([
    '',
    'recordedBy=a+guess',
    'contest=labour-leader-2010',
    'contest=labour-leader-2010&type=TallyReported',
    'register=true',
  ])('is what the API says: %s', async (query) => {
    const { got } = await data('/audit/log', `?${query}&below=100&asOf=2010-07-14`);
    for (const form of ['json', 'csv', 'ndjson']) {
      const api = await here.get(`/api/v1/audit/log.${form}?limit=1000&${query}`, audrey);
      expect(api.status).toBe(200);
      expect(got[form]?.body).toBe(api.body);
    }
  });

  test('is of the register alone, or of a contest', async () => {
    const { body } = await data('/audit/log', '?register=true');
    expect(body.entries.length).toBeGreaterThan(0);
    for (const { contest } of body.entries) expect(contest).toBeNull();
    const both = 'register=true&contest=labour-leader-2010';
    for (const at of ['/audit/log.csv', '/api/v1/audit/log']) {
      expectProblem(await here.get(`${at}?${both}`, audrey), 400, 'bad-parameter', /register/);
    }
  });
});

test('those that take an auditor are for nobody else', async () => {
  for (const at of ['/audit/log', '/audit/verification', '/audit/verification/nosuch']) {
    for (const form of Object.keys(TYPES)) {
      expectProblem(await here.get(`${at}.${form}`, reader), 403, 'forbidden', /auditor/);
      expectProblem(
        await here.get(`${at}.${form}`, { accept: 'text/html' }),
        401,
        'unauthenticated',
      );
    }
  }
});

test('each page tells where its data are', async () => {
  for (const at of ['/audit', '/audit/checkpoints', '/audit/verification', '/audit/log']) {
    const { body } = await here.get(`${at}?asOf=2010-07-14`, audrey);
    for (const [form, type] of Object.entries(TYPES)) {
      const address = body.match(new RegExp(`<link rel="alternate" type="${type}" href="([^"]+)"`));
      expect(address?.[1], at).toMatch(new RegExp(`^${at}\\.${form}\\b`));
      expect(body).toContain(`<a href="${address?.[1]}" type="${type}">${form.toUpperCase()}</a>`);
    }
  }
});

/** An answer that was given before is given again byte by byte, and never once it is not right any more. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Service } from '../../src/ledger/service.ts';
import { parseInstant } from '../../src/time/instant.ts';
import { CONTEST, draft, FRAME, nominated } from '../support/given.ts';
import { everybody } from './everybody.ts';
import { type Headers, type Served, servedOver, serviceAt } from './served.ts';

const AT = `/api/v1/contests/${CONTEST}`;
const NOON = parseInstant('2026-06-01T12:00:00Z') ?? 0;

const folder = mkdtempSync(join(tmpdir(), 'hustings-kept-'));
const file = join(folder, 'ledger.db');
let now = NOON;
let writer: Service;
let server: Served;

beforeAll(async () => {
  writer = serviceAt(file, () => now, false);
  await writer.ledger.append(CONTEST, FRAME.map(draft), { recordedBy: 'a test' });
  // Another connection, as another process has one.
  server = await servedOver(serviceAt(file, () => now));
});

afterAll(async () => {
  await server.server.close();
  await server.service.store.close();
  await writer.store.close();
  rmSync(folder, { recursive: true });
});

/** The next turn of the event loop: a look at what others wrote is good for one. */
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

async function asked(url: string, headers: Headers = {}) {
  await turn();
  const { status, headers: all, body } = await server.get(url, headers);
  const { 'x-request-id': _, date: __, ...fields } = all;
  return { status, fields, body };
}

/** Asks until what is ready by itself is kept too, which it is not for those who ask once. */
async function keptOf(url: string, headers: Headers = {}) {
  const first = await asked(url, headers);
  for (const _ of ['kept', 'given again']) expect(await asked(url, headers)).toEqual(first);
  return first;
}

const URLS = [
  `${AT}/standings`,
  `${AT}/standings?asOf=2020-01-01&knownAt=3`,
  `${AT}/standings.csv?asOf=2020-01-01`,
  `${AT}/timeline`,
  `${AT}/stages.json?asOf=2010-06-05`,
  '/api/v1/contests',
];

describe('an answer that was given before', () => {
  test.each(URLS)('comes again with the same fields: %s', async (url) => {
    const first = await keptOf(url);
    expect(first.status, first.body).toBe(200);
    const tag = first.fields.etag ?? '';
    const known = await asked(url, { 'if-none-match': tag });
    expect([known.status, known.body]).toEqual([304, '']);
    expect(known.fields).toMatchObject({ etag: tag, vary: first.fields.vary });
    const { bytes } = await server.ask('HEAD', url);
    expect(bytes).toHaveLength(0);
  });

  test('is none to who asks for another form', async () => {
    const url = `${AT}/standings?asOf=2020-02-02`;
    const types: (string | undefined)[] = [];
    for (const accept of ['*/*', 'text/csv', 'application/x-ndjson', 'application/json', '*/*']) {
      types.push((await keptOf(url, { accept })).fields['content-type']?.split(';')[0]);
    }
    const json = 'application/json';
    expect(types).toEqual([json, 'text/csv', 'application/x-ndjson', json, json]);
    expect((await asked(url, { accept: 'image/png' })).status).toBe(406);
  });

  test('is none to who asks for another moment', async () => {
    const url = `${AT}/standings?asOf=2020-02-03`;
    const first = await keptOf(url);
    const then = await asked(url, { 'accept-datetime': 'Mon, 01 Jun 2026 12:00:00 GMT' });
    expect(then.fields['memento-datetime']).toBe('Mon, 01 Jun 2026 12:00:00 GMT');
    expect(await asked(url)).toEqual(first);
  });

  test('is none once another process has appended', async () => {
    const url = `${AT}/standings?asOf=2010-06-05`;
    const before = await keptOf(url);
    await writer.ledger.append(CONTEST, [draft(nominated('m1', 'ann', '2010-06-01'))], {
      recordedBy: 'a test',
    });
    const after = await asked(url);
    expect(after.fields.etag).not.toBe(before.fields.etag);
    expect(JSON.parse(after.body).clocks.knownAt.seq).toBe(
      JSON.parse(before.body).clocks.knownAt.seq + 1,
    );
  });

  test('is none on the next day', async () => {
    const days: string[] = [];
    for (const hours of [0, 11, 12, 36]) {
      now = NOON + hours * 3_600_000;
      days.push(JSON.parse((await keptOf(`${AT}/standings`)).body).clocks.asOf);
    }
    now = NOON;
    expect(days).toEqual(['2026-06-01', '2026-06-01', '2026-06-02', '2026-06-03']);
  });

  test('is none to who may not read', async () => {
    const here = await everybody({ anonymous: 'none' }, ({ ledger }) =>
      ledger.append(CONTEST, FRAME.map(draft), { recordedBy: 'a test' }),
    );
    const url = `${AT}/standings?asOf=2020-01-01`;
    const authorization = here.bearer(['historian']);
    const status = async (headers: Headers) =>
      (await here.server.inject({ url, headers })).statusCode;
    for (const _ of ['made', 'kept', 'given again']) {
      expect(await status({ authorization })).toBe(200);
    }
    expect(await status({})).toBe(401);
    here.revoke(authorization);
    expect(await status({ authorization })).toBe(401);
    await here.close();
  });
});

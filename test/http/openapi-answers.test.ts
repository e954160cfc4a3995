/** Every operation of the OpenAPI document is asked, and its real answers are what the document says. */
import { beforeAll, describe, expect, test } from 'vitest';
import { AnswerCheck } from './answer-check.ts';
import { asksOf, pickBy, refusalsOf, SETTINGS } from './asks.ts';
import { type Document, type Operation, operationsOf } from './openapi.ts';
import { type Ask, CASES, type World } from './operation-cases.ts';
import { whole } from './whole.ts';

const SEED = 20_100_714;

const { ask: askServer, json, listen } = whole();
let operations: Operation[];
let check: AnswerCheck;
let world: World;

interface Listed {
  readonly contests: readonly { readonly contest: string; readonly opened: string }[];
  readonly clocks: { readonly knownAt: { readonly seq: number } };
}

async function worldOf(): Promise<World> {
  const { contests, clocks } = (await json('/api/v1/contests')) as unknown as Listed;
  const all = contests.map(async ({ contest, opened }) => {
    const standings = (await json(`/api/v1/contests/${contest}/standings`)) as unknown as {
      readonly candidates: readonly { readonly candidate: string }[];
      readonly categories: readonly string[];
    };
    const candidates = standings.candidates.map(({ candidate }) => candidate);
    const year = Number(/\d{4}/.exec(opened)?.[0]);
    return { contest, year, candidates, categories: standings.categories };
  });
  const { body } = await askServer('/api/v1/export');
  const lines = body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const enrolled = lines.flatMap(({ payload }) =>
    payload?.data?.nominates === undefined ? [] : [payload.data.endorser as string],
  );
  return {
    contests: await Promise.all(all),
    endorsers: [...new Set(enrolled)],
    entries: lines.map(({ leaf }) => leaf.id as string),
    head: clocks.knownAt.seq,
  };
}

beforeAll(async () => {
  const document = (await json('/openapi.json')) as unknown as Document;
  operations = operationsOf(document);
  check = new AnswerCheck(document);
  world = await worldOf();
});

function urlOf({ path: template }: Operation, { path = {}, query = {} }: Ask): string {
  const at = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
  const asked = new URLSearchParams(query).toString();
  return asked === '' ? at : `${at}?${asked}`;
}

const byName = () => new Map(operations.map((each) => [each.operationId, each]));

describe('the table of cases', () => {
  test('has a row for every operation of the document', () => {
    const without = operations.filter(({ operationId }) => CASES[operationId] === undefined);
    expect(
      without.map(({ method, path, operationId }) => `${operationId}: ${method} ${path}`),
    ).toEqual([]);
  });

  test('has no row for an operation that is not there', () => {
    expect(Object.keys(CASES).filter((id) => !byName().has(id))).toEqual([]);
  });
});

interface Found {
  /** What was asked, and what is wrong with the answer. */
  readonly faults: readonly string[];
  readonly status: number;
  readonly etag: string | undefined;
  readonly body: string;
}

/** Asks, and says what is wrong with the answer. */
async function found(operation: Operation, ask: Ask): Promise<Found> {
  const url = urlOf(operation, ask);
  const { method } = operation;
  const { headers = {}, payload, as } = ask;
  const came = await askServer(url, { method, headers, payload, as });
  const faults = check.faults(operation, came).map((fault) => `${method} ${url}: ${fault}`);
  return { faults, status: came.status, etag: came.headers.etag, body: came.body };
}

const operationOf = (id: string): Operation => {
  const operation = byName().get(id);
  if (operation === undefined) throw new Error(`the document has no operation ${id}`);
  return operation;
};

describe.each(Object.entries(CASES))('%s', (id, own) => {
  test('answers as the document says, at many clocks and in every form', async () => {
    const operation = operationOf(id);
    const asks = asksOf(operation, own, world, pickBy(SEED));
    const statuses: number[] = [];
    for (const ask of asks) {
      const { faults, status } = await found(operation, ask);
      expect(faults).toEqual([]);
      statuses.push(status);
    }
    const well = statuses.filter((status) => status < 300).length;
    // At some clocks there is nothing to ask about yet; else too little would be seen.
    const least = own.clocks === true ? 0.4 : 1;
    expect(asks.length).toBeGreaterThanOrEqual(own.clocks === true ? SETTINGS : 0);
    if (asks.length === 0) return;
    expect(well / statuses.length).toBeGreaterThanOrEqual(least);
    expect(statuses[0]).toBe(200);
  });

  test('answers what it is asked beside', async () => {
    const operation = operationOf(id);
    for (const ask of (await own.asks?.(world, askServer)) ?? []) {
      const { faults, status, body } = await found(operation, ask);
      const what = `${urlOf(operation, ask)} ${JSON.stringify(ask.payload)}`;
      expect([what, status, faults], body.slice(0, 500)).toEqual([what, ask.status, []]);
    }
  });

  test('refuses as the document says', async () => {
    const operation = operationOf(id);
    for (const ask of refusalsOf(operation, own)) {
      const { faults, status } = await found(operation, ask);
      const what = `${urlOf(operation, ask)} ${JSON.stringify(ask.headers)}`;
      expect([what, status, faults]).toEqual([what, ask.status, []]);
    }
  });

  test('is not modified for who has its answer', async () => {
    const operation = operationOf(id);
    const [ask] = asksOf(operation, own, world, pickBy(SEED));
    if (operation.responses['304'] === undefined || ask === undefined) return;
    const { etag = '' } = await found(operation, ask);
    const headers = { ...ask.headers, 'if-none-match': etag };
    const { faults, status } = await found(operation, { ...ask, headers });
    expect([status, faults]).toEqual([304, []]);
  });
});

test('followEntries tells entries as the document says', async () => {
  const ended = new AbortController();
  const address = `${await listen()}/api/v1/feed?after=${world.head - 1}`;
  const { status, headers, body } = await fetch(address, { signal: ended.signal });
  expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([200, 'text/event-stream']);
  let text = '';
  for await (const part of body ?? []) {
    text += Buffer.from(part).toString();
    if (/^data: .*\n\n/m.test(text)) break;
  }
  ended.abort();
  const [, data = ''] = /^data: (.*)$/m.exec(text) ?? [];
  const isEntry = check.of({ $ref: '#/components/schemas/Entry' });
  expect(isEntry(JSON.parse(data)), JSON.stringify(isEntry.errors)).toBe(true);
});

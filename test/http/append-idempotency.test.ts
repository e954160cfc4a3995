/** The same request under the same key has its first answer, for ever and byte for byte. */
import { describe, expect, test } from 'vitest';
import { CONTEST, enrolled, FRAME, id, merged, nominated, opened } from '../support/sent.ts';
import { expectProblem } from './problem-details.ts';
import type { Got, Headers } from './served.ts';
import { framed, type Written } from './written.ts';

const claim = nominated('m1', 'ann', '2999-01-01');
const ANY = { 'if-match': '*' };
const keyed = (key: string, more: Headers = ANY): { readonly headers: Headers } => ({
  headers: { 'idempotency-key': key, ...more },
});
/** What of an answer must be the same again. */
const bytesOf = ({ status, body, headers }: Got) => ({
  status,
  body,
  etag: headers.etag,
  location: headers.location,
  type: headers['content-type'],
});

async function twice(written: Written, sent: unknown, one: Headers, other: Headers) {
  const first = await written.post(sent, { headers: one });
  await written.accept([enrolled('between', 'MP')]);
  const size = (await written.stored()).length;
  const again = await written.post(sent, { headers: other });
  expect(await written.stored()).toHaveLength(size);
  return { first, again };
}

describe('a request that comes again', () => {
  test.each<[string, unknown, Headers]>([
    ['one entry', claim, ANY],
    ['a batch', [enrolled('a', 'MP'), claim, enrolled('b', 'MP')], ANY],
    ['a list of one', [claim], ANY],
    ['what was there already', [{ ...FRAME[2] }], ANY],
    ['new and old mixed', [FRAME[1], claim, FRAME[3]], ANY],
    ['with the tag that it saw', claim, { 'if-match': '"13"' }],
  ])('is answered as it was: %s', async (_, sent, seen) => {
    const written = await framed();
    const headers = { 'idempotency-key': '"one"', ...seen };
    const { first, again } = await twice(written, sent, headers, headers);
    expect([200, 201]).toContain(first.status);
    expect(bytesOf(again)).toEqual(bytesOf(first));
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(written.counted.calls.slice(-1)).toEqual(['replayed']);
    expect(written.counted.calls.filter((each) => each === 'appended')).toHaveLength(1);
  });

  test.each<[string, Headers]>([
    ['an old tag', { 'if-match': '"2"' }],
    ['a tag that never was', { 'if-match': 'W/"x"' }],
    ['no tag at all', {}],
    ['as if to open', { 'if-none-match': '*' }],
    ['the other way to write the key', { 'idempotency-key': 'one' }],
    ['strictly', { 'if-match': '*', prefer: 'handling=strict' }],
  ])('is known by its key, with %s', async (_, other) => {
    const written = await framed();
    const { first, again } = await twice(
      written,
      claim,
      { 'idempotency-key': '"one"', ...ANY },
      { 'idempotency-key': '"one"', ...other },
    );
    expect(bytesOf(again)).toEqual(bytesOf(first));
  });

  test('is the same whatever order its keys are in, and however it is spaced', async () => {
    const written = await framed();
    const first = await written.post(claim, keyed('"one"'));
    const turned = Object.fromEntries(Object.entries(claim).reverse());
    const again = await written.post(JSON.stringify(turned, null, 3), keyed('"one"'));
    expect(bytesOf(again)).toEqual(bytesOf(first));
  });

  test('is known after the token was renewed, and nobody else has it', async () => {
    const written = await framed();
    const first = await written.post(claim, keyed('"one"'));
    const renewed = await written.post(claim, { as: 'ada-renewed', ...keyed('"one"') });
    expect(bytesOf(renewed)).toEqual(bytesOf(first));
    const other = nominated('m2', 'bob', '2010-06-01');
    const bobs = await written.post(other, { as: 'bob', ...keyed('"one"') });
    expect(bobs.status).toBe(201);
    expect(JSON.parse(bobs.body).entries[0].recordedBy).toBe('Bob');
  });

  test('at the same time is stored once', async () => {
    const written = await framed();
    const all = await Promise.all(
      Array.from({ length: 10 }, () => written.post(claim, keyed('"x"'))),
    );
    expect(new Set(all.map((each) => JSON.stringify(bytesOf(each)))).size).toBe(1);
    expect(all.filter((each) => each.headers['idempotency-replayed'] === 'true')).toHaveLength(9);
    expect(await written.stored()).toHaveLength(FRAME.length + 1);
  });

  test('in the register too', async () => {
    const written = await framed();
    const sent = merged('t1', 't2');
    const how = { contest: null, ...keyed('"m"', { 'if-none-match': '*' }) };
    const first = await written.post(sent, how);
    expect(first.status).toBe(201);
    expect(bytesOf(await written.post(sent, how))).toEqual(bytesOf(first));
  });
});

describe('another request under the key', () => {
  test.each<[string, unknown, string | null]>([
    ['another body', { ...claim, note: 'more' }, CONTEST],
    ['a list of the same', [claim], CONTEST],
    ['another contest', FRAME[0], 'other'],
    ['the register', merged('t1', 't2'), null],
  ])('is refused: %s', async (_, sent, contest) => {
    const written = await framed();
    await written.post(claim, keyed('"one"'));
    const size = (await written.service.store.head()).seq;
    const got = await written.post(sent, { contest, ...keyed('"one"', {}) });
    const { errors, detail } = expectProblem(got, 422, 'key-reused', /a key of its own/);
    expect(errors?.[0]?.detail).toBe(detail);
    expect((await written.service.store.head()).seq).toBe(size);
  });
});

test('the same body for another contest is another request', async () => {
  const written = await framed();
  const opens = keyed('"one"', { 'if-none-match': '*' });
  expect((await written.post(opened(), { contest: 'one', ...opens })).status).toBe(201);
  const got = await written.post(opened(), { contest: 'other', ...opens });
  expectProblem(got, 422, 'key-reused');
});

describe('a refused request', () => {
  test('keeps no receipt', async () => {
    const written = await framed();
    const refused = [
      written.post(nominated('nobody', 'ann', '2010-06-01'), keyed('"one"')),
      written.post(claim, keyed('"one"', { 'if-match': '"2"' })),
      written.post(claim, keyed('"one"', {})),
      written.post({ ...claim, on: 'soon' }, keyed('"one"')),
      written.post(claim, keyed('"one"', { ...ANY, prefer: 'handling=strict' })),
    ];
    const statuses = (await Promise.all(refused)).map(({ status }) => status);
    expect(statuses).toEqual([422, 412, 428, 400, 422]);
    const got = await written.post(claim, keyed('"one"'));
    expect([got.status, got.headers['idempotency-replayed']]).toEqual([201, undefined]);
  });

  test('nor does a dry run, which looks at no key', async () => {
    const written = await framed();
    const dry = await written.post(claim, { query: 'dry-run=true', ...keyed('"one"') });
    expect([dry.status, dry.headers['idempotency-replayed']]).toEqual([200, undefined]);
    expect((await written.post(claim, keyed('"one"'))).status).toBe(201);
    const after = await written.post(claim, { query: 'dry-run=true', ...keyed('"one"') });
    expectProblem(after, 422, 'same-act-or-anew');
    const other = nominated('m2', 'ann', '2010-06-01');
    const unread = await written.post(other, { query: 'dry-run=true', ...keyed('no key') });
    expect(unread.status).toBe(200);
  });
});

describe('a key', () => {
  test.each([
    ['""'],
    ['"'],
    ['"a'],
    ['"a" "b"'],
    ['"a", "b"'],
    ['a, b'],
    ['a b'],
    ['"a b"'],
    ['"\\a"'],
    [`"${'k'.repeat(256)}"`],
    ['k'.repeat(256)],
    ['caf\u00e9'],
  ])('%s is refused', async (key) => {
    const written = await framed();
    const { errors } = expectProblem(
      await written.post(claim, keyed(key)),
      400,
      'bad-parameter',
      /Idempotency-Key/,
    );
    expect(errors?.[0]?.pointer).toBe('headers/idempotency-key');
  });

  test.each([['k'], ['"k"'], [`"${'k'.repeat(255)}"`], ['"\\"\\\\"'], [id('key')], ['"a,b"']])(
    '%s is taken',
    async (key) => {
      const written = await framed();
      expect((await written.post(claim, keyed(key))).status).toBe(201);
    },
  );

  test('sent twice in one head is refused', async () => {
    const written = await framed();
    const headers = { ...ANY, 'idempotency-key': ['"a"', '"a"'] } as unknown as Headers;
    expectProblem(await written.post(claim, { headers }), 400, 'bad-parameter');
  });
});

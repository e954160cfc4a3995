/** Appending over HTTP: what is taken, how it is answered, and what of a body is refused where. */
import { describe, expect, test } from 'vitest';
import { CONTEST, enrolled, FRAME, id, merged, nominated, opened } from '../support/sent.ts';
import { expectProblem } from './problem-details.ts';
import { framed, Written } from './written.ts';

const ANY = { 'if-match': '*' };
const OPENS = { 'if-none-match': '*' };
const claim = nominated('m1', 'ann', '2010-06-01');

describe('an entry that is appended', () => {
  test('is answered with its place, its hash and its recorder, under the new tag', async () => {
    const written = await framed();
    const got = await written.post(claim, { headers: { 'if-match': '"13"' } });
    expect([got.status, got.headers.etag]).toEqual([201, '"14"']);
    expect(got.headers['cache-control']).toBe('no-store');
    const body = JSON.parse(got.body);
    const [stored] = (await written.stored()).slice(-1);
    const leaf = JSON.parse(Buffer.from(stored?.leaf ?? []).toString());
    expect(body).toEqual({
      contest: CONTEST,
      revision: 14,
      entries: [
        {
          id: leaf.id,
          seq: 14,
          revision: 14,
          type: 'NominationMade',
          recordedAt: leaf.recordedAt,
          recordedBy: 'Ada Lovelace',
          payloadHash: leaf.payloadHash,
        },
      ],
      appended: 1,
      warnings: [],
      head: { seq: 14, recordedAt: leaf.recordedAt },
    });
    expect(leaf.recordedBy).toBe('Ada Lovelace');
    expect(got.headers.location).toBe(`/api/v1/entries/${leaf.id}`);
    expect((await written.get(`${got.headers.location}`)).status).toBe(200);
    expect(written.counted.calls).toEqual(['appended', 1]);
  });

  test('opens a contest, and a batch has no location', async () => {
    const written = new Written();
    const got = await written.post(FRAME, { headers: OPENS });
    expect([got.status, got.headers.etag, got.headers.location]).toEqual([201, '"13"', undefined]);
    expect(JSON.parse(got.body).entries.map((each: { id: string }) => each.id)).toEqual(
      FRAME.map((each) => each.id),
    );
  });

  test('is answered with 200 where all of it was there already, whatever was seen', async () => {
    const written = await framed();
    for (const headers of [ANY, { 'if-match': '"3"' }, { 'if-match': '"13"' }, OPENS]) {
      const got = await written.post(FRAME[2], { headers });
      expect([got.status, JSON.parse(got.body).appended, got.headers.etag]).toEqual([
        200,
        0,
        '"2"',
      ]);
    }
    expect(await written.stored()).toHaveLength(FRAME.length);
  });

  test('goes to the register', async () => {
    const written = await framed();
    const got = await written.post(merged('t1', 't2'), { contest: null, headers: OPENS });
    expect([got.status, got.headers.etag]).toEqual([201, '"0"']);
    expect(JSON.parse(got.body)).toMatchObject({ contest: null, revision: 0 });
    const again = { contest: null, headers: { 'if-match': '"0"' } };
    expect((await written.post(merged('t3', 't4'), again)).headers.etag).toBe('"1"');
  });

  test('comes with what the world may contradict, by its place in the body', async () => {
    const written = await framed();
    const batch = [enrolled('late', 'MP'), nominated('m1', 'ann', '2999-01-01')];
    const got = await written.post(batch, { headers: ANY });
    const { warnings } = JSON.parse(got.body);
    expect(warnings).toEqual([
      { code: 'future-date', message: expect.stringMatching(/2999-01-01/), pointer: '/1' },
    ]);
    const alone = await written.post(nominated('m2', 'ann', '2999-01-01'), { headers: ANY });
    expect(JSON.parse(alone.body).warnings[0].pointer).toBe('');
  });
});

describe('Prefer', () => {
  const doubtful = nominated('m1', 'ann', '2999-01-01');
  test.each([
    ['handling=strict'],
    ['Handling="strict"'],
    ['respond-async, handling=strict; foo="a, b", handling=lenient'],
    ['x="a, handling=lenient", handling = strict'],
  ])('%s has warnings refuse', async (prefer) => {
    const written = await framed();
    const got = await written.post(doubtful, { headers: { ...ANY, prefer } });
    const { errors } = expectProblem(got, 422, 'strict', /2999-01-01/);
    expect(errors).toEqual([{ pointer: '', detail: expect.anything() }]);
    const fine = await written.post(claim, { headers: { ...ANY, prefer } });
    expect([fine.status, fine.headers['preference-applied']]).toEqual([201, 'handling=strict']);
  });

  test.each([
    ['handling=lenient', 'handling=lenient'],
    ['handling=lenient, handling=strict', 'handling=lenient'],
    ['handling=loose', undefined],
    ['nohandling=strict', undefined],
    ['return=minimal', undefined],
    ['handling', undefined],
    ['', undefined],
  ])('%s does not', async (prefer, applied) => {
    const written = await framed();
    const got = await written.post(doubtful, { headers: { ...ANY, prefer } });
    expect([got.status, got.headers['preference-applied']]).toEqual([201, applied]);
  });
});

describe('a body', () => {
  const at = async (sent: unknown) => {
    const written = await framed();
    const got = await written.post(sent, { headers: ANY });
    const problem = expectProblem(got, 400);
    expect(await written.stored()).toHaveLength(FRAME.length);
    expect(written.counted.calls).toEqual([]);
    return problem;
  };
  const pointers = async (sent: unknown) =>
    (await at(sent)).errors?.map(({ pointer }) => pointer).sort();

  test.each<[string, unknown, string[]]>([
    ['one entry', { ...claim, data: { ...claim.data, endorser: 7 } }, ['/data/endorser']],
    [
      'a batch',
      [claim, { ...claim, on: 'soon' }, { ...claim, data: {} }],
      ['/1/on', '/2/data/candidate', '/2/data/endorser'],
    ],
    ['an unknown field', { ...claim, recordedBy: 'Eve', seq: 7 }, ['/recordedBy', '/seq']],
    [
      'an unknown field of data',
      { ...claim, data: { ...claim.data, 'a/b~c': 1 } },
      ['/data/a~1b~0c'],
    ],
    ['an unknown type', [{ ...claim, type: 'Nothing' }], ['/0/type']],
    ['an unknown version', { ...claim, version: 9 }, ['/version']],
    ['no day', { ...claim, on: undefined }, ['/on']],
    ['no source', { ...claim, sources: undefined }, ['/sources']],
    ['no entry', [claim, 7, null], ['/1', '/2']],
    ['a list in a list', [[claim]], ['/0']],
    ['a text', '"entry"', ['']],
    ['nothing in a list', [], ['']],
    ['a lone surrogate', '{"type":"x","data":{"a":["\\ud800"]}}', ['/data/a/0']],
    ['__proto__', '{"type":"x","data":{"__proto__":{"a":1}}}', ['/data']],
    ['a key twice', `[{"type":"x","data":{"a":{"b":1,"c":2,"\\u0062":3}}}]`, ['/0/data/a/b']],
    [
      'too deep',
      `{"type":"x","data":{"a":${'['.repeat(900)}${']'.repeat(900)}}}`,
      [`/data/a${'/0'.repeat(30)}`],
    ],
  ])('is refused at each place: %s', async (_, sent, expected) => {
    expect(await pointers(sent)).toEqual(expected);
  });

  test.each([
    ['{"type":', /is not JSON \(.*\)\.$/],
    ['{"type":x}', /is not JSON/],
    ['', /The body is empty/],
    ['  ', /The body is empty/],
    [Buffer.from([0x22, 0xff, 0x22]), /is not UTF-8/],
  ])('that is no JSON is refused: %s', async (sent, says) => {
    expect((await at(sent)).detail).toMatch(says);
  });

  test('with a byte order mark and a charset is read', async () => {
    const written = await framed();
    const headers = { ...ANY, 'content-type': 'application/json; charset=utf-8' };
    expect((await written.post(`\uFEFF${JSON.stringify(claim)}`, { headers })).status).toBe(201);
  });

  test.each([['text/plain'], ['application/x-www-form-urlencoded'], ['application/xml'], ['x']])(
    'of type %s is refused',
    async (type) => {
      const written = await framed();
      const headers = { ...ANY, 'content-type': type };
      expectProblem(await written.post(claim, { headers }), 415, 'bad-body', /application\/json/);
    },
  );

  test('is as long as is allowed, and no longer', async () => {
    const batch = (length: number) =>
      Array.from({ length }, (_, at) => enrolled(`more-${at}`, 'MP'));
    const written = new Written(undefined, 4);
    await written.post(FRAME.slice(0, 1), { headers: OPENS });
    const { errors } = expectProblem(
      await written.post(batch(5), { headers: ANY }),
      413,
      'too-large',
      /5 entries, and 4 are taken/,
    );
    expect(errors?.[0]?.pointer).toBe('');
    expect((await written.post(batch(4), { headers: ANY })).status).toBe(201);
  });

  test('of a megabyte in one text, or of nothing but escapes, is read or refused like another', async () => {
    const note = 'n'.repeat(900_000);
    expect((await at({ ...claim, note })).errors?.[0]?.pointer).toBe('/note');
    expect((await at(`{"a":"${'\\"'.repeat(400_000)}"}`)).status).toBe(400);
  });
});

describe('who may append', () => {
  test.each([
    [null, 401],
    ['eve', 401],
    ['audrey', 403],
    ['adam', 403],
    ['ada', 201],
    ['bob', 201],
  ])('as %s it is %i', async (as, status) => {
    const written = await framed();
    expect((await written.post(claim, { as, headers: ANY })).status).toBe(status);
    const gone = status === 201 ? 1 : 0;
    expect(await written.stored()).toHaveLength(FRAME.length + gone);
  });
});

test('an entry keeps the id that it came with', async () => {
  const written = new Written();
  const got = await written.post({ ...opened(), id: id('mine') }, { headers: OPENS });
  expect(got.headers.location).toBe(`/api/v1/entries/${id('mine')}`);
});

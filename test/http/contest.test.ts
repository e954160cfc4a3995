/** A contest and the register by themselves, under the tags that appending asks for. */
import { describe, expect, test } from 'vitest';
import {
  as,
  CONTEST,
  corrected,
  enrolled,
  FRAME,
  merged,
  opened,
  stage,
  struck,
} from '../support/sent.ts';
import { expectProblem } from './problem-details.ts';
import type { Got } from './served.ts';
import { framed, Written } from './written.ts';

const AT = `/api/v1/contests/${CONTEST}`;
const body = ({ body }: Got) => JSON.parse(body);

describe('a contest', () => {
  test('is told as its entries frame it, under its revision as tag', async () => {
    const written = await framed();
    const got = await written.get(AT);
    expect([got.status, got.headers.etag, got.headers['cache-control']]).toEqual([
      200,
      '"13"',
      'no-cache',
    ]);
    expect(body(got)).toEqual({
      contest: CONTEST,
      title: 'Leadership election, 2010',
      office: 'Leader',
      organisation: 'The Party',
      jurisdiction: null,
      opened: '2010-05-01',
      seats: 1,
      categories: FRAME[0]?.data.categories,
      stages: [],
      weighings: [],
      entries: 14,
      revision: 13,
      head: { seq: 13, recordedAt: expect.stringMatching(/Z$/) },
    });
  });

  test('is as corrected, with the stages that count', async () => {
    const written = await framed(
      as('first', stage('first')),
      stage('second'),
      // Another source of the same stage.
      stage('second'),
    );
    const title = { ...FRAME[0]?.data, title: 'Corrected', jurisdiction: 'GB' };
    await written.accept([corrected('opened', { data: title, on: '2010-05-02' }), struck('first')]);
    const { title: now, jurisdiction, opened, stages } = body(await written.get(AT));
    expect([now, jurisdiction, opened, stages]).toEqual([
      'Corrected',
      'GB',
      '2010-05-02',
      [{ stage: 'second', name: 'second' }],
    ]);
  });

  test('is the same, byte for byte, as long as its tag is, and never after', async () => {
    const written = await framed();
    const one = await written.get(AT);
    await written.accept([merged('t1', 't2')], null);
    await written.accept([as('other', opened())], 'other');
    expect((await written.get(AT)).body).toBe(one.body);
    await written.accept([enrolled('late', 'MP')]);
    const other = await written.get(AT);
    expect([other.headers.etag, body(other).entries]).toEqual(['"14"', 15]);
  });

  test('can be asked for as it was known', async () => {
    const written = await framed();
    const got = await written.get(AT, { query: 'knownAt=4' });
    expect(body(got)).toMatchObject({ entries: 5, revision: 4, head: { seq: 4 } });
    expect(got.headers.etag).toMatch(/^"4\.\d+"$/);
    expect(got.headers['cache-control']).toMatch(/immutable/);
    const title = { ...FRAME[0]?.data, title: 'Corrected' };
    await written.accept([corrected('opened', { data: title })]);
    const { body: again } = await written.get(AT, { query: 'knownAt=4' });
    expect(again).toBe(got.body);
    const refused = await written.post(enrolled('late', 'MP'), {
      headers: { 'if-match': `${got.headers.etag}` },
    });
    expect(refused.status).toBe(412);
  });

  test('is not sent again to who has it', async () => {
    const written = await framed();
    for (const [known, status] of [
      ['"13"', 304],
      ['W/"13"', 304],
      ['"1", "13"', 304],
      ['*', 304],
      ['"12"', 200],
    ] as const) {
      const got = await written.get(AT, { headers: { 'if-none-match': known } });
      expect([known, got.status, got.headers.etag]).toEqual([known, status, '"13"']);
      if (status === 304) expect(got.body).toBe('');
    }
  });

  test('has a head', async () => {
    const written = await framed();
    const { status, headers, body } = await written.ask('HEAD', AT);
    expect([status, headers.etag, body]).toEqual([200, '"13"', '']);
  });

  test('is not there before it was, nor under another name', async () => {
    const written = new Written();
    expectProblem(await written.get(AT), 404, 'not-found', /This ledger is empty/);
    await written.accept(FRAME, 'other');
    await written.accept(FRAME.map(({ id: _, ...rest }) => rest));
    expectProblem(
      await written.get(AT, { query: 'knownAt=3' }),
      404,
      'not-found',
      /not in this ledger yet/,
    );
    const near = await written.get('/api/v1/contests/leader-2011', {
      headers: { 'if-none-match': '*' },
    });
    expectProblem(near, 404, 'not-found', /Did you mean leader-2010\?/);
    expectProblem(await written.get(AT, { query: 'knownAt=99' }), 400, 'bad-parameter');
    expectProblem(await written.get(AT, { query: 'asOf=2010-05-01' }), 400, 'bad-parameter');
  });
});

describe('the register', () => {
  test('is told by how far it goes, empty or not', async () => {
    const written = await framed();
    const empty = await written.get('/api/v1/register');
    expect([empty.status, empty.headers.etag, body(empty)]).toEqual([
      200,
      '"-1"',
      { entries: 0, revision: -1, head: null },
    ]);
    await written.accept([merged('t1', 't2'), merged('t3', 't4')], null);
    const got = await written.get('/api/v1/register');
    expect([got.headers.etag, body(got)]).toEqual([
      '"1"',
      { entries: 2, revision: 1, head: { seq: 15, recordedAt: expect.anything() } },
    ]);
  });

  test('has pages of entries like a contest', async () => {
    const written = await framed();
    await written.accept([merged('t1', 't2'), merged('t3', 't4')], null);
    const first = body(await written.get('/api/v1/register/entries', { query: 'limit=1' }));
    expect([first.contest, first.entries.length]).toEqual([null, 1]);
    const query = `limit=1&cursor=${first.next}`;
    const second = body(await written.get('/api/v1/register/entries', { query }));
    expect([second.entries[0].data.endorser, second.next]).toEqual(['t3', null]);
    const csv = await written.get('/api/v1/register/entries.csv');
    expect(csv.headers['content-type']).toMatch(/^text\/csv/);
    expectProblem(await written.get(`${AT}/entries`, { query }), 400, 'bad-parameter', /cursor/);
  });
});

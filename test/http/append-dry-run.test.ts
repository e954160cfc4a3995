/** What a batch would change, without a trace. */
import { describe, expect, test } from 'vitest';
import { CONTEST, FRAME, merged, nominated } from '../support/sent.ts';
import { expectProblem } from './problem-details.ts';
import { framed, Written } from './written.ts';

const claim = nominated('m1', 'ann', '2010-06-01');
const dry = (query = '') => ({ query: `dry-run=true${query}` });

interface Side {
  readonly clocks: { readonly asOf: string };
  readonly policy: string;
  readonly digest: string;
  readonly candidates: readonly { cells: Readonly<Record<string, { certain: number }>> }[];
}
const certain = ({ candidates }: Side) => candidates[0]?.cells.MP?.certain;

describe('a dry run', () => {
  test('tells the standings before and after, and stores nothing', async () => {
    const written = await framed();
    const got = await written.post(claim, dry('&asOf=2010-06-01&counts=nominations'));
    expect([got.status, got.headers['cache-control']]).toEqual([200, 'no-store']);
    for (const name of ['etag', 'location']) expect(got.headers).not.toHaveProperty(name);
    const { dryRun, before, after, warnings } = JSON.parse(got.body);
    expect([dryRun, certain(before), certain(after), warnings]).toEqual([true, 0, 1, []]);
    expect([after.clocks.asOf, after.policy]).toEqual(['2010-06-01', 'nominations']);
    expect(await written.stored()).toHaveLength(FRAME.length);
    expect(written.counted.calls).toEqual([]);
    await written.post(claim, { headers: { 'if-match': '*' } });
    const real = await written.post(
      nominated('m2', 'bob', '2010-06-01'),
      dry('&asOf=2010-06-01&counts=nominations'),
    );
    expect(JSON.parse(real.body).before.digest).toBe(after.digest);
  });

  test('tells what would be warned of, and is refused by it where that is asked for', async () => {
    const written = await framed();
    const doubtful = [claim, nominated('m2', 'ann', '2999-01-01')];
    const { warnings } = JSON.parse((await written.post(doubtful, dry())).body);
    expect(warnings).toEqual([{ code: 'future-date', message: expect.anything(), pointer: '/1' }]);
    const headers = { prefer: 'handling=strict' };
    const got = await written.post(doubtful, { ...dry(), headers });
    expect(expectProblem(got, 422, 'strict').errors?.[0]?.pointer).toBe('/1');
    expect(written.counted.calls).toEqual([]);
  });

  test('judges a tag where one is given', async () => {
    const written = await framed();
    const stale = await written.post(claim, { ...dry(), headers: { 'if-match': '"3"' } });
    expect(expectProblem(stale, 412, 'wrong-revision')).toMatchObject({ revision: 13 });
    const fresh = await written.post(claim, { ...dry(), headers: { 'if-match': '"13"' } });
    expect(fresh.status).toBe(200);
  });

  test('opens nothing', async () => {
    const written = new Written();
    const got = await written.post(FRAME, dry());
    expect([got.status, JSON.parse(got.body).before.title]).toEqual([200, null]);
    expect((await written.service.store.head()).seq).toBe(-1);
    expectProblem(await written.get(`/api/v1/contests/${CONTEST}`), 404, 'not-found');
  });

  test('of the register shows no standings, which it has not', async () => {
    const written = await framed();
    const how = { contest: null, ...dry() };
    const got = await written.post(merged('t1', 't2'), how);
    const none = { dryRun: true, before: null, after: null, warnings: [] };
    expect([got.status, JSON.parse(got.body)]).toEqual([200, none]);
    expectProblem(await written.post(merged('t1', 't9'), how), 422, 'unknown-endorser');
    expect(await written.stored(null)).toEqual([]);
  });

  test('needs the permission to append', async () => {
    const written = await framed();
    expect((await written.post(claim, { as: null, ...dry() })).status).toBe(401);
    expect((await written.post(claim, { as: 'audrey', ...dry() })).status).toBe(403);
  });

  test.each([
    ['dry-run=yes', 'dry-run'],
    ['dry-run=true&asOf=soon', 'asOf'],
    ['dry-run=true&counts=votes', 'counts'],
    ['dry-run=true&knownAt=3', 'knownAt'],
    ['asOf=2010-06-01', 'asOf'],
    ['dry-run=false&counts=acts', 'counts'],
  ])('?%s is refused', async (query, name) => {
    const written = await framed();
    const got = await written.post(claim, { query, headers: { 'if-match': '*' } });
    const { errors } = expectProblem(got, 400, 'bad-parameter');
    expect(errors?.[0]?.pointer).toBe(`querystring/${name}`);
    expect(await written.stored()).toHaveLength(FRAME.length);
  });
});

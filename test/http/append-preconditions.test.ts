/** Which state an editor saw: demanded, compared, and told where it is not that of now. */
import { describe, expect, test } from 'vitest';
import { CONTEST, enrolled, FRAME, id, merged, nominated } from '../support/sent.ts';
import { expectProblem } from './problem-details.ts';
import type { Headers } from './served.ts';
import { framed, type Written } from './written.ts';

const claim = nominated('m1', 'ann', '2010-06-01');
const more = (count: number) => Array.from({ length: count }, (_, at) => enrolled(`x-${at}`, 'MP'));

interface Stale {
  readonly revision: number;
  readonly between: readonly { readonly id: string; readonly revision: number }[];
  readonly next: string | null;
}

async function stale(written: Written, headers: Headers, says: RegExp, contest = CONTEST) {
  const before = await written.service.store.head();
  const got = await written.post(claim, { headers, contest });
  const problem = expectProblem(got, 412, 'wrong-revision', says) as unknown as Stale;
  expect(await written.service.store.head()).toEqual(before);
  return problem;
}

describe('without a precondition', () => {
  test('it is 428, with what to send', async () => {
    const written = await framed();
    const got = await written.post(claim);
    const problem = expectProblem(got, 428, 'precondition-required', /send If-Match: "13"/);
    expect(problem).toMatchObject({ revision: 13 });
    const opening = await written.post(FRAME[0], { contest: 'other' });
    expectProblem(opening, 428, 'precondition-required', /If-None-Match: \*/);
    const register = await written.post(merged('t1', 't2'), { contest: null });
    expectProblem(register, 428, 'precondition-required', /the register.*If-None-Match: \*/);
    expect(await written.stored()).toHaveLength(FRAME.length);
  });

  test('a body that cannot be read is told first', async () => {
    const written = await framed();
    expectProblem(await written.post({ ...claim, on: 'soon' }), 400, 'malformed');
  });
});

describe('a precondition that holds', () => {
  test.each([
    ['"13"'],
    ['*'],
    [' * '],
    ['"12", "13"'],
    ['"13","12"'],
    [',"x", "13" ,'],
    ['W/"13", "13"'],
    ['"a,b", "13"'],
  ])('If-Match: %s', async (tags) => {
    const written = await framed();
    const got = await written.post(claim, { headers: { 'if-match': tags } });
    expect([got.status, got.headers.etag]).toEqual([201, '"14"']);
  });

  test('is the tag of the contest, and the tag of the last append', async () => {
    const written = await framed();
    const { headers } = await written.get(`/api/v1/contests/${CONTEST}`);
    const got = await written.post(claim, { headers: { 'if-match': `${headers.etag}` } });
    expect(got.status).toBe(201);
    const next = await written.post(nominated('m2', 'ann', '2010-06-01'), {
      headers: { 'if-match': `${got.headers.etag}` },
    });
    expect(next.status).toBe(201);
  });
});

describe('a precondition that does not hold', () => {
  test('lists what came between, oldest first', async () => {
    const written = await framed(claim, nominated('m2', 'ann', '2010-06-01'));
    const seen = { 'if-match': '"13"' };
    const { revision, between, next } = await stale(
      written,
      seen,
      /at revision 15 \(ETag "15"\), not at 13: .* If-Match: "15"/,
    );
    expect([revision, between.map((each) => each.revision), next]).toEqual([15, [14, 15], null]);
    expect(between[0]).toMatchObject({ type: 'NominationMade', data: { endorser: 'm1' } });
  });

  test('counts from the newest tag of several', async () => {
    const written = await framed();
    const { between } = await stale(written, { 'if-match': '"3", "11", "7"' }, /not at 11/);
    expect(between.map((each) => each.revision)).toEqual([12, 13]);
  });

  test.each([
    ['W/"13"'],
    ['"x"'],
    ['"013"'],
    ['"14"'],
    ['""'],
    ['"13.0"'],
    ['W/"12", W/"13"'],
    [`"${'9'.repeat(40)}"`],
  ])('If-Match: %s never matches, and what it missed is not guessed', async (tags) => {
    const written = await framed();
    const { between } = await stale(
      written,
      { 'if-match': tags },
      /names no revision that it ever had/,
    );
    expect(between).toEqual([]);
  });

  test('where the contest is there already, or not yet', async () => {
    const written = await framed();
    const { between } = await stale(
      written,
      { 'if-none-match': '*' },
      /is there already: send If-Match/,
    );
    expect(between.map((each) => each.id)).toEqual(FRAME.map((each) => each.id));
    for (const tags of ['*', '"0"', '"-1"']) {
      const { revision } = await stale(
        written,
        { 'if-match': tags },
        /There is no contest other yet/,
        'other',
      );
      expect(revision).toBe(-1);
    }
  });

  test('tells a hundred, and where to read on', async () => {
    const written = await framed();
    await written.accept(more(250));
    const { between, next } = await stale(written, { 'if-match': '"13"' }, /not at 13/);
    expect([between[0]?.revision, between.at(-1)?.revision]).toEqual([14, 113]);
    const seen: number[] = [];
    for (let cursor = next; cursor !== null; ) {
      const got = await written.get(`/api/v1/contests/${CONTEST}/entries`, {
        query: `cursor=${cursor}&limit=100`,
      });
      const page = JSON.parse(got.body) as { entries: { revision: number }[]; next: string | null };
      seen.push(...page.entries.map(({ revision }) => revision));
      cursor = page.next;
    }
    expect(seen).toEqual(Array.from({ length: 150 }, (_, at) => 114 + at));
  });

  test('holds in the register too', async () => {
    const written = await framed();
    const empty = await written.post(merged('t1', 't2'), {
      contest: null,
      headers: { 'if-match': '"-1"' },
    });
    expect(empty.status).toBe(201);
    const got = await written.post(merged('t3', 't4'), {
      contest: null,
      headers: { 'if-match': '"-1"' },
    });
    const problem = expectProblem(got, 412, 'wrong-revision', /The register is at revision 0/);
    expect((problem as unknown as Stale).between).toHaveLength(1);
  });

  test('is judged again when its turn comes: of many at once with one tag, one succeeds', async () => {
    const written = await framed();
    const headers = { 'if-match': '"13"' };
    const all = await Promise.all(more(20).map((each) => written.post(each, { headers })));
    expect(all.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(412)]);
    expect(await written.stored()).toHaveLength(FRAME.length + 1);
  });
});

describe('a precondition that is none', () => {
  test.each<[Headers, string]>([
    [{ 'if-match': '13' }, 'headers/if-match'],
    [{ 'if-match': '' }, 'headers/if-match'],
    [{ 'if-match': '"13' }, 'headers/if-match'],
    [{ 'if-match': '"12", *' }, 'headers/if-match'],
    [{ 'if-match': 'w/"13"' }, 'headers/if-match'],
    [{ 'if-none-match': '"13"' }, 'headers/if-none-match'],
    [{ 'if-match': '"13"', 'if-none-match': '*' }, 'headers/if-none-match'],
  ])('%o is refused', async (headers, pointer) => {
    const written = await framed();
    const got = await written.post(claim, { headers });
    const { errors } = expectProblem(got, 400, 'bad-parameter');
    expect(errors?.map((each) => each.pointer)).toEqual([pointer]);
  });
});

test('an entry of its own id is answered again though others came since', async () => {
  const written = await framed();
  const mine = { ...claim, id: id('mine') };
  const headers = { 'if-match': '"13"' };
  const first = await written.post(mine, { headers });
  await written.accept(more(3));
  const again = await written.post(mine, { headers });
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(JSON.parse(again.body).entries).toEqual(JSON.parse(first.body).entries);
});

/** What the law has erased over HTTP: by whom, what goes with it, and nothing else. */
import { describe, expect, test } from 'vitest';
import { as, corrected, FRAME, id, nominated } from '../support/sent.ts';
import { expectProblem } from './problem-details.ts';
import { framed, type How, type Written } from './written.ts';

const BASIS = { legalBasis: 'Art. 17(1)(c) GDPR' };
const STORY = [
  as('a', nominated('t1', 'ann', '2010-06-01')),
  as('c', corrected('a', { on: '2010-06-02' })),
];

function erase(written: Written, what: string, sent: unknown = BASIS, how: How = {}) {
  const headers = { 'content-type': 'application/json' };
  const url = `/api/v1/entries/${what}/erasure`;
  return written.ask('POST', url, { as: 'adam', ...how, headers }, JSON.stringify(sent));
}

const gone = async (written: Written) =>
  (await written.stored()).filter(({ payload }) => payload.length === 0).map((each) => each.id);

describe('an erasure', () => {
  test('takes what the entry says, and what names it, and says by which entry', async () => {
    const written = await framed(...STORY);
    const got = await erase(written, id('a'));
    expect([got.status, got.headers['cache-control']]).toEqual([201, 'no-store']);
    const body = JSON.parse(got.body);
    expect(body).toEqual({
      dryRun: false,
      erased: true,
      ...BASIS,
      entries: [id('a'), id('c')],
      by: expect.objectContaining({ type: 'PayloadErased', recordedBy: 'Adam', seq: 16 }),
    });
    expect(got.headers.location).toBe(`/api/v1/entries/${body.by.id}`);
    expect(await gone(written)).toEqual([id('a'), id('c')]);
    expect(written.counted.calls).toEqual(['appended', 1]);
  });

  test('again, of any that it took, has nothing to do and says so', async () => {
    const written = await framed(...STORY);
    const { by } = JSON.parse((await erase(written, id('a'))).body);
    let scrubbed = 0;
    const { scrub } = written.service.store;
    written.service.store.scrub = () => {
      scrubbed += 1;
      return scrub.call(written.service.store);
    };
    // That the one took the other with it is erased as well: only the legal basis and its target stay.
    for (const [each, recorded] of [
      ['a', by],
      ['c', null],
    ]) {
      const again = await erase(written, id(each), { legalBasis: 'Another' });
      expect([again.status, again.headers.location]).toEqual([200, undefined]);
      const { erased, entries, by: said } = JSON.parse(again.body);
      expect([erased, entries, said]).toEqual([true, [id(each)], recorded]);
    }
    expect(scrubbed).toBe(2);
    expect(await written.stored()).toHaveLength(FRAME.length + STORY.length + 1);
  });

  test('that is tried only lists what would go', async () => {
    const written = await framed(...STORY);
    const got = await erase(written, id('c'), BASIS, { query: 'dry-run=true' });
    expect([got.status, JSON.parse(got.body)]).toEqual([
      200,
      { dryRun: true, erased: false, ...BASIS, entries: [id('a'), id('c')], by: null },
    ]);
    expect(await gone(written)).toEqual([]);
    const opening = await erase(written, id('opened'), BASIS, { query: 'dry-run=true' });
    expectProblem(opening, 422, 'not-erasable');
  });

  test.each<[string, unknown, string]>([
    ['no basis', {}, '/legalBasis'],
    ['a blank one', { legalBasis: ' ' }, '/legalBasis'],
    ['a number', { legalBasis: 7 }, '/legalBasis'],
    ['more', { ...BASIS, more: 1 }, '/more'],
  ])('with %s is refused', async (_, sent, pointer) => {
    const written = await framed(...STORY);
    const { errors } = expectProblem(await erase(written, id('a'), sent), 400, 'malformed');
    expect(errors?.[0]?.pointer).toBe(pointer);
    expect(await gone(written)).toEqual([]);
  });

  test('of what is not there is 404', async () => {
    const written = await framed();
    expectProblem(await erase(written, id('nothing')), 404, 'not-found');
    expectProblem(await erase(written, 'nothing'), 404, 'not-found');
  });

  test.each([
    [null, 401],
    ['ada', 403],
    ['bob', 403],
    ['audrey', 403],
    ['adam', 201],
  ])('as %s is %i', async (as, status) => {
    const written = await framed(...STORY);
    expect((await erase(written, id('a'), BASIS, { as })).status).toBe(status);
    expect(await gone(written)).toHaveLength(status === 201 ? 2 : 0);
  });
});

/** Every refusal of the ledger leaves as a problem of its own, with a pointer to the entry at fault. */
import { describe, expect, test } from 'vitest';
import { REFUSAL_CODES, type RefusalCode } from '../../src/ledger/refusals.ts';
import type { Row } from '../ledger/row.ts';
import { ACT_ROWS } from '../ledger/rows-acts.ts';
import { CORRECTION_ROWS } from '../ledger/rows-corrections.ts';
import { FRAME_ROWS } from '../ledger/rows-frame.ts';
import { RECORD_ROWS } from '../ledger/rows-record.ts';
import { STAGE_ROWS } from '../ledger/rows-stages.ts';
import { as, Bench, CONTEST, erased, FRAME, id, nominated, type Where } from '../support/given.ts';
import { logged } from '../support/logged.ts';
import { expectProblem } from './problem-details.ts';
import type { Got, Headers } from './served.ts';
import { framed, Written } from './written.ts';

const ROWS = [FRAME_ROWS, STAGE_ROWS, ACT_ROWS, CORRECTION_ROWS, RECORD_ROWS].flat();

/** Those that are not asked for by the route of appends: they have tests of their own here or beside. */
const elsewhere = ({ where }: Row): boolean =>
  where?.erasing === true || where?.receipt !== undefined;
const SENT = ROWS.filter((row) => !elsewhere(row));

const STATUS: { readonly [C in RefusalCode]?: number } = {
  malformed: 400,
  'too-large': 413,
  'unknown-contest': 404,
  'already-opened': 409,
  'wrong-revision': 412,
};

const headersOf = ({ expected, strict }: Where): Headers => ({
  ...(typeof expected === 'number' ? { 'if-match': `"${expected}"` } : {}),
  ...(strict === true ? { prefer: 'handling=strict' } : {}),
});

/** A server over a ledger that holds what a row says is there. */
async function over({ given, register = [], first }: Row): Promise<Written> {
  const bench = new Bench();
  const { store, ledger } = bench;
  if (given.length > 0) await bench.accept(given, first);
  if (register.length > 0) await bench.accept(register, { contest: null });
  return new Written({ ...logged(bench), store, ledger } as Written['service']);
}

/** Sends drafts: one as an object, others as a list; on what is there, or to what is not. */
async function sending(written: Written, row: Row, drafts: Row['when']): Promise<Got> {
  const { contest = CONTEST, ...where } = row.where ?? {};
  const [only, ...others] = drafts;
  const there = contest === null || (await written.stored(contest)).length > 0;
  const seen: Headers = there ? { 'if-match': '*' } : { 'if-none-match': '*' };
  const asked = headersOf(where);
  const headers = asked['if-match'] === undefined ? { ...seen, ...asked } : asked;
  return written.post(others.length === 0 ? only : drafts, { contest, headers });
}

test('every code has a row here, or a test of its own below', () => {
  const own = ['malformed', 'not-erasable', 'key-reused'];
  const codes = new Set([...SENT.map(({ code }) => code), ...own]);
  expect([...codes].sort()).toEqual([...REFUSAL_CODES].sort());
});

describe.each(SENT.filter(({ when }) => when.length > 0))('$code: where $what', (row) => {
  test('says so, where, and how it would be right', async () => {
    const written = await over(row);
    const before = await written.service.store.head();
    const got = await sending(written, row, row.when);
    const problem = expectProblem(got, STATUS[row.code] ?? 422, row.code);
    if (row.code !== 'wrong-revision') {
      const pointer = row.when.length === 1 ? '' : `/${row.index ?? 0}`;
      expect(problem.errors).toEqual([{ pointer, detail: problem.detail }]);
      for (const name of row.names) expect(problem.detail).toContain(name);
    }
    expect(problem.detail).not.toMatch(/hustings [a-z]+/);
    const { candidates } = problem as { candidates?: readonly string[] };
    if (row.candidates !== undefined) expect(candidates).toEqual(row.candidates);
    expect((await written.get(problem.type)).status).toBe(200);
    expect(await written.service.store.head()).toEqual(before);
    expect(written.counted.calls).toEqual(['refused', row.code]);
  });
});

describe('a refusal', () => {
  test('of a claim that may tell an act again shows which acts there are', async () => {
    const forAnn = as('a', nominated('t1', 'ann', '2010-06-01'));
    const written = await framed(forAnn);
    const got = await written.post(nominated('t1', 'ann', '2010-06-02'), {
      headers: { 'if-match': '*' },
    });
    const problem = expectProblem(got, 422, 'same-act-or-anew') as unknown as Record<string, never>;
    expect(problem.candidates).toEqual([id('a')]);
    expect(problem.acts).toEqual([
      expect.objectContaining({
        id: id('a'),
        type: 'NominationMade',
        on: '2010-06-01',
        data: { endorser: 't1', candidate: 'ann' },
        sources: forAnn.sources,
      }),
    ]);
  });

  test('of a contest that is not there names the one that was meant', async () => {
    const written = await framed();
    const headers = { 'if-none-match': '*' };
    const claim = nominated('t1', 'ann', '2010-06-02');
    const got = await written.post(claim, { contest: 'leader-2011', headers });
    expectProblem(got, 404, 'unknown-contest', /Did you mean leader-2010\?$/);
  });

  test('of an erasure that is appended says where erasures are asked for', async () => {
    const written = await framed();
    const got = await written.post(erased('m1'), { headers: { 'if-match': '*' } });
    expectProblem(got, 422, 'erase-instead', /POST of the legalBasis to \/api\/v1\/entries\//);
  });

  test('of what may not be erased is a problem of the route that erases', async () => {
    const written = await framed();
    const url = `/api/v1/entries/${id('opened')}/erasure`;
    const how = { as: 'adam', headers: { 'content-type': 'application/json' } };
    const got = await written.ask('POST', url, how, '{"legalBasis":"A court order"}');
    expectProblem(got, 422, 'not-erasable', /correct it instead/);
    expect(written.counted.calls).toEqual(['refused', 'not-erasable']);
  });

  test('of a contest whose name is none is told before all else', async () => {
    const written = await framed();
    const headers = { 'if-none-match': '*' };
    const got = await written.post(FRAME[0], { contest: 'No_Slug', headers });
    expectProblem(got, 400, 'malformed', /kebab-case/);
  });
});

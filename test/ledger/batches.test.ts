import { describe, expect, it } from 'vitest';
import {
  as,
  corrected,
  disputed,
  endNomination,
  enrolled,
  entered,
  FRAME,
  given,
  id,
  merged,
  nominated,
  resolved,
  type Sent,
  stage,
  struck,
  told,
} from '../support/given.ts';

const forAnn = as('a', nominated('t1', 'ann', '2010-07-10'));
const wrong = nominated('t1', 'nobody', '2010-07-10');

describe('a batch', () => {
  it('may hold a whole contest', async () => {
    const { refusal, appended, entries } = await given([]).when(FRAME);
    expect(refusal).toBeNull();
    expect(appended).toBe(FRAME.length);
    expect(entries.map((entry) => entry.revision)).toEqual(FRAME.map((_, index) => index));
  });

  it.each<[string, readonly Sent[]]>([
    ['candidate', [entered('dee'), nominated('t1', 'dee', '2010-07-10')]],
    ['endorser', [enrolled('t9', 'TU'), nominated('t9', 'ann', '2010-07-10')]],
    ['stage', [stage('mp'), nominated('m1', 'ann', '2010-07-10', { stage: 'mp' })]],
    ['act that ends', [forAnn, endNomination('a', '2010-07-20')]],
    ['act told again', [forAnn, nominated('t1', 'ann', '2010-07-11', { act: id('a') })]],
    ['act replaced', [forAnn, nominated('t1', 'bob', '2010-07-20', { replaces: id('a') })]],
    ['claim corrected', [forAnn, corrected('a', { on: '2010-07-11' })]],
    ['claim struck', [forAnn, struck('a')]],
    ['strike struck', [forAnn, as('s', struck('a')), struck('s')]],
    ['claim disputed and upheld', [forAnn, disputed('a'), resolved('a', 'upheld')]],
  ])('may name an earlier entry of it: a %s', async (_, batch) => {
    const { refusal, appended } = await given(FRAME).when(batch);
    expect(refusal).toBeNull();
    expect(appended).toBe(batch.length);
    const [first, ...rest] = batch;
    const backwards = await given(FRAME).when([...rest, ...(first === undefined ? [] : [first])]);
    expect(backwards.refusal).toMatchObject({ index: 0 });
  });

  it('is judged as if its entries came one by one', async () => {
    const batch = [forAnn, nominated('t1', 'ann', '2010-07-12')];
    const { refusal } = await given(FRAME).when(batch);
    expect(refusal).toMatchObject({ code: 'same-act-or-anew', index: 1, candidates: [id('a')] });
  });

  it.each([0, 1, 2])('stores nothing where entry %i is wrong', async (index) => {
    const batch = [forAnn, entered('dee')].toSpliced(index, 0, wrong);
    const { refusal, bench } = await given(FRAME).when(batch);
    expect(refusal).toMatchObject({ code: 'unknown-candidate', index });
    expect(await bench.store.head()).toMatchObject({ seq: FRAME.length - 1 });
    const [next] = await bench.accept([forAnn]);
    expect(next).toMatchObject({ seq: FRAME.length, revision: FRAME.length });
  });

  it('names the entry at fault by its place, though some of it is stored already', async () => {
    const { refusal } = await given([...FRAME, forAnn]).when([forAnn, wrong]);
    expect(refusal).toMatchObject({ code: 'unknown-candidate', index: 1 });
  });

  it('names the entry warned of by its place, though some of it is stored already', async () => {
    const batch = [forAnn, nominated('t2', 'ann', '2099')];
    const { warnings } = await given([...FRAME, forAnn]).when(batch);
    expect(warnings).toMatchObject([{ code: 'future-date', index: 1 }]);
    const strict = await given([...FRAME, forAnn]).when(batch, { strict: true });
    expect(strict.refusal).toMatchObject({ code: 'strict', index: 1 });
  });
});

describe('what a refused batch tried', () => {
  it.each<[string, readonly Sent[], Sent, string]>([
    ['candidate', [entered('dee')], nominated('t1', 'dee', '2010'), 'unknown-candidate'],
    ['endorser', [enrolled('t9', 'TU')], nominated('t9', 'ann', '2010'), 'unknown-endorser'],
    ['stage', [stage('mp')], nominated('m1', 'ann', '2010', { stage: 'mp' }), 'unknown-stage'],
    ['act', [as('n', nominated('t2', 'ann', '2010'))], endNomination('n', '2010'), 'unknown-act'],
    ['strike', [struck('a')], nominated('t1', 'ann', '2010'), 'same-act-or-anew'],
    [
      'correction',
      [corrected('a', { data: { endorser: 't1', candidate: 'bob' } })],
      nominated('t1', 'ann', '2010'),
      'same-act-or-anew',
    ],
    ['dispute', [disputed('a')], resolved('a', 'upheld'), 'no-open-dispute'],
  ])('is forgotten: a %s', async (_, tried, next, code) => {
    const { bench } = await given([...FRAME, forAnn]).when([...tried, wrong]);
    expect(await bench.append([next])).toMatchObject({ refusal: { code, index: 0 } });
  });

  it.each<[string, readonly Sent[], Sent]>([
    ['act', [nominated('t2', 'ann', '2010')], nominated('t2', 'ann', '2010')],
    ['enrolment', [enrolled('t9', 'SS')], enrolled('t9', 'TU')],
    ['candidate', [entered('dee', '2010', { name: 'Other' })], entered('dee')],
  ])('is no hindrance: an %s', async (_, tried, next) => {
    const { bench } = await given([...FRAME, forAnn]).when([...tried, wrong]);
    expect(await bench.append([next])).toMatchObject({ ok: true, appended: 1 });
  });

  it('is forgotten by the register too', async () => {
    const bench = await told();
    const refused = await bench.append([merged('t1', 't2'), merged('t3', 'nobody')], {
      contest: null,
    });
    expect(refused).toMatchObject({ refusal: { code: 'unknown-endorser', index: 1 } });
    await bench.accept([merged('t1', 't3')], { contest: null });
    await bench.accept([
      nominated('t1', 'ann', '2010-07-10'),
      nominated('t3', 'bob', '2010-07-10'),
    ]);
    expect(await bench.over('bob TU', ['2010-07-10'])).toEqual(['0+1']);
  });
});

import { describe, expect, it } from 'vitest';
import type { RefusalCode } from '../../src/ledger/refusals.ts';
import {
  as,
  corrected,
  disputed,
  endNomination,
  entered,
  FRAME,
  given,
  id,
  left,
  nominated,
  opened,
  type Sent,
  stage,
  struck,
  tally,
  told,
} from '../support/given.ts';

const forAnn = as('a', nominated('t1', 'ann', '2010-07-10'));
const end = as('w', endNomination('a', '2010-07-20'));
const forBob = as('b', nominated('t1', 'bob', '2010-07-20', { replaces: id('a') }));
const claim = (endorser: string, candidate: string, more = {}) => ({
  endorser,
  candidate,
  ...more,
});

describe('a correction of data', () => {
  it.each<[string, RefusalCode, readonly Sent[], Sent]>([
    [
      'an unknown candidate',
      'unknown-candidate',
      [forAnn],
      corrected('a', { data: claim('t1', 'ned') }),
    ],
    [
      'an unknown endorser',
      'unknown-endorser',
      [forAnn],
      corrected('a', { data: claim('t9', 'ann') }),
    ],
    [
      'an unknown stage',
      'unknown-stage',
      [forAnn],
      corrected('a', { data: claim('t1', 'ann', { stage: 'mp' }) }),
    ],
    [
      'an act that the endorser has already',
      'same-act-or-anew',
      [forAnn, as('b', nominated('t1', 'bob', '2010-07-12'))],
      corrected('b', { data: claim('t1', 'ann') }),
    ],
    [
      'an act of another kind to end',
      'unknown-act',
      [forAnn, end],
      corrected('w', { data: { act: id('ann') } }),
    ],
    [
      'another endorser’s act to replace',
      'replaces-mismatch',
      [forAnn, as('o', nominated('t2', 'ann', '2010-07-10')), forBob],
      corrected('b', { data: claim('t1', 'bob', { replaces: id('o') }) }),
    ],
    [
      'a candidate’s other name',
      'already-entered',
      [as('again', entered('ann', '2010-05-02'))],
      corrected('again', { data: { candidate: 'ann', name: 'Anne' } }),
    ],
    [
      'a stage that closes early',
      'stage-closes-early',
      [as('mp', stage('mp'))],
      corrected('mp', {
        data: { ...stage('mp').data, opens: '2010-06-09', closes: '2010-06-01' },
      }),
    ],
    [
      'an unknown category',
      'unknown-category',
      [as('y', tally({ 'ann TU': 1 }, '2010-07-10'))],
      corrected('y', { data: tally({ 'ann MEP': 1 }, '').data }),
    ],
    [
      'itself to tell',
      'act-mismatch',
      [forAnn],
      corrected('a', { data: claim('t1', 'ann', { act: id('a') }) }),
    ],
  ])('is judged as the claim itself would be: %s', async (_, code, stored, change) => {
    const { refusal, bench } = await given([...FRAME, ...stored]).when([change]);
    expect(refusal).toMatchObject({ code });
    expect(await bench.store.head()).toMatchObject({ seq: FRAME.length + stored.length - 1 });
  });

  it.each<[string, readonly Sent[], Sent]>([
    ['as it is', [forAnn], corrected('a', { data: claim('t1', 'ann') })],
    [
      'of an act that is told again',
      [forAnn, nominated('t1', 'ann', '2010-07-12', { act: id('a') })],
      corrected('a', { data: claim('t1', 'ann', { decidedBy: 'executive' }) }),
    ],
    [
      'to an act that it says it tells again',
      [forAnn, as('b', nominated('t1', 'bob', '2010-07-12'))],
      corrected('b', { data: claim('t1', 'ann', { act: id('a') }) }),
    ],
    ['of a disputed claim', [forAnn, disputed('a')], corrected('a', { data: claim('t1', 'bob') })],
    [
      'of a candidate’s withdrawal',
      [as('l', left('ann', '2010-07-10'))],
      corrected('l', { data: { candidate: 'ann', reason: 'Votes.' } }),
    ],
  ])('is welcome: %s', async (_, stored, change) => {
    const { refusal } = await given([...FRAME, ...stored]).when([change]);
    expect(refusal).toBeNull();
  });
});

describe('a correction that would end an act before it began', () => {
  const later = corrected('a', { on: '2010-07-25' });

  it('is refused, and names the end to correct too', async () => {
    for (const [stored, name] of [
      [end, 'w'],
      [forBob, 'b'],
    ] as const) {
      const { refusal } = await given([...FRAME, forAnn, stored]).when([later]);
      expect(refusal).toMatchObject({ code: 'end-before-act', candidates: [id(name)] });
    }
  });

  it('is accepted once the end is corrected first, in the same batch or before', async () => {
    const moved = corrected('w', { on: '2010-07-30' });
    expect((await given([...FRAME, forAnn, end]).when([moved, later])).refusal).toBeNull();
    expect((await given([...FRAME, forAnn, end, moved]).when([later])).refusal).toBeNull();
    const backwards = await given([...FRAME, forAnn, end]).when([later, moved]);
    expect(backwards.refusal).toMatchObject({ code: 'end-before-act', index: 0 });
  });

  it('is accepted where the end was struck, and not where that strike was struck', async () => {
    const gone = as('s', struck('w'));
    expect((await given([...FRAME, forAnn, end, gone]).when([later])).refusal).toBeNull();
    const back = await given([...FRAME, forAnn, end, gone, later]).when([struck('s')]);
    expect(back.refusal).toMatchObject({ code: 'end-before-act', candidates: [id('w')] });
  });

  it('is accepted where the two days may still fit', async () => {
    const wide = corrected('a', { on: '[2010-07-20..2010-07-25]' });
    expect((await given([...FRAME, forAnn, end]).when([wide])).refusal).toBeNull();
  });

  it('is not undone by striking the correction that made room for it', async () => {
    const earlier = as('c', corrected('a', { on: '2010-07-01' }));
    const early = as('v', endNomination('a', '2010-07-05'));
    const bench = await told(forAnn, earlier, early);
    const outcome = await bench.append([struck('c')]);
    expect(outcome).toMatchObject({ refusal: { code: 'end-before-act', candidates: [id('v')] } });
    await bench.accept([struck('v'), struck('c')]);
  });
});

describe('a correction of the opening', () => {
  const { data } = opened();
  const categories = (...names: string[]) =>
    corrected('opened', {
      data: { ...data, categories: names.map((category) => ({ category, name: category })) },
    });

  it('may not drop a category in which an endorser is enrolled', async () => {
    const { refusal } = await given(FRAME).when([categories('MP', 'CLP', 'TU')]);
    expect(refusal).toMatchObject({ code: 'in-use' });
    expect(refusal?.message).toMatch(/SS.*\.$/);
  });

  it('may drop a sum, and add a category', async () => {
    const sent = categories('MP', 'CLP', 'TU', 'SS', 'MEP');
    expect((await given(FRAME).when([sent])).refusal).toBeNull();
  });
});

describe('a correction that the world may contradict', () => {
  it.each<[string, readonly Sent[], Sent, string[]]>([
    ['a day to come', [forAnn], corrected('a', { on: '2026-02-01' }), ['future-date']],
    [
      'a second nomination',
      [forAnn, as('o', nominated('t1', 'cay', '2010-08-01', { stage: 'mp' }))],
      corrected('o', { data: claim('t1', 'cay') }),
      ['second-nomination'],
    ],
    ['a day that is past', [forAnn], corrected('a', { on: '2010-07-11' }), []],
  ])(
    'is recorded with the warning that the claim would have: %s',
    async (_, stored, sent, codes) => {
      const setting = given([...FRAME, stage('mp'), ...stored]);
      const { warnings, appended } = await setting.when([sent]);
      expect(appended).toBe(1);
      expect(warnings.map((warning) => warning.code)).toEqual(codes);
    },
  );
});

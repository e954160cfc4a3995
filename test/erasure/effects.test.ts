import { describe, expect, it } from 'vitest';
import { NONE } from '../../projections/columns.ts';
import { digestOf } from '../../src/ledger/digest.ts';
import { policyIn } from '../../src/ledger/queries/asking.ts';
import { decodeEntry, decodeEnvelope } from '../../src/store/decode.ts';
import {
  as,
  type Bench,
  CONTEST,
  corrected,
  disputed,
  endNomination,
  enrolled,
  entered,
  erased,
  FRAME,
  id,
  left,
  merged,
  nominated,
  resolved,
  type Sent,
  stage,
  stance,
  struck,
  tally,
  told,
} from '../support/given.ts';

const act = as('a', nominated('t1', 'ann', '2010-07-10'));
const other = as('o', nominated('t2', 'ann', '2010-07-11'));
const end = as('w', endNomination('a', '2010-07-20'));
const toBob = as('b', nominated('t1', 'bob', '2010-07-20', { replaces: id('a') }));

/** The names of the entries whose payload is gone. */
async function gone(bench: Bench, sent: readonly Sent[]): Promise<string[]> {
  const all = await bench.store.readAll(FRAME.length, 1000);
  const without = all.filter(({ payload }) => payload.length === 0).map((entry) => entry.id);
  const names = sent.map((each, index) => ({ key: each.id ?? '', name: `${index}` }));
  return without.map((key) => names.find((each) => each.key === key)?.name ?? key);
}

/** Entries by their numbers, each with an id that its number gives. */
const numbered = (sent: readonly Sent[]): Sent[] =>
  sent.map((each, index) => ({ ...each, id: each.id ?? id(`number ${index}`) }));

const STORIES: readonly [string, readonly Sent[], target: number, goes: readonly number[]][] = [
  ['a claim alone', [act, other], 0, [0]],
  ['its withdrawal', [act, end, other], 0, [0, 1]],
  ['its corrections', [act, corrected('a', { on: '2010-07-11' }), other], 0, [0, 1]],
  ['its strikes and what struck them', [act, as('s', struck('a')), struck('s')], 0, [0, 1, 2]],
  ['its disputes and their end', [act, disputed('a'), resolved('a', 'upheld')], 0, [0, 1, 2]],
  ['what replaced it, and the end of that', [act, toBob, endNomination('b')], 0, [0, 1, 2]],
  ['what corrects its withdrawal', [act, end, corrected('w', { on: '2010-07-22' })], 0, [0, 1, 2]],
  ['the claim of a correction', [act, corrected('a', { on: '2010-07-11' }), other], 1, [0, 1]],
  ['the claim of a withdrawal', [act, end, other], 1, [0, 1]],
  ['the claim of a dispute, and all of it', [act, end, disputed('w')], 2, [0, 1, 2]],
  ['the act that a switch ended', [act, toBob, other], 1, [0, 1]],
  ['no retelling', [act, nominated('t1', 'ann', '2010-07-12', { act: id('a') })], 0, [0]],
  [
    'no first telling',
    [act, as('r', nominated('t1', 'ann', '[..2010-07-12]', { act: id('a') }))],
    1,
    [1],
  ],
  [
    'no other act of the same endorser',
    [act, nominated('t1', 'ann', '2010-07-12', { anew: true })],
    0,
    [0],
  ],
  ['nor a tally', [act, tally({ 'ann TU': 1 }, '2010-07-12')], 0, [0]],
  ["nor its candidate's withdrawal", [act, left('ann', '2010-07-20')], 0, [0]],
  ['nor a stance of the endorser', [act, stance('t1', 'neutral', '2010-07-20')], 0, [0]],
];

describe('an erasure of', () => {
  it.each(STORIES)('%s', async (_, sent, target, goes) => {
    const all = numbered(sent);
    const bench = await told(...all);
    await bench.accept([
      { type: 'PayloadErased', data: { entry: all[target]?.id, legalBasis: 'L' } },
    ]);
    expect(await gone(bench, all)).toEqual(goes.map(String));
    expect((await bench.state('2010-07-15')).erased).toBe(goes.length);
    const kept = await bench.store.readAll(0, 1000);
    for (const stored of kept) expect(decodeEnvelope(stored).id).toBe(stored.id);
    expect(await bench.store.rebuild(() => undefined, new AbortController().signal)).toBeNull();
  });

  it('what was erased already is refused, and so is all that would name it', async () => {
    const bench = await told(act, erased('a'));
    const drafts = [
      struck('a'),
      corrected('a', { on: '2010-07-11' }),
      disputed('a'),
      endNomination('a', '2010-08-01'),
      nominated('t1', 'ann', '2010-07-20', { act: id('a') }),
      nominated('t1', 'bob', '2010-07-20', { replaces: id('a') }),
    ];
    for (const each of drafts) {
      const outcome = await bench.append([each]);
      expect(outcome).toMatchObject({ ok: false, refusal: { code: 'erased' } });
    }
    const again = await bench.append([erased('a')], { erasing: true });
    expect(again).toMatchObject({ ok: false, refusal: { code: 'erased' } });
    expect((await bench.store.head()).seq).toBe(FRAME.length + 1);
  });

  it('a stage leaves a contest without it, and what is asked of it is refused', async () => {
    const bench = await told(as('s', stage('mp')), erased('s'));
    const columns = await bench.reader.contest(CONTEST);
    expect(policyIn(columns, CONTEST, 'nominations')).toBe('nominations');
    expect(() => policyIn(columns, CONTEST, 'stage:mp')).toThrow(/has no stage mp.*none/);
  });

  it('an act makes room for telling it anew, without a word on the old one', async () => {
    const bench = await told(act, erased('a'));
    await bench.accept([nominated('t1', 'ann', '2010-07-12')]);
    expect(await bench.over('ann TU', ['2010-07-11', '2010-07-12'])).toEqual(['0+0', '1+0']);
  });

  it('an entry leaves its legal basis, and who recorded it when, on record', async () => {
    const bench = await told(act);
    await bench.accept([erased('a')], { recordedBy: 'the clerk' });
    const last = await bench.store.readAll(FRAME.length + 1, 1);
    const [entry] = last.map(decodeEntry);
    expect(entry).toMatchObject({ type: 'PayloadErased', recordedBy: 'the clerk' });
    expect(entry?.data).toEqual({ entry: id('a'), legalBasis: 'A court order' });
  });

  it.each(['opened', 'e'])('%s is refused, and nothing is stored', async (target) => {
    const bench = await told(act, as('e', erased('a')));
    const outcome = await bench.append([erased(target)], { erasing: true });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'not-erasable' } });
    expect((await bench.store.head()).seq).toBe(FRAME.length + 1);
  });

  it('an entry of the register ends the merge in every contest', async () => {
    const bench = await told(act);
    const merge = as('m', merged('t2', 't1'));
    await bench.accept([merge], { contest: null });
    await bench.accept([nominated('t2', 'ann', '2010-07-12', { anew: true })]);
    expect(await bench.over('ann TU', ['2010-07-15'])).toEqual(['1+0']);
    await bench.accept([erased('m')], { contest: null });
    expect(await bench.over('ann TU', ['2010-07-15'])).toEqual(['2+0']);
  });

  it('an enrolment leaves the acts of the endorser uncounted', async () => {
    const bench = await told(act, other, erased('t1'));
    expect(await bench.over('ann TU', ['2010-07-15'])).toEqual(['1+0']);
    const outcome = await bench.append([nominated('t1', 'bob', '2010-07-20')]);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'unknown-endorser' } });
    await bench.accept([enrolled('t1', 'TU')]);
    expect(await bench.over('ann TU', ['2010-07-15'])).toEqual(['2+0']);
  });

  it('an entry on trial erases nothing', async () => {
    const bench = await told(act);
    const outcome = await bench.append([erased('a')], { erasing: true, dryRun: true });
    expect(outcome).toMatchObject({ ok: true, appended: 0 });
    expect(await bench.over('ann TU', ['2010-07-15'])).toEqual(['1+0']);
    expect((await bench.store.byId(id('a')))?.payload.length).toBeGreaterThan(0);
  });
});

describe('the names of what was erased', () => {
  it('go where nothing else uses them, and stay where something does', async () => {
    const bench = await told(
      as('z', enrolled('zebra-union', 'TU')),
      as('a', nominated('zebra-union', 'ann', '2010-07-10')),
    );
    await bench.accept([erased('a')]);
    expect(bench.store.symbols.of('zebra-union')).not.toBe(NONE);
    expect(bench.store.symbols.of('ann')).not.toBe(NONE);
    await bench.accept([erased('z')]);
    expect(bench.store.symbols.of('zebra-union')).toBe(NONE);
    expect(bench.store.symbols.of('TU')).not.toBe(NONE);
  });

  it('stay where a table of figures says them, so that what it shows hangs on no other contest', async () => {
    const bench = await told(as('z', entered('zoe')), tally({ 'zoe TU': 3 }, '2010-07-10'));
    await bench.accept([erased('z')]);
    const rows = async () =>
      (await bench.state('2010-07-15', { knownAt: FRAME.length + 2 })).candidates;
    const alone = await rows();
    expect(alone.find(({ candidate }) => candidate === 'zoe')?.cells.TU?.best).toBe(3);
    await bench.accept(
      FRAME.map((each) => as(`other ${each.type} ${JSON.stringify(each.data)}`, each)),
      { contest: 'other' },
    );
    await bench.accept([entered('zoe')], { contest: 'other' });
    expect(await rows()).toEqual(alone);
  });

  it('stay where a merge says them, so that who is one endorser stays one', async () => {
    const bench = await told(
      as('z', enrolled('zebra-union', 'TU')),
      nominated('t1', 'ann', '2010-07-10'),
      nominated('t2', 'ann', '2010-07-10'),
    );
    for (const name of ['t1', 't2']) {
      await bench.accept([merged(name, 'zebra-union')], { contest: null });
    }
    expect(await bench.over('ann TU', ['2010-07-15'])).toEqual(['1+0']);
    await bench.accept([erased('z')]);
    expect(await bench.over('ann TU', ['2010-07-15'])).toEqual(['1+0']);
    expect(await bench.store.rebuild(() => undefined, new AbortController().signal)).toBeNull();
  });

  it('come back under a number of their own where they are told again', async () => {
    const bench = await told(as('z', enrolled('zebra-union', 'TU')), erased('z'));
    await bench.accept([
      enrolled('zebra-union', 'SS'),
      nominated('zebra-union', 'ann', '2010-07-10'),
    ]);
    expect(await bench.over('ann SS', ['2010-07-10'])).toEqual(['1+0']);
    expect(await bench.store.rebuild(() => undefined, new AbortController().signal)).toBeNull();
  });
});

describe('a digest', () => {
  it('of a state that lost a claim is reproduced at no clock, and says why', async () => {
    const bench = await told(act, other);
    const days = ['2010-07-09', '2010-07-15'];
    const digests = () =>
      Promise.all(
        [FRAME.length - 1, FRAME.length, FRAME.length + 1].flatMap((knownAt) =>
          days.map(async (day) => digestOf(await bench.state(day, { knownAt }), 'acts')),
        ),
      );
    const before = await digests();
    await bench.accept([erased('a')]);
    const after = await digests();
    // Before the claim was recorded nothing was lost.
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    for (const digest of after.slice(2)) expect(before).not.toContain(digest);
    expect((await bench.state('2010-07-09', { knownAt: FRAME.length })).erased).toBe(1);
    expect((await bench.state('2010-07-09', { knownAt: FRAME.length - 1 })).erased).toBe(0);
  });
});

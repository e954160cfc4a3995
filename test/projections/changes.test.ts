import { describe, expect, it } from 'vitest';
import type { Change } from '../../projections/changes.ts';
import type { AskedClocks } from '../../src/ledger/clocks.ts';
import { askComparison } from '../../src/ledger/queries/compare.ts';
import {
  as,
  type Bench,
  CONTEST,
  corrected,
  disputed,
  endNomination,
  enrolled,
  erased,
  FRAME,
  id,
  left,
  merged,
  nominated,
  published,
  struck,
  told,
} from '../support/given.ts';

async function between(
  bench: Bench,
  from: AskedClocks,
  to: AskedClocks,
): Promise<readonly Change[]> {
  const { store, reader, views } = bench;
  const sources = { store, reader, views, now: () => bench.clock };
  return (await askComparison(sources, CONTEST, from, to)).changes;
}

/** Each change in one line: tag, endorser, whom before and after, and why. */
const lines = async (bench: Bench, from: AskedClocks, to: AskedClocks) =>
  (await between(bench, from, to)).map(
    ({ tag, endorser, before, after, because }) =>
      `${tag} ${endorser}: ${before ?? 'nobody'} → ${after ?? 'nobody'} (${because.map((each) => each.tag).join(', ')})`,
  );

const act = as('a', nominated('t1', 'ann', '[2010-07-05..2010-07-10]'));
const days = (from: string, to: string) => [{ asOf: from }, { asOf: to }] as const;

describe('between two days', () => {
  it('nothing changed where nothing happened', async () => {
    const bench = await told(act);
    expect(await lines(bench, ...days('2010-07-10', '2010-12-31'))).toEqual([]);
    expect(await lines(bench, ...days('2010-07-06', '2010-07-06'))).toEqual([]);
  });

  it('an act is gained, and confirmed once it is certain', async () => {
    const bench = await told(act);
    const gained = 'gained t1: nobody → ann (happened)';
    expect(await lines(bench, ...days('2010-07-04', '2010-07-05'))).toEqual([gained]);
    expect(await lines(bench, ...days('2010-07-04', '2010-07-10'))).toEqual([gained]);
    expect(await between(bench, ...days('2010-07-05', '2010-07-10'))).toMatchObject([
      { tag: 'confirmed', before: 'ann', after: 'ann', was: 'possible', is: 'certain' },
    ]);
  });

  it('an act is doubted once it may have ended, and lost once it has', async () => {
    const bench = await told(act, endNomination('a', '[2010-07-20..2010-07-25]'));
    expect(await between(bench, ...days('2010-07-19', '2010-07-20'))).toMatchObject([
      { tag: 'doubted', endorser: 't1', category: 'TU', was: 'certain', is: 'possible' },
    ]);
    expect(await between(bench, ...days('2010-07-19', '2010-07-25'))).toMatchObject([
      { tag: 'lost', before: 'ann', after: null, was: 'certain', is: null },
    ]);
  });

  it('an endorser whose enrolment was erased has no category any more', async () => {
    const bench = await told(
      as('roll', enrolled('late', 'TU')),
      nominated('late', 'ann', '2010-07-05'),
      erased('roll'),
    );
    expect(await between(bench, ...days('2010-07-04', '2010-07-06'))).toMatchObject([
      { tag: 'gained', endorser: 'late', category: null, after: 'ann' },
    ]);
  });

  it('a switch is one change', async () => {
    const bench = await told(act, nominated('t1', 'bob', '2010-07-20', { replaces: id('a') }));
    expect(await lines(bench, ...days('2010-07-19', '2010-07-20'))).toEqual([
      'switched t1: ann → bob (happened)',
    ]);
  });

  it('an act lapses with its candidate', async () => {
    const bench = await told(act, nominated('t2', 'ann', '2010-07-01'), left('ann', '2010-07-20'));
    expect(await lines(bench, ...days('2010-07-19', '2010-07-20'))).toEqual([
      'lapsed t1: ann → nobody (happened)',
      'lapsed t2: ann → nobody (happened)',
    ]);
  });

  it('an act that was withdrawn before its candidate withdrew is lost, not lapsed', async () => {
    const bench = await told(act, endNomination('a', '2010-07-15'), left('ann', '2010-07-20'));
    expect(await between(bench, ...days('2010-07-10', '2010-07-25'))).toMatchObject([
      { tag: 'lost', endorser: 't1', before: 'ann', after: null },
    ]);
  });

  it('backwards, what was gained is lost', async () => {
    const bench = await told(act);
    expect(await between(bench, ...days('2010-07-10', '2010-07-01'))).toMatchObject([
      { tag: 'lost', before: 'ann', after: null },
    ]);
  });
});

describe('between what the ledger held', () => {
  const asOf = '2010-07-31';
  const from = { asOf, knownAt: String(FRAME.length) };

  it('an act recorded since is gained, backdated', async () => {
    const bench = await told(act, as('b', nominated('t2', 'bob', '2010-07-01')));
    const [change] = await between(bench, from, { asOf });
    expect(change).toMatchObject({
      tag: 'gained',
      endorser: 't2',
      because: [{ tag: 'backdated', entries: [id('b')] }],
    });
  });

  it.each([
    ['struck', struck('a'), 'lost'],
    ['disputed', disputed('a'), 'doubted'],
    ['corrected to a later day', corrected('a', { on: '2010-08-01' }), 'lost'],
  ])('an act that was %s since is told as corrected', async (_, record, tag) => {
    const bench = await told(act, as('r', record));
    expect(await between(bench, from, { asOf })).toMatchObject([
      { tag, endorser: 't1', because: [{ tag: 'corrected', entries: [id('r')] }] },
    ]);
  });

  it('a claim corrected to another candidate is lost by one and gained by the other', async () => {
    const bench = await told(act, corrected('a', { data: { endorser: 't1', candidate: 'bob' } }));
    const changes = await between(bench, from, { asOf });
    expect(changes.map(({ tag, before, after }) => `${tag} ${before} ${after}`).sort()).toEqual([
      'gained null bob',
      'lost ann null',
    ]);
    for (const { because } of changes) expect(because).toMatchObject([{ tag: 'corrected' }]);
  });

  it('two names that became one are told as merged', async () => {
    const bench = await told(act, nominated('t2', 'ann', '2010-07-01'));
    await bench.accept([merged('t2', 't1')], { contest: null });
    const known = String(FRAME.length + 1);
    const changes = await between(bench, { asOf, knownAt: known }, { asOf });
    expect(
      changes.map(({ endorser, because }) => [endorser, because.map((each) => each.tag)]),
    ).toEqual([['t2', ['merged']]]);
  });
});

describe('between what had been published', () => {
  it('an act told since is gained, as reported', async () => {
    const bench = await told(published('2010-07-20', act));
    const asOf = '2010-07-31';
    const changes = await between(bench, { asOf, reportedBy: '2010-07-19' }, { asOf });
    expect(changes).toMatchObject([
      { tag: 'gained', because: [{ tag: 'reported', entries: [id('a')] }] },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { expectationsBy } from '../../projections/expectations.ts';
import { standOf } from '../../projections/provenance-claims.ts';
import { askComparison } from '../../src/ledger/queries/compare.ts';
import { askContest } from '../../src/ledger/queries/contest.ts';
import {
  as,
  type Bench,
  CONTEST,
  corrected,
  dayOf,
  endNomination,
  endorsed,
  enrolled,
  entered,
  given,
  id,
  merged,
  nominated,
  opened,
  type Sent,
  stage,
  tell,
  told,
} from '../support/given.ts';

/** The opening, corrected to so many seats. */
const seats = (count: number): Sent =>
  corrected('opened', { data: opened('2010-05-01', { seats: count }).data });
const nominates = (candidate: string, on: string, more = {}) =>
  as(candidate[0] ?? '', nominated('t1', candidate, on, more));
const ann = nominates('ann', '2010-07-01');
const bob = nominates('bob', '2010-07-02');
const cay = (on = '2010-07-10') => nominates('cay', on);

/** How t1 stands for each candidate on some days, as `ann bob cay`. */
const stands = async (bench: Bench, days: readonly string[]) =>
  Promise.all(
    days.map(async (day) => {
      const on = await Promise.all(
        ['ann', 'bob', 'cay'].map((each) => bench.over(`${each} TU`, [day])),
      );
      return on.flat().join(' ');
    }),
  );

/** Whom the conflicts of a day name, each as one text. */
const crowds = async (bench: Bench, day: string) =>
  (await bench.state(day)).conflicts.map(
    ({ kind, candidates }) => `${kind} ${candidates.join('+')}`,
  );

describe('a contest of two seats', () => {
  it('lets an endorser certainly back two candidates', async () => {
    const bench = await told(seats(2), ann, bob);
    expect(await stands(bench, ['2010-07-02', '2011-01-01'])).toEqual([
      '1+0 1+0 0+0',
      '1+0 1+0 0+0',
    ]);
    expect(await crowds(bench, '2011-01-01')).toEqual([]);
  });

  it('leaves open whom it backs while it possibly backs a third', async () => {
    const bench = await told(seats(2), ann, bob, cay('[2010-07-10..2010-07-12]'));
    const days = ['2010-07-09', '2010-07-10', '2010-07-11', '2010-07-12'];
    expect(await stands(bench, days)).toEqual([
      '1+0 1+0 0+0',
      '0+1 0+1 0+1',
      '0+1 0+1 0+1',
      '0+1 0+1 0+1',
    ]);
    expect(await crowds(bench, '2010-07-11')).toEqual([]);
  });

  it('lists one conflict of all three on the days on which they certainly stand', async () => {
    const bench = await told(seats(2), ann, bob, cay(), endNomination('a', '2010-07-15'));
    const days = ['2010-07-09', '2010-07-10', '2010-07-14', '2010-07-15'];
    const found = await Promise.all(days.map((day) => crowds(bench, day)));
    expect(found).toEqual([[], ['acts ann+bob+cay'], ['acts ann+bob+cay'], []]);
    expect(await stands(bench, ['2010-07-15'])).toEqual(['0+0 1+0 1+0']);
    expect((await bench.state('2010-07-10')).conflicts).toEqual([
      {
        kind: 'acts',
        endorser: 't1',
        candidates: ['ann', 'bob', 'cay'],
        entries: [id('a'), id('b'), id('c')].sort(),
      },
    ]);
  });

  it('gives the seat that an act leaves to the one that replaces it', async () => {
    const instead = nominates('cay', '2010-07-10', { replaces: id('a') });
    const bench = await told(seats(2), ann, bob, instead);
    expect(await stands(bench, ['2010-07-09', '2010-07-10'])).toEqual([
      '1+0 1+0 0+0',
      '0+0 1+0 1+0',
    ]);
    expect(await crowds(bench, '2010-07-10')).toEqual([]);
  });

  it('gives two acts for one candidate one seat', async () => {
    const again = as('x', nominated('t1', 'bob', '2010-07-03', { anew: true }));
    const bench = await told(seats(2), ann, bob, again);
    expect(await stands(bench, ['2010-07-03'])).toEqual(['1+0 1+0 0+0']);
    expect(await crowds(bench, '2010-07-03')).toEqual([]);
  });

  it('has its seats in each stage, and for each kind of act', async () => {
    const stages = ['mp', 'clp'].map((each) => stage(each));
    const inStage = (candidate: string, slug: string) =>
      nominates(candidate, '2010-07-01', { stage: slug });
    const apart = await told(
      seats(2),
      ...stages,
      inStage('ann', 'mp'),
      inStage('bob', 'mp'),
      inStage('cay', 'clp'),
    );
    expect(await stands(apart, ['2010-07-01'])).toEqual(['1+0 1+0 1+0']);
    const kinds = await told(seats(2), ann, bob, endorsed('t1', 'cay', '2010-07-02'));
    expect(await stands(kinds, ['2010-07-02'])).toEqual(['1+0 1+0 1+0']);
  });

  it('doubts an act of no stage beside two of different ones, and lists no conflict', async () => {
    const bench = await told(
      seats(2),
      stage('mp'),
      stage('clp'),
      nominates('ann', '2010-07-01', { stage: 'mp' }),
      nominates('bob', '2010-07-01', { stage: 'clp' }),
      cay('2010-07-01'),
    );
    expect(await stands(bench, ['2010-07-01'])).toEqual(['1+0 1+0 0+1']);
    expect(await crowds(bench, '2010-07-01')).toEqual([]);
  });

  it('counts the seats of an endorser under all its names', async () => {
    const bench = await told(seats(2), ann, bob, as('c', nominated('t2', 'cay', '2010-07-10')));
    expect(await crowds(bench, '2010-07-10')).toEqual([]);
    await bench.accept([merged('t2', 't1')], { contest: null });
    expect(await crowds(bench, '2010-07-10')).toEqual(['acts ann+bob+cay']);
  });

  it('says beside a number whom the endorser may back instead', async () => {
    const bench = await told(seats(2), ann, bob, cay());
    const { view, endorsers } = await bench.timeline();
    const holding = endorsers.flatMap((each) => each.acts)[0];
    expect(holding && standOf(view, holding, dayOf('2010-07-10'))).toEqual({
      stand: 'possible',
      why: 'the endorser may back 2 others instead, of bob, cay',
    });
  });
});

describe('an expectation of an endorser with two seats', () => {
  const expected = tell(
    'ExpectationReported',
    { endorser: 't1', candidate: 'ann', likelihood: 'likely' },
    '2010-06-01',
  );
  const outcome = async (bench: Bench, day: string) =>
    expectationsBy(await bench.timeline(), dayOf(day)).map(({ outcome: is, instead }) =>
      [is, instead].join(' ').trim(),
    );

  it('did not come true once it backs as many others, and not before', async () => {
    const bench = await told(seats(2), expected, bob, cay());
    expect(await outcome(bench, '2010-07-09')).toEqual(['open']);
    expect(await outcome(bench, '2010-07-10')).toEqual(['did-not cay']);
    const one = await told(expected, bob, cay());
    expect(await outcome(one, '2010-07-09')).toEqual(['did-not bob']);
  });

  it('stays open where one of the others was left before', async () => {
    const bench = await told(seats(2), expected, bob, endNomination('b', '2010-07-05'), cay());
    expect(await outcome(bench, '2010-07-10')).toEqual(['open']);
  });
});

describe('the seats of a contest', () => {
  it('are those of the opening as it was known, at every day of report', async () => {
    const bench = await told(ann, bob, seats(2));
    const { seq } = await bench.store.head();
    const at = async (sight: object) => (await bench.over('ann TU', ['2010-07-02'], sight))[0];
    expect(await at({ knownAt: seq - 1 })).toBe('0+1');
    expect(await at({ knownAt: seq })).toBe('1+0');
    expect(await at({ reportedBy: '2010-05-01' })).toBe('1+0');
    const { store, reader, views } = bench;
    const sources = { store, reader, views, now: () => bench.clock };
    expect(await askContest(sources, CONTEST, { knownAt: `${seq - 1}` })).toMatchObject({
      seats: 1,
    });
    expect(await askContest(sources, CONTEST, {})).toMatchObject({ seats: 2, weighings: [] });
    const change = await askComparison(
      sources,
      CONTEST,
      { asOf: '2010-07-02', knownAt: `${seq - 1}` },
      { asOf: '2010-07-02' },
    );
    expect(change.changes).toMatchObject([
      { tag: 'confirmed', after: 'ann', because: [{ tag: 'corrected' }] },
      { tag: 'confirmed', after: 'bob', because: [{ tag: 'corrected' }] },
    ]);
  });

  it('are one where the opening says one, with the same digest of the same conflicts', async () => {
    const [said, unsaid] = [await told(ann, bob, seats(1)), await told(ann, bob)];
    expect(await said.state('2010-07-02')).toEqual(await unsaid.state('2010-07-02'));
    expect(await crowds(said, '2010-07-02')).toEqual(['acts ann+bob']);
  });
});

describe('a nomination beyond the seats', () => {
  const frame = [
    opened('2010-05-01', { seats: 2 }),
    entered('ann'),
    entered('bob'),
    entered('cay'),
  ];
  const people = [...frame, enrolled('t1', 'TU'), ann, bob];

  it('is recorded with one warning, and within them with none', async () => {
    const within = await given(people.slice(0, -1)).when([bob]);
    expect(within.warnings).toEqual([]);
    const beyond = await given(people).when([cay()]);
    expect(beyond).toMatchObject({ appended: 1, warnings: [{ code: 'second-nomination' }] });
    expect(beyond.warnings.map(({ message }) => message)).toEqual([
      't1 has nominated 2 others already (ann, bob) for 2 seats; if this replaces one of them, say so.',
    ]);
  });
});

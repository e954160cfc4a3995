import { describe, expect, it } from 'vitest';
import {
  as,
  corrected,
  disputed,
  endorsed,
  id,
  merged,
  nominated,
  published,
  type Sent,
  struck,
  tell,
  told,
} from '../support/given.ts';
import { again, ballot, ballotsOn, LATE } from './votes-ask.ts';

const decisionsOf = async (...entries: readonly Sent[]) =>
  (await ballotsOn(await told(...entries))).decisions;

const recommended = (endorser: string, candidates: readonly string[], more: object = {}) =>
  tell(
    'EndorsementMade',
    {
      endorser,
      choices: candidates.map((candidate) => ({ candidate, rank: 1 })),
      form: 'recommendation',
      ...more,
    },
    '2010-07-05',
  );

describe('how a body came to its act', () => {
  it.each(['executive', 'committee', 'conference', 'member-ballot'])(
    'is told as by %s, with its entry',
    async (decidedBy) => {
      const entry = as('a', nominated('t1', 'ann', '2010-07-10', { decidedBy }));
      expect(await decisionsOf(entry)).toEqual([
        {
          endorser: 't1',
          category: 'TU',
          candidates: ['ann'],
          kind: 'nomination',
          on: '2010-07-10',
          decidedBy: [decidedBy],
          ballots: [],
          entries: [id('a')],
        },
      ]);
    },
  );

  it.each([
    ['nobody says', {}],
    ['it is unknown', { decidedBy: 'unknown' }],
    ['a person decided alone', { decidedBy: 'individual' }],
  ])('is not told where %s', async (_, more) => {
    expect(await decisionsOf(nominated('t1', 'ann', '2010-07-10', more))).toEqual([]);
  });

  it('names the ballot, also where it is all that is known', async () => {
    const bench = await told(
      ballot({ ballot: 'b1' }),
      as('a', endorsed('t1', 'ann', '2010-07-10', { decidedBy: 'member-ballot', ballot: 'b1' })),
      as('b', nominated('t2', 'bob', '2010-07-11', { ballot: 'b2' })),
    );
    expect((await ballotsOn(bench)).decisions).toMatchObject([
      { kind: 'endorsement', decidedBy: ['member-ballot'], ballots: ['b1'] },
      { kind: 'nomination', decidedBy: [], ballots: ['b2'], entries: [id('b')] },
    ]);
  });

  it('is told by every source that says it, and by no other', async () => {
    const act = as('a', nominated('t1', 'ann', '2010-07-10', { decidedBy: 'executive' }));
    const second = (name: string, more: object) =>
      as(name, nominated('t1', 'ann', '2010-07-10', again('a', { ...more })));
    expect(
      await decisionsOf(
        act,
        second('silent', {}),
        second('same', { decidedBy: 'executive' }),
        second('other', { decidedBy: 'committee' }),
      ),
    ).toMatchObject([
      { decidedBy: ['committee', 'executive'], entries: ['a', 'same', 'other'].map(id) },
    ]);
  });

  it('comes in order of days, the sooner certain first', async () => {
    const by = { decidedBy: 'executive' };
    const found = await decisionsOf(
      nominated('t3', 'ann', '[2010-07-01..2010-07-20]', by),
      nominated('t2', 'ann', '2010-07-12', by),
      nominated('t1', 'ann', '2010-07-12', by),
      nominated('t4', 'ann', '[2010-07-02..2010-07-12]', by),
    );
    expect(found.map((each) => each.endorser)).toEqual(['t4', 't1', 't2', 't3']);
  });

  it('stays with an endorser under the name into which it is merged', async () => {
    const bench = await told(nominated('t1', 'ann', '2010-07-10', { decidedBy: 'executive' }));
    await bench.accept([merged('t1', 't2')], { contest: null });
    expect((await ballotsOn(bench)).decisions).toMatchObject([
      { endorser: 't2', category: 'TU', decidedBy: ['executive'] },
    ]);
  });
});

describe('a recommendation', () => {
  it('is shown with all whom it names, and is no act', async () => {
    const entry = as('r', recommended('t1', ['bob', 'ann'], { decidedBy: 'executive' }));
    expect(await decisionsOf(entry)).toMatchObject([
      { kind: 'shown', candidates: ['bob', 'ann'], decidedBy: ['executive'], entries: [id('r')] },
    ]);
    expect(await (await told(entry)).over('bob TU', [LATE])).toEqual(['0+0']);
  });

  it('is shown as corrected', async () => {
    const entry = as('r', recommended('t1', ['bob'], { decidedBy: 'executive' }));
    const data = { ...recommended('t1', ['ann', 'cay'], { decidedBy: 'committee' }).data };
    expect(await decisionsOf(entry, corrected('r', { data }))).toMatchObject([
      { candidates: ['ann', 'cay'], decidedBy: ['committee'] },
    ]);
  });

  it('is not shown where nobody says how it came about, or once it is struck', async () => {
    expect(await decisionsOf(recommended('t1', ['ann']))).toEqual([]);
    const entry = as('r', recommended('t1', ['ann'], { decidedBy: 'executive' }));
    expect(await decisionsOf(entry, struck('r'))).toEqual([]);
  });
});

describe('a claim that is changed', () => {
  const act = as('a', nominated('t1', 'ann', '2010-07-10', { decidedBy: 'executive' }));

  it('says how it was decided as corrected: another way, a ballot, or nothing', async () => {
    const change = (more: object) => corrected('a', { data: { ...nominatedData, ...more } });
    const nominatedData = { endorser: 't1', candidate: 'ann' };
    expect(await decisionsOf(act, change({ decidedBy: 'conference' }))).toMatchObject([
      { decidedBy: ['conference'] },
    ]);
    expect(await decisionsOf(act, change({ ballot: 'b7' }))).toMatchObject([
      { decidedBy: [], ballots: ['b7'] },
    ]);
    expect(await decisionsOf(act, change({}))).toEqual([]);
  });

  it('tells of nothing once struck, and still while disputed', async () => {
    expect(await decisionsOf(act, struck('a'))).toEqual([]);
    expect(await decisionsOf(act, disputed('a'))).toMatchObject([{ decidedBy: ['executive'] }]);
  });
});

it('shows on the three clocks: when it may have been, what was published, what was held', async () => {
  const way = { decidedBy: 'executive' };
  const bench = await told(
    as('a', published('2010-07-12', nominated('t1', 'ann', '[2010-07-08..2010-07-10]', way))),
  );
  const { seq } = await bench.store.head();
  const more = again('a', { decidedBy: 'committee' });
  await bench.accept([published('2010-07-20', nominated('t1', 'ann', '2010-07-10', more))]);
  const ways = async (asOf: string, rest: object = {}) =>
    (await ballotsOn(bench, { asOf, ...rest })).decisions.map((each) => each.decidedBy.join('+'));
  expect(await ways('2010-07-09')).toEqual([]);
  expect(await ways('2010-07-09', { reportedBy: '2010-07-12' })).toEqual(['executive']);
  expect(await ways('2010-07-10')).toEqual(['committee+executive']);
  expect(await ways(LATE, { reportedBy: '2010-07-11' })).toEqual([]);
  expect(await ways(LATE, { knownAt: `${seq}` })).toEqual(['executive']);
});

import { describe, expect, it } from 'vitest';
import {
  as,
  disputed,
  endEndorsement,
  endorsed,
  id,
  left,
  merged,
  nominated,
  published,
  resolved,
  type Sent,
  stance,
  struck,
  told,
} from '../support/given.ts';
import { expectationsOn, expected, LATE, outcomes, result } from './votes-ask.ts';

const forAnn = expected('t1', 'ann', '2010-07-01');

async function answer(...entries: readonly Sent[]) {
  const { expectations } = await expectationsOn(await told(...entries));
  const [only] = expectations;
  if (only === undefined || expectations.length > 1) throw new Error(`${expectations.length}`);
  return only;
}

describe('an expectation that came true', () => {
  it('says by which act, when, and which entries tell it', async () => {
    const found = await answer(
      as('e', forAnn),
      as('a', nominated('t1', 'ann', '[2010-07-10..2010-07-20]')),
      as('b', nominated('t1', 'ann', '[2010-07-05..2010-07-12]', { act: id('a') })),
    );
    expect(found).toEqual({
      entry: id('e'),
      endorser: 't1',
      category: 'TU',
      candidate: 'ann',
      likelihood: 'likely',
      on: '2010-07-01',
      disputed: false,
      outcome: 'came-true',
      by: 'act',
      instead: null,
      when: '[2010-07-10..2010-07-12]',
      entries: [id('a'), id('b')],
    });
  });

  it.each([
    ['an endorsement', endorsed('t1', 'ann', '2010-07-10')],
    ['a nomination', nominated('t1', 'ann', '2010-07-10')],
  ])('did so by %s', async (_, act) => {
    expect(await answer(forAnn, act)).toMatchObject({ outcome: 'came-true', when: '2010-07-10' });
  });

  it('stays so when the act ends, or the candidate leaves after it', async () => {
    const act = as('a', endorsed('t1', 'ann', '2010-07-10'));
    const ended = endEndorsement('a', '2010-07-20');
    expect(await answer(forAnn, act, ended)).toMatchObject({ outcome: 'came-true' });
    expect(await answer(forAnn, act, left('ann', '2010-07-20'))).toMatchObject({
      outcome: 'came-true',
      by: 'act',
    });
  });

  it('did so whatever else the endorser did before or after', async () => {
    const entries = [endorsed('t1', 'bob', '2010-07-05'), nominated('t1', 'ann', '2010-07-10')];
    expect(await answer(forAnn, ...entries)).toMatchObject({ outcome: 'came-true', by: 'act' });
  });

  it('is so from the last day on which the act may have been, and possibly from the first', async () => {
    const bench = await told(forAnn, nominated('t1', 'ann', '[2010-07-10..2010-07-12]'));
    const days = ['2010-07-09', '2010-07-10', '2010-07-11', '2010-07-12'];
    expect(await outcomes(bench, days)).toEqual(['open', 'possibly', 'possibly', 'came-true']);
  });

  it('is not so by an act that had ended before anybody expected one', async () => {
    const earlier = as('a', endorsed('t1', 'ann', '2010-06-01'));
    const ended = endEndorsement('a', '2010-06-15');
    expect(await answer(earlier, ended, forAnn)).toMatchObject({ outcome: 'open' });
  });
});

describe('an expectation that did not', () => {
  it.each([
    ['other-act', nominated('t1', 'bob', '2010-07-10'), 'bob'],
    ['other-act', endorsed('t1', 'bob', '2010-07-10'), 'bob'],
    ['neutral', stance('t1', 'neutral', '2010-07-10'), null],
    ['declined', stance('t1', 'declined', '2010-07-10'), null],
    ['barred', stance('t1', 'barred', '2010-07-10'), null],
    ['candidate-withdrew', left('ann', '2010-07-10'), null],
    ['contest-over', result({ bob: { votes: 9 } }, {}, '2010-07-10'), null],
  ])('did not because of %s', async (by, entry, instead) => {
    const bench = await told(forAnn, as('x', entry));
    expect((await expectationsOn(bench)).expectations).toMatchObject([
      { outcome: 'did-not', by, instead, when: '2010-07-10', entries: [id('x')] },
    ]);
    expect(await outcomes(bench, ['2010-07-09', '2010-07-10'])).toEqual(['open', 'did-not']);
  });

  it('did not by what was first', async () => {
    const entries = [left('ann', '2010-07-20'), stance('t1', 'neutral', '2010-07-10')];
    expect(await answer(forAnn, ...entries)).toMatchObject({ by: 'neutral', when: '2010-07-10' });
  });

  it('is open as long as the answer is not sure', async () => {
    const bench = await told(forAnn, nominated('t1', 'bob', '[2010-07-10..2010-07-12]'));
    const days = ['2010-07-10', '2010-07-11', '2010-07-12'];
    expect(await outcomes(bench, days)).toEqual(['open', 'open', 'did-not']);
  });
});

describe('an expectation stays open', () => {
  it.each<[string, readonly Sent[]]>([
    ['while nothing is told', []],
    ['by an undecided endorser', [stance('t1', 'undecided', '2010-07-10')]],
    ['by what another endorser does', [nominated('t2', 'ann', '2010-07-10')]],
    ['by another candidate leaving', [left('bob', '2010-07-10')]],
    ['by a struck act', [as('a', nominated('t1', 'bob', '2010-07-10')), struck('a')]],
  ])('%s', async (_, entries) => {
    expect(await answer(forAnn, ...entries)).toMatchObject({
      outcome: 'open',
      by: null,
      when: null,
      entries: [],
    });
  });

  it('of a switch by one who backed another before, until it comes', async () => {
    const before = as('b', endorsed('t1', 'bob', '2010-06-01'));
    expect(await answer(before, forAnn)).toMatchObject({ outcome: 'open' });
    const switched = endorsed('t1', 'ann', '2010-07-10', { replaces: id('b') });
    expect(await answer(before, forAnn, switched)).toMatchObject({
      outcome: 'came-true',
      when: '2010-07-10',
    });
    expect(await answer(before, forAnn, stance('t1', 'neutral', '2010-06-02'))).toMatchObject({
      outcome: 'open',
    });
  });
});

describe('what is disputed', () => {
  it('makes the expected act possible at most, and no other act an answer', async () => {
    const act = as('a', nominated('t1', 'ann', '2010-07-10'));
    expect(await answer(forAnn, act, disputed('a'))).toMatchObject({ outcome: 'possibly' });
    const upheld = [act, disputed('a'), resolved('a', 'upheld')];
    expect(await answer(forAnn, ...upheld)).toMatchObject({ outcome: 'came-true' });
    const other = as('a', nominated('t1', 'bob', '2010-07-10'));
    expect(await answer(forAnn, other, disputed('a'))).toMatchObject({ outcome: 'open' });
  });

  it.each([
    ['a stance', stance('t1', 'neutral', '2010-07-10')],
    ['a withdrawal', left('ann', '2010-07-10')],
    ['a result', result({ bob: { votes: 9 } }, {}, '2010-07-10')],
  ])('such as %s answers nothing', async (_, entry) => {
    expect(await answer(forAnn, as('x', entry), disputed('x'))).toMatchObject({ outcome: 'open' });
  });

  it('marks the expectation itself', async () => {
    expect(await answer(as('e', forAnn), disputed('e'))).toMatchObject({ disputed: true });
  });
});

describe('expectations', () => {
  it('come by day, with how sure their source was', async () => {
    const bench = await told(
      expected('t2', 'bob', '2010-07-05', 'rumoured'),
      expected('t1', 'ann', '2010-07-01', 'expected'),
      expected('s1', 'ann', '[2010-06-01..2010-07-03]', 'likely'),
    );
    const { expectations } = await expectationsOn(bench);
    expect(expectations.map(({ endorser, likelihood }) => [endorser, likelihood])).toEqual([
      ['t1', 'expected'],
      ['s1', 'likely'],
      ['t2', 'rumoured'],
    ]);
  });

  it('follow an endorser under the name into which it is merged', async () => {
    const bench = await told(forAnn, nominated('t2', 'ann', '2010-07-10'));
    await bench.accept([merged('t1', 't2')], { contest: null });
    expect((await expectationsOn(bench)).expectations).toMatchObject([
      { endorser: 't2', outcome: 'came-true' },
    ]);
  });

  it('never count in standings, whatever became of them', async () => {
    const [with_, without] = [await told(forAnn), await told()];
    expect(await with_.state(LATE)).toEqual(await without.state(LATE));
  });

  it('are gone once struck', async () => {
    const bench = await told(as('e', forAnn), struck('e'));
    expect((await expectationsOn(bench)).expectations).toEqual([]);
  });
});

describe('on the three clocks', () => {
  it('an expectation shows from the first day on which it may have been told', async () => {
    const bench = await told(expected('t1', 'ann', '[2010-07-01..2010-07-05]'));
    expect(await outcomes(bench, ['2010-06-30', '2010-07-01'])).toEqual([undefined, 'open']);
  });

  it('its answer shows once it was published, and once the ledger held it', async () => {
    const bench = await told(published('2010-07-02', forAnn));
    const { seq } = await bench.store.head();
    await bench.accept([published('2010-07-15', as('a', nominated('t1', 'ann', '2010-07-10')))]);
    const at = async (rest: object) => {
      const { expectations, sources } = await expectationsOn(bench, { asOf: LATE, ...rest });
      const told = expectations.flatMap(({ entry, entries }) => [entry, ...entries]);
      expect(Object.keys(sources).sort()).toEqual(told.sort());
      return expectations.map((each) => each.outcome);
    };
    expect(await at({ reportedBy: '2010-07-01' })).toEqual([]);
    expect(await at({ reportedBy: '2010-07-14' })).toEqual(['open']);
    expect(await at({ reportedBy: '2010-07-15' })).toEqual(['came-true']);
    expect(await at({ knownAt: `${seq}` })).toEqual(['open']);
  });
});

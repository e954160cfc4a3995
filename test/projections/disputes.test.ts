import { describe, expect, it } from 'vitest';
import {
  as,
  disputed,
  electorate,
  endNomination,
  FRAME,
  id,
  left,
  nominated,
  resolved,
  type Sent,
  stance,
  tally,
  told,
} from '../support/given.ts';

const act = as('a', nominated('t1', 'ann', '2010-07-10'));
const days = ['2010-07-09', '2010-07-10', '2010-07-20'];

describe('an act told by a disputed claim alone', () => {
  it('is possible at most, on the days that the claim gives', async () => {
    const bench = await told(act, disputed('a'));
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+1', '0+1']);
  });

  it('was certain before the dispute was recorded, and is again once it is upheld', async () => {
    const bench = await told(act, disputed('a'), resolved('a', 'upheld'));
    const at = (knownAt: number) =>
      bench.over('ann TU', ['2010-07-10'], { knownAt: FRAME.length + knownAt });
    expect([await at(0), await at(1), await at(2)]).toEqual([['1+0'], ['0+1'], ['1+0']]);
  });

  it('is gone once it is rejected', async () => {
    const bench = await told(act, disputed('a'), resolved('a', 'rejected'));
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '0+0', '0+0']);
  });

  it('may be disputed again', async () => {
    const bench = await told(
      act,
      disputed('a'),
      resolved('a', 'upheld'),
      disputed('a'),
      resolved('a', 'rejected'),
      disputed('a'),
    );
    const at = (knownAt: number) =>
      bench.over('ann TU', ['2010-07-10'], { knownAt: FRAME.length + knownAt });
    expect([await at(3), await at(4), await at(5)]).toEqual([['0+1'], ['0+0'], ['0+1']]);
  });

  it('is so at every reported day, whatever the dispute cites', async () => {
    const late = { ...disputed('a'), sources: [{ ...act.sources?.[0], published: '2011-01-01' }] };
    const bench = await told(act, late);
    const reportedBy = '2010-07-15';
    expect(await bench.over('ann TU', ['2010-07-20'], { reportedBy })).toEqual(['0+1']);
  });

  it('gates a rival all the same, and lets nobody declare', async () => {
    const bench = await told(
      electorate('TU', 4),
      act,
      nominated('t1', 'bob', '2010-07-15'),
      disputed('a'),
    );
    expect(await bench.over('bob TU', ['2010-07-20'])).toEqual(['0+1']);
    const state = await bench.state('2010-07-20');
    expect(state.undeclared.TU?.value).toBe(4);
    expect(state.conflicts).toEqual([]);
  });
});

describe('a disputed claim beside another', () => {
  const wide = as('w', nominated('t1', 'ann', '[2010-07-01..2010-07-20]'));
  const narrow = as('n', nominated('t1', 'ann', '2010-07-10', { act: id('w') }));
  const apart = as('n', nominated('t1', 'ann', '2010-07-25', { act: id('w') }));
  const shown = ['2010-06-30', '2010-07-01', '2010-07-10', '2010-07-20'];

  it('narrows nothing', async () => {
    const bench = await told(wide, narrow, disputed('n'));
    expect(await bench.over('ann TU', shown)).toEqual(['0+0', '0+1', '0+1', '1+0']);
  });

  it('makes no conflict of dates', async () => {
    const bench = await told(wide, apart, disputed('n'));
    expect((await bench.state('2010-08-01')).conflicts).toEqual([]);
    const clear = await told(wide, apart);
    expect((await clear.state('2010-08-01')).conflicts).toMatchObject([{ kind: 'dates' }]);
  });

  it('narrows again once it is upheld', async () => {
    const bench = await told(wide, narrow, disputed('n'), resolved('n', 'upheld'));
    expect(await bench.over('ann TU', shown)).toEqual(['0+0', '0+0', '1+0', '1+0']);
  });

  it('leaves every day that either gives open where both are disputed', async () => {
    const bench = await told(wide, apart, disputed('w'), disputed('n'));
    const on = ['2010-06-30', '2010-07-01', '2010-07-24', '2010-07-25', '2010-12-31'];
    expect(await bench.over('ann TU', on)).toEqual(['0+0', '0+1', '0+1', '0+1', '0+1']);
  });
});

describe('a disputed end', () => {
  const later = ['2010-07-19', '2010-07-20', '2011-01-01'];

  it('never surely ends', async () => {
    const bench = await told(act, as('w', endNomination('a', '2010-07-20')), disputed('w'));
    expect(await bench.over('ann TU', later)).toEqual(['1+0', '0+1', '0+1']);
  });

  it('beside another end does not keep that from ending', async () => {
    const bench = await told(
      act,
      as('w', endNomination('a', '2010-07-15')),
      endNomination('a', '2010-07-20'),
      disputed('w'),
    );
    expect(await bench.over('ann TU', later)).toEqual(['1+0', '0+0', '0+0']);
  });

  it('ends nothing once it is rejected, and ends again once it is upheld', async () => {
    const end = [act, as('w', endNomination('a', '2010-07-20')), disputed('w')];
    const rejected = await told(...end, resolved('w', 'rejected'));
    expect(await rejected.over('ann TU', later)).toEqual(['1+0', '1+0', '1+0']);
    const upheld = await told(...end, resolved('w', 'upheld'));
    expect(await upheld.over('ann TU', later)).toEqual(['1+0', '0+0', '0+0']);
  });

  it('by a switch never surely ends the first act', async () => {
    const switched = as('b', nominated('t1', 'bob', '2010-07-20', { replaces: id('a') }));
    const bench = await told(act, switched, disputed('b'));
    expect(await bench.over('ann TU', later)).toEqual(['1+0', '0+1', '0+1']);
    expect(await bench.over('bob TU', later)).toEqual(['0+0', '0+1', '0+1']);
  });

  it("by a candidate's withdrawal never surely lapses", async () => {
    const bench = await told(act, as('l', left('ann', '2010-07-20')), disputed('l'));
    expect(await bench.over('ann TU', later)).toEqual(['1+0', '0+1', '0+1']);
    const [ann] = (await bench.state('2011-01-01')).candidates;
    expect(ann?.status).toBe('possibly-withdrawn');
  });
});

describe('what else is disputed', () => {
  it.each<[string, readonly Sent[], (state: { undeclared: unknown; neutral: unknown }) => unknown]>(
    [
      ['an electorate', [as('x', electorate('TU', 14))], (state) => state.undeclared],
      ['a tally', [as('x', tally({}, '2010-07-10', { TU: 12 }))], (state) => state.undeclared],
      ['a stance', [as('x', stance('t1', 'neutral', '2010-07-10'))], (state) => state.neutral],
    ],
  )('settles nothing: %s', async (_, entries, part) => {
    const without = await (await told()).state('2010-07-20');
    const bench = await told(...entries);
    expect(part(await bench.state('2010-07-20'))).not.toEqual(part(without));
    await bench.accept([disputed('x')]);
    expect(part(await bench.state('2010-07-20'))).toEqual(part(without));
    await bench.accept([resolved('x', 'upheld')]);
    expect(part(await bench.state('2010-07-20'))).not.toEqual(part(without));
  });
});

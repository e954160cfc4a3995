import { describe, expect, it } from 'vitest';
import { askEntryProvenance } from '../../src/ledger/queries/entry-provenance.ts';
import {
  as,
  disputed,
  electorate,
  endNomination,
  endorsed,
  id,
  left,
  merged,
  nominated,
  resolved,
  type Sent,
  stance,
  struck,
  tally,
  tell,
  told,
} from '../support/given.ts';
import { logged } from '../support/logged.ts';
import { counts, shown } from './provenance-ask.ts';

const first = as('a', nominated('m1', 'ann', '2010-05-20'));

const why = async (entries: readonly Sent[], name: string): Promise<string | undefined> =>
  (await shown(entries, name)).counts[0]?.why;

describe('where it counts', () => {
  it('an act in its category and in the sums of it', async () => {
    expect(await counts([as('a', nominated('t1', 'ann', '2010-05-20'))], 'a')).toEqual([
      'act certain ann TU',
      'act certain ann AFF',
    ]);
  });

  it.each([
    ['struck', [first, struck('a')], /^it was struck \(/],
    [
      'rejected',
      [first, disputed('a'), resolved('a', 'rejected')],
      /^a dispute of it was resolved against it \(/,
    ],
    ['withdrawn', [first, endNomination('a', '2010-06-01')], /^withdrawn 2010-06-01$/],
    [
      'replaced',
      [first, nominated('m1', 'bob', '2010-06-01', { replaces: id('a') })],
      /^replaced 2010-06-01$/,
    ],
    ['to come', [as('a', nominated('m1', 'ann', '2030-01-01'))], /^begun later: 2030-01-01$/],
    [
      'shown only',
      [as('a', endorsed('m1', 'ann', '2010-05-20', { form: 'recommendation' }))],
      /shown, not counted$/,
    ],
  ] as const)('not, and why: %s', async (_, entries, says) => {
    const found = await shown(entries, 'a');
    expect(found.counts.map((each) => each.how)).toEqual(['not']);
    expect(found.counts[0]?.why).toMatch(says);
  });

  it.each([
    ['lapsed', [first, left('ann', '2010-06-01')], 'act lapsed ann MP'],
    ['disputed', [first, disputed('a')], 'act possible ann MP'],
    ['a candidate who left', [as('a', left('ann', '2010-06-01'))], 'lapse certain ann'],
    ['a stance', [as('a', stance('m1', 'declined', '2010-06-01'))], 'stance certain MP'],
    ['a size', [as('a', electorate('MP', 5))], 'size certain MP'],
    ['a table', [as('a', tally({ 'ann MP': 5 }, '2010-05-15'))], 'printed certain ann MP'],
  ] as const)('%s', async (_, entries, expected) => {
    expect(await counts(entries, 'a')).toEqual([expected]);
  });

  it('a withdrawal in the act that it ends', async () => {
    const ended = [first, as('w', endNomination('a', '2010-06-01'))];
    expect(await counts(ended, 'w')).toEqual(['end not ann MP']);
    const perhaps = [first, as('w', endNomination('a', '[2010-06-01..2030-01-01]'))];
    expect(await counts(perhaps, 'w')).toEqual(['end possible ann MP']);
  });

  it('a table that another superseded, or that is of the same day, says so', async () => {
    const early = as('a', tally({ 'ann MP': 5 }, '2010-05-15', { MP: 3 }));
    const late = as('b', tally({ 'ann MP': 6 }, '2010-05-16'));
    expect(await counts([early, late], 'a')).toEqual([
      'printed not ann MP',
      'undeclared certain MP',
    ]);
    expect(await why([early, late], 'a')).toBe(`a later table is shown: ${id('b')}`);
    const same = [as('a', tally({ 'ann MP': 5 }, '2010-05-15')), as('b', early)];
    const said = await Promise.all(['a', 'b'].map((name) => why(same, name)));
    expect(said.filter((each) => /^another table of that day/.test(each ?? ''))).toHaveLength(1);
  });

  it('what frames, and what is only shown', async () => {
    expect(await counts([], 'opened')).toEqual(['frame certain']);
    expect(await counts([], 'ann')).toEqual(['frame certain ann']);
    expect(await counts([], 'm1')).toEqual(['frame certain MP']);
    const poll = tell(
      'PollPublished',
      { pollster: 'P', population: 'members', shares: [{ candidate: 'ann', share: '50' }] },
      '2010-05-20',
    );
    expect(await counts([as('a', poll)], 'a')).toEqual(['shown not']);
  });

  it('an entry of the register has no standings', async () => {
    const bench = await told(first);
    await bench.accept([as('m', merged('m2', 'm1'))], { contest: null });
    const found = await askEntryProvenance(logged(bench), id('m'));
    expect(found).toMatchObject({
      counts: [],
      clocks: null,
      digest: null,
      fate: { state: 'counts' },
    });
  });
});

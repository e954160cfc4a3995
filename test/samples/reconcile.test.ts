import { beforeAll, describe, expect, it } from 'vitest';
import {
  askReconciliation,
  askReconciliations,
  type Reconciliation,
} from '../../src/ledger/queries/reconciliation.ts';
import { LINES, loaded } from './samples.ts';

const ASKED = { asOf: '2020-12-31' };
let sources: Awaited<ReturnType<typeof loaded>>;
let all: readonly Reconciliation[];

beforeAll(async () => {
  sources = await loaded();
  all = await askReconciliations(sources, ASKED);
});

/** Entries by the first digits of their ids, as samples/README.md gives them. */
const brief = (ids: readonly string[]) => ids.map((each) => each.slice(0, 8)).sort();

/**
 * All contradictions between the samples' claims, compared by hand with "Where sources disagree" of
 * samples/README.md. The other rows there are none:
 * - Starmer's 23, 41 and 42 nominations of 8 January 2020 are of different hours, and the named ones move
 *   that day, as do the table's other cells, all upwards;
 * - the 8 for Long-Bailey at noon of that day stands in notes only, as does the start of voting;
 * - Usdaw's days of 2010, Lewis's withdrawal and the unions of 2015 are told with a day by one source and
 *   with a wider date by the other: both can be.
 */
const CONTRADICTIONS: Readonly<
  Record<string, readonly (readonly [kind: string, text: string, entries: readonly string[]])[]>
> = {
  'labour-leader-2010': [
    [
      'sum',
      'MP on [2010-06-27..2010-07-14]: 243 and 0 yet to declare (International Business Times UK); 257 in all (Wikipedia)',
      ['56ae5674', '7b2ef1d2'],
    ],
  ],
  'labour-leader-2015': [],
  'labour-leader-2016': [
    [
      'ballot',
      'how many voted in ballot gmb-members-2016: 43419 (Northern Voices); 43635 (Morning Star)',
      ['1d1e6d60', 'abea1149'],
    ],
  ],
  'labour-deputy-2020': [],
  'labour-leader-2020': [
    [
      'same-day',
      'AFF for keir-starmer (nominations, clp-affiliate) on 2020-01-28: 4 (binlabour.com); 5 (Guido Fawkes)',
      ['10b290b6', '30c3881f'],
    ],
    [
      'size',
      'how many MP_MEP there are on 2020-01-07: 212 (binlabour.com); 222 (binlabour.com)',
      ['203fa301', 'c4c7fdcb'],
    ],
    [
      'decided-by',
      "who decided on unison's nomination of keir-starmer: committee (LabourList); executive (LabourList)",
      ['3c3125e1', 'bf063c33'],
    ],
    [
      'rule',
      'what stage clp-affiliate asks for: 33 CLP; or 3 AFF and 2 TU and 5 % of the members affiliated through AFF (LabourList, Simple English Wikipedia); 33 CLP; or 3 AFF and 2 TU (The Economist); 5 % of CLP; or 3 AFF and 2 TU (LabourList)',
      ['3995bb01', '7c95cb95', '96b504b1', 'e90d93c5'],
    ],
  ],
};

const of = (contest: string): Reconciliation => {
  const found = all.find((each) => each.contest === contest);
  if (found === undefined) throw new Error(`no contest ${contest}`);
  return found;
};

const told = (contest: string) =>
  of(contest).contradictions.map(({ kind, text, sides }) => [
    kind,
    text,
    brief(sides.flatMap((side) => side.entries)),
  ]);

describe('over the samples', () => {
  it('all five contests are reconciled, the same as one by one', async () => {
    expect(all.map((each) => each.contest).sort()).toEqual(Object.keys(CONTRADICTIONS).sort());
    for (const each of all) {
      expect(await askReconciliation(sources, each.contest, ASKED)).toEqual(each);
    }
  });

  it.each(Object.entries(CONTRADICTIONS).filter(([contest]) => !contest.endsWith('2010')))(
    '%s contradicts itself in these places and no other',
    (contest, expected) => {
      expect(told(contest)).toEqual(expected);
    },
  );

  it('2010 contradicts itself in its table of MPs and its roll of unions, and nowhere else', () => {
    const [sum, roll, ...others] = told('labour-leader-2010');
    expect([sum]).toEqual(CONTRADICTIONS['labour-leader-2010']);
    expect(others).toEqual([]);
    const [kind, text, entries] = roll ?? [];
    expect(kind).toBe('roll');
    expect(text).toMatch(
      /^how many TU could nominate: 14 \(International Business Times UK\); 15 enrolled by name \(.*International Business Times UK.* and others\)$/,
    );
    expect(entries).toHaveLength(1 + 15);
    expect(entries).toContain('2247590f');
    const unions = LINES.filter(
      ({ contest, type, data }) =>
        contest === 'labour-leader-2010' && type === 'EndorserEnrolled' && data.category === 'TU',
    );
    expect(brief(unions.map((line) => line.id)).every((each) => entries?.includes(each))).toBe(
      true,
    );
  });

  it('each is told in one line, every side with its entries and who publishes it', () => {
    for (const { contradictions, sources: cited } of all) {
      for (const { text, about, sides } of contradictions) {
        expect(text).not.toContain('\n');
        expect(text.startsWith(`${about}: `)).toBe(true);
        for (const { says, entries } of sides) {
          expect(text).toContain(says);
          expect(entries.length).toBeGreaterThan(0);
          for (const entry of entries) expect(cited[entry]?.[0]?.publisher).toBeTruthy();
        }
      }
    }
  });
});

describe('printed figures', () => {
  const counts = (contest: string, when: 'then' | 'now') => {
    const figures = of(contest).tallies.flatMap((tally) => tally.figures);
    const outcomes = figures.map((each) => (when === 'then' ? each.outcome : each.now.outcome));
    return Object.fromEntries(
      [...Map.groupBy(outcomes, (outcome) => outcome)].map(([outcome, same]) => [
        outcome,
        same.length,
      ]),
    );
  };

  it('of 2010 are 27: 14 agree, and of 13 the lists of names are cut', () => {
    expect(counts('labour-leader-2010', 'then')).toEqual({ agrees: 14, 'fewer-named': 13 });
    expect(counts('labour-leader-2010', 'now')).toEqual({ agrees: 14, 'fewer-named': 13 });
  });

  it('of 2020 are 59: more agree by what was published since, and none names too many', () => {
    expect(counts('labour-leader-2020', 'then')).toEqual({ agrees: 25, 'fewer-named': 34 });
    expect(counts('labour-leader-2020', 'now')).toEqual({ agrees: 32, 'fewer-named': 27 });
  });

  it('of the other contests are none that name endorsers by candidate', () => {
    for (const contest of ['labour-leader-2015', 'labour-leader-2016', 'labour-deputy-2020']) {
      expect(of(contest).tallies.flatMap((tally) => tally.figures)).toEqual([]);
    }
  });

  it('are those of the entries, cell by cell', () => {
    const tallies = all.flatMap((each) => each.tallies);
    const lines = LINES.filter((line) => line.type === 'TallyReported');
    expect(tallies.map((each) => each.entry).sort()).toEqual(lines.map((line) => line.id).sort());
    for (const tally of tallies) {
      const cells = lines.find((line) => line.id === tally.entry)?.data.cells;
      const figures = tally.figures.filter((each) => each.candidate !== null);
      expect(
        figures.map(({ candidate, category, printed }) => ({
          candidate,
          category,
          value: printed,
        })),
      ).toEqual(cells);
    }
  });

  it('the first list of 8 January 2020 agrees, name by name', () => {
    const first = of('labour-leader-2020').tallies.find((tally) => tally.entry.startsWith('744b'));
    const shown = first?.figures.map(({ candidate, printed, named, outcome }) =>
      [candidate, printed, named.most, outcome].join(' '),
    );
    expect(shown).toEqual([
      'rebecca-long-bailey 7 7 agrees',
      'lisa-nandy 2 2 agrees',
      'jess-phillips 6 6 agrees',
      'keir-starmer 23 23 agrees',
      'emily-thornberry 1 1 agrees',
    ]);
  });

  it('"12 of 14 yet to declare" is two who had, and two are named', () => {
    const [table] = of('labour-leader-2010').tallies;
    const unions = table?.figures.find((each) => each.candidate === null && each.category === 'TU');
    expect(unions).toMatchObject({ printed: 2, outcome: 'agrees', named: { most: 2 } });
  });

  it('of 28 January are reconciled only once they were published', async () => {
    const asked = { ...ASKED, reportedBy: '2020-01-27' };
    const { tallies, contradictions } = await askReconciliation(
      sources,
      'labour-leader-2020',
      asked,
    );
    expect(tallies.filter((each) => each.on === '2020-01-28')).toEqual([]);
    expect(contradictions.map((each) => each.kind)).not.toContain('same-day');
  });
});

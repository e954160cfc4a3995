import { describe, expect, it } from 'vitest';
import {
  as,
  type Bench,
  corrected,
  disputed,
  endNomination,
  FRAME,
  id,
  left,
  nominated,
  published,
  resolved,
  type Sent,
  type Sight,
  source,
  struck,
  told,
} from '../support/given.ts';

/** The act of every story: held from the 10th on, and printed on the 11th. */
const ACT = published('2010-07-11', as('a', nominated('t1', 'ann', '2010-07-10')));
const later = (sent: Sent, day: string): Sent => ({ ...sent, sources: [source(day)] });
const end = published('2010-07-22', as('w', endNomination('a', '2010-07-20')));

/** Days, one after the other, on which Ann's unions are counted. */
const DAYS = ['2010-07-09', '2010-07-10', '2010-07-15', '2010-07-20'];
const EMPTY = '0+0 0+0 0+0 0+0';
const HELD = '0+0 1+0 1+0 1+0';

/** What is recorded after the act, in order, and what Ann's unions are then. */
interface Story {
  readonly verb: string;
  readonly told: readonly Sent[];
  /** By day, going by all that is known and was printed. */
  readonly asOf: string;
  /** By day, going by what was printed by a day. */
  readonly reportedBy: Readonly<Record<string, string>>;
  /** By day, as known after the act and after each of the entries told. */
  readonly knownAt: readonly string[];
}

const STORIES: readonly Story[] = [
  {
    verb: 'nothing more',
    told: [],
    asOf: HELD,
    reportedBy: { '2010-07-10': EMPTY, '2010-07-11': HELD },
    knownAt: [HELD],
  },
  {
    verb: 'withdraw: true until then',
    told: [end],
    asOf: '0+0 1+0 1+0 0+0',
    reportedBy: { '2010-07-10': EMPTY, '2010-07-21': HELD, '2010-07-22': '0+0 1+0 1+0 0+0' },
    knownAt: [HELD, '0+0 1+0 1+0 0+0'],
  },
  {
    verb: 'withdraw, nobody knows when',
    told: [published('2010-07-22', endNomination('a'))],
    asOf: '0+0 0+1 0+1 0+1',
    reportedBy: { '2010-07-21': HELD, '2010-07-22': '0+0 0+1 0+1 0+1' },
    knownAt: [HELD, '0+0 0+1 0+1 0+1'],
  },
  {
    verb: 'lapse, with its candidate',
    told: [published('2010-07-22', left('ann', '2010-07-20'))],
    asOf: '0+0 1+0 1+0 0+0 lapsed 1',
    reportedBy: { '2010-07-21': HELD, '2010-07-22': '0+0 1+0 1+0 0+0 lapsed 1' },
    knownAt: [HELD, '0+0 1+0 1+0 0+0 lapsed 1'],
  },
  {
    verb: 'correct: the record was wrong',
    told: [corrected('a', { on: '2010-07-15' })],
    asOf: '0+0 0+0 1+0 1+0',
    reportedBy: { '2010-07-10': EMPTY, '2010-07-11': '0+0 0+0 1+0 1+0' },
    knownAt: [HELD, '0+0 0+0 1+0 1+0'],
  },
  {
    verb: 'correct, from the day of its own source',
    told: [later(corrected('a', { on: '2010-07-15' }), '2010-07-25')],
    asOf: '0+0 0+0 1+0 1+0',
    reportedBy: { '2010-07-11': HELD, '2010-07-24': HELD, '2010-07-25': '0+0 0+0 1+0 1+0' },
    knownAt: [HELD, '0+0 0+0 1+0 1+0'],
  },
  {
    verb: 'correct when it was printed',
    told: [corrected('a', { sources: [source('2010-07-25')] })],
    asOf: HELD,
    reportedBy: { '2010-07-11': EMPTY, '2010-07-24': EMPTY, '2010-07-25': HELD },
    knownAt: [HELD, HELD],
  },
  {
    verb: 'strike: it never happened; and strike the strike',
    told: [as('s', struck('a')), struck('s')],
    asOf: HELD,
    reportedBy: { '2010-07-10': EMPTY, '2010-07-11': HELD },
    knownAt: [HELD, EMPTY, HELD],
  },
  {
    verb: 'strike, from the day of its own source',
    told: [later(struck('a'), '2010-07-25')],
    asOf: EMPTY,
    reportedBy: { '2010-07-11': HELD, '2010-07-24': HELD, '2010-07-25': EMPTY },
    knownAt: [HELD, EMPTY],
  },
  {
    verb: 'dispute, whatever it cites, and uphold',
    told: [later(disputed('a'), '2010-07-25'), resolved('a', 'upheld')],
    asOf: HELD,
    reportedBy: { '2010-07-10': EMPTY, '2010-07-11': HELD },
    knownAt: [HELD, '0+0 0+1 0+1 0+1', HELD],
  },
  {
    verb: 'dispute and leave it open',
    told: [later(disputed('a'), '2010-07-25')],
    asOf: '0+0 0+1 0+1 0+1',
    reportedBy: { '2010-07-10': EMPTY, '2010-07-11': '0+0 0+1 0+1 0+1' },
    knownAt: [HELD, '0+0 0+1 0+1 0+1'],
  },
  {
    verb: 'dispute and reject',
    told: [disputed('a'), resolved('a', 'rejected')],
    asOf: EMPTY,
    reportedBy: { '2010-07-11': EMPTY, '2010-07-25': EMPTY },
    knownAt: [HELD, '0+0 0+1 0+1 0+1', EMPTY],
  },
  {
    verb: 'dispute the withdrawal, and reject it',
    told: [end, disputed('w'), resolved('w', 'rejected')],
    asOf: HELD,
    reportedBy: { '2010-07-21': HELD, '2010-07-22': HELD },
    knownAt: [HELD, '0+0 1+0 1+0 0+0', '0+0 1+0 1+0 0+1', HELD],
  },
];

const over = async (bench: Bench, sight: Sight = {}) =>
  (await bench.over('ann TU', DAYS, sight)).join(' ');

describe.each(STORIES)('$verb', ({ told: more, asOf, reportedBy, knownAt }) => {
  it('on each day', async () => {
    expect(await over(await told(ACT, ...more))).toBe(asOf);
  });

  it('as it had been printed', async () => {
    const bench = await told(ACT, ...more);
    for (const [day, shown] of Object.entries(reportedBy)) {
      expect(await over(bench, { reportedBy: day }), day).toBe(shown);
    }
  });

  it('as it was known, after each entry', async () => {
    const bench = await told(ACT, ...more);
    const seen = knownAt.map((_, after) => over(bench, { knownAt: FRAME.length + after }));
    expect(await Promise.all(seen)).toEqual(knownAt);
  });

  it('is told apart from an erasure, which counts at no clock', async () => {
    const bench = await told(ACT, ...more);
    await bench.accept([
      { type: 'PayloadErased', data: { entry: id('a'), legalBasis: 'A court order' } },
    ]);
    const last = FRAME.length + more.length + 1;
    for (let at = FRAME.length - 1; at <= last; at += 1) {
      expect((await over(bench, { knownAt: at })).replaceAll(' lapsed 1', '')).toBe(EMPTY);
    }
    for (const day of Object.keys(reportedBy)) {
      expect(await over(bench, { reportedBy: day })).toBe(EMPTY);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Threshold } from '../../events/rule.ts';
import { MET, type Measured } from '../../projections/thresholds.ts';
import { ruleText, thresholdText, type Way, wayOf } from '../../projections/ways.ts';

const PLAIN = ['TU', 'SS', 'CLP', 'MP'] as const;
type Plain = (typeof PLAIN)[number];
const SUMS: Readonly<Record<string, readonly Plain[]>> = {
  AFF: ['TU', 'SS'],
  ALL: ['TU', 'SS', 'CLP', 'MP'],
};
const CATEGORIES = [
  ...PLAIN.map((category) => ({ category, name: category })),
  ...Object.entries(SUMS).map(([category, of]) => ({ category, name: category, of: [...of] })),
];

/** How many endorsers of each plain category somebody has. */
type Held = Readonly<Record<Plain, number>>;
const NOBODY: Held = { TU: 0, SS: 0, CLP: 0, MP: 0 };
type Number = Extract<Threshold, { atLeast: number }>;

const number = (atLeast: number, ...of: string[]): Number => ({ atLeast, of });
const partsOf = ({ of }: Threshold): Plain[] =>
  PLAIN.filter((name) => of.some((each) => each === name || SUMS[each]?.includes(name)));
const countOf = (held: Held, threshold: Threshold): number =>
  partsOf(threshold).reduce((sum, name) => sum + held[name], 0);
const isMet = (held: Held, numbers: readonly Number[]): boolean =>
  numbers.every((each) => countOf(held, each) >= each.atLeast);
const plus = (one: Held, other: Held): Held => ({
  TU: one.TU + other.TU,
  SS: one.SS + other.SS,
  CLP: one.CLP + other.CLP,
  MP: one.MP + other.MP,
});

/** A number as measured of who certainly has these, and perhaps some more. */
function measured(threshold: Number, certain: Held, perhaps: Held = NOBODY): Measured {
  const has = countOf(certain, threshold);
  const possible = has + countOf(perhaps, threshold);
  const { atLeast } = threshold;
  const met = has >= atLeast ? MET.named : possible >= atLeast ? MET.possibly : MET.not;
  const more = { least: Math.max(0, atLeast - possible), most: Math.max(0, atLeast - has) };
  return { threshold, met, has: { certain: has, printed: has, possible }, more };
}

const way = (numbers: readonly Number[], certain: Held, perhaps?: Held): Way =>
  wayOf(
    numbers.map((each) => measured(each, certain, perhaps)),
    CATEGORIES,
  );

/** All ways to take so many of some categories. */
function* picks(from: readonly Plain[], count: number): Generator<Held> {
  const [first, ...rest] = from;
  if (first === undefined) {
    if (count === 0) yield NOBODY;
    return;
  }
  for (let taken = 0; taken <= count; taken += 1) {
    for (const others of picks(rest, count - taken)) yield { ...others, [first]: taken };
  }
}

/** The fewest endorsers that it takes beside those that are held, tried one after the other. */
function fewest(numbers: readonly Number[], held: Held): number {
  for (let count = 0; ; count += 1) {
    for (const added of picks(PLAIN, count)) if (isMet(plus(held, added), numbers)) return count;
  }
}

/** All that somebody may add who takes each need as it is listed, with an endorser of its own for each. */
function* additions(needs: Way['needs']): Generator<Held> {
  const [first, ...rest] = needs;
  if (first === undefined) yield NOBODY;
  else {
    for (const taken of picks(partsOf(first.threshold), first.more?.most ?? 0)) {
      for (const others of additions(rest)) yield plus(taken, others);
    }
  }
}

const total = ({ needs }: Way, how: 'least' | 'most'): number =>
  needs.reduce((sum, need) => sum + (need.more?.[how] ?? 0), 0);

/** Does each of these hold the other, or share nothing with it? */
const isNested = (numbers: readonly Number[]): boolean =>
  numbers.every((one) =>
    numbers.every((other) => {
      const [inner, outer] = [partsOf(one), partsOf(other)];
      const shared = inner.filter((name) => outer.includes(name)).length;
      return shared === 0 || shared === Math.min(inner.length, outer.length);
    }),
  );

const someOf = fc.subarray([...PLAIN, 'AFF', 'ALL'], { minLength: 1, maxLength: 3 });
const someNumbers = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 4 }), someOf).map(([least, of]) => number(least, ...of)),
  { minLength: 1, maxLength: 4 },
);
const someHeld: fc.Arbitrary<Held> = fc.record({
  TU: fc.nat(2),
  SS: fc.nat(2),
  CLP: fc.nat(2),
  MP: fc.nat(1),
});
const settings = { seed: 20200114, numRuns: 400 };

describe('what a way still needs', () => {
  it('is always enough, whatever is taken that it allows', () => {
    const property = fc.property(someNumbers, someHeld, (numbers, held) => {
      fc.pre(total(way(numbers, held), 'most') <= 7);
      for (const added of additions(way(numbers, held).needs)) {
        expect(isMet(plus(held, added), numbers), JSON.stringify(added)).toBe(true);
      }
    });
    fc.assert(property, settings);
  });

  it('is never less than the fewest that would do, and just these where no two numbers overlap', () => {
    let nested = 0;
    const property = fc.property(someNumbers, someHeld, (numbers, held) => {
      const needed = total(way(numbers, held), 'most');
      const least = fewest(numbers, held);
      expect(needed).toBeGreaterThanOrEqual(least);
      if (!isNested(numbers)) return;
      nested += 1;
      expect(needed).toBe(least);
    });
    fc.assert(property, settings);
    expect(nested).toBeGreaterThan(settings.numRuns / 4);
  });

  it('is perhaps as little as would do if all were so that is possible', () => {
    const property = fc.property(someNumbers, someHeld, someHeld, (numbers, held, perhaps) => {
      const found = way(numbers, held, perhaps);
      for (const { more } of found.needs) {
        expect(more?.least).toBeLessThanOrEqual(more?.most ?? -1);
      }
      if (!isNested(numbers)) return;
      expect(total(found, 'least')).toBe(fewest(numbers, plus(held, perhaps)));
    });
    fc.assert(property, settings);
  });
});

describe('a way in words', () => {
  const AFFILIATES = [number(3, 'AFF'), number(2, 'TU')];
  const one = (name: Plain): Held => ({ ...NOBODY, [name]: 1 });

  it('asks of three affiliates, two of them unions, only for what is left', () => {
    const held = (TU: number, SS: number) => way(AFFILIATES, { ...NOBODY, TU, SS }).text;
    expect(held(0, 0)).toBe('2 more TU and 1 more AFF of any kind');
    expect(held(1, 0)).toBe('1 more TU and 1 more AFF of any kind');
    expect(held(2, 0)).toBe('1 more AFF of any kind');
    expect(held(0, 1)).toBe('2 more TU');
    expect(held(1, 1)).toBe('1 more TU');
    expect(held(0, 3)).toBe('2 more TU');
    expect(held(2, 1)).toBe('');
    expect(held(3, 0)).toBe('');
  });

  it('says what less may do', () => {
    const found = way(AFFILIATES, one('TU'), one('TU'));
    expect(found.text).toBe('1 more TU (perhaps 0) and 1 more AFF of any kind');
    expect(way([number(33, 'CLP')], NOBODY, { ...NOBODY, CLP: 2 }).text).toBe(
      '33 more CLP (perhaps 31)',
    );
  });

  it('names several categories together, and says that any of them will do', () => {
    expect(way([number(3, 'CLP', 'MP')], one('MP')).text).toBe('2 more CLP or MP of any kind');
  });

  it('asks once where two numbers count the same', () => {
    expect(way([number(2, 'TU'), number(3, 'TU')], NOBODY).text).toBe('3 more TU');
  });

  it('puts shares last, with their number where it is known', () => {
    const share = (threshold: Threshold, more: Measured['more']): Measured => ({
      threshold,
      met: MET.not,
      has: null,
      more,
    });
    const members: Threshold = { atLeastShare: '5', of: ['AFF'], weighedBy: 'affiliatedMembers' };
    const parties: Threshold = { atLeastShare: '5', of: ['CLP'] };
    const unknown = wayOf([share(members, null), measured(number(2, 'TU'), NOBODY)], CATEGORIES);
    expect(unknown.text).toBe(
      '2 more TU and 5 % of the members affiliated through AFF (of how many is not known)',
    );
    const text = (threshold: Threshold, least: number, most: number) =>
      wayOf([share(threshold, { least, most })], CATEGORIES).text;
    expect(text(members, 1000, 1000)).toBe('1000 more members affiliated through AFF');
    expect(text(parties, 30, 33)).toBe('33 more CLP (perhaps 30)');
    expect(wayOf([share(parties, null)], CATEGORIES).text).toBe(
      '5 % of CLP (of how many is not known)',
    );
  });

  it('leaves out what is met, by name or by print', () => {
    const met = (how: Measured['met']): Measured => ({
      ...measured(number(2, 'TU'), NOBODY),
      met: how,
    });
    expect(wayOf([met(MET.printed)], CATEGORIES).needs).toEqual([]);
    expect(wayOf([met(MET.named)], CATEGORIES).needs).toEqual([]);
    expect(wayOf([met(MET.possibly)], CATEGORIES).needs).toHaveLength(1);
  });

  it('tells a whole rule by its ways', () => {
    const members: Threshold = { atLeastShare: '5', of: ['AFF'], weighedBy: 'affiliatedMembers' };
    expect(ruleText({ anyOf: [number(33, 'CLP'), { allOf: [...AFFILIATES, members] }] })).toBe(
      '33 CLP; or 3 AFF and 2 TU and 5 % of the members affiliated through AFF',
    );
    expect(thresholdText({ atLeastShare: '12.5', of: ['MP', 'CLP'] })).toBe('12.5 % of MP or CLP');
  });
});

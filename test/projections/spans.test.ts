import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  covers,
  inAtLeast,
  minus,
  type Spans,
  span,
  union,
  within,
} from '../../projections/spans.ts';
import { Changes, type Steps } from '../../projections/steps.ts';

const LAST = 12;
const DAYS = Array.from({ length: LAST + 1 }, (_, day) => day);

/** Runs of days within a few days, as they are kept: flat, disjoint and ascending. */
const spans: fc.Arbitrary<Spans> = fc
  .array(fc.boolean(), { minLength: LAST, maxLength: LAST })
  .map((held) => union(held.map((is, day) => (is ? span(day, day + 1) : []))));

const held = (of: Spans) => DAYS.filter((day) => covers(of, day));
const isKept = (of: Spans) => of.every((day, index) => index === 0 || day > (of[index - 1] ?? 0));

describe('spans of days', () => {
  it('cover from their first day up to, not including, their last', () => {
    expect(held(span(3, 5))).toEqual([3, 4]);
    expect(span(5, 5)).toEqual([]);
    expect(span(6, 5)).toEqual([]);
    expect(held([1, 2, 4, 6])).toEqual([1, 4, 5]);
  });

  it('cover in so many the days that so many of them cover, in runs that do not touch', () => {
    fc.assert(
      fc.property(
        fc.array(spans, { maxLength: 5 }),
        fc.integer({ min: 1, max: 4 }),
        (all, count) => {
          const found = inAtLeast(count, all);
          const those = (day: number) => all.filter((each) => covers(each, day)).length >= count;
          expect(held(found)).toEqual(DAYS.filter(those));
          expect(isKept(found)).toBe(true);
        },
      ),
    );
  });

  it('united cover the days of any, in runs that do not touch', () => {
    fc.assert(
      fc.property(fc.array(spans, { maxLength: 4 }), (all) => {
        const joined = union(all);
        expect(held(joined)).toEqual(DAYS.filter((day) => all.some((each) => covers(each, day))));
        expect(isKept(joined)).toBe(true);
      }),
    );
    expect(
      union([
        [1, 5],
        [4, 8],
      ]),
    ).toEqual([1, 8]);
    expect(
      union([
        [1, 5],
        [5, 8],
      ]),
    ).toEqual([1, 8]);
  });

  it('less others cover the days of none of these', () => {
    fc.assert(
      fc.property(spans, fc.array(spans, { maxLength: 3 }), (of, others) => {
        const left = minus(of, others);
        const free = (day: number) => !others.some((each) => covers(each, day));
        expect(held(left)).toEqual(held(of).filter(free));
        expect(isKept(left)).toBe(true);
      }),
    );
  });

  it('within a stretch cover its days alone', () => {
    fc.assert(
      fc.property(spans, fc.nat(LAST), fc.nat(LAST), (of, from, to) => {
        const kept = held(of).filter((day) => from <= day && day < to);
        expect(held(within(of, from, to))).toEqual(kept);
      }),
    );
  });

  it('added up give how many cover a day', () => {
    fc.assert(
      fc.property(fc.array(spans, { maxLength: 6 }), (all) => {
        const changes = new Changes();
        for (const each of all) changes.add(each);
        const [steps] = changes.steps() as [Steps];
        const counts = DAYS.map((day) => all.filter((each) => covers(each, day)).length);
        expect(DAYS.map((day) => steps.on(day))).toEqual(counts);
      }),
    );
  });
});

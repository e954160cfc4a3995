import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, dayOfInstant, FOREVER, formatDay, LONG_AGO, parseDay } from '../../src/time/day.ts';
import { SEED, utcDay } from './profile.ts';

describe('dayOf', () => {
  it.each([
    [1970, 1, 1, 0],
    [1969, 12, 31, -1],
    [1970, 12, 31, 364],
    [2000, 2, 29, 11016],
    [2010, 7, 14, 14804],
    [0, 1, 1, -719528],
    [9999, 12, 31, 2932896],
  ])('%i-%i-%i is day %i', (year, month, day, expected) => {
    expect(dayOf(year, month, day)).toBe(expected);
  });

  it('agrees with ECMAScript on the first and last day of every month from 0000 to 9999', () => {
    const wrong: string[] = [];
    for (let year = 0; year <= 9999; year++) {
      for (let month = 1; month <= 12; month++) {
        const first = utcDay(year, month, 1);
        const last = utcDay(year, month + 1, 0);
        const length = last - first + 1;
        const agrees =
          dayOf(year, month, 1) === first &&
          dayOf(year, month, length) === last &&
          dayOf(year, month, length + 1) === undefined;
        if (!agrees) wrong.push(`${year}-${month}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([0, 4, 1582, 1900, 2000, 2010, 2012, 9999])('agrees on every day of %i', (year) => {
    const first = utcDay(year, 1, 1);
    const days = utcDay(year, 12, 31) - first + 1;
    const seen: (number | undefined)[] = [];
    for (let month = 1; month <= 12; month++) {
      for (let day = 1; day <= 31; day++) seen.push(dayOf(year, month, day));
    }
    const real = seen.filter((day) => day !== undefined);
    expect(real).toEqual(Array.from({ length: days }, (_, index) => first + index));
  });

  it.each([
    ['29 February of a common year', 2010, 2, 29],
    ['29 February 1900', 1900, 2, 29],
    ['30 February', 2012, 2, 30],
    ['31 April', 2010, 4, 31],
    ['day 0', 2010, 4, 0],
    ['month 0', 2010, 0, 1],
    ['month 13', 2010, 13, 1],
    ['a year before 0000', -1, 1, 1],
    ['a year after 9999', 10000, 1, 1],
    ['half a day', 2010, 1, 1.5],
    ['half a month', 2010, 1.5, 1],
    ['half a year', 2010.5, 1, 1],
    ['NaN', Number.NaN, 1, 1],
  ])('refuses %s', (_name, year, month, day) => {
    expect(dayOf(year, month, day)).toBeUndefined();
  });
});

describe('parseDay and formatDay', () => {
  it(`read each other back (seed ${SEED})`, () => {
    const days = fc.integer({ min: utcDay(0, 1, 1), max: utcDay(9999, 12, 31) });
    const holds = fc.property(days, (day) => {
      const text = formatDay(day);
      expect(text).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(parseDay(text)).toBe(day);
    });
    fc.assert(holds, { seed: SEED, numRuns: 5000 });
  });

  it('formatDay gives no day the text of another that shares its place among those remembered', () => {
    const days = [0, 4096, 8192, -4096, 1, 4097, 0, -4095, 4096, 1];
    expect(days.map((day) => parseDay(formatDay(day)))).toEqual(days);
  });

  it.each([
    '2010-7-14',
    '2010-07-4',
    '2010-07',
    '2010',
    '20100714',
    '2010-02-29',
    '2010-13-01',
    ' 2010-07-14',
    '2010-07-14 ',
    '2010-07-14\n',
    '+2010-07-14',
    '-2010-07-14',
    '12010-07-14',
    '2010-07-14Z',
    '2010-07-14T00:00:00Z',
    '2010/07/14',
    '2010–07–14',
    '٢٠١٠-٠٧-١٤',
    '2010-07-XX',
    '',
  ])('parseDay refuses %j', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  it.each([FOREVER, LONG_AGO, -719529, 2932897, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'formatDay refuses %d',
    (day) => {
      expect(() => formatDay(day)).toThrow(RangeError);
    },
  );

  it('keeps the two bounds beyond every day, within 32 bits', () => {
    expect(Int32Array.of(FOREVER, LONG_AGO)).toEqual(Int32Array.of(2147483647, -2147483648));
    expect(LONG_AGO).toBeLessThan(utcDay(0, 1, 1));
    expect(FOREVER).toBeGreaterThan(utcDay(9999, 12, 31));
  });
});

describe('dayOfInstant', () => {
  it.each([
    [0, 0],
    [86_399_999, 0],
    [86_400_000, 1],
    [-1, -1],
    [-86_400_000, -1],
    [-86_400_001, -2],
    [0.5, 0],
    [8.64e15, 100_000_000],
  ])('%d ms fall on day %i', (milliseconds, day) => {
    expect(dayOfInstant(milliseconds)).toBe(day);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 8.64e15 + 1])(
    'refuses %d',
    (milliseconds) => {
      expect(() => dayOfInstant(milliseconds)).toThrow(RangeError);
    },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from '../../src/time/instant.ts';
import { SEED } from './profile.ts';

const FIRST = Date.parse('0000-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

describe('parseInstant', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['1969-12-31T23:59:59.999Z', -1],
    ['2010-07-14T09:08:07Z', Date.UTC(2010, 6, 14, 9, 8, 7)],
    ['2010-07-14T09:08:07.6Z', Date.UTC(2010, 6, 14, 9, 8, 7, 600)],
    ['2010-07-14T09:08:07.65Z', Date.UTC(2010, 6, 14, 9, 8, 7, 650)],
    ['2010-07-14T09:08:07.054Z', Date.UTC(2010, 6, 14, 9, 8, 7, 54)],
    ['2012-02-29T23:59:59.999Z', Date.UTC(2012, 1, 29, 23, 59, 59, 999)],
    ['0000-01-01T00:00:00Z', FIRST],
    ['9999-12-31T23:59:59.999Z', LAST],
  ])('%s is %i ms', (text, milliseconds) => {
    expect(parseInstant(text)).toBe(milliseconds);
  });

  it.each([
    '',
    '411',
    '2010-07-14',
    '2010-07-14T09:08Z',
    '2010-07-14T09:08:07',
    '2010-07-14T09:08:07+00:00',
    '2010-07-14T09:08:07+01:00',
    '2010-07-14t09:08:07z',
    '2010-07-14 09:08:07Z',
    '2010-07-14T9:08:07Z',
    '2010-07-14T24:00:00Z',
    '2010-07-14T23:60:00Z',
    '2016-12-31T23:59:60Z',
    '2010-07-14T09:08:07.Z',
    '2010-07-14T09:08:07.1234Z',
    '2010-07-14T09:08:07,5Z',
    '2010-02-29T00:00:00Z',
    '2010-13-01T00:00:00Z',
    '2010-07-00T00:00:00Z',
    ' 2010-07-14T09:08:07Z',
    '2010-07-14T09:08:07Z ',
    '2010-07-14T09:08:07Z\n',
    '20100714T090807Z',
    '+002010-07-14T09:08:07Z',
    '2010-07-14T٠٩:08:07Z',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe('formatInstant', () => {
  it(`writes what parseInstant and ECMAScript read back (seed ${SEED})`, () => {
    const holds = fc.property(fc.integer({ min: FIRST, max: LAST }), (milliseconds) => {
      const text = formatInstant(milliseconds);
      expect(text).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
      expect(parseInstant(text)).toBe(milliseconds);
      expect(Date.parse(text)).toBe(milliseconds);
    });
    fc.assert(holds, { seed: SEED, numRuns: 5000 });
  });

  it(`writes each of many that lie close together, before and after another (seed ${SEED})`, () => {
    const close = fc.array(fc.integer({ min: -2500, max: 2500 }), { minLength: 2 });
    const holds = fc.property(
      fc.integer({ min: FIRST + 2500, max: LAST - 2500 }),
      close,
      (at, some) => {
        for (const apart of some) {
          expect(formatInstant(at + apart)).toBe(new Date(at + apart).toISOString());
        }
      },
    );
    fc.assert(holds, { seed: SEED, numRuns: 500 });
  });

  it('keeps three digits, and years of four', () => {
    expect(formatInstant(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(formatInstant(-1)).toBe('1969-12-31T23:59:59.999Z');
    expect(formatInstant(FIRST)).toBe('0000-01-01T00:00:00.000Z');
    expect(formatInstant(LAST)).toBe('9999-12-31T23:59:59.999Z');
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, FIRST - 1, LAST + 1, 8.64e15 + 1, 1e300])(
    'refuses %d',
    (milliseconds) => {
      expect(() => formatInstant(milliseconds)).toThrow(RangeError);
    },
  );

  it('never throws on reading, whatever the text', () => {
    const holds = fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(parseInstant(text)).toBeUndefined();
    });
    fc.assert(holds, { seed: SEED, numRuns: 2000 });
  });
});

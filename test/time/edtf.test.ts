import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, LONG_AGO } from '../../src/time/day.ts';
import { edtfBounds, parseEdtf } from '../../src/time/edtf.ts';
import { SEED, sides, written, writtens } from './profile.ts';

/** [text, first day, last day, mark]. "long ago" is the open lower bound. */
const TABLE: readonly (readonly [string, string, string, string | null])[] = [
  ['2010', '2010-01-01', '2010-12-31', null],
  ['2010-07', '2010-07-01', '2010-07-31', null],
  ['2010-06', '2010-06-01', '2010-06-30', null],
  ['2010-02', '2010-02-01', '2010-02-28', null],
  ['2012-02', '2012-02-01', '2012-02-29', null],
  ['1900-02', '1900-02-01', '1900-02-28', null],
  ['2000-02', '2000-02-01', '2000-02-29', null],
  ['2010-07-14', '2010-07-14', '2010-07-14', null],
  ['2012-02-29', '2012-02-29', '2012-02-29', null],
  ['201X', '2010-01-01', '2019-12-31', null],
  ['20XX', '2000-01-01', '2099-12-31', null],
  ['2010-XX', '2010-01-01', '2010-12-31', null],
  ['2010-07-XX', '2010-07-01', '2010-07-31', null],
  ['2012-02-XX', '2012-02-01', '2012-02-29', null],
  ['2010-XX-XX', '2010-01-01', '2010-12-31', null],
  ['2010~', '2010-01-01', '2010-12-31', '~'],
  ['2010-07?', '2010-07-01', '2010-07-31', '?'],
  ['2010-07-14%', '2010-07-14', '2010-07-14', '%'],
  ['201X~', '2010-01-01', '2019-12-31', '~'],
  ['20XX?', '2000-01-01', '2099-12-31', '?'],
  ['2010-XX%', '2010-01-01', '2010-12-31', '%'],
  ['2010-07-XX~', '2010-07-01', '2010-07-31', '~'],
  ['2010-XX-XX?', '2010-01-01', '2010-12-31', '?'],
  ['[2010-06-26..2010-07-14]', '2010-06-26', '2010-07-14', null],
  ['2010-06-26/2010-07-14', '2010-06-26', '2010-07-14', null],
  ['[2010-06..2010-07]', '2010-06-01', '2010-07-31', null],
  ['2010/2011', '2010-01-01', '2011-12-31', null],
  ['[2010-07..2010-07]', '2010-07-01', '2010-07-31', null],
  ['2010-07-14/2010-07-14', '2010-07-14', '2010-07-14', null],
  ['2010/2010-03', '2010-01-01', '2010-03-31', null],
  ['2010/2010-01', '2010-01-01', '2010-01-31', null],
  ['2010-07-14/2010-07', '2010-07-14', '2010-07-31', null],
  ['[2010-07-14..201X]', '2010-07-14', '2019-12-31', null],
  ['[199X..20XX]', '1990-01-01', '2099-12-31', null],
  ['[2010-06-XX..2010-XX-XX]', '2010-06-01', '2010-12-31', null],
  ['[2010-06~..2010-07]', '2010-06-01', '2010-07-31', '~'],
  ['2010-06/2010-07?', '2010-06-01', '2010-07-31', '?'],
  ['[2010-06%..2010-07?]', '2010-06-01', '2010-07-31', '%'],
  ['[..2010-07-14]', 'long ago', '2010-07-14', null],
  ['../2010-07-14', 'long ago', '2010-07-14', null],
  ['[..201X~]', 'long ago', '2019-12-31', '~'],
  ['../2010-XX', 'long ago', '2010-12-31', null],
  ['0000', '0000-01-01', '0000-12-31', null],
  ['0000-02', '0000-02-01', '0000-02-29', null],
  ['00XX', '0000-01-01', '0099-12-31', null],
  ['009X', '0090-01-01', '0099-12-31', null],
  ['0099-12-31', '0099-12-31', '0099-12-31', null],
  ['1582-10-10', '1582-10-10', '1582-10-10', null],
  ['9999', '9999-01-01', '9999-12-31', null],
  ['999X', '9990-01-01', '9999-12-31', null],
  ['99XX', '9900-01-01', '9999-12-31', null],
  ['[0000-01-01..9999-12-31]', '0000-01-01', '9999-12-31', null],
];

const word = (day: number) => (day === LONG_AGO ? 'long ago' : formatDay(day));

describe('parseEdtf', () => {
  it.each(TABLE)('%s is %s to %s, marked %s', (text, earliest, latest, qualifier) => {
    const result = parseEdtf(text);
    if (!result.ok) throw new Error(result.problem);
    expect([word(result.bounds.earliest), word(result.bounds.latest)]).toEqual([earliest, latest]);
    expect(result.qualifier).toBe(qualifier);
    expect(edtfBounds(text)).toEqual(result.bounds);
  });

  it(`gives the days that ECMAScript's calendar gives (seed ${SEED})`, () => {
    const holds = fc.property(writtens, ({ text, earliest, latest, a, b }) => {
      expect(parseEdtf(text)).toEqual({
        ok: true,
        bounds: { earliest: earliest === Number.NEGATIVE_INFINITY ? LONG_AGO : earliest, latest },
        qualifier: a?.mark || b?.mark || null,
      });
    });
    fc.assert(holds, { seed: SEED, numRuns: 10_000 });
  });

  it(`accepts a range just where it does not run backwards, by either rule (seed ${SEED})`, () => {
    const shapes = fc.constantFrom('A/B' as const, '[A..B]' as const);
    const holds = fc.property(shapes, sides, sides, (shape, a, b) => {
      const { ok } = parseEdtf(written(shape, a, b).text);
      expect(ok).toBe(b.latest >= a.earliest);
      expect(ok).toBe(!(b.earliest < a.earliest && b.latest < a.latest));
    });
    fc.assert(holds, { seed: SEED, numRuns: 5000 });
  });

  it(`reads [A..B] as A/B and [..B] as ../B (seed ${SEED})`, () => {
    const holds = fc.property(sides, sides, (a, b) => {
      const bounds = (text: string) => {
        const result = parseEdtf(text);
        return result.ok ? result : 'refused';
      };
      expect(bounds(written('[A..B]', a, b).text)).toEqual(bounds(written('A/B', a, b).text));
      expect(bounds(written('[..B]', a, b).text)).toEqual(bounds(written('../B', a, b).text));
    });
    fc.assert(holds, { seed: SEED, numRuns: 5000 });
  });
});

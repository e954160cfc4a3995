/** Bounds compared with the `edtf` package, 4.11.1, and the list of its faults within our profile. */
import edtf from 'edtf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, LONG_AGO } from '../../src/time/day.ts';
import { parseEdtf } from '../../src/time/edtf.ts';
import { SEED, type Side, type Written, writtens } from './profile.ts';

const MILLISECONDS_A_DAY = 86_400_000;

/** Its bounds are the first and last millisecond. */
function packageAnswer(text: string): string {
  let date: ReturnType<typeof edtf>;
  try {
    date = edtf(text);
  } catch {
    return 'refused';
  }
  const word = (milliseconds: number | null) => {
    if (milliseconds === null) return 'unknown';
    if (!Number.isFinite(milliseconds)) return milliseconds < 0 ? 'long ago' : 'for ever';
    return formatDay(Math.floor(milliseconds / MILLISECONDS_A_DAY));
  };
  return `${word(date.min)} to ${word(date.max)}`;
}

function ourAnswer(text: string): string {
  const result = parseEdtf(text);
  if (!result.ok) return 'refused';
  const { earliest, latest } = result.bounds;
  return `${earliest === LONG_AGO ? 'long ago' : formatDay(earliest)} to ${formatDay(latest)}`;
}

const masked = (side: Side) => side.bare.includes('X');
/** It makes the year 0000 by way of 1900, which has no 29 February: this day, or the end of the day before, is lost. */
const startsWrong = (side: Side | undefined) => side?.bare === '0000-02-29';
const endsWrong = (side: Side | undefined) =>
  ['0000-02-28', '0000-02-29', '0000-02-XX'].includes(side?.bare ?? '');
const markedYear = (side: Side) => side.kind === 'Y' && side.mark !== '';

/** The faults that make the package refuse a date of the profile, or answer with other bounds. */
const FAULTS: Record<string, (date: Written) => boolean> = {
  'a mark after X is refused': ({ a, b }) =>
    [a, b].some((side) => side !== undefined && side.mark !== '' && masked(side)),

  'a range ends no later than where its first date ends, if both are written alike': ({
    shape,
    a,
    b,
  }) => shape === '[A..B]' && a?.latest !== b?.latest,

  'a range of two precisions, with a mark or with X is refused': ({ shape, a, b }) => {
    if (shape !== '[A..B]' || a === undefined || b === undefined) return false;
    return a.kind !== b.kind || [a, b].some((side) => side.mark !== '' || masked(side));
  },

  'an interval whose second date begins no later than its first is refused': ({ shape, a, b }) =>
    shape === 'A/B' && a !== undefined && b !== undefined && b.earliest <= a.earliest,

  'a marked year beside a date with X is refused': ({ shape, a, b }) => {
    if (shape !== 'A/B' || a === undefined || b === undefined) return false;
    return (markedYear(a) && masked(b)) || (masked(a) && markedYear(b));
  },

  'a marked year after ".." in brackets is refused': ({ shape, b }) =>
    shape === '[..B]' && b !== undefined && markedYear(b),

  '29 February of the year 0000 becomes 1 March': ({ a, b }) => startsWrong(a) || endsWrong(b ?? a),
};

describe('the edtf package', () => {
  it(`answers as we do, but for the faults listed, and there never (seed ${SEED})`, () => {
    const met = new Set<string>();
    let compared = 0;
    const holds = fc.property(writtens, (date) => {
      const faults = Object.keys(FAULTS).filter((name) => FAULTS[name]?.(date));
      for (const name of faults) met.add(name);
      if (faults.length === 0) {
        compared++;
        expect(packageAnswer(date.text)).toBe(ourAnswer(date.text));
      } else {
        expect(packageAnswer(date.text), faults.join('; ')).not.toBe(ourAnswer(date.text));
      }
    });
    fc.assert(holds, { seed: SEED, numRuns: 8000 });
    expect([...met].sort()).toEqual(Object.keys(FAULTS).sort());
    expect(compared).toBeGreaterThan(3000);
  });

  it('answers as we do where both sides of a fault are asked by themselves', () => {
    const holds = fc.property(writtens, ({ text, a, b }) => {
      fc.pre(!startsWrong(a) && !endsWrong(b ?? a));
      const alone = [a, b].filter((side) => side !== undefined).map((side) => side.bare);
      const [first, last] = [alone[0] ?? '', alone.at(-1) ?? ''];
      const [from] = packageAnswer(first).split(' to ');
      const [, to] = packageAnswer(last).split(' to ');
      expect(ourAnswer(text)).toBe(`${a === undefined ? 'long ago' : from} to ${to}`);
    });
    fc.assert(holds, { seed: SEED, numRuns: 4000 });
  });

  it('answers as we do on every form of date in the years that calendars get wrong, but for February', () => {
    const two = (number: number) => String(number).padStart(2, '0');
    const centuries = Array.from({ length: 100 }, (_, index) => index * 100);
    const wrong: string[] = [];
    for (const number of new Set([...centuries, 1, 2, 3, 4, 50, 96, 99, 1582, 1996, 1999, 9999])) {
      const year = String(number).padStart(4, '0');
      const forms = [
        year,
        `${year.slice(0, 3)}X`,
        `${year.slice(0, 2)}XX`,
        `${year}-XX`,
        `${year}-XX-XX`,
      ];
      for (let month = 1; month <= 12; month++) {
        const days = ['', '-XX', '-01', '-28', '-29', '-30', '-31'];
        forms.push(...days.map((day) => `${year}-${two(month)}${day}`));
      }
      wrong.push(...forms.filter((form) => packageAnswer(form) !== ourAnswer(form)));
    }
    expect(wrong.filter((form) => form.startsWith('0000'))).toEqual([
      '0000-02-XX',
      '0000-02-28',
      '0000-02-29',
    ]);
    const others = wrong.filter((form) => !form.startsWith('0000'));
    expect(others.length).toBeGreaterThan(70);
    expect(others.filter((form) => !form.endsWith('-02-29'))).toEqual([]);
  });

  it.each([
    // Dates of the profile that it misreads or refuses: [text, the package, ours].
    ['[2016-05..2016-07]', '2016-05-01 to 2016-05-31', '2016-05-01 to 2016-07-31'],
    ['[2010-06-26..2010-07-14]', '2010-06-26 to 2010-06-26', '2010-06-26 to 2010-07-14'],
    ['[2010..2012]', '2010-01-01 to 2010-12-31', '2010-01-01 to 2012-12-31'],
    ['[2010-06..2010-07-14]', 'refused', '2010-06-01 to 2010-07-14'],
    ['[2010-06~..2010-07]', 'refused', '2010-06-01 to 2010-07-31'],
    ['[2010-06-XX..2010-07-XX]', 'refused', '2010-06-01 to 2010-07-31'],
    ['[..2010~]', 'refused', 'long ago to 2010-12-31'],
    ['201X~', 'refused', '2010-01-01 to 2019-12-31'],
    ['20XX?', 'refused', '2000-01-01 to 2099-12-31'],
    ['2010-XX%', 'refused', '2010-01-01 to 2010-12-31'],
    ['2010-07-XX~', 'refused', '2010-07-01 to 2010-07-31'],
    ['2010-XX-XX?', 'refused', '2010-01-01 to 2010-12-31'],
    ['2010-07/2010-07', 'refused', '2010-07-01 to 2010-07-31'],
    ['2010/2010-01', 'refused', '2010-01-01 to 2010-01-31'],
    ['2010-07-14/2010-07', 'refused', '2010-07-14 to 2010-07-31'],
    ['2009~/201X', 'refused', '2009-01-01 to 2019-12-31'],
    ['2010-06-XX/2011?', 'refused', '2010-06-01 to 2011-12-31'],
    ['0000-02-29', '0000-03-01 to 0000-03-01', '0000-02-29 to 0000-02-29'],
    ['0000-02-XX', '0000-02-01 to 0000-03-01', '0000-02-01 to 0000-02-29'],
    ['0000-02-28', '0000-02-28 to 0000-02-29', '0000-02-28 to 0000-02-28'],
    // What it accepts, and we refuse.
    ['2010-02-29', '2010-03-01 to 2010-03-01', 'refused'],
    ['1900-02-29', '1900-03-01 to 1900-03-01', 'refused'],
    ['[2010-07..2010-06]', '2010-07-01 to 2010-07-31', 'refused'],
    ['20100714', '1970-01-01 to 1970-01-01', 'refused'],
    ['2010-21', '2010-01-01 to 2010-03-31', 'refused'],
    // No faults: where one might look for them, both agree.
    ['201X', '2010-01-01 to 2019-12-31', '2010-01-01 to 2019-12-31'],
    ['2010-02-XX', '2010-02-01 to 2010-02-28', '2010-02-01 to 2010-02-28'],
    ['00XX', '0000-01-01 to 0099-12-31', '0000-01-01 to 0099-12-31'],
    ['0000-02', '0000-02-01 to 0000-02-29', '0000-02-01 to 0000-02-29'],
    ['0050-02', '0050-02-01 to 0050-02-28', '0050-02-01 to 0050-02-28'],
    ['../2010-07-14', 'long ago to 2010-07-14', 'long ago to 2010-07-14'],
    ['[..2010-07~]', 'long ago to 2010-07-31', 'long ago to 2010-07-31'],
    ['2010-07/2010-06', 'refused', 'refused'],
  ])('%s: %s; ours: %s', (text, theirs, ours) => {
    expect(packageAnswer(text)).toBe(theirs);
    expect(ourAnswer(text)).toBe(ours);
  });

  it('writes 29 February again as 1 March, in common years and in 0000', () => {
    expect(edtf('2010-02-29').edtf).toBe('2010-03-01');
    expect(edtf('0000-02-29').edtf).toBe('0000-03-01');
  });
});

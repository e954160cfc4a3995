import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  builtInFormat,
  type DateFormat,
  dateFormat,
  dateText,
} from '../../../src/interchange/lists/serial-date.ts';
import { formatDay } from '../../../src/time/day.ts';

const DAY: DateFormat = { year: true, month: true, day: true, time: false };
const formatOf = (code: string): DateFormat =>
  dateFormat(code) ?? expect.fail(`${code} is no date`);
const shown = (format: DateFormat | undefined) =>
  Object.entries(format ?? {}).flatMap(([part, is]) => (is ? [part] : []));

describe('formats of numbers', () => {
  test.each([
    ['General', []],
    ['0.00E+00', []],
    ['#,##0.00 "days"', []],
    ['[Red]-#,##0;[Blue]0', []],
    ['[$€-407] #,##0', []],
    ['0.0"y"', []],
    ['@', []],
    ['0%', []],
    ['_-* #,##0_d', []],
    ['yyyy-mm-dd', ['year', 'month', 'day']],
    ['d/m/yyyy;@', ['year', 'month', 'day']],
    ['[$-409]d\\-mmm\\-yy;@', ['year', 'month', 'day']],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', ['year', 'month', 'day']],
    ['yyyy"年"m"月"d"日"', ['year', 'month', 'day']],
    ['mmm yyyy', ['year', 'month']],
    ['yyyy', ['year']],
    ['d mmm', ['month', 'day']],
    ['dd.mm.yyyy hh:mm', ['year', 'month', 'day', 'time']],
    ['m/d/yy h:mm AM/PM', ['year', 'month', 'day', 'time']],
    ['h:mm:ss', ['time']],
    ['[h]:mm', ['time']],
    ['[mm]:ss', ['time']],
    ['mm:ss.0', ['time']],
  ])('are known for dates, or not: %s', (code, parts) => {
    expect(shown(dateFormat(code))).toEqual(parts);
  });

  test.each([
    [0, []],
    [4, []],
    [14, ['year', 'month', 'day']],
    [17, ['year', 'month']],
    [20, ['time']],
    [22, ['year', 'month', 'day', 'time']],
    [49, []],
    [57, ['year', 'month', 'day']],
  ])('have some numbers of their own: %i', (id, parts) => {
    expect(shown(builtInFormat(id))).toEqual(parts);
  });
});

describe('days that are kept as numbers', () => {
  test.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, '1900-02-29'],
    [61, '1900-03-01'],
    [40330, '2010-06-01'],
    [43586, '2019-05-01'],
    [43586.99, '2019-05-01'],
    [43585.9999999, '2019-05-01'],
    [2958465, '9999-12-31'],
    [0, '1900-01-00'],
    [-1, '########'],
    [2958466, '########'],
    [1e300, '########'],
  ])('count from 1900: %d', (serial, day) => {
    expect(dateText(serial, DAY, false)).toBe(day);
  });

  test.each([
    [0, '1904-01-01'],
    [60, '1904-03-01'],
    [42124, '2019-05-01'],
    [-1, '########'],
    [2957004, '########'],
  ])('or from 1904: %d', (serial, day) => {
    expect(dateText(serial, DAY, true)).toBe(day);
  });

  test.each([
    [43586.5, 'yyyy-mm-dd hh:mm', '2019-05-01T12:00:00'],
    [43586, 'yyyy-mm-dd hh:mm', '2019-05-01'],
    [43586.999999999, 'yyyy-mm-dd hh:mm', '2019-05-02'],
    [0.75, 'h:mm', '18:00:00'],
    [1.5, '[h]:mm', '36:00:00'],
    [-0.5, 'h:mm', '########'],
    [43586, 'mmm-yy', '2019-05'],
    [43587, 'mmm-yy', '2019-05-02'],
    [43466, 'yyyy', '2019'],
    [43586, 'yyyy', '2019-05-01'],
    [43586, 'd-mmm', '2019-05-01'],
  ])('with what their format shows: %d as %s', (serial, code, text) => {
    expect(dateText(serial, formatOf(code), false)).toBe(text);
  });

  test('are the days that the calendar has, one after the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2958465 }), (serial) => {
        expect(dateText(serial, DAY, false)).toBe(formatDay(serial - 25569));
      }),
    );
  });
});

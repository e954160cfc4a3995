import { dayNumber } from '../../time/calendar.ts';
import { formatDay, LAST_DAY } from '../../time/day.ts';

/** What a number format shows of the days that a number counts. */
export interface DateFormat {
  readonly year: boolean;
  readonly month: boolean;
  readonly day: boolean;
  readonly time: boolean;
}

const WHOLE: DateFormat = { year: true, month: true, day: true, time: false };
const TIME: DateFormat = { year: false, month: false, day: false, time: true };

/** The formats of dates and times that have a number alone (ECMA-376 part 1, §18.8.30), from and to it. */
const BUILT_IN: readonly (readonly [from: number, to: number, format: DateFormat])[] = [
  [14, 16, WHOLE],
  [17, 17, { ...WHOLE, day: false }],
  [18, 21, TIME],
  [22, 22, { ...WHOLE, time: true }],
  [27, 31, WHOLE],
  [32, 35, TIME],
  [36, 36, WHOLE],
  [45, 47, TIME],
  [50, 58, WHOLE],
];

/** The format that has this number alone, if it is one of dates or times. */
export const builtInFormat = (id: number): DateFormat | undefined =>
  BUILT_IN.find(([from, to]) => id >= from && id <= to)?.[2];

/** Quoted and escaped text, what is as wide as a character or fills the cell, and colours, places and conditions. */
const NO_CODE = /"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|AM\/PM|A\/P/gi;

/** The longest code of a format that spreadsheets take, in characters: how long it takes to read grows faster than it does. */
const LONGEST_CODE = 255;

/** What a format's code shows of a date; undefined where it is one of plain numbers. Throws at one that no spreadsheet wrote. */
export function dateFormat(code: string): DateFormat | undefined {
  if (code.length > LONGEST_CODE) throw new Error(`it has a format of ${code.length} characters`);
  const [first = ''] = code.replace(NO_CODE, ' ').toLowerCase().split(';', 1);
  if (first.trim() === 'general') return undefined;
  const time = /[hs]/.test(first);
  // After hours and before seconds, m is minutes.
  const dated = first.replace(/\[?h+\]?[^a-z]*m+|\[m+\]|m+(?=[^a-z]*s)|\[?[hs]+\]?/g, ' ');
  const found = { year: /[ye]/.test(dated), month: /m/.test(dated), day: /d/.test(dated) };
  const isNumber = /[0#?]/.test(dated.replace(/\.0+/g, ''));
  if (isNumber && !found.month && !found.day) return undefined;
  if (!time && !Object.values(found).includes(true)) return undefined;
  return { ...found, time };
}

const SECONDS_A_DAY = 86_400;
const two = (number: number): string => String(number).padStart(2, '0');

const clock = (seconds: number): string =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => two(Math.floor(part)))
    .join(':');

/** What a spreadsheet shows where a number cannot be a date. */
const NO_DATE = '########';

/**
 * A day as spreadsheets that count from 1900 show it: they take that for a leap year, as their first
 * ancestor did, and call the day before its first one the 0th.
 */
function since1900(serial: number): string {
  if (serial === 0) return '1900-01-00';
  if (serial === 60) return '1900-02-29';
  return formatDay(dayNumber(1899, 12, serial < 60 ? 31 : 30) + serial);
}

function dayOf(serial: number, from1904: boolean): string {
  const [first, last] = from1904
    ? [dayNumber(1904, 1, 1), LAST_DAY]
    : [dayNumber(1899, 12, 30), LAST_DAY];
  if (serial < 0 || first + serial > last) return NO_DATE;
  return from1904 ? formatDay(first + serial) : since1900(serial);
}

/** A day without what its format does not show, where that is but the first: `Jan 2019` is kept as its first day. */
function asShown(day: string, format: DateFormat): string {
  if (!format.year || format.day || !day.endsWith('-01')) return day;
  if (format.month) return day.slice(0, 7);
  return day.endsWith('-01-01') ? day.slice(0, 4) : day;
}

/**
 * The day and time that a spreadsheet keeps as a number of days, to the second, as ISO 8601: without the time
 * where it is midnight or the format does not show it, and a time alone where the format shows no day. Days that
 * never were come out as the spreadsheet shows them, which no reader takes for a day.
 */
export function dateText(serial: number, format: DateFormat, from1904: boolean): string {
  const seconds = Math.round(serial * SECONDS_A_DAY);
  const dated = format.year || format.month || format.day;
  if (!dated) return serial < 0 ? NO_DATE : clock(seconds);
  const days = Math.floor(seconds / SECONDS_A_DAY);
  const rest = seconds - days * SECONDS_A_DAY;
  const day = dayOf(days, from1904);
  if (day === NO_DATE) return day;
  return format.time && rest > 0 ? `${day}T${clock(rest)}` : asShown(day, format);
}

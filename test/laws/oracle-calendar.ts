/** The calendar as the oracle counts it, year by year and month by month. Shares nothing with src/time, nor with `Date`. */

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The days of a month, counted from 1; 0 where there is no such month. */
export const monthLength = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0);

const yearLength = (year: number): number => (isLeap(year) ? 366 : 365);

/** Whole cycles of 400 years have 146,097 days each; so far the years are not walked. */
const CYCLE = { years: 400, days: 146_097 };

/** Days from 1970-01-01 to a day, less than none before; months and days count from 1. */
export function dayOn(year: number, month: number, day: number): number {
  const cycles = Math.floor((year - 1970) / CYCLE.years);
  let days = cycles * CYCLE.days;
  for (let each = 1970 + cycles * CYCLE.years; each < year; each += 1) days += yearLength(each);
  for (let each = 1; each < month; each += 1) days += monthLength(year, each);
  return days + day - 1;
}

/** A day as YYYY-MM-DD; a year after 9999 has five digits, one before 0 a minus, as nobody may write it. */
export function dayText(day: number): string {
  const cycles = Math.floor(day / CYCLE.days);
  let left = day - cycles * CYCLE.days;
  let year = 1970 + cycles * CYCLE.years;
  for (; left >= yearLength(year); year += 1) left -= yearLength(year);
  let month = 1;
  for (; left >= monthLength(year, month); month += 1) left -= monthLength(year, month);
  const two = (number: number) => `${number}`.padStart(2, '0');
  const four = `${Math.abs(year)}`.padStart(4, '0');
  return `${year < 0 ? '-' : ''}${four}-${two(month)}-${two(left + 1)}`;
}
